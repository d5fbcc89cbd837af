people-title = People
people-search = Whom are you looking for?
people-search-hint = Names in any order, as they sound or in another script. A day or year of birth, telephone, CUI, tax code or the household's code help.
people-found = { $count ->
    [one] One person found
   *[other] { $count } people found
  }
people-why = Why
people-none = Nobody found among the people you can see.
people-none-hint = Try one name alone, another spelling or the telephone. If the person is new, record them from a referral.
people-more = There are more people like these: add a name or the year of birth.

match-same-name = same name
match-similar-name = similar name
match-other-name = other name or script
match-same-birthday = born on the same day
match-same-birth-year = same year of birth
match-same-phone = same telephone
match-same-email = same e-mail
match-same-tax-code = same tax code
match-same-cui = same CUI
match-household-code = code of the household

person-name = Person
person-data = The person's data
person-code = Code
person-given = Given names
person-family = Family names
person-also-known-as = Other names
person-also-known-as-hint = A name in everyday use, or the name in its own script.
person-sex = Sex
person-born = Date of birth
person-born-hint = For example 12/03/1999; if only the year is known, 1999 is enough.
person-age = Age
person-years = { $age ->
    [one] 1 year
   *[other] { $age } years
  }
person-age-band-under-18 = under 18
person-age-band-18-25 = 18 to 25
person-age-band-26-40 = 26 to 40
person-age-band-41-60 = 41 to 60
person-age-band-over-60 = over 60
person-age-band-unknown = age not known
person-minor = under age
person-citizenship = Citizenship
person-languages = Languages spoken
person-languages-hint = For example: Pular, French, some Italian.
person-phone = Telephone
person-email = E-mail
person-tax-code = Tax code
person-cui = CUI
person-cui-hint = The number given by the police headquarters, if there is one.
person-permits-known = The permits recorded are all there are
person-permits-known-hint = This box with no permit recorded says that the person has none.
person-stays-known = The stays recorded are all there are
person-stays-known-hint = This box with no stay recorded says that the person was never in reception.
person-relation = In the household
person-edit = Put the data right
person-add = Add a person
person-add-lead = Who else belongs to household { $code }?
person-households = Households
person-no-household = Belongs to no household.
person-pseudonym = Only code, sex and age band are shown here: this work needs no names.
person-alike-title = We may know them already
person-alike-text = These people are like the one you are writing down. If it is one of them, choose them: nothing needs to be typed again.
person-alike-this = It is { $name }
person-alike-none = None of these: record a new person

sex-female = woman
sex-male = man
sex-other = other
sex-unknown = sex not given

relation-reference = reference person
relation-partner = spouse or partner
relation-child = daughter or son
relation-parent = mother or father
relation-sibling = sister or brother
relation-relative = other relative
relation-other = somebody else

household-one = Household
household-title = Household { $code }
household-people = Who belongs to it
household-nobody = Nobody yet.
household-referrals = This household's referrals
household-pathways = This household's pathways
household-legal-status = Permits and reception
household-no-papers = nothing yet
household-papers-unseen = not visible to your role
household-facts = The household
household-municipality = Municipality where it lives
household-municipality-hint = For example Pioltello, or Livo (CO).
household-everyone-listed = Everybody in the household is listed
household-everyone-listed-hint = Leave it empty while somebody is missing: the programmes' rules take it into account.
household-housing-distress = Is it in housing distress?
household-housing-distress-hint = Without a home, in an unfit or overcrowded one, under eviction.
household-hardship = Is it in particular hardship?
household-hardship-hint = As the service that refers the household judges.
household-edit = Update the household's data
membership-since = since { $day }
membership-until = until { $day }

permits-title = Residence permits
permits-complete = These are all.
permits-none = Has no residence permit.
permits-incomplete = We do not know whether these are all
permit-one = the permit
permit-add = Add a permit or a receipt
permit-edit = Update the permit
permit-state = Where it stands
permit-expired = expired
permit-kind = Reason
permit-kind-hint = As printed on the permit or the receipt. Leave it empty if it cannot be read.
permit-kind-unread = reason not known
permit-number = Number
permit-number-hint = Of the permit or the receipt.
permit-number-said = no. { $number }
permit-issued-on = Issued on
permit-expires-on = Expires on
permit-expires-on-hint = With a receipt alone, leave it empty: no date needs to be made up.
permit-until = until { $day }
permit-no-expiry = expiry not given

stays-title = Reception
stays-complete = These are all.
stays-none = Was never in reception.
stays-incomplete = We do not know whether these are all
stay-one = the stay
stay-add = Add a stay in reception
stay-edit = Update the stay
stay-circuit = Circuit
stay-place = Where
stay-place-hint = The project or the town.
stay-entered-on = Entered on
stay-leaving = Has the person left?
stay-left-on = Day of leaving
stay-left-on-hint = It may lie ahead, if it is agreed.
stay-since = since { $day }
stay-left = left on { $day }
circuit-unsaid = circuit not known
departure-left = left, or will leave, on a known day
departure-inside = still in reception
departure-unknown = not known

fact-household-started = Household recorded
fact-household-changed = Household's data updated
fact-person-added = Person added to the household
fact-person-changed = A person's data put right
fact-permit-recorded = Residence permit recorded
fact-permit-changed = Residence permit updated
fact-stay-recorded = Stay in reception recorded
fact-stay-changed = Stay in reception updated
flash-person-added = Person added to the household.

error-name-needed = Write the given or the family name, at least
error-born-too-long-ago = That would be the oldest person ever: check the year
error-not-a-phone = Write the telephone number with 6 to 15 digits
error-before-birth = This is before the birth: check the two dates
error-expires-before-issue = It expires before it is issued: check the two dates
error-requested-not-issued = It is only requested: there is no day of issue yet
error-left-needs-day = Write the day of leaving, or choose another answer about leaving
error-not-left-has-day = There is a day of leaving, but the person has not left: check the answer
error-left-before-entry = Leaving comes before entering: check the two dates
error-already-in-household = This person belongs to the household already
error-out-of-reach = Your role does not reach here: check programme, organisation and territory

# What an API key may be allowed
permission-view-people = See the people and households followed
permission-edit-people = Write down people and households, and put their data right
permission-view-legal-status = See permits, receipts and stays in reception
