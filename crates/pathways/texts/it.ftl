# Le parole del percorso: dalla presa in carico al richiamo dopo la chiusura.

nav-caseload = I miei percorsi
nav-pathways = Percorsi
nav-referrals = Segnalazioni

caseload-title = I miei percorsi
caseload-to-do = Da fare
caseload-open = Percorsi aperti
caseload-whose = Quali percorsi
caseload-whose-mine = I miei
caseload-whose-partner = Del mio ente
caseload-whose-all = Tutti quelli che vedo
caseload-next-step = Prossimo passo
caseload-no-step = Nessun passo in programma
caseload-and-more = e altri
caseload-none-mine = Non hai percorsi aperti.
caseload-none-partner = Il tuo ente non ha percorsi aperti.
caseload-none-all = Non ci sono percorsi aperti.
caseload-referrals = { $count ->
    [one] 1 segnalazione in attesa
   *[other] { $count } segnalazioni in attesa
  }
caseload-referrals-see = Guarda le segnalazioni
caseload-task-overdue = { $count ->
    [one] 1 passo in ritardo
   *[other] { $count } passi in ritardo
  }
caseload-task-soon = { $count ->
    [one] 1 passo nei prossimi 14 giorni
   *[other] { $count } passi nei prossimi 14 giorni
  }
caseload-task-reviews = { $count ->
    [one] 1 verifica da fare
   *[other] { $count } verifiche da fare
  }
caseload-task-follow-ups = { $count ->
    [one] 1 richiamo dopo la chiusura
   *[other] { $count } richiami dopo la chiusura
  }
caseload-task-approvals = { $count ->
    [one] 1 progetto da approvare
   *[other] { $count } progetti da approvare
  }
caseload-task-signatures = { $count ->
    [one] 1 progetto da firmare
   *[other] { $count } progetti da firmare
  }

pathways-title = Percorsi
pathways-any = Tutti
pathways-code = Il codice inizia con
pathways-overdue = Solo con passi in ritardo
pathways-none = Nessun percorso corrisponde.
pathway-household = Nucleo
pathway-status = A che punto è
pathway-status-taken-in-charge = Preso in carico
pathway-status-under-way = In corso
pathway-status-closed = Chiuso
pathway-programme = Programma
pathway-partner = Ente
pathway-territory = Territorio
pathway-worker = Operatore di riferimento
pathway-worker-change = Cambia operatore di riferimento
pathway-somebody = Una persona della rete
pathway-opened-on = Aperto il
pathway-last-activity = Ultima attività
pathway-note = Nota
pathway-people = { $count ->
    [one] 1 persona
   *[other] { $count } persone
  }
pathway-age = { $age ->
    [one] 1 anno
   *[other] { $age } anni
  }
pathway-back = Torna al percorso
pathway-tab-pathway = Percorso
pathway-tab-notes = Note
pathway-tab-baseline = Scala di autonomia
pathway-tab-timeline = Cronologia
timeline-lead = Che cosa è successo, quando e chi lo ha scritto. Niente si cancella: ciò che viene corretto resta leggibile.
timeline-on-day = riguarda il { $day }

plan-title = Progetto individuale
plan-write = Scrivi il progetto
plan-print = Stampa il progetto
plan-approve = Approva il progetto
plan-sign = Registra la firma
plan-revise = Aggiorna il progetto
plan-revise-question = Inizia una nuova versione? Quella firmata resta conservata; obiettivi e passi continuano.
plan-back = Torna al progetto
plan-code = Codice
plan-people = Le persone
plan-goals = Obiettivi e passi
plan-commitments = Impegni e verifica
plan-theirs = La persona si impegna a
plan-ours = Noi ci impegniamo a
plan-lines-hint = Un impegno per riga
plan-steps-of = Passi: { $axis }
plan-no-goals = Non ci sono ancora obiettivi.
plan-cost = Costo previsto dei passi: { $amount }
plan-status-draft = In scrittura
plan-status-approved = Approvato, da firmare
plan-status-signed = Firmato
plan-status-superseded = Sostituito
plan-revision = versione { $revision }
plan-approved-on = approvato il { $day }
plan-signed-on = firmato il { $day }
plan-is-signed = Il progetto è firmato
plan-is-signed-text = Puoi segnare i passi fatti e annotarne di nuovi. Per cambiare obiettivi o impegni, inizia una nuova versione dalla pagina del percorso.
plan-missing = Che cosa manca ancora
plan-missing-goals = almeno un obiettivo
plan-missing-steps = un passo per ogni obiettivo
plan-missing-due-days = una data per ogni passo
plan-missing-their-commitments = gli impegni della persona
plan-missing-our-commitments = i nostri impegni
plan-missing-review-day = la data della prossima verifica
plan-missing-approval = l’approvazione
plan-missing-signature = la firma
plan-sign-text = Stampate il progetto, leggetelo insieme e firmatelo; poi registra qui la firma.
plan-signature-day = Giorno della firma
plan-signed-by = Chi ha firmato
plan-signed-by-hint = I nomi di chi ha firmato, separati da una virgola
plan-read-in = Lingua in cui è stato letto e spiegato
plan-read-in-hint = Per esempio tigrino
plan-interpreter = Interprete
plan-print-read = Il progetto è stato letto e spiegato in:
plan-print-day = Data:
plan-sign-person = Firma della persona
plan-sign-worker = Firma dell’operatore
plan-sign-partner = Firma per l’ente
plan-sign-interpreter = Firma dell’interprete

