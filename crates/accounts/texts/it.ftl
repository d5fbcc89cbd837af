# Accesso, membri, ruoli e chiavi

nav-members = Persone della rete

# Ruoli
role-case-worker = Operatrice o operatore
role-coordinator = Coordinamento territoriale
role-partner-administrator = Amministrazione del partner
role-lead-partner = Capofila
role-board-member = Cabina di regia
role-trainer = Formazione
role-mobile-team = Équipe mobile
role-monitoring-officer = Monitoraggio
role-evaluator = Valutazione
role-system-administrator = Amministrazione del sistema

# Entrare
sign-in-title = Accedi a Soglia
sign-in-password = Password
sign-in-forgotten = Hai dimenticato la password? Chi amministra gli accessi nella tua organizzazione può dartene una nuova.
sign-in-samples-title = Accessi di prova
sign-in-samples-text = Questi accessi esistono solo nei dati di prova: usali per vedere Soglia con gli occhi di ogni ruolo.
error-sign-in-wrong = E-mail o password non corrispondono. Controlla e riprova.
flash-signed-out = Sei uscito. A presto.

# Il proprio profilo
account-title = Il mio profilo
account-profile = Nome e lingua
account-language-of-browser = Quella del browser
account-roles = I miei ruoli
account-no-roles = Oggi non hai ruoli: per lavorare con Soglia chiedi a chi amministra gli accessi.
account-password = Password
account-password-now = La password di adesso
account-password-new = La nuova password
account-password-again = Di nuovo la nuova password
account-password-hint = Almeno 15 caratteri: quattro parole a caso vanno benissimo.
account-password-change = Cambia la password
flash-account-saved = Profilo salvato.
account-password-given = Scegli una password tua
account-password-given-text = La password che usi adesso te l’ha data un’altra persona, che quindi la conosce. Scegline una che sai solo tu: fino ad allora non puoi entrare in una professione o in una squadra che legge note riservate.
flash-password-changed = Password cambiata. Le altre sessioni aperte sono state chiuse e le chiavi per altri programmi tolte.
error-password-too-short = La password è troppo corta: servono almeno 15 caratteri
error-password-too-easy = La password è troppo facile da indovinare: non usare il tuo nome, la tua e-mail o sempre gli stessi caratteri
error-password-differ = Le due password nuove sono diverse: riscrivile
error-password-wrong-current = La password di adesso non è giusta

# Chiavi per i programmi
tokens-title = Chiavi per altri programmi
tokens-text = Una chiave permette a un programma di usare Soglia a tuo nome, con i permessi che scegli: mai più dei tuoi. Toglila quando non serve più.
token-new = Nuova chiave
token-make = Crea la chiave
token-label = A che cosa serve
token-label-hint = Per esempio: foglio di calcolo del monitoraggio
token-permissions = Permessi
token-permissions-hint = Scegli solo quelli che servono.
token-all-permissions = Tutto quello che posso fare io
token-expires = Ultimo giorno di validità
token-never = Mai
token-last-used = Usata l’ultima volta
token-state = Stato
token-state-valid = Valida
token-state-expired = Scaduta
token-state-revoked = Tolta
token-revoke = Togli
token-revoke-question = Il programma che usa la chiave «{ $label }» non potrà più entrare, da subito. La togli?
token-made-title = La chiave è pronta
token-made-once = Copiala adesso: non la vedrai più
token-made-text = È la chiave per «{ $label }». Soglia ne conserva solo un’impronta.
flash-token-revoked = Chiave tolta: non apre più nulla.
error-token-expires-in-the-past = Questo giorno è già passato

# Le persone della rete
members-title = Persone della rete
members-text = Chi può entrare in Soglia, tra le persone che rientrano nei tuoi compiti.
members-seek = Nome o e-mail
members-none = Nessuna persona trovata.
member-name = Nome e cognome
member-email = E-mail
member-language = Lingua
member-roles = Ruoli
member-no-roles = Nessun ruolo oggi
member-state = Accesso
member-state-active = Aperto
member-state-closed = Chiuso
member-since = Da quando
member-add = Aggiungi una persona
member-add-text = La persona riceve una prima password, che vedrai una volta sola e che potrà cambiare.
member-added-title = { $name } può entrare
member-first-role = Il primo ruolo
member-open = Apri la scheda
member-access = Accesso
member-password-title = Nuova password
member-password-new = Dai una nuova password
member-password-once = Annotala adesso: non la vedrai più
member-password-text = Consegnala di persona o a voce, non per e-mail, e chiedi di cambiarla al primo accesso dalla pagina del profilo.
member-password-question = La password di { $name } smetterà di funzionare, le sue sessioni si chiuderanno e le sue chiavi saranno tolte. Ne dai una nuova?
member-close = Chiudi l’accesso
member-close-question = { $name } non potrà più entrare, da subito, nemmeno con le sue chiavi. Le cose fatte restano. Chiudi l’accesso?
member-reopen = Riapri l’accesso
member-reopen-question = { $name } potrà entrare di nuovo, con i ruoli ancora validi. Riapri l’accesso?
flash-member-closed = Accesso chiuso.
flash-member-reopened = Accesso riaperto.
error-member-email-taken = Qualcuno ha già questa e-mail
error-member-holds-more = Questa persona ha anche ruoli che non dipendono da te: può occuparsene chi li ha dati
error-member-is-oneself = Non puoi farlo per te: chiedi a un’altra persona che amministra gli accessi

