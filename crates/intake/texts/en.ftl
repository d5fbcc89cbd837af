# Sheets received: send them in, look at them, take over what is good.
nav-imports = Sheets
permission-import-referrals = Take over sheets of referrals, and take an import back
permission-export-referrals = Take away the list of the people referred

imports-title = Sheets received
imports-lead = What partners send us: sent in as they are, looked at, and only then taken over.
imports-none = You have not sent in any sheet yet.
learnt-title = Learnt columns
learnt-lead = When a sheet is taken over, we remember what its columns mean for whoever sent it, and suggest it for the next one. If one is wrong, forget it here: at the next sheet we will ask again.
learnt-received-by = Sheets received by { $partner }
learnt-of = Columns of { $sender }
learnt-choose = To be forgotten
learnt-forget = Forget the chosen columns
learnt-forget-all = Forget everything of this sender
learnt-forget-all-text = No learnt column of this sender will be left. Sheets taken over before do not change.
learnt-forget-all-sure = Yes, forget everything
learnt-none = Nothing has been learnt yet: it is when somebody says what a column means, writes who sends the sheet and takes it over.
imports-export = Download the referrals as a sheet
import-new = Send in a sheet
import-new-lead = Excel, LibreOffice or CSV, as it arrived. Before anything is written you see what we understood.
import-file = The sheet
import-file-hint = XLSX, XLS, ODS or CSV, up to { $most } MB.
import-sender = Who sends it
import-sender-hint = Such as the name of the reception project or of the municipality. Next time its columns will be known.
import-programme = Programme
import-partner = Organisation that receives
import-territory = Territory
import-territory-by-town = By the town of each household
import-read = Read the sheet
import-name = Sheet
import-status = Where it stands
import-last-activity = Last activity
import-status-ready = To take over
import-status-taken = Taken over
import-status-undone = Taken back
import-status-discarded = Put aside

import-sheet-read = Read the sheet “{ $sheet }”.
import-columns = Columns
import-columns-check = Check the columns
import-returned = Download the rows to put right
import-returned-hint = A sheet with the same columns and only the rows that cannot be taken: each wrong cell has a comment that says how to put it right. Once put right, send it in again.
import-take = { $households ->
    [one] Take over 1 household
   *[other] Take over { $households } households
  }
import-take-people = { $people ->
    [one] 1 person
   *[other] { $people } people
  }
import-take-nothing = No household is ready for now.
import-going-on = Taking the households over
import-going-on-text = { $left } still to come. You may stop at any time: what was taken over stays, the rest can be taken later.
import-go-on = Go on
import-stop = Stop here
import-undo = Take the whole import back
import-undo-question = The households taken from this sheet disappear as if they had never come. Those that somebody has worked on stay.
import-undo-yes = Take the import back
import-discard = Put aside
import-discard-question = The sheet is forgotten and nothing is taken over.
import-taken-title = Taken from this sheet
import-taken-row = Row { $row }: open the referral
import-taken-joined = joined a household known already
import-file-kept = The sheet is kept while you work on it, and forgotten after 30 days.

import-cells-title = { $count ->
    [one] 1 cell to put right
   *[other] { $count } cells to put right
  }
import-cells-more = The first { $shown } are shown here.
import-cell-row = Row
import-cell-column = Column
import-cell-value = It says
import-cell-what = What is wrong
import-cell-remedy = What to do
import-new-years = { $count ->
    [one] 1 person is said to be born on 1 January.
   *[other] { $count } people are said to be born on 1 January.
  }
import-new-years-text = Often this means that only the year is known.
import-new-years-all = Of all of them only the year is known
import-households = Households
import-households-none = No household here.
import-all = All
import-rows = { $count ->
    [one] Row { $rows }
   *[other] Rows { $rows }
  }
import-proposed = Put together by us
import-proposed-text = The sheet does not say that they are a family: we think so because the rows stand together and give the same size and town.
import-apart = They are no household: take each alone
import-what-to-do = What to do
import-otherwise = Decide otherwise
import-not-said = Not decided
import-taking-new = They are new people: take over
import-taking-without = Take over, with the wrong cells left empty
import-taking-leave-out = Leave out
import-taking-known = It is the household of { $name }, whom we know
import-answers-save = Save the answers
import-born-year = year { $year }
import-until = until { $day }
import-still-inside = still received
import-left = left { $day }
import-year-only = Only the year is known
import-new-year = Really born on 1 January
import-swapped = Given and family name are the other way round
import-repeats = Looks like the person of row { $row }
import-different = They are two people
import-likely = Perhaps we know them already

standing-ready = Ready
standing-held-back = To put right
standing-repeated = Repeated in the sheet
standing-known = Perhaps known
standing-misplaced = Without a territory
standing-here = Taken over before
standing-left-out = Left out

columns-title = Columns of the sheet
columns-lead = For each column we thought about what it holds. Put right what we misunderstood: next time, for the same sender, we will know.
columns-nothing-known = We recognise no header
columns-nothing-known-text = We begin with the first row that may hold them: say what each column contains. If the headers stand further down, write the number of the row.
columns-sheet = Which sheet
columns-sheet-likeliest = The one that speaks of people
columns-header-row = Row of the headers
columns-header-row-hint = Left empty, we look for it.
columns-header-row-guessed = Now: row { $row }.
columns-column = Column
columns-header = Header
columns-examples = Examples
columns-meaning = What it holds
columns-ignored = Not needed
columns-said = said by you
columns-save = Read the sheet like this

