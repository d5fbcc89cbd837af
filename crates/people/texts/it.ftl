people-title = Persone
people-search = Chi cerchi?
people-search-hint = Nome e cognome in qualunque ordine, anche come si sente o in un altro alfabeto. Aiutano data o anno di nascita, telefono, CUI, codice fiscale o il codice del nucleo.
people-found = { $count ->
    [one] Una persona trovata
   *[other] { $count } persone trovate
  }
people-why = Perché
people-none = Nessuna persona trovata tra quelle che puoi vedere.
people-none-hint = Prova con un nome solo, con un'altra grafia o con il telefono. Se la persona è nuova, registrala da una segnalazione.
people-more = Ci sono altre persone simili: aggiungi un nome o l'anno di nascita per restringere.

match-same-name = stesso nome
match-similar-name = nome simile
match-other-name = altro nome o alfabeto
match-same-birthday = nata/o lo stesso giorno
match-same-birth-year = stesso anno di nascita
match-same-phone = stesso telefono
match-same-email = stessa e-mail
match-same-tax-code = stesso codice fiscale
match-same-cui = stesso CUI
match-household-code = codice del nucleo

person-name = Persona
person-data = Dati della persona
person-code = Codice
person-given = Nome
person-family = Cognome
person-also-known-as = Altri nomi
person-also-known-as-hint = Un nome usato di solito, oppure il nome nell'alfabeto d'origine.
person-sex = Sesso
person-born = Data di nascita
person-born-hint = Per esempio 12/03/1999; se si conosce solo l'anno, basta 1999.
person-age = Età
person-years = { $age ->
    [one] 1 anno
   *[other] { $age } anni
  }
person-age-band-under-18 = meno di 18 anni
person-age-band-18-25 = da 18 a 25 anni
person-age-band-26-40 = da 26 a 40 anni
person-age-band-41-60 = da 41 a 60 anni
person-age-band-over-60 = più di 60 anni
person-age-band-unknown = età non nota
person-minor = minorenne
person-citizenship = Cittadinanza
person-languages = Lingue parlate
person-languages-hint = Per esempio: pular, francese, un po' di italiano.
person-phone = Telefono
person-email = E-mail
person-tax-code = Codice fiscale
person-cui = CUI
person-cui-hint = Il codice assegnato dalla questura, se c'è.
person-permits-known = I permessi registrati sono tutti
person-permits-known-hint = Con questa casella e nessun permesso registrato si dice che la persona non ne ha.
person-stays-known = Le accoglienze registrate sono tutte
person-stays-known-hint = Con questa casella e nessuna accoglienza registrata si dice che la persona non è mai stata in accoglienza.
person-relation = Nel nucleo
person-edit = Correggi i dati
person-add = Aggiungi una persona
person-add-lead = Chi altro fa parte del nucleo { $code }?
person-households = Nuclei
person-no-household = Non fa parte di nessun nucleo.
person-pseudonym = Qui si vedono solo codice, sesso e fascia d'età: i nomi non servono a questo lavoro.
person-alike-title = Forse la conosciamo già
person-alike-text = Queste persone somigliano a quella che stai scrivendo. Se è una di loro, sceglila: i suoi dati non vanno riscritti.
person-alike-this = È { $name }
person-alike-none = Non è nessuna di queste: registra una persona nuova

sex-female = donna
sex-male = uomo
sex-other = altro
sex-unknown = sesso non indicato

relation-reference = persona di riferimento
relation-partner = coniuge o partner
relation-child = figlia o figlio
relation-parent = madre o padre
relation-sibling = sorella o fratello
relation-relative = altro parente
relation-other = altra persona

