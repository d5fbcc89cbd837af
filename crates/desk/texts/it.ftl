nav-desk = Abbinamenti
desk-title = Abbinamenti
desk-lead = Chi potrebbe andare dove, calcolato per tutti insieme e spiegato. Un calcolo non decide niente: solo le persone propongono, e solo le persone accettano.
desk-of-search = Abbinamenti possibili
desk-programme = Programma
desk-kind = Che cosa si cerca
desk-territory = Territorio
desk-everywhere = Tutti i territori
desk-make = Calcola adesso
desk-latest = Gli ultimi calcoli
desk-latest-none = Nessun calcolo ancora per questo programma.
desk-run-of = { $kind }, { $at }
desk-run-counts = { $searches ->
        [one] 1 ricerca
        *[other] { $searches } ricerche
    }, { $offers ->
        [one] 1 offerta
        *[other] { $offers } offerte
    }: { $placed } con un posto possibile ({ $persons ->
        [one] 1 persona
        *[other] { $persons } persone
    })
desk-run-by = di { $who }
desk-again = Calcola di nuovo
desk-policies = Le regole e i pesi
desk-run-title = Abbinamenti: { $kind }
desk-run-about = { $programme }, { $territory }, al { $day }
desk-all-territories = tutti i territori
desk-nothing-decided = È un calcolo, e non conta come decisione. Ogni proposta la fa una persona.
desk-outcome-optimal = Con questi dati nessun altro piano è migliore per tutti insieme. È dimostrato, e la prova è stata controllata.
desk-outcome-feasible = Il piano rispetta tutte le regole, ma che sia il migliore non è dimostrato.
desk-outcome-infeasible = Non c’è un piano: quello che le persone hanno fissato non può stare insieme.
desk-outcome-unproven = La prova di questo piano non regge più: non usarlo, e calcola di nuovo.
desk-part-proposals = Possibili
desk-part-without = Senza un posto
desk-part-questions = Da chiedere
desk-part-lacks = Che cosa manca
desk-part-decided = Già deciso
desk-held = Già proposto
desk-see-proposal = Apri la proposta { $code }
desk-decided-lead = Quello che le persone hanno già deciso vale anche per il calcolo: non propone di nuovo le stesse cose, e i posti già impegnati non li dà ad altri.
desk-decided-what = Che cosa è deciso
desk-decided-none = Nessuna proposta in corso e nessun no, fra chi cerca e quello che c’è.
desk-decided-under-way = È già proposto: si aspettano le risposte.
desk-decided-against-rules = È già proposto, anche se oggi una regola non lo ammetterebbe: decidono le persone.
desk-decided-reserve = È già proposto, ma prima viene qualcun altro: intanto si cerca ancora.
desk-decided-placed = Hanno già un posto, con un’altra proposta confermata.
desk-decided-veto-offer = Il nucleo ha detto: questa mai più.
desk-decided-veto-owner = Il nucleo ha detto: niente più da chi la offre.
desk-decided-veto-household = Chi offre ha detto: mai più per loro.
desk-decided-declined-by-household = Il nucleo ha detto di no, e da allora non è cambiato niente né nella ricerca né nell’offerta.
desk-decided-kept-to-itself = Chi la tiene la mostra solo alla propria organizzazione.
desk-decided-declined-by-offerer = Chi offre ha detto di no, e da allora non è cambiato niente né nella ricerca né nell’offerta.
desk-answer-it = Scrivi la risposta
desk-ask-keeper-at = Da chiedere a { $keeper }
desk-not-allowed = Oggi le regole lo ammettono: calcola di nuovo per sapere se è il meglio per tutti.
desk-not-open-hidden = Serve sapere anche qualcosa che qui non si può mostrare: chiedi a chi segue il nucleo.
desk-not-given = È già impegnata: le persone l’hanno proposta o data ad altri.
desk-not-there = Non era nel calcolo: è arrivata dopo, o non era libera. Calcola di nuovo.
desk-parts = Parti del calcolo
desk-who = Nucleo
desk-offer = Offerta
desk-why = Perché
desk-unknown = Non si sa ancora: { $what }
desk-propose = Proponi
desk-propose-instead = Proponi questa, scrivendo perché
desk-see-why = Perché questo, perché non un altro
desk-proposals-none = Nessun abbinamento possibile con quello che si sa oggi. Guarda che cosa c’è da chiedere.
desk-without-none = Nessuno resta senza.
desk-questions-none = Niente da chiedere che possa cambiare qualcosa.
desk-questions-lead = Ogni risposta può aprire una possibilità. Prima quelle che contano di più.
desk-ask-household = Da chiedere a { $who }
desk-ask-keeper = Da chiedere per { $offer }
desk-ask-keeper-of = Da chiedere per { $offer }, a { $keeper }
desk-ask-nobody = Viaggi di cui non si conosce la durata
desk-question-pairs = { $pairs ->
        [one] 1 possibilità aspetta
        *[other] { $pairs } possibilità aspettano
    }
