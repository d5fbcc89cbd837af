# La giornata di chi accompagna i nuclei, e i compiti

nav-day = La mia giornata
day-title = La mia giornata
day-overdue = In ritardo
day-today = Oggi
day-this-week = Nei prossimi sette giorni
day-later = Più avanti
day-undated = Senza una data
day-referrals = Segnalazioni che aspettano
day-alerts = Permessi in scadenza
day-nothing = Niente da fare per ora.
day-more = L’elenco è lungo: qui c’è la parte più urgente.
day-what = Che cosa
day-whose = Nucleo
day-due = Entro
day-acts = Azioni
day-due-since = In ritardo dal { $day }
day-done = Fatto
day-received = ricevuta il { $day }
day-permit-expires = Scade il { $day }
day-permit-expired = Scaduto il { $day }

task-kind-step = Passo del progetto
task-kind-review = Verifica del progetto
task-kind-follow-up = Richiamo dopo la chiusura
task-kind-approval = Progetto da approvare
task-kind-signature = Progetto da firmare
task-kind-permit = Permesso in scadenza
task-kind-referral = Segnalazione da valutare
task-kind-own = Compito

tasks-title = Compiti
tasks-lead = I compiti scritti a mano, per te o per chi lavora con te. Quelli che nascono da progetti, richiami e permessi stanno nella tua giornata.
tasks-mine = Da fare
tasks-given = Affidati ad altri
tasks-done = Fatti di recente
tasks-none = Nessun compito da fare.
task-new = Scrivi un compito
task-edit = Modifica il compito
task-what = Che cosa c’è da fare
task-due-on = Entro quando
task-assigned-to = A chi tocca
task-made-by = scritto da { $name }
task-pathway = Percorso
task-pathway-hint = Il codice del percorso, per esempio P-7K3QF2
task-save = Salva il compito
task-mark-done = È fatto
task-undo = Non è ancora fatto
error-unknown-pathway = Nessun percorso ha questo codice, fra quelli che puoi vedere

flash-task-written = Compito salvato.
flash-task-changed = Compito aggiornato.
flash-task-done = Fatto. Se è stato un errore, lo trovi fra i compiti fatti di recente.
flash-task-undone = Il compito è di nuovo da fare.

fact-task-written = Scritto un compito
fact-task-changed = Modificato un compito
fact-task-done = Fatto un compito
fact-task-undone = Compito di nuovo da fare

permission-keep-tasks = Vedere la propria giornata e tenere i propri compiti