# Ruoli dati e tolti
grant-give = Dai un ruolo
grant-role = Ruolo
grant-place = Dove
grant-everywhere = In tutta la rete
grant-programme = Programma
grant-organisation = Organizzazione
grant-territory = Territorio
grant-limits-hint = Programma, organizzazione e territorio dicono fin dove vale il ruolo.
grant-no-limit = Nessun limite
grant-from = Dal giorno
grant-to = Fino al giorno
grant-no-end = Senza scadenza
grant-state = Stato
grant-state-valid = Vale oggi
grant-state-to-come = Non ancora
grant-state-ended = Finito
grant-state-revoked = Tolto
grant-revoke = Togli il ruolo
grant-revoke-question = Il ruolo «{ $role }» non varrà più, da subito. Lo togli?
flash-grant-given = Ruolo dato.
flash-grant-revoked = Ruolo tolto.
error-grant-role-beyond = Questo ruolo non lo puoi dare o togliere tu
error-grant-wider-than-own = Il ruolo sarebbe più ampio del tuo: scegli programma, organizzazione e territorio tra i tuoi
error-grant-is-own = Non puoi toglierti un ruolo da te: chiedi a un’altra persona che amministra gli accessi

# Permessi
permission-signed-in = Le cose proprie: profilo e chiavi
permission-view-members = Vedere le persone della rete e i loro ruoli
permission-manage-members = Aggiungere persone, dare una nuova password, chiudere l’accesso
permission-give-grants = Dare e togliere ruoli

# Che cosa è successo
fact-member-added = Persona aggiunta alla rete
fact-member-changed = Profilo cambiato
fact-member-closed = Accesso chiuso
fact-member-reopened = Accesso riaperto
fact-grant-given = Ruolo dato
fact-grant-revoked = Ruolo tolto
fact-token-made = Chiave per un programma creata
fact-token-revoked = Chiave per un programma tolta
fact-password-changed = Password cambiata

# Bozze
drafts-title = Le mie bozze
drafts-lead = Quello che hai iniziato a scrivere e non hai ancora salvato. Le vedi soltanto tu. Una bozza resta per { $days } giorni dall’ultima modifica; puoi averne al massimo { $most }.
drafts-none = Non hai bozze.
draft-page = Dove
draft-when = Ultima modifica
draft-act = Azioni
draft-saved-today = Bozza salvata alle { $time }
draft-saved = Bozza salvata il { $day } alle { $time }
flash-draft-discarded = Bozza scartata.
error-too-many-drafts = Hai troppe bozze: riprendine o scartane qualcuna dalla pagina Le mie bozze

# Professions and teams
nav-circles = Professioni e squadre
circles-title = Professioni e squadre
circles-lead = Chi fa parte di una professione o di una squadra può scrivere e leggere note riservate, che nessun altro ruolo vede.
circles-none = Non fai parte di nessuna professione o squadra.
circle-one = Professione o squadra
circle-psychologist = Psicologia
circle-social-worker = Servizio sociale
circle-legal-adviser = Consulenza legale
circle-health-worker = Professioni sanitarie
circle-mediator = Mediazione linguistica e culturale
circle-mobile-team = Équipe mobile
circle-member = Chi ne fa parte
circle-somebody = una persona della rete
circle-admitted-by = Accolta o accolto da
circle-reads-from = Legge le note dal
circle-end = Togli
circle-end-question = Da subito { $name } non leggerà più le note riservate. Confermi?
circle-admit = Accogli una persona
circle-admit-lead = Accoglie chi ne fa già parte, e apre anche le note di prima. Chi amministra l'organizzazione accoglie solo la prima persona: le note scritte prima restano chiuse.
circle-email = E-mail della persona
circle-organisation = Organizzazione
flash-circle-joined = Persona accolta.
flash-circle-left = Persona tolta.
fact-circle-joined = Persona accolta in una professione o squadra
fact-circle-left = Persona tolta da una professione o squadra
error-circle-oneself = Nessuno può accogliere se stesso: chiedi a chi ne fa già parte
error-circle-not-theirs = Può accogliere chi ne fa già parte; chi amministra l'organizzazione, solo la prima persona
error-circle-has-members = Qualcuno ne fa già parte: accoglie chi ne fa parte, non chi amministra
error-circle-nobody = Tra le persone che puoi vedere nessuna ha questo indirizzo
error-circle-given-password = Usa ancora una password data da altri: prima ne deve scegliere una sua
error-circle-already = Ne fa già parte
permission-use-circles = Vedere e curare professioni e squadre