goal-add = Aggiungi un obiettivo
goal-edit = Cambia l’obiettivo
goal-axis = Ambito
goal-words = L’obiettivo, con le parole della persona
goal-words-hint = Per esempio: «Voglio una casa vicina alla scuola dei miei figli»
goal-more = Altro su questo obiettivo
goal-without-steps = Nessun passo per ora.
goal-status-open = In corso
goal-status-reached = Raggiunto
goal-status-partly-reached = Raggiunto in parte
goal-status-given-up = Lasciato
goal-act-reach = Raggiunto
goal-act-reach-in-part = Raggiunto in parte
goal-act-give-up = Lasciato
goal-act-reopen = Riprendi l’obiettivo

step-add = Aggiungi un passo
step-edit = Cambia il passo
step-towards = Verso: { $goal }
step-what = Che cosa
step-what-hint = Per esempio: chiedere la residenza in Comune
step-responsible = Chi lo fa
step-by-person = La persona
step-by-worker = L’operatore
step-by-other = Un’altra persona
step-who = Nome di chi lo fa
step-who-hint = Se non è né la persona né l’operatore
step-due-on = Entro il
step-not-done = non fatto
step-due = entro il { $day }
step-overdue-since = in ritardo dal { $day }
step-cost = Costo previsto
step-mark-done = Segna come fatto
step-done-day = Fatto il
step-confirm-done = Conferma: fatto
step-done-on = fatto il { $day }
step-drop = Non serve più
step-undo = Non è ancora fatto
step-take-up = Riprendi
step-status-planned = da fare
step-status-done = fatto
step-status-dropped = non serve più

note-title = Note
note-write = Scrivi una nota
note-save = Salva la nota
note-words = Nota
note-words-about = Nota su { $label }
note-hint = Scrivi ciò che serve a chi accompagna: la persona ha diritto di leggerla.
note-day = Giorno di cui parla, se non è oggi
note-none = Ancora nessuna nota.
note-all = Tutte le note ({ $count })
note-written = scritta il { $at }

service-title = Servizi attivati
service-lead = I servizi di tutti, attivati per { $label }: residenza, medico, scuola e gli altri.
service-add = Aggiungi un servizio attivato
service-so-far = Attivati finora
service-none = Ancora nessun servizio attivato.
service-kind = Servizio
service-activated-on = Attivato il
service-activated-by = Da chi
service-activated-by-hint = Per esempio: l’operatore, la persona da sola
service-provider = Presso
service-provider-hint = Per esempio: anagrafe del Comune di Pioltello
service-remove = Togli
service-remove-question = Era un errore? Il servizio non conterà più; nella cronologia resta traccia.
service-kind-residence = Residenza anagrafica
service-kind-health-service = Iscrizione al Servizio sanitario
service-kind-family-doctor = Medico o pediatra di famiglia
service-kind-school = Scuola
service-kind-nursery = Nido o scuola dell’infanzia
service-kind-language-course = Corso di italiano (anche CPIA)
service-kind-job-centre = Centro per l’impiego
service-kind-social-services = Servizi sociali del Comune
service-kind-inclusion-allowance = Assegno di inclusione o altro sostegno al reddito
service-kind-bank-account = Conto in banca o alla posta
service-kind-housing-office = Ufficio casa
service-kind-driving-licence = Patente
service-kind-psychological-support = Sostegno psicologico
service-kind-legal-support = Sostegno legale
service-kind-other = Altro servizio