household-one = Nucleo
household-title = Nucleo { $code }
household-people = Chi ne fa parte
household-nobody = Non c'è ancora nessuno.
household-referrals = Segnalazioni di questo nucleo
household-pathways = Percorsi di questo nucleo
household-legal-status = Permessi e accoglienza
household-no-papers = ancora nulla
household-papers-unseen = non visibile con il tuo ruolo
household-facts = Il nucleo
household-municipality = Comune in cui vive
household-municipality-hint = Per esempio Pioltello, oppure Livo (CO).
household-everyone-listed = Sono elencate tutte le persone del nucleo
household-everyone-listed-hint = Finché manca qualcuno, lascia vuoto: le regole dei programmi ne tengono conto.
household-housing-distress = È in disagio abitativo?
household-housing-distress-hint = Senza casa, in una casa inadatta o sovraffollata, sotto sfratto.
household-hardship = È in particolare difficoltà?
household-hardship-hint = Secondo il servizio che segnala il nucleo.
household-edit = Aggiorna i dati del nucleo
membership-since = dal { $day }
membership-until = fino al { $day }

permits-title = Permessi di soggiorno
permits-complete = Questi sono tutti.
permits-none = Non ha permessi di soggiorno.
permits-incomplete = Non sappiamo se sono tutti
permit-one = il permesso
permit-add = Aggiungi un permesso o una ricevuta
permit-edit = Aggiorna il permesso
permit-state = A che punto è
permit-expired = scaduto
permit-kind = Motivo
permit-kind-hint = Quello scritto sul permesso o sulla ricevuta. Se non si legge, lascia vuoto.
permit-kind-unread = motivo non noto
permit-number = Numero
permit-number-hint = Del permesso o della ricevuta.
permit-number-said = n. { $number }
permit-issued-on = Rilasciato il
permit-expires-on = Scade il
permit-expires-on-hint = Se c'è solo la ricevuta, lascia vuoto: non serve inventare una data.
permit-until = fino al { $day }
permit-no-expiry = scadenza non indicata

stays-title = Accoglienza
stays-complete = Queste sono tutte.
stays-none = Non è mai stata in accoglienza.
stays-incomplete = Non sappiamo se sono tutte
stay-one = l'accoglienza
stay-add = Aggiungi un'accoglienza
stay-edit = Aggiorna l'accoglienza
stay-circuit = Circuito
stay-place = Dove
stay-place-hint = Il progetto o il paese.
stay-entered-on = Entrata/o il
stay-leaving = È uscita/o?
stay-left-on = Data di uscita
stay-left-on-hint = Anche futura, se è già fissata.
stay-since = dal { $day }
stay-left = uscita il { $day }
circuit-unsaid = circuito non noto
departure-left = è uscita/o, o uscirà, in una data nota
departure-inside = è ancora in accoglienza
departure-unknown = non si sa

fact-household-started = Nucleo registrato
fact-household-changed = Dati del nucleo aggiornati
fact-person-added = Persona aggiunta al nucleo
fact-person-changed = Dati di una persona corretti
fact-permit-recorded = Permesso di soggiorno registrato
fact-permit-changed = Permesso di soggiorno aggiornato
fact-stay-recorded = Accoglienza registrata
fact-stay-changed = Accoglienza aggiornata
flash-person-added = Persona aggiunta al nucleo.

error-name-needed = Scrivi almeno il nome o il cognome
error-born-too-long-ago = Sarebbe la persona più anziana di sempre: controlla l'anno
error-not-a-phone = Scrivi il numero di telefono con da 6 a 15 cifre
error-before-birth = È prima della nascita: controlla le due date
error-expires-before-issue = Scade prima di essere rilasciato: controlla le due date
error-requested-not-issued = È solo richiesto: la data di rilascio ancora non c'è
error-left-needs-day = Scrivi la data di uscita, oppure scegli un'altra risposta sull'uscita
error-not-left-has-day = C'è una data di uscita ma non risulta uscita/o: controlla la risposta
error-left-before-entry = L'uscita è prima dell'entrata: controlla le due date
error-already-in-household = Questa persona fa già parte del nucleo
error-out-of-reach = Il tuo ruolo non arriva qui: controlla programma, organizzazione e territorio

# What an API key may be allowed
permission-view-people = Vedere le persone e i nuclei seguiti
permission-edit-people = Registrare persone e nuclei e correggerne i dati
permission-view-legal-status = Vedere permessi, ricevute e accoglienze
