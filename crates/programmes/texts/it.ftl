# Parole delle pagine sui programmi. Quelle delle regole stanno in rules.it.ftl.
nav-programmes = Programmi
programmes-title = Programmi
programmes-lead = Che cosa offre ogni programma, a chi si rivolge e da dove lo sappiamo.
programmes-none = Nessun programma è ancora descritto.
programme-what = Che cos’è
programme-version = Versione { $version } della scheda.
programme-reading = Accanto a ogni dato c’è la fonte, e quanto è sicuro.
programme-serves = A chi si rivolge
programme-lead = Capofila
programme-territories-count = { $count ->
    [one] Lavora in 1 territorio
   *[other] Lavora in { $count } territori
  }
programme-standing-running = Attivo qui
programme-standing-coming = In partenza qui
programme-standing-over = Concluso qui
programme-standing-not-here = Non attivo qui
programme-from = dal
programme-to = al
programme-edition = Quando è attivo qui
programme-edition-hint = Decidi tu da quando a quando questa rete lavora con il programma: le date della scheda, più sotto, sono quelle delle fonti e restano come sono. Fuori da questo periodo il programma non viene proposto.
programme-edition-from = Primo giorno
programme-edition-to = Ultimo giorno
flash-edition-set = Date salvate.
fact-edition-set = Deciso quando il programma è attivo qui
programme-source = Fonte
programme-also = Secondo un’altra fonte:
programme-known = Da dove lo sappiamo
programme-unknown = Le fonti non lo dicono.
programme-rules = Chi può essere accolto nel programma
programme-rules-hint = Soglia usa queste regole per suggerire i programmi adatti e spiegare perché. La decisione resta sempre alle persone.
programme-whom-any-adult = Per almeno una persona adulta, la stessa per tutti i requisiti di questo tipo
programme-whom-every-adult = Per ogni persona adulta della famiglia
programme-whom-household = Per la famiglia
programme-whom-operator = Per chi lavora nei servizi
programme-requires-permit = permesso valido, o la sua ricevuta, per { $kinds }
programme-requires-left-reception = uscita dall’accoglienza
programme-requires-circuits = dai circuiti { $circuits }
programme-requires-within = { $months ->
    [one] da non più di un mese
   *[other] da non più di { $months } mesi
  }
programme-requires-also-leaving = o prossima a uscirne
programme-requires-out-of-reception = non più in accoglienza
programme-requires-third-country = cittadinanza di un paese terzo, o apolide
programme-requires-regular-stay = soggiorno regolare, anche con la sola ricevuta
programme-requires-minor-child = un adulto vive con almeno un minore
programme-requires-lives-in = abita in { $territories }
programme-requires-housing-distress = disagio abitativo
programme-requires-hardship = condizioni di particolare disagio
programme-requires-works-in = lavora in { $sectors }
programme-requires-and = e
programme-requires-or = oppure
programme-axes = Assi e azioni
programme-packages = Pacchetti di lavoro
programme-boards = Cabine di regia e tavoli
programme-outputs = Che cosa deve lasciare
programme-territories = Territori
programme-territory = Territorio
programme-territory-kind = Tipo
programme-territory-within = Dentro
programme-partners = Partner
programme-partners-named = Partner nominati dalle fonti
programme-partners-none = Le fonti non nominano i partner.
programme-counts = I numeri
programme-count-partners = Partner
programme-count-regions = Regioni
programme-count-metropolitan-cities = Città metropolitane
programme-count-provinces = Province
programme-count-months = Mesi di lavoro
programme-count-people-expected = Persone da raggiungere
programme-count-people-reached = Persone raggiunte
programme-count-homes = Alloggi
programme-grant = Finanziamento
programme-fund = Fondo
programme-objective = Obiettivo
programme-call = Avviso
programme-project = Numero di progetto
programme-cup = CUP
programme-money = Importo
programme-dates = Le date del progetto
programme-start = Inizio
programme-end = Fine
programme-sources = Fonti
programme-source-document = documento
programme-source-web-page = pagina web
programme-source-law = norma o avviso
programme-source-general-knowledge = conoscenza di settore
programme-source-assumption = ipotesi nostra

# What an API key may be allowed
permission-view-programmes = Leggere che cosa è ogni programma, a chi si rivolge e secondo quali fonti
permission-run-programmes = Dire quando un programma è attivo qui