desk-question-matters = può cambiare il piano
desk-lacks-lead = Che cosa cambierebbe con un’offerta in più, provata sui dati di oggi.
desk-lacks-none = Un’offerta in più, da sola, oggi non darebbe un posto a nessun altro.
desk-lack-home = Una casa in più per { $persons ->
        [one] 1 persona
        *[other] { $persons } persone
    } a { $place } darebbe casa a { $placed ->
        [one] 1 nucleo
        *[other] { $placed } nuclei
    } in più.
desk-lack-work = Un posto di lavoro in più a { $place } darebbe lavoro a { $placed ->
        [one] 1 persona
        *[other] { $placed } persone
    } in più.
desk-lack-family = Una famiglia in più per { $persons ->
        [one] 1 ospite
        *[other] { $persons } ospiti
    } a { $place } accoglierebbe { $placed ->
        [one] 1 nucleo
        *[other] { $placed } nuclei
    } in più.
desk-lack-better-home = Una casa in più per { $persons } a { $place } darebbe un posto a { $more } persone in più, senza altri nuclei.
desk-lack-better-work = Un posto di lavoro in più a { $place } migliorerebbe il piano.
desk-lack-better-family = Una famiglia in più per { $persons } a { $place } migliorerebbe il piano.
desk-held-back-title = Le regole che trattengono di più
desk-held-back = Senza la regola «{ $rule }» troverebbero posto { $placed } in più. Se cambiarla lo decide la rete.
desk-another-household = un nucleo di un altro partner
desk-unseen-offer = un’offerta che non puoi vedere
desk-rank-home = { $options ->
        [one] L’unica casa possibile
        *[other] È la { $rank }ª fra { $options } case possibili
    }
desk-rank-work = { $options ->
        [one] L’unico lavoro possibile
        *[other] È il { $rank }º fra { $options } lavori possibili
    }
desk-rank-family = { $options ->
        [one] L’unica famiglia possibile
        *[other] È la { $rank }ª fra { $options } famiglie possibili
    }
desk-full-home = { $options ->
        [one] C’è una casa possibile, ma serve di più ad altri.
        *[other] Ci sono { $options } case possibili, ma servono di più ad altri.
    }
desk-full-work = { $options ->
        [one] C’è un lavoro possibile, ma serve di più ad altri.
        *[other] Ci sono { $options } lavori possibili, ma servono di più ad altri.
    }
desk-full-family = { $options ->
        [one] C’è una famiglia possibile, ma serve di più ad altri.
        *[other] Ci sono { $options } famiglie possibili, ma servono di più ad altri.
    }
desk-nearest = La più vicina: { $offer }.
desk-open = { $open ->
        [one] C’è una possibilità che aspetta una risposta.
        *[other] Ci sono { $open } possibilità che aspettano una risposta.
    }
desk-one-more-home = Con una casa in più del tipo giusto troverebbero posto.
desk-one-more-work = Con un posto in più troverebbe lavoro.
desk-one-more-family = Con un posto in più in una famiglia troverebbero accoglienza.
desk-refused-another = Le regole non ammettono nessuna offerta.
desk-refused-by = { $rule }: { $count ->
        [one] 1 offerta
        *[other] { $count } offerte
    }
