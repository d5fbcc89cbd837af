# Permessi e accoglienza nel tempo
alerts-title = Scadenze
alerts-lead = Permessi e accoglienze a cui pensare ora, dal più urgente.
alerts-until = Da vedere entro il
alerts-what = Che cosa
alerts-day = Giorno
alerts-none = Nessuna scadenza da vedere entro questo giorno.
alerts-person = Da vedere
alerts-terms = Da dove vengono questi termini
alerts-to-verify = da verificare
alert-permit-expires = Il permesso sta per scadere
alert-renewal-due = È ora di chiedere il rinnovo
alert-permit-expired = Permesso scaduto: si può ancora chiedere il rinnovo
alert-permit-lapsed = Permesso scaduto da tempo
alert-receipt-old = La ricevuta attende da troppo
alert-receipt-undated = Ricevuta senza data: chiedi da quando attende
alerts-no-day = da chiedere
alert-stay-ends = L'accoglienza sta per finire
alert-stay-over = L'accoglienza doveva essere finita
alert-days-left = { $days ->
    [0] oggi
    [one] tra un giorno
   *[other] tra { $days } giorni
  }
alert-days-past = { $days ->
    [one] da un giorno
   *[other] da { $days } giorni
  }
alert-term-ahead = Un permesso è segnalato { $days } giorni prima della scadenza.
alert-term-ask-renewal = Il rinnovo va chiesto almeno { $days } giorni prima della scadenza.
alert-term-late-request = Dopo la scadenza una domanda tardiva è ancora accolta per { $days } giorni.
alert-term-answer = La questura dovrebbe rispondere entro { $days } giorni dalla domanda.
alert-term-stay-ahead = La fine di un'accoglienza è segnalata { $days } giorni prima.

permit-act-title = È successo qualcosa
permit-act-issue = È stato rilasciato
permit-act-ask-renewal = È stato chiesto il rinnovo
permit-act-ask-conversion = È stata chiesta la conversione
permit-act-renew = È stato rinnovato
permit-act-convert = È stato convertito
permit-act-refuse = La domanda è stata rifiutata
permit-act-revoke = È stato revocato
permit-act-expire = È scaduto e il rinnovo non è stato chiesto
permit-act-withdraw = La domanda è stata ritirata
permit-act-on = Quando
permit-act-reason = Motivo o decisione
permit-act-reason-hint = Per esempio il numero del provvedimento. Solo ciò che serve.
permit-receipt = Numero della ricevuta
permit-receipt-said = ricevuta n. { $number }
permit-next-kind = Motivo del nuovo permesso
permit-next-number = Numero del nuovo permesso
permit-next-expires-on = Il nuovo permesso scade il
permit-asked-on = Chiesto il
permit-asked-on-hint = La data della ricevuta: del primo rilascio, del rinnovo o della conversione.
permit-asked = chiesto il { $day }
permit-follows = segue un permesso precedente
permit-edit-lead = Qui si corregge ciò che era scritto male. Se invece è successo qualcosa, come un rinnovo, scrivilo dalla pagina della persona: così la storia resta.
permit-history = La storia dei permessi
permit-written = Registrato
permit-put-right = Corretto

stay-extend = Proroga
stay-transfer = Trasferimento
stay-transfer-from = { $name }, da:
stay-ends = fine prevista il { $day }
stay-ends-on = Fine prevista il
stay-ends-on-hint = Se non la sai, lascia vuoto. Una proroga la sposta.
stay-follows = dopo un trasferimento
extension-until = Prorogata fino al
extension-ground = Motivo della proroga
extension-ground-hint = D.M. 18 novembre 2019, allegato A, articoli 38 e 39: da verificare con il testo in vigore.
extension-ground-integration-path = il percorso di autonomia sta per concludersi
extension-ground-health = salute, con documenti
extension-ground-vulnerable = persona vulnerabile
extension-ground-school-year = fine dell'anno scolastico
extension-ground-continued-care = prosieguo amministrativo
extension-ground-other = altro
extension-decided-on = Decisa il
extension-decision = Chi l'ha decisa
extension-decision-hint = Per esempio Servizio centrale o prefettura, con il numero.
extension-said = prorogata fino al { $day }
transfer-on = Quando
transfer-circuit = In quale circuito
transfer-same-circuit = lo stesso
transfer-place = Dove

fact-permit-issued = Permesso di soggiorno rilasciato
fact-permit-renewal-asked = Rinnovo del permesso chiesto
fact-permit-conversion-asked = Conversione del permesso chiesta
fact-permit-renewed = Permesso di soggiorno rinnovato
fact-permit-converted = Permesso di soggiorno convertito
fact-permit-refused = Domanda di permesso rifiutata
fact-permit-revoked = Permesso di soggiorno revocato
fact-permit-expired = Permesso di soggiorno scaduto senza rinnovo
fact-permit-request-withdrawn = Domanda di permesso ritirata
fact-stay-extended = Accoglienza prorogata
fact-stay-transferred = Trasferimento in accoglienza

error-permit-not-from-here = Da come sta ora il permesso questo non può succedere: controlla a che punto è
error-before-last-act = È prima dell'ultimo fatto scritto di questo permesso: controlla le due date
error-not-expired-yet = In quel giorno il permesso non era ancora scaduto: controlla le due date
error-extension-not-longer = La proroga non va oltre la fine già prevista: controlla le due date
error-left-already = Risulta già uscita/o: correggi prima l'uscita
