# Gli elenchi che arrivano: caricarli, guardarli, prendere quello che va bene.
nav-imports = Elenchi
permission-import-referrals = Caricare gli elenchi di segnalazioni e annullare un caricamento
permission-export-referrals = Scaricare l’elenco delle persone segnalate

imports-title = Elenchi ricevuti
imports-lead = I fogli che ci mandano i partner: si caricano come sono, si guarda cosa contengono, e solo dopo si prende quello che va bene.
imports-none = Non hai ancora caricato nessun elenco.
learnt-title = Colonne imparate
learnt-lead = Quando prendi un foglio, ricordiamo che cosa significano le colonne per chi l'ha mandato, e al prossimo lo proponiamo. Se una è sbagliata, qui la dimentichi: al prossimo foglio te lo chiederemo di nuovo.
learnt-received-by = Fogli ricevuti da { $partner }
learnt-of = Colonne di { $sender }
learnt-choose = Da dimenticare
learnt-forget = Dimentica le colonne scelte
learnt-forget-all = Dimentica tutto di questo mittente
learnt-forget-all-text = Di questo mittente non resterà nessuna colonna imparata. I fogli già presi non cambiano.
learnt-forget-all-sure = Sì, dimentica tutto
learnt-none = Non abbiamo ancora imparato nulla: succede quando qualcuno dice che cosa significa una colonna, scrive chi manda il foglio e lo prende.
imports-export = Scarica le segnalazioni come foglio
import-new = Carica un elenco
import-new-lead = Excel, LibreOffice o CSV, così come è arrivato. Prima di scrivere qualcosa ti facciamo vedere cosa abbiamo capito.
import-file = Il foglio
import-file-hint = XLSX, XLS, ODS o CSV, fino a { $most } MB.
import-sender = Chi lo manda
import-sender-hint = Per esempio il nome del progetto di accoglienza o del Comune. La prossima volta le sue colonne saranno già note.
import-programme = Programma
import-partner = Organizzazione che riceve
import-territory = Territorio
import-territory-by-town = Secondo il comune di ogni nucleo
import-read = Leggi il foglio
import-name = Foglio
import-status = A che punto è
import-last-activity = Ultima attività
import-status-ready = Da prendere
import-status-taken = Preso
import-status-undone = Annullato
import-status-discarded = Messo da parte

import-sheet-read = Letto il foglio «{ $sheet }».
import-columns = Colonne
import-columns-check = Controlla le colonne
import-returned = Scarica le righe da correggere
import-returned-hint = Un foglio con le stesse colonne, solo con le righe che non si possono prendere: ogni cella sbagliata ha un commento che dice come correggerla. Corretto, si carica di nuovo.
import-take = { $households ->
    [one] Prendi 1 nucleo
   *[other] Prendi { $households } nuclei
  }
import-take-people = { $people ->
    [one] 1 persona
   *[other] { $people } persone
  }
import-take-nothing = Per ora non c'è nessun nucleo pronto.
import-going-on = Sto prendendo i nuclei
import-going-on-text = Ne mancano { $left }. Puoi fermarti quando vuoi: quello che è già preso resta, il resto si prende dopo.
import-go-on = Continua
import-stop = Fermati qui
import-undo = Annulla tutto il caricamento
import-undo-question = I nuclei presi da questo foglio spariscono come se non fossero mai arrivati. Restano quelli su cui qualcuno ha già lavorato.
import-undo-yes = Annulla il caricamento
import-discard = Metti da parte
import-discard-question = Il foglio viene dimenticato e non si prende nulla.
import-taken-title = Presi da questo foglio
import-taken-row = Riga { $row }: apri la segnalazione
import-taken-joined = unito a un nucleo già conosciuto
import-file-kept = Il foglio viene conservato finché ci lavori, e dimenticato dopo 30 giorni.

import-cells-title = { $count ->
    [one] 1 cella da correggere
   *[other] { $count } celle da correggere
  }
import-cells-more = Qui ne vedi le prime { $shown }.
import-cell-row = Riga
import-cell-column = Colonna
import-cell-value = C'è scritto
import-cell-what = Cosa non va
import-cell-remedy = Cosa fare
import-new-years = { $count ->
    [one] 1 persona risulta nata il 1º gennaio.
   *[other] { $count } persone risultano nate il 1º gennaio.
  }