desk-ruled-out = { $count ->
        [one] 1 offerta esclusa da una persona
        *[other] { $count } offerte escluse da una persona
    }
desk-nothing-offered = Oggi non c’è nessuna offerta.
desk-not-in-run = Questa ricerca non era nel calcolo.
desk-conflict-nobody = È fissato un abbinamento con qualcuno o qualcosa che non c’è più.
desk-conflict-rules = È fissato un abbinamento che le regole non ammettono: { $rules }.
desk-conflict-forbidden = È fissato un abbinamento che qualcuno ha anche escluso: { $reason }.
desk-conflict-several = Per lo stesso nucleo sono fissate più offerte.
desk-conflict-full = Per la stessa offerta sono fissati più nuclei dei suoi posti ({ $units }).
desk-story = { $who }: perché
desk-takes = Potrebbe andare
desk-stays = Resta senza un posto
desk-terms = Che cosa parla a favore
desk-term-unknown = non si sa ancora
desk-next = Se questo non si potesse, toccherebbe a { $offer }.
desk-next-nothing = Se questo non si potesse, resterebbe senza.
desk-not-title = Perché non un’altra offerta?
desk-not-choose = Scegli un’offerta
desk-not-ask = Chiedi
desk-not-why = Perché non { $offer }
desk-not-takes = È proprio quella del piano.
desk-not-forbidden = Una persona l’ha esclusa: { $reason }.
desk-not-locked = Una persona ha fissato un’altra offerta: { $offer }.
desk-not-open = Prima bisogna sapere:
desk-not-closed = Non ha più posti: { $who }.
desk-not-full = È per { $who }.
desk-not-better-home = Si potrebbe, ma c’è una casa più adatta.
desk-not-better-work = Si potrebbe, ma c’è un lavoro più adatto.
desk-not-better-family = Si potrebbe, ma c’è una famiglia più adatta.
desk-not-moves = Dovrebbero cambiare posto { $moves } nuclei.
desk-regret-urgent = { $amount ->
        [one] Un nucleo che non può aspettare resterebbe senza.
        *[other] { $amount } nuclei che non possono aspettare resterebbero senza.
    }
desk-regret-persons = { $amount ->
        [one] Una persona in meno avrebbe un posto.
        *[other] { $amount } persone in meno avrebbero un posto.
    }
desk-regret-waiting = Chi avrebbe un posto ha aspettato, in tutto, { $amount } giorni di meno.
desk-regret-score = Nel complesso i posti sarebbero un po’ meno adatti.
desk-regret-kept = Qualcuno cambierebbe posto rispetto al calcolo di prima.
desk-regret-lot = Sarebbe uguale: ha deciso il sorteggio, che si può ripetere.
desk-changes-title = Che cosa lo cambierebbe
desk-changes-lead = Provato sui dati: ne basta uno. Sono fatti, non consigli.
desk-changes-none = Nessuna cosa, da sola, lo cambierebbe.
desk-other-facts = Dopo il calcolo qualcosa è cambiato, oppure chi l’ha fatto vede più di te: qui si dicono solo le regole, come rispondono adesso.
desk-details = Come è stato calcolato
desk-details-policy = Regole: { $policy }, versione { $version }
desk-details-seed = Seme del sorteggio: { $seed }
desk-details-instance = Impronta dei dati: { $instance }
desk-open-search = Apri la ricerca

policy-title = Le regole e i pesi
policy-lead = Le regole dicono che cosa non si può; i pesi che cosa conta di più fra quello che si può. Sesso, età, origine, religione e salute non entrano in nessun peso.
policy-shared = Comune
policy-version = Versione { $version }, dal { $day }
policy-criteria = Che cosa conta, e quanto
policy-criterion = Criterio
policy-weight = Peso
policy-rules = Le regole
policy-rule = Regola
policy-basis = Su che cosa si fonda
policy-basis-law = Legge
policy-basis-agreement = Accordo
policy-basis-practice = Prassi
policy-unverified = da verificare
policy-always = Vale sempre: nessun programma la può spegnere.
policy-off = Regole spente in questo programma: { $rules }
policy-order = Prima di tutto chi non può aspettare, poi quante persone trovano posto, poi da quanto aspettano. I pesi contano solo fra piani uguali in questo.

