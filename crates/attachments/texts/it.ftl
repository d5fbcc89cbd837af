# Allegati: le copie dei documenti di una persona

attachments-title = Documenti allegati
attachments-none = Nessun documento allegato
attachments-without-health = I documenti sulla salute qui non compaiono: li vede solo chi segue direttamente la persona.
attachments-gone = Non ci sono più
attachment-add = Allega un documento
attachment-edit = Correggi scadenza e nota
attachment-kind = Che documento è
attachment-file = File
attachment-file-hint = PDF, foto (JPEG, PNG, WebP) o documento (DOCX, XLSX, ODT, ODS). Al massimo { $most } MB per file e { $files } file per persona.
attachment-what-happens = Il file viene conservato cifrato. Dalle foto togliamo le informazioni nascoste, come il luogo e il telefono usato; gli altri documenti restano come sono.
attachment-note = Nota
attachment-expires-on = Scade il
attachment-expires-on-hint = La data di scadenza scritta sul documento, se c’è
attachment-no-expiry = Senza scadenza
attachment-expired = Scaduto
attachment-soon = Scade presto
attachment-added = Aggiunto
attachment-actions = Azioni
attachment-health = Salute
attachment-size = { $kb } kB
attachment-remove = Togli
attachment-remove-question = Il file «{ $name }» non si potrà più aprire né recuperare. Lo togliamo?
attachments-erase = Cancella tutti i documenti
attachments-erase-text = Distrugge la chiave con cui sono cifrati i documenti di questa persona, anche quelli sulla salute. Nessuno li potrà più aprire. Resta scritto che c’erano, chi li ha cancellati e perché.
attachments-erase-question = Cancelliamo tutti i documenti di { $name }? Non si torna indietro.
attachments-erase-reason = Perché

attachment-kind-permit = Permesso di soggiorno o ricevuta
attachment-kind-identity = Documento d’identità o di viaggio
attachment-kind-tax-code = Tessera del codice fiscale
attachment-kind-decision = Decisione della commissione, della questura o di un giudice
attachment-kind-work-contract = Contratto di lavoro o di tirocinio
attachment-kind-home-contract = Contratto di affitto o di ospitalità
attachment-kind-income = Redditi e sostegni (ISEE, buste paga)
attachment-kind-school = Scuola e formazione
attachment-kind-signed = Consenso, patto o progetto firmato
attachment-kind-health-certificate = Certificato o referto medico
attachment-kind-disability = Invalidità o disabilità riconosciuta
attachment-kind-vaccination = Vaccinazioni
attachment-kind-other = Altro

attachment-media-pdf = PDF
attachment-media-jpeg = Immagine JPEG
attachment-media-png = Immagine PNG
attachment-media-docx = Testo di Word
attachment-media-xlsx = Foglio di Excel
attachment-media-odt = Testo di LibreOffice
attachment-media-ods = Foglio di LibreOffice

attachment-state-kept = Conservato
attachment-state-removed = Tolto
attachment-state-erased = Cancellato con la chiave

erasure-reason-asked = Lo ha chiesto la persona
erasure-reason-consent-withdrawn = La persona ha ritirato il consenso
erasure-reason-time-over = È finito il tempo per cui si potevano conservare
erasure-reason-mistake = Sono di un’altra persona o non andavano raccolti

flash-attachment-added = Documento allegato.
flash-attachment-renamed = Documento allegato. Il nome del file diceva un tipo diverso dal contenuto: l’abbiamo corretto.
flash-attachment-removed = Documento tolto.
flash-attachments-erased = Tutti i documenti sono stati cancellati.

error-file-unknown = Non riconosciamo questo tipo di file. Mandalo come PDF, foto (JPEG, PNG, WebP) o documento (DOCX, XLSX, ODT, ODS)
error-file-is-program = Questo file è un programma: non si può allegare. Se ti serve il documento che contiene, salvalo come PDF
error-file-is-markup = Questo file è una pagina web o un disegno SVG, che può contenere programmi. Aprilo e salvalo come PDF
error-file-is-heic = Le foto HEIC non si leggono ovunque. Salvala come JPEG: sull’iPhone, in Impostazioni, Fotocamera, Formati, scegli «Più compatibile»
error-file-is-old-office = È un documento Office vecchio o protetto da password. Salvalo come PDF, oppure come DOCX o XLSX senza password
error-file-is-archive = È un archivio compresso: estrai i documenti e allegali uno alla volta
error-file-is-recording = Audio e video non si possono allegare
error-file-has-macros = Il documento contiene macro, cioè piccoli programmi. Salvalo come PDF, oppure senza macro
error-picture-unreadable = L’immagine è rovinata e non si apre. Fai una nuova foto o scansione
error-picture-too-many-points = L’immagine è troppo grande: al massimo 40 milioni di punti. Salvala più piccola, oppure come PDF
error-attachments-too-many = Questa persona ha già il massimo di 60 documenti: togline uno che non serve più
error-attachments-too-large = I documenti di questa persona superano in tutto 150 MB: togline uno che non serve più
error-attachment-health-not-yours = I documenti sulla salute li può allegare solo chi può vederli
error-attachment-gone = Questo documento non c’è più: è stato tolto o cancellato
error-attachment-damaged = Il documento non si apre: la chiave è un’altra o il contenuto è stato alterato. Avvisa chi amministra Soglia
error-attachment-key-missing = Su questo server manca la chiave dei documenti allegati, quindi non si possono aprire né aggiungere. Avvisa chi amministra Soglia: il comando «soglia doctor» dice che cosa fare
error-attachments-none-to-erase = Questa persona non ha documenti da cancellare
error-scanner-found = Il controllo antivirus ha fermato questo file. Non è stato salvato: avvisa chi te lo ha mandato
error-scanner-unclear = Il controllo antivirus non ha risposto, quindi il file non è stato salvato. Riprova tra poco; se succede ancora, avvisa chi amministra Soglia

fact-attachment-added = Documento allegato
fact-attachment-changed = Documento allegato corretto
fact-attachment-downloaded = Documento allegato scaricato
fact-attachment-removed = Documento allegato tolto
fact-attachments-erased = Documenti allegati cancellati

permission-view-attachments = Aprire i documenti allegati delle persone, tranne quelli sulla salute
permission-view-health-attachments = Aprire i documenti allegati sulla salute
permission-edit-attachments = Allegare documenti, correggerli e toglierli
permission-erase-attachments = Cancellare tutti i documenti allegati di una persona