meaning-number = Number of the row
meaning-full-name = Family and given name together
meaning-family = Family name
meaning-given = Given name
meaning-native-name = Name in another script, another name
meaning-sex = Sex
meaning-birth = Day or year of birth
meaning-birth-and-place = Place and day of birth together
meaning-birth-place = Place or country of birth
meaning-citizenship = Citizenship
meaning-cui = CUI
meaning-tax-code = Tax code
meaning-permit-number = Number of the permit or receipt
meaning-permit-kind = What the permit is for
meaning-permit-state = Where the permit stands
meaning-permit-expiry = Expiry of the permit
meaning-permit-issued = Issue of the permit
meaning-reception-place = Where received
meaning-circuit = Reception circuit
meaning-entry-day = Came into reception
meaning-exit-day = Left reception
meaning-municipality = Town
meaning-household-number = Number of the household
meaning-household-size = People in the household
meaning-minors = Minors in the household
meaning-relation = Role in the household
meaning-phone = Telephone
meaning-email = E-mail
meaning-needs = Needs
meaning-notes = Notes
meaning-sender = Who refers
meaning-referred-on = Day of the referral
meaning-languages = Languages

remark-no-such-day = There is no such day
remark-not-a-day = Not a day
remark-unknown-permit = Permit not recognised
remark-unknown-permit-state = State of the permit not recognised
remark-unknown-citizenship = Citizenship not recognised
remark-unknown-sex = Sex not recognised
remark-unknown-relation = Role in the household not recognised
remark-unknown-circuit = Reception not recognised
remark-not-a-phone = Not a telephone number
remark-not-a-number = Not a number
remark-formula-cell = A formula
remark-broken-cell = The cell is broken
remark-too-long = Too long
remark-nobody-named = The name is missing
remark-born-in-future = Born in the future
remark-left-before-entry = Left before coming in
remark-expires-before-issue = Expires before it was issued
remark-unknown-town = Town not recognised
remark-doubtful-tax-code = Doubtful tax code
remark-first-of-january = 1 January
remark-name-order = Which is the family name?
remedy-no-such-day = Check day and month. If only the year is known, write the year.
remedy-not-a-day = Write the day as 12/03/1999, or the year alone.
remedy-unknown-permit = Write what the permit is for: asilo, protezione sussidiaria, protezione speciale, richiesta asilo, casi speciali, cure mediche, lavoro, famiglia, studio, minore età or altro.
remedy-unknown-permit-state = Write rilasciato, richiesto, in rinnovo or scaduto.
remedy-unknown-citizenship = Write the country's name in Italian, or its code of two letters.
remedy-unknown-sex = Write F, M or altro; leave it empty if nobody knows.
remedy-unknown-relation = Write for instance coniuge, figlia, madre, fratello, altro parente.
remedy-unknown-circuit = Write SAI, CAS, CARA, SPRAR, SIPROIMI, corridoio umanitario, reinsediamento, or nessuna.
remedy-not-a-phone = Write the number in digits, such as 347 1234567.
remedy-not-a-number = Write a number in digits.
remedy-formula-cell = Put the value in place of the formula.
remedy-broken-cell = Write the value again: the sheet's program cannot compute it.
remedy-too-long = Shorten the text: 300 characters at most, 10,000 for needs and notes.
remedy-nobody-named = Write at least the given or the family name.
remedy-born-in-future = Check the year of birth.
remedy-left-before-entry = Check the days of coming and leaving.
remedy-expires-before-issue = Check the days of issue and expiry.
remedy-unknown-town = Write the town's name, with the sign of the province if there are several. The household is taken without a town all the same.
remedy-unknown-town-near = Perhaps: { $near }? The household is taken without a town all the same.
remedy-doubtful-tax-code = Its check character does not fit: see whether it was copied well. The code stays as written.
remedy-first-of-january = Tell us whether only the year is known.
remedy-name-order = If given and family name are the other way round, say so here.

flash-import-read = This is what the sheet holds. Nothing has been written yet.
flash-import-known = This sheet was sent in before: here it is. Nothing has changed.
flash-import-answered = Answers saved.
flash-import-columns-kept = The sheet was read again like this.
flash-import-taken = Done: the households that were ready are among the referrals received.
flash-import-undone = Import taken back.
flash-import-undone-in-part = Import taken back. The households that somebody has worked on stay.
flash-learnt-forgotten = Forgotten.
flash-import-discarded = Put aside.

error-import-not-from-here = This cannot be done right now
error-import-file-forgotten = The sheet is no longer kept: send it in again
error-nothing-to-forget = Choose at least one column to forget
error-import-no-headers = We cannot find the row of the headers: say which it is on the page of the columns
error-sheet-too-large = The sheet is too large: divide it
error-sheet-unreadable = Not an XLSX, XLS, ODS or CSV sheet that we can read: open it, save it again and retry
error-sheet-too-long = The sheet has more than 50,000 rows, 200 columns or 4 million cells: divide it