flash-desk-run = Calcolo fatto.
fact-desk-run = Abbinamenti calcolati
error-desk-other-territory = Il programma non lavora in questo territorio: scegline un altro.
permission-view-desk = Vedere chi potrebbe andare dove, e perché
permission-run-desk = Calcolare chi potrebbe andare dove

rule-hidden = Una regola che qui non si può spiegare
rule-eligibility = Il programma li prende in carico
rule-agreement = L’accordo ammette il programma
rule-vetoes = Nessuno ha già detto di no
rule-availability = È disponibile quando serve
rule-distance = Il viaggio non è troppo lungo
rule-fits-beds = I posti letto e le stanze bastano
rule-reserved-rooms = Le stanze sono aperte a loro
rule-minors-safeguarded = I minori sono tutelati
rule-access = Si può entrare e muoversi
rule-rent = Il canone si può pagare
rule-deposit = La cauzione si può pagare
rule-guarantees = Le garanzie ci sono
rule-home-kind = Il tipo di casa è accettato
rule-shared-home = La casa si può condividere
rule-host-ready = La famiglia è preparata
rule-host-language = C’è una lingua comune
rule-host-limits = Le condizioni della famiglia sono rispettate
rule-work-permit = Il permesso consente di lavorare
rule-working-age = L’età consente di lavorare
rule-work-language = La lingua richiesta è parlata
rule-hours = Le ore vanno bene
rule-licences = Le patenti richieste ci sono
rule-transport = Il lavoro si può raggiungere
rule-internship-indemnity = L’indennità rispetta il minimo
rule-internship-places = I tirocinanti non sono troppi
rule-internship-duration = Il tirocinio non è troppo lungo

why-not-eligible = Il programma non li prende in carico.
why-other-programme = L’accordo la riserva ad altri programmi.
why-vetoed-by-seeker = Hanno già detto di no.
why-vetoed-by-offerer = Chi offre ha già detto di no.
why-not-available = Non è disponibile quando serve, o per abbastanza tempo.
why-too-far = È troppo lontano: { $way } invece di { $limit } al massimo.
why-too-few-beds = Sono { $persons } persone per { $beds } posti letto.
why-rooms-do-not-fit = I letti bastano, ma non c’è un modo di dividere le stanze che vada bene per tutti.
why-reserved-for-others = Per qualcuno non c’è una stanza aperta.
why-minor-without-adult = Un minore resterebbe senza un adulto della sua famiglia.
why-not-for-minors = Non è adatta ai minori, o nessuno lo ha verificato.
why-not-accessible = Qualcuno ha bisogno di: { $needed }.
why-rent-too-high = Il canone è { $rent }, possono pagare { $payable }.
why-deposit-too-high = La cauzione è { $deposit }, possono versare { $payable }.
why-guarantee-missing = Si chiede una garanzia che non possono portare: { $guarantee }.
why-kind-not-accepted = È un tipo di casa che non accettano.
why-would-share = Non vogliono condividere la casa.
why-no-common-language = Non c’è una lingua comune parlata almeno così: { $level }.
why-language-too-low = Serve { $language }, almeno { $level }.
why-outside-limits = Una condizione della famiglia non è rispettata.
why-step-missing = Alla famiglia manca un passo: { $step }.
why-may-not-work = Il permesso non consente di lavorare.
why-too-young = Servono almeno { $least } anni.
why-hours-do-not-fit = Sono { $hours } ore alla settimana: troppe o troppo poche.
why-licence-missing = Serve una patente: { $licence }.
why-no-way-there = Non c’è modo di arrivarci.
why-indemnity-too-low = L’indennità è { $monthly }, il minimo è { $minimum }.
why-too-many-trainees = Ci sono già tutti i tirocinanti permessi ({ $limit }).
why-too-long = Dura { $months } mesi, al massimo se ne possono fare { $limit }.