review-title = Verifiche
review-add = Scrivi una verifica
review-all = Tutte le verifiche ({ $count })
review-so-far = Verifiche fatte
review-none = Ancora nessuna verifica.
review-held-on = Giorno della verifica
review-done = Che cosa è stato fatto
review-not-done = Che cosa non è stato fatto, e perché
review-decisions = Che cosa abbiamo deciso
review-next = Prossima verifica

closing-close = Chiudi il percorso
closing-lead = Dopo la chiusura vi risentirete a 3, 6 e 12 mesi: i richiami compariranno tra le cose da fare.
closing-day = Giorno della chiusura
closing-reason = Perché si chiude
closing-result = Com’è andata
closing-result-hint = Due righe su che cosa è cambiato per il nucleo
closing-home = Casa
closing-work = Lavoro
closing-ties = Persone su cui contare
closing-closed-on = Chiuso il { $day }
closing-stand = Casa: { $home }. Lavoro: { $work }. Persone su cui contare: { $ties }.
closing-reopen = Riapri il percorso
closing-reopen-question = Riaprire il percorso? I richiami non ancora fatti vengono tolti.
closing-reason-autonomy-reached = Autonomia raggiunta
closing-reason-plan-partly-completed = Progetto concluso in parte
closing-reason-moved-away = Si è trasferito altrove
closing-reason-left-by-choice = Ha scelto di lasciare
closing-reason-unreachable = Non si riesce più a contattare
closing-reason-requirements-lost = Non ci sono più i requisiti del programma
closing-reason-handed-to-services = Passato ai servizi del territorio
closing-reason-incompatible = Non è stato possibile proseguire insieme
closing-reason-returned = Tornato nel proprio paese
closing-reason-died = Decesso
home-state-own = Casa propria, in affitto o in proprietà
home-state-social = Casa popolare o sociale
home-state-shared = Casa condivisa, con contratto
home-state-hosted = Ospite di una famiglia o di conoscenti
home-state-project = Casa del progetto o accoglienza
home-state-unstable = Senza una casa stabile
home-state-unknown = Non si sa
work-state-stable = Lavoro stabile
work-state-temporary = Lavoro a termine o stagionale
work-state-training = Tirocinio o corso che prepara al lavoro
work-state-seeking = In cerca di lavoro
work-state-not-working = Non lavora: studio, cura, età, salute
work-state-unknown = Non si sa
ties-state-wide = Molte, anche fuori dalla propria comunità
ties-state-some = Alcune
ties-state-few = Quasi nessuna
ties-state-unknown = Non si sa

follow-up-title = Richiami dopo la chiusura
follow-up-months-3 = Richiamo a 3 mesi
follow-up-months-6 = Richiamo a 6 mesi
follow-up-months-12 = Richiamo a 12 mesi
follow-up-due = da fare il { $day }
follow-up-due-since = da fare dal { $day }
follow-up-done-on = fatto il { $day }
follow-up-day = Giorno del contatto
follow-up-reached = Qualcuno del nucleo ha risposto?
follow-up-correct = Correggi quello che è scritto
follow-up-words = Come va, con parole loro

assessment-kind = In quale momento
assessment-kind-baseline = All’inizio
assessment-kind-review = Lungo il percorso
assessment-kind-closing = Alla fine
baseline-title = Scala di autonomia
baseline-count = { $count ->
    [0] non ancora usata
    [one] usata 1 volta
   *[other] usata { $count } volte
  }