import-new-years-text = Spesso vuol dire che si conosce solo l'anno.
import-new-years-all = Di tutte conosciamo solo l'anno
import-households = Nuclei
import-households-none = Nessun nucleo qui.
import-all = Tutti
import-rows = { $count ->
    [one] Riga { $rows }
   *[other] Righe { $rows }
  }
import-proposed = Messi insieme da noi
import-proposed-text = Il foglio non dice che sono una famiglia: lo pensiamo perché le righe sono vicine e dicono lo stesso numero di componenti e lo stesso comune.
import-apart = Non sono un nucleo: prendi ognuno da solo
import-what-to-do = Cosa facciamo
import-otherwise = Altra decisione
import-not-said = Non deciso
import-taking-new = Sono persone nuove: prendi
import-taking-without = Prendi, lasciando vuote le celle sbagliate
import-taking-leave-out = Lascia fuori
import-taking-known = È il nucleo di { $name }, che conosciamo già
import-answers-save = Salva le risposte
import-born-year = anno { $year }
import-until = fino al { $day }
import-still-inside = ancora in accoglienza
import-left = uscita { $day }
import-year-only = Si conosce solo l'anno
import-new-year = È nata o nato davvero il 1º gennaio
import-swapped = Nome e cognome sono scambiati
import-repeats = Sembra la stessa persona della riga { $row }
import-different = Sono due persone diverse
import-likely = Forse la conosciamo già

standing-ready = Pronti
standing-held-back = Da correggere
standing-repeated = Ripetuti nel foglio
standing-known = Forse già conosciuti
standing-misplaced = Senza territorio
standing-here = Già presi
standing-left-out = Lasciati fuori

columns-title = Colonne del foglio
columns-lead = Per ogni colonna abbiamo pensato cosa contiene. Correggi dove abbiamo capito male: la prossima volta, per lo stesso mittente, lo sapremo.
columns-nothing-known = Non riconosciamo nessuna intestazione
columns-nothing-known-text = Partiamo dalla prima riga che sembra averle: di’ tu cosa contiene ogni colonna. Se le intestazioni stanno più in basso, scrivi il numero della riga.
columns-sheet = Quale foglio
columns-sheet-likeliest = Quello che parla di persone
columns-header-row = Riga delle intestazioni
columns-header-row-hint = Se la lasci vuota la cerchiamo noi.
columns-header-row-guessed = Adesso: riga { $row }.
columns-column = Colonna
columns-header = Intestazione
columns-examples = Esempi
columns-meaning = Cosa contiene
columns-ignored = Non ci serve
columns-said = deciso da voi
columns-save = Rileggi il foglio così

meaning-number = Numero della riga
meaning-full-name = Cognome e nome insieme
meaning-family = Cognome
meaning-given = Nome
meaning-native-name = Nome in altra scrittura, altro nome
meaning-sex = Sesso
meaning-birth = Data o anno di nascita
meaning-birth-and-place = Luogo e data di nascita insieme
meaning-birth-place = Luogo o Paese di nascita
meaning-citizenship = Cittadinanza
meaning-cui = CUI
meaning-tax-code = Codice fiscale
meaning-permit-number = Numero del permesso o della ricevuta
meaning-permit-kind = Motivo del permesso
meaning-permit-state = Stato del permesso
meaning-permit-expiry = Scadenza del permesso
meaning-permit-issued = Rilascio del permesso
meaning-reception-place = Dove è in accoglienza
meaning-circuit = Circuito di accoglienza
meaning-entry-day = Ingresso in accoglienza
meaning-exit-day = Uscita dall'accoglienza
meaning-municipality = Comune
meaning-household-number = Numero del nucleo
meaning-household-size = Componenti del nucleo
meaning-minors = Minori nel nucleo
meaning-relation = Ruolo nel nucleo
meaning-phone = Telefono
meaning-email = E-mail
meaning-needs = Bisogni
meaning-notes = Note
meaning-sender = Chi segnala
meaning-referred-on = Data della segnalazione
meaning-languages = Lingue