host-ready-informed = ha sentito di che cosa si tratta
host-ready-family-agrees = tutta la famiglia è d’accordo
host-ready-home-visited = la casa è stata visitata
host-ready-interviewed = il colloquio è stato fatto
host-ready-prepared = la formazione è stata fatta
host-ready-facilitator-named = c’è un facilitatore
host-ready-checked-for-minors = gli adulti sono stati verificati per vivere con minori

ask-people = Chi fa parte del nucleo?
ask-birth-day = Quando è nato o nata?
ask-sex = Per le stanze: donna, uomo o altro?
ask-tie = Di quale famiglia fa parte?
ask-access-needed = Ha bisogno di entrare senza gradini?
ask-languages = Quali lingue parla, e quanto?
ask-smokes = Fuma?
ask-eligible = Il programma li prende in carico?
ask-urgency = Quanto può aspettare?
ask-waiting-since = Da quando aspettano?
ask-ready-from = Da quando sono pronti?
ask-residence = Dove vive adesso?
ask-must-reach = Quali luoghi devono raggiungere ogni giorno?
ask-longest-way = Quanto può durare il viaggio?
ask-schools-needed = Quali scuole servono?
ask-ties-near = Dove vive qualcuno su cui possono contare?
ask-guarantees-held = Quali garanzie possono portare?
ask-wanted-territories = Dove vorrebbero vivere?
ask-wanted-kinds = Quali tipi di casa accettano?
ask-rent-payable = Quale canone possono pagare?
ask-rent-support = C’è un contributo al canone?
ask-deposit-payable = Quale cauzione possono versare?
ask-shares-room = Chi è solo condividerebbe la stanza?
ask-shares-home = Condividerebbero la casa?
ask-own-pets = Portano un animale?
ask-customs = Come piace loro vivere insieme?
ask-may-work = Può lavorare?
ask-practised = Che lavori ha fatto o vorrebbe fare?
ask-most-hours = Quante ore al massimo?
ask-fewest-hours = Quante ore almeno?
ask-licences-held = Quali patenti ha?
ask-own-transport = Come può andare al lavoro?
ask-trainee = Per le regole dei tirocini, di quale gruppo fa parte?
ask-home-kind = Che tipo di casa è?
ask-place = In quale comune si trova?
ask-letting = Si affitta intera o a stanze?
ask-rooms = Quali stanze e quanti letti ci sono?
ask-access-offered = Come si entra?
ask-rent = Qual è il canone?
ask-deposit = Qual è la cauzione?
ask-guarantees-asked = Quali garanzie si chiedono?
ask-programmes = È riservata a qualche programma?
ask-suits-minors = È adatta ai minori?
ask-schools-near = Quali scuole ci sono vicino?
ask-available-from = Da quando è disponibile?
ask-available-until = Fino a quando?
ask-occupation = Quale mansione?
ask-work-kind = Contratto o tirocinio?
ask-hours = Quante ore alla settimana?
ask-monthly = Quale retribuzione o indennità?
ask-months = Quanti mesi dura?
ask-region = In quale regione si svolge?
ask-languages-asked = Quanto italiano serve?
ask-licences-asked = Quali patenti servono?
ask-ways-there = Come ci si arriva?
ask-staff = Quanti dipendenti ci sono?
ask-trainees = Quanti tirocinanti ci sono già?
ask-residents = Chi vive in famiglia, e quali lingue parla?
ask-kept-pets = La famiglia ha animali?
ask-limit-persons = Quanti ospiti al massimo?
ask-limit-ages = Di quale età?
ask-limit-sexes = Donne, uomini o altri?
ask-limit-minors = Accoglie minori?
ask-limit-smokers = Accoglie chi fuma?
ask-limit-pets = Accoglie animali?
ask-host-wishes = Come piace alla famiglia vivere insieme?
ask-host-steps = Quali passi ha fatto la famiglia?
ask-travel = Quanto dura il viaggio?
ask-way = Quanto dura il viaggio fra { $from } e { $to }?

