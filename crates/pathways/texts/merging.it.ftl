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
household-merge-do = Unisci i nuclei
error-merge-same = È lo stesso nucleo: scrivi il codice dell'altro
error-merge-empty = In questo nucleo oggi non c'è nessuno
error-merge-still-open = Questo nucleo ha percorsi o segnalazioni aperti: prima vanno chiusi, oppure si unisce l'altro nucleo a questo
error-merge-two-references = Il nucleo che continua ha già una persona di riferimento: scegli che cosa è per lei
error-household-not-found = Nessun nucleo con questo codice tra quelli che puoi vedere
