summary-title = Where the pathway stands
summary-none = No pathway.
summary-closed = Closed on { $day }

pathway-tab-sealed = Sealed notes
sealed-title = Sealed notes
sealed-lead = Only those who belong to the same profession or team of your organisation read them. Coordinators, the lead partner and administrators do not see them, nor that there are any.
sealed-no-circle = Sealed notes are for those who belong to a profession or a team.
sealed-circle = For whom
sealed-words = Note
sealed-save = Write the sealed note
sealed-none = No sealed note that you can read.
flash-note-sealed = Sealed note written.
fact-note-sealed = Sealed note written
permission-read-sealed-notes = Read the sealed notes of one's own profession or team
permission-write-sealed-notes = Write sealed notes for one's own profession or team