criterion-wanted-territory = è dove vogliono vivere
criterion-wanted-kind = è il tipo di casa che preferiscono
criterion-short-ways = i viaggi sono brevi
criterion-schools-near = le scuole sono vicine
criterion-easy-rent = il canone lascia respiro
criterion-ties-near = vicino vive qualcuno su cui contare
criterion-customs-shared = piace vivere allo stesso modo
criterion-occupation = è un lavoro fatto o desiderato
criterion-experience = c’è esperienza
criterion-language-beyond = la lingua basta e avanza
criterion-easy-transport = ci si arriva senza un mezzo proprio
criterion-contract = è un contratto

try-accept-kind = accettassero anche: { $kind }
try-share-home = condividessero la casa
try-longer-way = andasse bene un viaggio di { $way } minuti
try-rent-support = il contributo al canone fosse di { $support } al mese
try-deposit = potessero versare una cauzione di { $deposit }
try-bring = potessero portare: { $guarantee }
try-hours = andassero bene { $hours } ore alla settimana
try-hold = avesse la patente: { $licence }
try-speak = parlasse { $language } così: { $level }
try-go-by = potesse andarci così: { $transport }
change-answers = la risposta fosse favorevole: { $questions }
change-answers-of = la risposta fosse favorevole, per { $offer }: { $questions }
change-one-more = ci fosse un’altra offerta uguale
change-one-more-of = ci fosse un’altra offerta come { $offer }, e qualcuno si spostasse lì
change-rule-off = per tutti non valesse la regola «{ $rule }»
change-leads = Andrebbe a { $offer }, se
change-more = { $count ->
        [one] Un altro modo
        *[other] Altri { $count } modi
    }
change-moves = { $others ->
        [one] un altro cambierebbe posto
        *[other] altri { $others } cambierebbero posto
    }
desk-work-title = Calcolo in corso
desk-work-seconds = { $seconds ->
        [one] Da 1 secondo.
        *[other] Da { $seconds } secondi.
    }
desk-work-look = Guarda a che punto è
desk-work-stop = Ferma
desk-phase-searches = Si leggono le ricerche.
desk-phase-offers = Si leggono le offerte.
desk-phase-people = Si leggono le persone.
desk-phase-pairs = Si confrontano ricerche e offerte.
desk-phase-plan = Si cerca il piano migliore per tutti.
desk-phase-proof = Si controlla la prova.
desk-phase-explanations = Si calcolano le spiegazioni.
flash-desk-stopped = Calcolo fermato: non è rimasto niente.

lens-adults = Chi sono gli adulti
lens-minors = Con minori o senza
lens-age = L’età di chi è più anziano
lens-size = Quante persone sono
group-women = Solo donne
group-men = Solo uomini
group-mixed = Donne e uomini
group-with-minors = Con minori
group-without-minors = Senza minori
group-under-26 = Meno di 26 anni
group-to-40 = Da 26 a 40 anni
group-to-60 = Da 41 a 60 anni
group-over-60 = Più di 60 anni
group-one = Una persona
group-two-three = Due o tre persone
group-four-more = Quattro persone o più
group-unknown = Non si sa

desk-part-fairness = Equità
fair-title = Equità: { $kind }
fair-lead = I gruppi servono solo a controllare: nessuna regola e nessun peso li guarda. Dei gruppi con meno di { $few } nuclei non si dice niente, e nemmeno di un altro, se si potrebbe ricavarli.
fair-unknown = Questo calcolo è di prima: sull’equità non dice niente. Calcola di nuovo.
fair-group = Gruppo
fair-placed = Con un posto possibile
fair-waited = Giorni di attesa di chi ha un posto (metà al massimo)
fair-left = Giorni di attesa di chi resta senza (metà al massimo)
fair-share = { $placed } su { $all }, { $percent } %
fair-interval = fra { $low } e { $high } %
fair-few = Meno di { $few }: troppo pochi per dirlo
fair-nobody = nessuno
fair-below = Meno degli altri, oltre il caso: da guardare da vicino
fair-above = Più degli altri, oltre il caso: da guardare da vicino
fair-queue = Rispetto alla fila
fair-queue-lead = Che cosa sarebbe successo se avesse scelto per primo chi non può aspettare, e poi chi aspetta da più tempo.
fair-against-gained = { $count ->
        [one] 1 ha un posto solo così: in fila sarebbe senza
        *[other] { $count } hanno un posto solo così: in fila sarebbero senza
    }
