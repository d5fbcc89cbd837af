# Due nuclei diventano uno
household-merge = Unisci a un altro nucleo
household-merge-lead = Le persone del nucleo { $code } ({ $label }) entrano in un altro nucleo, che continua. La storia di tutti e due resta.
household-merge-into = In quale nucleo entrano
household-merge-into-hint = Il codice del nucleo che continua, per esempio N-7K3Q-F2XM.
household-merge-link = Che cosa è { $label } per la persona di riferimento di quel nucleo
household-merge-link-hint = Da qui si propone il posto delle altre persone: poi si può correggere.
household-merge-on = Da quando il nucleo è uno solo
household-merge-sure = Ecco che cosa succede
household-merge-what = { $count ->
    [one] Una persona del nucleo di { $from } entra nel nucleo di { $into } ({ $code }).
   *[other] { $count } persone del nucleo di { $from } entrano nel nucleo di { $into } ({ $code }).
  }
household-merge-open = Di questo nucleo è ancora aperto qualcosa
household-merge-open-text = Un nucleo può finire solo quando i suoi percorsi e le sue segnalazioni sono chiusi. Spesso è più semplice fare il contrario: unire l'altro nucleo a questo, così i percorsi di questo continuano.
household-merge-open-pathway = Percorso { $code }
household-merge-open-referral = Segnalazione { $code }
household-merge-open-elsewhere = { $count ->
    [one] Un percorso o una segnalazione di un'altra organizzazione, che qui non puoi vedere.
   *[other] { $count } tra percorsi e segnalazioni di altre organizzazioni, che qui non puoi vedere.
  }
household-merge-do = Unisci i nuclei
error-merge-same = È lo stesso nucleo: scrivi il codice dell'altro
error-merge-empty = In questo nucleo oggi non c'è nessuno
error-merge-still-open = In questo nucleo c'è ancora un percorso o una segnalazione da chiudere: chiudili prima, oppure unisci l'altro nucleo a questo
error-merge-two-references = Il nucleo che continua ha già una persona di riferimento: scegli che cosa è per lei
error-household-not-found = Nessun nucleo con questo codice tra quelli che puoi vedere