baseline-lead = Un linguaggio comune per dirsi da dove si parte e dove si è arrivati. Si compila insieme, parlando.
baseline-not-validated = Questa scala non è validata
baseline-not-validated-text = Descrive e aiuta a parlarsi. Non serve mai ad ammettere, escludere o mettere in ordine le persone, e i livelli non si sommano.
baseline-side-by-side = I momenti a confronto
baseline-area = Ambito
baseline-take = Aggiungi un momento
baseline-day = Giorno
baseline-words = Con le parole della persona
baseline-source = Scala { $scale }. Gli ambiti sono collegati ai domini degli «Indicators of Integration framework 2019» del Ministero dell’interno britannico (Home Office), con informazioni del settore pubblico sotto Open Government Licence v3.0. I livelli sono parole nostre, riusabili con licenza CC BY 4.0.
scale-not-asked = Non ancora chiesto
scale-home = Casa
scale-home-hint = Dove si vive e quanto è stabile
scale-home-1 = Non ha un posto dove stare, o lo perderà entro pochi giorni
scale-home-2 = Ha un posto provvisorio: ospite, dormitorio, accoglienza in uscita
scale-home-3 = Ha un alloggio per qualche mese, con l’aiuto di un progetto
scale-home-4 = Ha un contratto proprio, ma pagare o restare è incerto
scale-home-5 = Ha una casa adatta e stabile, e sa come mantenerla
scale-work = Lavoro
scale-work-hint = Che cosa fa o cerca
scale-work-1 = Non può ancora cercare lavoro, o non sa da dove cominciare
scale-work-2 = Cerca lavoro, con qualcuno che aiuta a ogni passo
scale-work-3 = È in tirocinio o in un corso, o lavora ogni tanto
scale-work-4 = Lavora in regola, per un tempo limitato o con poche ore
scale-work-5 = Ha un lavoro regolare e stabile, oppure ha scelto altro e ne vive
scale-money = Soldi
scale-money-hint = Entrate e spese di ogni mese
scale-money-1 = Non ha entrate, o ha debiti che non riesce a pagare
scale-money-2 = Ha entrate solo da aiuti che stanno per finire
scale-money-3 = Con gli aiuti copre le spese principali
scale-money-4 = Copre le spese da sé, senza margine per gli imprevisti
scale-money-5 = Copre le spese da sé e riesce a mettere qualcosa da parte
scale-learning = Scuola e formazione
scale-learning-hint = Studio degli adulti e dei figli
scale-learning-1 = Nessuno è iscritto, e non si sa come fare
scale-learning-2 = L’iscrizione è in corso, o la frequenza è rara
scale-learning-3 = Frequenta, con un aiuto costante
scale-learning-4 = Frequenta con regolarità e chiede aiuto quando serve
scale-learning-5 = Ha finito o prosegue da sé il percorso che ha scelto
scale-health = Salute
scale-health-hint = Accesso alle cure, non lo stato di salute
scale-health-1 = Non è iscritto al Servizio sanitario e non sa a chi rivolgersi
scale-health-2 = È iscritto, ma va solo al pronto soccorso o accompagnato
scale-health-3 = Ha il medico e ci va con un aiuto
scale-health-4 = Va dal medico da sé; per visite ed esami serve un aiuto
scale-health-5 = Usa da sé i servizi per la salute di tutto il nucleo
scale-language = Italiano
scale-language-hint = Nella vita di ogni giorno
scale-language-1 = Capisce e dice poche parole
scale-language-2 = Se la cava nelle cose semplici: negozio, autobus
scale-language-3 = Parla di sé e del lavoro; per i documenti serve un aiuto
scale-language-4 = Parla al telefono e agli sportelli, legge le lettere semplici
scale-language-5 = Parla, legge e scrive per tutto ciò che gli serve
scale-digital = Strumenti digitali
scale-digital-hint = Telefono, posta, servizi in rete
scale-digital-1 = Non ha un telefono adatto, o non lo usa in rete
scale-digital-2 = Usa i messaggi; per il resto chiede ad altri
scale-digital-3 = Cerca informazioni e usa la posta, con un aiuto
scale-digital-4 = Usa i servizi in rete; SPID o moduli con un aiuto
scale-digital-5 = Usa da sé SPID, moduli e pagamenti in rete
scale-rights = Documenti e diritti
scale-rights-hint = Documenti, diritti e doveri
scale-rights-1 = I documenti mancano o scadono, e non si sa come fare
scale-rights-2 = Le pratiche sono avviate, seguite da altri
scale-rights-3 = Ha i documenti principali; per le scadenze serve un aiuto
scale-rights-4 = Conosce diritti e doveri e segue quasi tutto da sé
scale-rights-5 = Ha ciò che gli spetta e sa a chi rivolgersi se viene negato
scale-services = Servizi del territorio
scale-services-hint = Comune, scuola, sanità, sportelli
scale-services-1 = Non conosce i servizi, o non ci va
scale-services-2 = Ci va solo se accompagnato
scale-services-3 = Va da sé in quelli che conosce
scale-services-4 = Sa scegliere il servizio giusto e prendere appuntamento
scale-services-5 = Usa i servizi da sé e aiuta altri a usarli
scale-ties = Persone intorno
scale-ties-hint = Amici, vicini, comunità
scale-ties-1 = È solo, o ha vicino solo chi lo danneggia
scale-ties-2 = Conosce qualcuno, ma non sa su chi contare
scale-ties-3 = Può contare su alcune persone della propria comunità
scale-ties-4 = Ha amici o vicini anche fuori dalla propria comunità
scale-ties-5 = Prende parte alla vita del quartiere, e altri contano su di lui