fair-against-better = { $count ->
        [one] 1 ha un posto più adatto che in fila
        *[other] { $count } hanno un posto più adatto che in fila
    }
fair-against-same = { $count ->
        [one] Per 1 è uguale
        *[other] Per { $count } è uguale
    }
fair-against-unjudged = { $count ->
        [one] Di 1 non si può dire
        *[other] Di { $count } non si può dire
    }
fair-against-worse = { $count ->
        [one] 1 ha un posto meno adatto che in fila
        *[other] { $count } hanno un posto meno adatto che in fila
    }
fair-against-lost = { $count ->
        [one] 1 resta senza, e in fila avrebbe un posto
        *[other] { $count } restano senza, e in fila avrebbero un posto
    }
fair-losers = Chi sta peggio che in fila, fra chi segui
fair-loser-worse = avrebbe un posto più adatto
fair-loser-lost = avrebbe un posto
fair-envious = { $count ->
        [0] Nessuno preferirebbe un posto dato a chi viene dopo.
        [one] 1 preferirebbe un posto dato a qualcuno che viene dopo.
        *[other] { $count } preferirebbero un posto dato a qualcuno che viene dopo.
    }
fair-overdue = { $count ->
        [0] Nessuno aspetta da più di { $days } giorni avendo una possibilità.
        [one] 1 aspetta da più di { $days } giorni, e una possibilità ci sarebbe.
        *[other] { $count } aspettano da più di { $days } giorni, e una possibilità ci sarebbe.
    }
fair-days = aspetta da { $days } giorni
fair-floors = Le soglie dichiarate
fair-floors-lead = Il calcolo non le applica: dice che cosa costerebbe rispettarle. Decide la rete.
fair-floors-none = La rete non ha dichiarato nessuna soglia.
fair-floor = { $group }: almeno { $percent } su 100 con un posto.
fair-floor-met = È rispettata, e non costa niente.
fair-floor-cannot = Con quello che c’è non si può rispettare: servirebbero { $least } posti adatti.
fair-floor-costs = Oggi sono { $without }, rispettandola { $with }; { $lose ->
        [0] nessun altro perderebbe il posto.
        [one] un altro perderebbe il posto.
        *[other] altri { $lose } perderebbero il posto.
    }
fair-overrides = Dove le persone hanno deciso diversamente
fair-overrides-lead = { $followed ->
        [one] 1 proposta segue il calcolo
        *[other] { $followed } proposte seguono il calcolo
    }, { $others ->
        [one] 1 no.
        *[other] { $others } no.
    }
fair-overrides-together = Tutte insieme: { $cost }
fair-proposed = Proposto
fair-planned = Il calcolo diceva
fair-reason = Perché
fair-no-reason = fuori dal calcolo, senza un motivo scritto