remark-no-such-day = Questo giorno non esiste
remark-not-a-day = Non è una data
remark-unknown-permit = Permesso non riconosciuto
remark-unknown-permit-state = Stato del permesso non riconosciuto
remark-unknown-citizenship = Cittadinanza non riconosciuta
remark-unknown-sex = Sesso non riconosciuto
remark-unknown-relation = Ruolo nel nucleo non riconosciuto
remark-unknown-circuit = Accoglienza non riconosciuta
remark-not-a-phone = Non è un numero di telefono
remark-not-a-number = Non è un numero
remark-formula-cell = C'è una formula
remark-broken-cell = La cella è rotta
remark-too-long = Testo troppo lungo
remark-nobody-named = Manca il nome
remark-born-in-future = Nascita nel futuro
remark-left-before-entry = Uscita prima dell'ingresso
remark-expires-before-issue = Scadenza prima del rilascio
remark-unknown-town = Comune non riconosciuto
remark-doubtful-tax-code = Codice fiscale dubbio
remark-first-of-january = 1º gennaio
remark-name-order = Quale è il cognome?
remedy-no-such-day = Controlla giorno e mese. Se si conosce solo l'anno, scrivi l'anno.
remedy-not-a-day = Scrivi la data come 12/03/1999, oppure solo l'anno.
remedy-unknown-permit = Scrivi il motivo del permesso: asilo, protezione sussidiaria, protezione speciale, richiesta asilo, casi speciali, cure mediche, lavoro, famiglia, studio, minore età o altro.
remedy-unknown-permit-state = Scrivi rilasciato, richiesto, in rinnovo o scaduto.
remedy-unknown-citizenship = Scrivi il nome del Paese in italiano, o la sigla di due lettere.
remedy-unknown-sex = Scrivi F, M o altro; lascia vuoto se non si sa.
remedy-unknown-relation = Scrivi per esempio coniuge, figlia, madre, fratello, altro parente.
remedy-unknown-circuit = Scrivi SAI, CAS, CARA, SPRAR, SIPROIMI, corridoio umanitario, reinsediamento, oppure nessuna.
remedy-not-a-phone = Scrivi il numero con sole cifre, per esempio 347 1234567.
remedy-not-a-number = Scrivi un numero in cifre.
remedy-formula-cell = Sostituisci la formula con il suo valore.
remedy-broken-cell = Riscrivi il valore: il programma del foglio non riesce a calcolarlo.
remedy-too-long = Accorcia il testo: al massimo 300 caratteri, 10.000 per bisogni e note.
remedy-nobody-named = Scrivi almeno il nome o il cognome.
remedy-born-in-future = Controlla l'anno di nascita.
remedy-left-before-entry = Controlla le date di ingresso e di uscita.
remedy-expires-before-issue = Controlla le date di rilascio e di scadenza.
remedy-unknown-town = Scrivi il nome del comune, con la sigla della provincia se ce n'è più di uno. Senza comune il nucleo si prende lo stesso.
remedy-unknown-town-near = Forse: { $near }? Senza comune il nucleo si prende lo stesso.
remedy-doubtful-tax-code = Il carattere di controllo non torna: controlla che sia copiato bene. Il codice resta com'è scritto.
remedy-first-of-january = Dicci se si conosce solo l'anno.
remedy-name-order = Se nome e cognome sono scambiati, dillo qui.

flash-import-read = Ecco cosa c'è nel foglio. Non abbiamo ancora scritto nulla.
flash-import-known = Questo foglio era già stato caricato: eccolo. Non è cambiato nulla.
flash-import-answered = Risposte salvate.
flash-import-columns-kept = Il foglio è stato riletto così.
flash-import-taken = Fatto: i nuclei pronti sono tra le segnalazioni ricevute.
flash-import-undone = Caricamento annullato.
flash-import-undone-in-part = Caricamento annullato. Restano i nuclei su cui qualcuno ha già lavorato.
flash-learnt-forgotten = Dimenticato.
flash-import-discarded = Messo da parte.

error-import-not-from-here = In questo momento non si può fare
error-import-file-forgotten = Il foglio non è più conservato: caricalo di nuovo
error-nothing-to-forget = Scegli almeno una colonna da dimenticare
error-import-no-headers = Non troviamo la riga delle intestazioni: dicci qual è nella pagina delle colonne
error-sheet-too-large = Il foglio è troppo grande: dividilo in più fogli
error-sheet-unreadable = Non è un foglio XLSX, XLS, ODS o CSV che riusciamo a leggere: aprilo, salvalo di nuovo e riprova
error-sheet-too-long = Il foglio ha più di 50.000 righe, 200 colonne o 4 milioni di celle: dividilo in più fogli
