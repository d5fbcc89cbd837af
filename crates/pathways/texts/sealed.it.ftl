summary-title = A che punto è il percorso
summary-none = Nessun percorso.
summary-closed = Chiuso il { $day }

pathway-tab-sealed = Note riservate
sealed-title = Note riservate
sealed-lead = Le legge solo chi fa parte della stessa professione o squadra nella tua organizzazione. Chi coordina, il capofila e chi amministra non le vedono e non sanno che ci sono.
sealed-no-circle = Le note riservate sono per chi fa parte di una professione o di una squadra.
sealed-circle = Per chi
sealed-words = Nota
sealed-save = Scrivi la nota riservata
sealed-none = Nessuna nota riservata che tu possa leggere.
flash-note-sealed = Nota riservata scritta.
fact-note-sealed = Nota riservata scritta
permission-read-sealed-notes = Leggere le note riservate della propria professione o squadra
permission-write-sealed-notes = Scrivere note riservate per la propria professione o squadra