trial-title = Prova una regola
trial-lead = Cambia pesi, regole e soglie, e guarda che cosa sarebbe successo con quello che la rete ha già vissuto. Provare non cambia niente.
trial-weights-hint = Un numero più grande conta di più; 0 non conta. I pesi decidono solo fra piani uguali in tutto il resto.
trial-now = Adesso: { $now }
trial-switches = Regole spente
trial-switches-hint = Le regole che tutelano le persone o vengono dalla legge non si possono spegnere.
trial-floors-hint = Quanti su 100 di un gruppo dovrebbero trovare posto, almeno. Il calcolo dice che cosa costa una soglia, e non la applica.
trial-months = Mesi di passato
trial-months-hint = Da 1 a 60.
trial-make = Prova sul passato
trial-latest = Le ultime prove
trial-latest-none = Nessuna prova ancora.
trial-of = Prova: { $kind }
trial-about = { $programme }, { $territory }, dal { $from } al { $until }
trial-changed = Che cosa cambia rispetto alla versione { $version }
trial-same = Niente: è uguale a quella in vigore.
trial-weight-changed = «{ $name }»: da { $was } a { $is }
trial-rule-off = spenta la regola «{ $name }»
trial-rule-on = accesa la regola «{ $name }»
trial-floor-changed = soglia per «{ $group }»: da { $was } a { $is } su 100
trial-counts = { $searches ->
        [one] 1 ricerca
        *[other] { $searches } ricerche
    } ({ $able } con almeno una possibilità), { $offers ->
        [one] 1 offerta
        *[other] { $offers } offerte
    }, posti dati in { $batches ->
        [one] 1 giorno
        *[other] { $batches } giorni
    }.
trial-beside = Le due regole a confronto
trial-what = Che cosa
trial-in-force = In vigore
trial-proposed = Proposta
trial-placed = Nuclei che avrebbero avuto un posto
trial-persons = Persone
trial-waited = Giorni di attesa di chi ha avuto un posto (metà al massimo)
trial-left = Giorni di attesa di chi è rimasto senza (metà al massimo)
trial-worse = Stanno peggio che in fila
trial-envious = Preferirebbero un posto dato a chi viene dopo
trial-overdue = Hanno aspettato più di { $days } giorni avendo una possibilità
trial-placed-now = Oggi: nuclei con un posto possibile
trial-persons-now = Oggi: persone
trial-who = Chi guadagna e chi perde con la proposta
trial-change-gained = { $count ->
        [one] 1 avrebbe avuto un posto solo con la proposta
        *[other] { $count } avrebbero avuto un posto solo con la proposta
    }
trial-change-better = { $count ->
        [one] 1 ne avrebbe avuto uno più adatto
        *[other] { $count } ne avrebbero avuto uno più adatto
    }
trial-change-same = { $count ->
        [one] Per 1 sarebbe stato uguale
        *[other] Per { $count } sarebbe stato uguale
    }
trial-change-unjudged = { $count ->
        [one] Di 1 non si può dire
        *[other] Di { $count } non si può dire
    }
trial-change-worse = { $count ->
        [one] 1 ne avrebbe avuto uno meno adatto
        *[other] { $count } ne avrebbero avuto uno meno adatto
    }
trial-change-lost = { $count ->
        [one] 1 sarebbe rimasto senza
        *[other] { $count } sarebbero rimasti senza
    }
trial-caveat = Ogni proposta è contata come accettata, e persone e offerte come si conoscono oggi. Mostra che cosa fa una regola alla fila, non alla vita delle persone.
trial-adopt = Adotta come nuova versione
trial-adopt-lead = Vale da oggi per i nuovi calcoli: { $territory }. I calcoli già fatti restano come sono.
trial-because = Perché
trial-because-hint = Lo legge chi leggerà la regola, anche fra anni.
trial-adopted = Adottata: è la versione { $number }.
trial-adopt-elsewhere = Non la puoi adottare da qui: vale oltre il tuo territorio, o la tua organizzazione. Prova di nuovo per il tuo territorio, oppure la adotta chi coordina il programma.

policy-floors-lead = La rete le ha dichiarate: ogni calcolo dice che cosa costerebbe rispettarle.
policy-versions = Le versioni adottate
policy-territory = solo { $territory }
policy-trial = La prova
flash-desk-tried = Prova fatta.
flash-desk-adopted = Nuova versione adottata: vale da oggi.
fact-policy-adopted = Regola degli abbinamenti adottata
fact-policy-tried = Regola degli abbinamenti provata
desk-phase-past = Si gioca di nuovo il passato.
error-desk-tried-beside-another = Intanto è stata adottata un’altra versione: prova di nuovo accanto a quella.
permission-try-policies = Provare pesi e regole degli abbinamenti sul passato
permission-adopt-policies = Adottare una nuova versione delle regole degli abbinamenti
