# Verdetti da riguardare
look-title = Il verdetto
look-link = com'è adesso
look-lead = Il verdetto con cui la presa in carico è cominciata resta com'era. Qui si vede che cosa è cambiato da allora.
look-opening = Il verdetto della presa in carico
look-again = Il verdetto è da riguardare
look-again-short = verdetto da riguardare
look-see = Guarda che cosa è cambiato
look-since = Rispetto al { $day }:
look-facts = Fatti cambiati
look-fact = Fatto
look-before = Prima
look-now = Adesso
look-rules = Regole toccate
look-rule = Regola
look-no-rule = questa regola non c'era o non c'è più
look-time-only = Nessun fatto è cambiato: è passato il tempo, o sono cambiate le regole.
look-nothing = Da allora non è cambiato niente che le regole guardano.
look-reason = Perché il percorso continua
look-reason-hint = Se la risposta non è sì, scrivi il motivo. Decide una persona, non la regola.
look-keep = Ho guardato: il percorso continua
look-history = Chi ha già guardato
look-referral = Se i fatti sono giusti, valuta di nuovo: la risposta di prima resta nella storia.
caseload-task-verdicts = { $count ->
    [one] Un verdetto da riguardare
   *[other] { $count } verdetti da riguardare
  }
reopened-topic-permits = permessi
reopened-topic-stays = accoglienza
reopened-topic-birth = nascita
reopened-topic-citizenship = cittadinanza
reopened-topic-member = nel nucleo
reopened-topic-everyone-listed = elenco completo delle persone
reopened-topic-residence = dove vive
reopened-topic-housing-distress = disagio abitativo
reopened-topic-hardship = particolare difficoltà
reopened-is-member = fa parte del nucleo
reopened-no-member = non fa parte del nucleo
fact-verdict-looked-at = Verdetto riguardato
error-verdict-unchanged = Non è cambiato niente da riguardare: forse qualcuno lo ha già fatto
