# Permits and reception in time
alerts-title = Deadlines
alerts-lead = Permits and stays to see to now, the most urgent first.
alerts-until = To be seen to by
alerts-what = What
alerts-day = Day
alerts-none = Nothing to see to by this day.
alerts-person = To see to
alerts-terms = Where these terms come from
alerts-to-verify = to be verified
alert-permit-expires = The permit is about to expire
alert-renewal-due = Time to ask for the renewal
alert-permit-expired = Permit expired: the renewal can still be asked for
alert-permit-lapsed = Permit expired long ago
alert-receipt-old = The receipt has waited too long
alert-receipt-undated = Receipt without a day: ask since when it waits
alerts-no-day = to be asked
alert-stay-ends = The stay is about to end
alert-stay-over = The stay should have ended
alert-days-left = { $days ->
    [0] today
    [one] in one day
   *[other] in { $days } days
  }
alert-days-past = { $days ->
    [one] for one day
   *[other] for { $days } days
  }
alert-term-ahead = A permit is told { $days } days before its expiry.
alert-term-ask-renewal = The renewal is to be asked for at least { $days } days before the expiry.
alert-term-late-request = After the expiry a late request is still taken for { $days } days.
alert-term-answer = The police office should answer within { $days } days of the request.
alert-term-stay-ahead = The end of a stay is told { $days } days before.

permit-act-title = Something happened
permit-act-issue = It was issued
permit-act-ask-renewal = The renewal was asked for
permit-act-ask-conversion = The conversion was asked for
permit-act-renew = It was renewed
permit-act-convert = It was converted
permit-act-refuse = The request was refused
permit-act-revoke = It was revoked
permit-act-expire = It expired and no renewal was asked for
permit-act-withdraw = The request was taken back
permit-act-on = When
permit-act-reason = Reason or decision
permit-act-reason-hint = The number of the decision, for example. Only what is needed.
permit-receipt = Number of the receipt
permit-receipt-said = receipt no. { $number }
permit-next-kind = What the new permit is for
permit-next-number = Number of the new permit
permit-next-expires-on = The new permit expires on
permit-asked-on = Asked for on
permit-asked-on-hint = The day of the receipt: of the first issue, the renewal or the conversion.
permit-asked = asked for on { $day }
permit-follows = follows an earlier permit
permit-edit-lead = Here what was written wrongly is put right. When something happened, such as a renewal, write it from the person's page: the history is kept then.
permit-history = The history of the permits
permit-written = Written down
permit-put-right = Put right

stay-extend = Extension
stay-transfer = Transfer
stay-transfer-from = { $name }, from:
stay-ends = expected to end on { $day }
stay-ends-on = Expected to end on
stay-ends-on-hint = Leave empty if not known. An extension moves it.
stay-follows = after a transfer
extension-until = Extended until
extension-ground = Reason for the extension
extension-ground-hint = Ministerial decree of 18 November 2019, annex A, articles 38 and 39: to be verified against the text in force.
extension-ground-integration-path = the path towards autonomy is nearly complete
extension-ground-health = health, with documents
extension-ground-vulnerable = vulnerable person
extension-ground-school-year = end of the school year
extension-ground-continued-care = continued care by the juvenile court
extension-ground-other = other
extension-decided-on = Decided on
extension-decision = Who decided it
extension-decision-hint = The central service or the prefecture, for example, with the number.
extension-said = extended until { $day }
transfer-on = When
transfer-circuit = Into which circuit
transfer-same-circuit = the same
transfer-place = Where

fact-permit-issued = Residence permit issued
fact-permit-renewal-asked = Renewal of the permit asked for
fact-permit-conversion-asked = Conversion of the permit asked for
fact-permit-renewed = Residence permit renewed
fact-permit-converted = Residence permit converted
fact-permit-refused = Request for a permit refused
fact-permit-revoked = Residence permit revoked
fact-permit-expired = Residence permit expired without renewal
fact-permit-request-withdrawn = Request for a permit taken back
fact-stay-extended = Stay in reception extended
fact-stay-transferred = Transfer within reception

error-permit-not-from-here = From where the permit stands this cannot happen: check its state
error-before-last-act = This is before the last thing written of this permit: check the two days
error-not-expired-yet = The permit had not expired on that day: check the two days
error-extension-not-longer = The extension does not go beyond the end already expected: check the two days
error-left-already = The person has left already: put the leaving right first