fact-case-worker-changed = Cambiato l’operatore di riferimento
fact-baseline-taken = Usata la scala di autonomia
fact-plan-changed = Scritti impegni o data di verifica
fact-plan-approved = Progetto approvato
fact-plan-signed = Progetto firmato
fact-plan-revised = Iniziata una nuova versione del progetto
fact-goal-set = Fissato un obiettivo
fact-goal-changed = Cambiato un obiettivo
fact-goal-reached = Obiettivo raggiunto
fact-goal-partly-reached = Obiettivo raggiunto in parte
fact-goal-given-up = Obiettivo lasciato
fact-goal-reopened = Obiettivo ripreso
fact-step-added = Aggiunto un passo
fact-step-changed = Cambiato un passo
fact-step-done = Passo fatto
fact-step-reopened = Passo di nuovo da fare
fact-step-dropped = Passo che non serve più
fact-note-written = Scritta una nota
fact-service-activated = Servizio attivato
fact-service-removed = Servizio tolto: era un errore
fact-review-held = Verifica fatta
fact-pathway-closed = Percorso chiuso
fact-pathway-reopened = Percorso riaperto
fact-follow-up-done = Richiamo fatto

flash-case-worker-changed = Operatore di riferimento cambiato.
flash-plan-saved = Progetto salvato.
flash-plan-approved = Progetto approvato: ora può essere firmato.
flash-plan-signed = Firma registrata: il percorso è in corso.
flash-plan-revised = Nuova versione iniziata: obiettivi e passi sono qui.
flash-goal-set = Obiettivo aggiunto.
flash-goal-changed = Obiettivo aggiornato.
flash-step-added = Passo aggiunto.
flash-step-changed = Passo aggiornato.
flash-step-done = Passo fatto. Se è stato un errore, usa «Non è ancora fatto».
flash-note-written = Nota salvata.
flash-service-activated = Servizio aggiunto.
flash-service-removed = Servizio tolto.
flash-review-held = Verifica salvata.
flash-baseline-taken = Salvato.
flash-pathway-closed = Percorso chiuso.
flash-pathway-reopened = Percorso riaperto.
flash-follow-up-done = Richiamo salvato.

error-day-before-opening = Questo giorno viene prima dell’inizio: controlla la data
error-day-after-closing = Questo giorno viene dopo la chiusura del percorso: controlla la data
error-day-not-ahead = Questa data deve venire dopo l’altra
error-plan-without-goals = Il progetto non ha ancora obiettivi: aggiungine almeno uno prima di approvarlo o firmarlo
error-plan-already-approved = Il progetto è già approvato
error-plan-not-approved = Il progetto va approvato prima di essere firmato: chiedi al coordinamento
error-plan-signed = Il progetto è firmato: per cambiarlo inizia una nuova versione
error-plan-not-signed = Il progetto non è ancora firmato: puoi cambiarlo direttamente
error-no-plan = Non c’è ancora un progetto: comincia da un obiettivo
error-goal-ended = L’obiettivo è già concluso: riprendilo, se serve
error-goal-open = L’obiettivo è ancora in corso
error-step-already-done = Il passo è già fatto
error-step-dropped = Il passo era stato tolto: riprendilo, se serve
error-step-still-planned = Il passo è ancora da fare
error-pathway-closed = Il percorso è chiuso: riaprilo prima di aggiungere altro
error-pathway-already-closed = Il percorso è già stato chiuso. Ciò che hai scritto è ancora qui
error-pathway-not-closed = Il percorso è aperto
error-pathway-open-elsewhere = Il nucleo ha già un altro percorso aperto in questo programma
error-follow-up-already-done = Questo richiamo è già stato scritto: aprilo e correggilo da lì. Ciò che hai scritto è ancora qui
error-off-scale = La scala va da 1 a 5
error-nothing-answered = Indica almeno un livello, o scrivi qualche parola

# What an API key may be allowed
permission-view-referrals = Vedere le segnalazioni
permission-edit-referrals = Scrivere le segnalazioni, riceverle, non accoglierle o ritirarle
permission-view-pathways = Vedere i percorsi: progetto, passi, servizi, verifiche
permission-open-pathways = Prendere in carico un nucleo: aprire un percorso
permission-edit-plans = Lavorare a un percorso: situazione iniziale, progetto, passi, servizi, verifiche
permission-approve-plans = Approvare un progetto prima della firma
permission-view-notes = Leggere le note di un percorso
permission-write-notes = Scrivere note su un percorso
permission-close-pathways = Chiudere un percorso
permission-reopen-pathways = Riaprire un percorso chiuso
permission-assign-case-workers = Dire chi accompagna un nucleo
