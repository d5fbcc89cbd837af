nav-desk = Matches
desk-title = Matches
desk-lead = Who could go where, worked out for everybody together and explained. It decides nothing: only people propose, and only people accept.
desk-of-search = Possible matches
desk-programme = Programme
desk-kind = What is looked for
desk-territory = Territory
desk-everywhere = All territories
desk-make = Work it out now
desk-latest = The latest runs
desk-latest-none = No run yet for this programme.
desk-run-of = { $kind }, { $at }
desk-run-counts = { $searches ->
        [one] 1 search
        *[other] { $searches } searches
    }, { $offers ->
        [one] 1 offer
        *[other] { $offers } offers
    }: { $placed } with a possible place ({ $persons ->
        [one] 1 person
        *[other] { $persons } people
    })
desk-run-by = by { $who }
desk-again = Work it out again
desk-policies = Rules and weights
desk-run-title = Matches: { $kind }
desk-run-about = { $programme }, { $territory }, on { $day }
desk-all-territories = all territories
desk-nothing-decided = It is worked out, and counts as no decision. Every proposal is made by a person.
desk-outcome-optimal = With these facts no other plan is better for all together. It is proven, and the proof has been checked.
desk-outcome-feasible = The plan keeps to all rules, but that it is the best is not proven.
desk-outcome-infeasible = There is no plan: what people have fixed cannot all be kept.
desk-outcome-unproven = The proof of this plan no longer holds: do not use it, and work it out again.
desk-part-proposals = Possible
desk-part-without = Without a place
desk-part-questions = To be asked
desk-part-lacks = What is lacking
desk-part-decided = Already decided
desk-held = Proposed already
desk-see-proposal = Open proposal { $code }
desk-decided-lead = What people have decided holds for the run too: it does not propose the same again, and gives places that are spoken for to nobody else.
desk-decided-what = What is decided
desk-decided-none = No proposal under way and no refusal, among those who look and what there is.
desk-decided-under-way = It is proposed already: the answers are awaited.
desk-decided-against-rules = It is proposed already, although a rule would not admit it today: people decide.
desk-decided-reserve = It is proposed already, but somebody else comes first: the search goes on meanwhile.
desk-decided-placed = They have a place already, by another confirmed proposal.
desk-decided-veto-offer = The household said: this one never again.
desk-decided-veto-owner = The household said: nothing more of whoever offers it.
desk-decided-veto-household = Whoever offers said: never again for them.
desk-decided-declined-by-household = The household said no, and neither the search nor the offer has changed since.
desk-decided-kept-to-itself = Whoever keeps it shows it to their own organisation alone.
desk-decided-declined-by-offerer = Whoever offers said no, and neither the search nor the offer has changed since.
desk-answer-it = Write the answer
desk-ask-keeper-at = To be asked of { $keeper }
desk-not-allowed = Today the rules admit it: work it out anew to know whether it is best for all.
desk-not-open-hidden = Something else must be known that cannot be shown here: ask whoever accompanies the household.
desk-not-given = It is spoken for: people have proposed it or given it to others.
desk-not-there = It was not in the run: it came later, or was not free. Work it out anew.
desk-parts = Parts of the run
desk-who = Household
desk-offer = Offer
desk-why = Why
desk-unknown = Not known yet: { $what }
desk-propose = Propose
desk-propose-instead = Propose this one, saying why
desk-see-why = Why this, why not another
desk-proposals-none = No match is possible with what is known today. See what there is to ask.
desk-without-none = Nobody stays without.
desk-questions-none = Nothing to ask that could change anything.
desk-questions-lead = Every answer can open a possibility. Those that matter most come first.
desk-ask-household = To ask { $who }
desk-ask-keeper = To ask about { $offer }
desk-ask-keeper-of = To ask about { $offer }, from { $keeper }
desk-ask-nobody = Ways whose length is not known
desk-question-pairs = { $pairs ->
        [one] 1 possibility waits
        *[other] { $pairs } possibilities wait
    }
desk-question-matters = can change the plan
desk-lacks-lead = What one more offer would change, tried on the facts of today.
desk-lacks-none = One more offer alone would give nobody else a place today.
desk-lack-home = One more home for { $persons ->
        [one] 1 person
        *[other] { $persons } people
    } in { $place } would house { $placed ->
        [one] 1 household
        *[other] { $placed } households
    } more.
desk-lack-work = One more job in { $place } would give work to { $placed ->
        [one] 1 person
        *[other] { $placed } people
    } more.
desk-lack-family = One more family for { $persons ->
        [one] 1 guest
        *[other] { $persons } guests
    } in { $place } would host { $placed ->
        [one] 1 household
        *[other] { $placed } households
    } more.
desk-lack-better-home = One more home for { $persons } in { $place } would give a place to { $more } people more, without further households.
desk-lack-better-work = One more job in { $place } would make the plan better.
desk-lack-better-family = One more family for { $persons } in { $place } would make the plan better.
desk-held-back-title = The rules that hold back most
desk-held-back = Without the rule “{ $rule }” { $placed } more would find a place. Whether to change it is for the network to decide.
desk-another-household = a household of another partner
desk-unseen-offer = an offer that you may not see
desk-rank-home = { $options ->
        [one] The only possible home
        *[other] Number { $rank } of { $options } possible homes
    }
desk-rank-work = { $options ->
        [one] The only possible job
        *[other] Number { $rank } of { $options } possible jobs
    }
desk-rank-family = { $options ->
        [one] The only possible family
        *[other] Number { $rank } of { $options } possible families
    }
desk-full-home = { $options ->
        [one] There is one possible home, but others need it more.
        *[other] There are { $options } possible homes, but others need them more.
    }
desk-full-work = { $options ->
        [one] There is one possible job, but others need it more.
        *[other] There are { $options } possible jobs, but others need them more.
    }
desk-full-family = { $options ->
        [one] There is one possible family, but others need it more.
        *[other] There are { $options } possible families, but others need them more.
    }
desk-nearest = The nearest: { $offer }.
desk-open = { $open ->
        [one] One possibility waits for an answer.
        *[other] { $open } possibilities wait for an answer.
    }
desk-one-more-home = With one more home of the right kind they would find a place.
desk-one-more-work = With one more place the person would find work.
desk-one-more-family = With one more place in a family they would be hosted.
desk-refused-another = The rules admit no offer.
desk-refused-by = { $rule }: { $count ->
        [one] 1 offer
        *[other] { $count } offers
    }
desk-ruled-out = { $count ->
        [one] 1 offer ruled out by a person
        *[other] { $count } offers ruled out by a person
    }
desk-nothing-offered = There is no offer today.
desk-not-in-run = This search was not in the run.
desk-conflict-nobody = A match is fixed with somebody or something that is no longer there.
desk-conflict-rules = A match is fixed that the rules do not admit: { $rules }.
desk-conflict-forbidden = A match is fixed that somebody has also ruled out: { $reason }.
desk-conflict-several = For one household several offers are fixed.
desk-conflict-full = For one offer more households are fixed than it has places ({ $units }).
desk-story = { $who }: why
desk-takes = Could go
desk-stays = Stays without a place
desk-terms = What speaks for it
desk-term-unknown = not known yet
desk-next = If this could not be, it would be { $offer }.
desk-next-nothing = If this could not be, they would stay without.
desk-not-title = Why not another offer?
desk-not-choose = Choose an offer
desk-not-ask = Ask
desk-not-why = Why not { $offer }
desk-not-takes = It is the one of the plan.
desk-not-forbidden = A person has ruled it out: { $reason }.
desk-not-locked = A person has fixed another offer: { $offer }.
desk-not-open = First there is to know:
desk-not-closed = It has no place left: { $who }.
desk-not-full = It is for { $who }.
desk-not-better-home = It could be, but there is a home that suits better.
desk-not-better-work = It could be, but there is a job that suits better.
desk-not-better-family = It could be, but there is a family that suits better.
desk-not-moves = { $moves } households would have to move.
desk-regret-urgent = { $amount ->
        [one] One household that cannot wait would stay without.
        *[other] { $amount } households that cannot wait would stay without.
    }
desk-regret-persons = { $amount ->
        [one] One person fewer would have a place.
        *[other] { $amount } people fewer would have a place.
    }
desk-regret-waiting = Those who would have a place have waited { $amount } days less in all.
desk-regret-score = All in all the places would suit a little less.
desk-regret-kept = Somebody would change place from the run before.
desk-regret-lot = It would be the same: the lot decided, which can be drawn again.
desk-changes-title = What would change it
desk-changes-lead = Tried on the facts: one is enough. Facts, not advice.
desk-changes-none = Nothing by itself would change it.
desk-other-facts = Something has changed since the run, or whoever made it sees more than you: here only the rules are told, as they answer now.
desk-details = How it was worked out
desk-details-policy = Rules: { $policy }, version { $version }
desk-details-seed = Seed of the lots: { $seed }
desk-details-instance = Fingerprint of the facts: { $instance }
desk-open-search = Open the search

policy-title = Rules and weights
policy-lead = Rules say what cannot be; weights what counts more among what can. Sex, age, origin, religion and health enter no weight.
policy-shared = Shared
policy-version = Version { $version }, from { $day }
policy-criteria = What counts, and how much
policy-criterion = Criterion
policy-weight = Weight
policy-rules = The rules
policy-rule = Rule
policy-basis = On what it stands
policy-basis-law = Law
policy-basis-agreement = Agreement
policy-basis-practice = Practice
policy-unverified = to verify
policy-always = Always holds: no programme can switch it off.
policy-off = Rules switched off in this programme: { $rules }
policy-order = First of all those who cannot wait, then how many people find a place, then how long they have waited. Weights count only between plans that are equal in this.

flash-desk-run = Worked out.
fact-desk-run = Matches worked out
error-desk-other-territory = The programme does not work in this territory: choose another one.
permission-view-desk = See who could go where, and why
permission-run-desk = Work out who could go where

rule-hidden = A rule that cannot be explained here
rule-eligibility = The programme takes them in charge
rule-agreement = The agreement admits the programme
rule-vetoes = Nobody has said no beforehand
rule-availability = It is available when needed
rule-distance = The way is not too long
rule-fits-beds = Beds and rooms are enough
rule-reserved-rooms = The rooms are open to them
rule-minors-safeguarded = Minors are safeguarded
rule-access = They can get in and about
rule-rent = The rent can be paid
rule-deposit = The deposit can be paid
rule-guarantees = The guarantees are there
rule-home-kind = The kind of home is accepted
rule-shared-home = The home can be shared
rule-host-ready = The family is prepared
rule-host-language = There is a common language
rule-host-limits = The family’s conditions are met
rule-work-permit = The permit allows work
rule-working-age = The age allows work
rule-work-language = The language asked is spoken
rule-hours = The hours fit
rule-licences = The licences asked are held
rule-transport = The work can be reached
rule-internship-indemnity = The indemnity keeps to the minimum
rule-internship-places = There are not too many trainees
rule-internship-duration = The internship is not too long

why-not-eligible = The programme does not take them in charge.
why-other-programme = The agreement keeps it to other programmes.
why-vetoed-by-seeker = They have said no beforehand.
why-vetoed-by-offerer = Whoever offers has said no beforehand.
why-not-available = It is not available when needed, or for long enough.
why-too-far = It is too far: { $way } instead of { $limit } at most.
why-too-few-beds = They are { $persons } people for { $beds } beds.
why-rooms-do-not-fit = The beds are enough, but there is no way to share the rooms that suits everybody.
why-reserved-for-others = For somebody there is no room that is open.
why-minor-without-adult = A minor would be without an adult of the own family.
why-not-for-minors = It does not suit minors, or nobody has checked it.
why-not-accessible = Somebody needs: { $needed }.
why-rent-too-high = The rent is { $rent }, they can pay { $payable }.
why-deposit-too-high = The deposit is { $deposit }, they can pay { $payable }.
why-guarantee-missing = A guarantee is asked that they cannot bring: { $guarantee }.
why-kind-not-accepted = It is a kind of home that they do not accept.
why-would-share = They do not want to share a home.
why-no-common-language = There is no common language spoken at least so: { $level }.
why-language-too-low = { $language } is needed, at least { $level }.
why-outside-limits = A condition of the family is not met.
why-step-missing = The family lacks a step: { $step }.
why-may-not-work = The permit does not allow work.
why-too-young = At least { $least } years are needed.
why-hours-do-not-fit = It is { $hours } hours a week: too many or too few.
why-licence-missing = A licence is needed: { $licence }.
why-no-way-there = There is no way to get there.
why-indemnity-too-low = The indemnity is { $monthly }, the minimum is { $minimum }.
why-too-many-trainees = There are as many trainees as are allowed ({ $limit }).
why-too-long = It lasts { $months } months, at most { $limit } are allowed.

host-ready-informed = has heard what it is about
host-ready-family-agrees = the whole family agrees
host-ready-home-visited = the home was visited
host-ready-interviewed = the interview was held
host-ready-prepared = the training was attended
host-ready-facilitator-named = there is a facilitator
host-ready-checked-for-minors = the adults were checked for living with minors

ask-people = Who belongs to the household?
ask-birth-day = When was the person born?
ask-sex = For the rooms: woman, man or other?
ask-tie = To which family does the person belong?
ask-access-needed = Does the person need to get in without steps?
ask-languages = Which languages does the person speak, and how well?
ask-smokes = Does the person smoke?
ask-eligible = Does the programme take them in charge?
ask-urgency = How long can it wait?
ask-waiting-since = Since when do they wait?
ask-ready-from = From when are they ready?
ask-residence = Where does the person live now?
ask-must-reach = Which places must they reach daily?
ask-longest-way = How long may a way take?
ask-schools-needed = Which schools are needed?
ask-ties-near = Where does somebody live on whom they can count?
ask-guarantees-held = Which guarantees can they bring?
ask-wanted-territories = Where would they like to live?
ask-wanted-kinds = Which kinds of home do they accept?
ask-rent-payable = Which rent can they pay?
ask-rent-support = Is anything added to the rent?
ask-deposit-payable = Which deposit can they pay?
ask-shares-room = Would who is single share a room?
ask-shares-home = Would they share a home?
ask-own-pets = Do they bring an animal?
ask-customs = How do they like to live with others?
ask-may-work = May the person work?
ask-practised = Which work has the person done or wants to do?
ask-most-hours = How many hours at most?
ask-fewest-hours = How many hours at least?
ask-licences-held = Which licences does the person hold?
ask-own-transport = How can the person get to work?
ask-trainee = To which group does the person belong for the rules of internships?
ask-home-kind = What kind of home is it?
ask-place = In which municipality is it?
ask-letting = Is it let whole or by the room?
ask-rooms = Which rooms and how many beds are there?
ask-access-offered = How does one get in?
ask-rent = What is the rent?
ask-deposit = What is the deposit?
ask-guarantees-asked = Which guarantees are asked?
ask-programmes = Is it kept to some programme?
ask-suits-minors = Does it suit minors?
ask-schools-near = Which schools are near?
ask-available-from = From when is it available?
ask-available-until = Until when?
ask-occupation = Which occupation?
ask-work-kind = Contract or internship?
ask-hours = How many hours a week?
ask-monthly = Which pay or indemnity?
ask-months = How many months does it last?
ask-region = In which region is it?
ask-languages-asked = How much Italian is needed?
ask-licences-asked = Which licences are needed?
ask-ways-there = How does one get there?
ask-staff = How many staff are there?
ask-trainees = How many trainees are there already?
ask-residents = Who lives in the family, and which languages do they speak?
ask-kept-pets = Does the family keep animals?
ask-limit-persons = How many guests at most?
ask-limit-ages = Of what age?
ask-limit-sexes = Women, men or others?
ask-limit-minors = Are minors welcome?
ask-limit-smokers = Are smokers welcome?
ask-limit-pets = Are animals welcome?
ask-host-wishes = How does the family like to live with others?
ask-host-steps = Which steps has the family taken?
ask-travel = How long is the way?
ask-way = How long is the way between { $from } and { $to }?

criterion-wanted-territory = it is where they want to live
criterion-wanted-kind = it is the kind of home they prefer
criterion-short-ways = the ways are short
criterion-schools-near = the schools are near
criterion-easy-rent = the rent leaves them room
criterion-ties-near = somebody on whom they can count lives near
criterion-customs-shared = they like to live alike
criterion-occupation = it is work done or wished
criterion-experience = there is practice
criterion-language-beyond = the language is more than enough
criterion-easy-transport = it can be reached without a vehicle of their own
criterion-contract = it is a contract

try-accept-kind = they accepted too: { $kind }
try-share-home = they shared a home
try-longer-way = a way of { $way } minutes were fine
try-rent-support = the contribution to the rent were { $support } a month
try-deposit = they could pay a deposit of { $deposit }
try-bring = they could bring: { $guarantee }
try-hours = { $hours } hours a week were fine
try-hold = the person held the licence: { $licence }
try-speak = the person spoke { $language } so: { $level }
try-go-by = the person could get there so: { $transport }
change-answers = the answer were favourable: { $questions }
change-answers-of = the answer were favourable, for { $offer }: { $questions }
change-one-more = there were another offer like it
change-one-more-of = there were another offer like { $offer }, and somebody moved there
change-rule-off = the rule “{ $rule }” did not hold, for everybody
change-leads = They would take { $offer }, if
change-more = { $count ->
        [one] Another way
        *[other] { $count } other ways
    }
change-moves = { $others ->
        [one] another would change place
        *[other] { $others } others would change place
    }
desk-work-title = Working it out
desk-work-seconds = { $seconds ->
        [one] For 1 second.
        *[other] For { $seconds } seconds.
    }
desk-work-look = See how far it is
desk-work-stop = Stop
desk-phase-searches = Reading the searches.
desk-phase-offers = Reading the offers.
desk-phase-people = Reading the people.
desk-phase-pairs = Comparing searches and offers.
desk-phase-plan = Looking for the plan that is best for all.
desk-phase-proof = Checking the proof.
desk-phase-explanations = Working out the explanations.
flash-desk-stopped = Stopped: nothing is left of it.

lens-adults = Who the adults are
lens-minors = With or without minors
lens-age = The age of the eldest
lens-size = How many they are
group-women = Women only
group-men = Men only
group-mixed = Women and men
group-with-minors = With minors
group-without-minors = Without minors
group-under-26 = Under 26
group-to-40 = From 26 to 40
group-to-60 = From 41 to 60
group-over-60 = Over 60
group-one = One person
group-two-three = Two or three people
group-four-more = Four people or more
group-unknown = Not known

desk-part-fairness = Fairness
fair-title = Fairness: { $kind }
fair-lead = Groups serve to check, and nothing else: no rule and no weight looks at them. Of groups of fewer than { $few } households nothing is told, nor of another one from which they could be worked out.
fair-unknown = This run is older: it tells nothing of fairness. Work it out anew.
fair-group = Group
fair-placed = With a possible place
fair-waited = Days waited by those with a place (half at most)
fair-left = Days waited by those without (half at most)
fair-share = { $placed } of { $all }, { $percent } %
fair-interval = between { $low } and { $high } %
fair-few = Fewer than { $few }: too few to tell
fair-nobody = nobody
fair-below = Fewer than the others, beyond chance: worth a closer look
fair-above = More than the others, beyond chance: worth a closer look
fair-queue = Against the queue
fair-queue-lead = What would have been if those who cannot wait had chosen first, and then whoever has waited longest.
fair-against-gained = { $count ->
        [one] 1 has a place only so: in the queue there would be none
        *[other] { $count } have a place only so: in the queue there would be none
    }
fair-against-better = { $count ->
        [one] 1 has a place that suits better than in the queue
        *[other] { $count } have a place that suits better than in the queue
    }
fair-against-same = { $count ->
        [one] For 1 it is the same
        *[other] For { $count } it is the same
    }
fair-against-unjudged = { $count ->
        [one] Of 1 it cannot be said
        *[other] Of { $count } it cannot be said
    }
fair-against-worse = { $count ->
        [one] 1 has a place that suits less than in the queue
        *[other] { $count } have a place that suits less than in the queue
    }
fair-against-lost = { $count ->
        [one] 1 stays without, and would have a place in the queue
        *[other] { $count } stay without, and would have a place in the queue
    }
fair-losers = Who does worse than in the queue, of those you accompany
fair-loser-worse = would have a place that suits better
fair-loser-lost = would have a place
fair-envious = { $count ->
        [0] Nobody would rather have a place given to somebody who comes after.
        [one] 1 would rather have a place given to somebody who comes after.
        *[other] { $count } would rather have a place given to somebody who comes after.
    }
fair-overdue = { $count ->
        [0] Nobody has waited for more than { $days } days with an option.
        [one] 1 has waited for more than { $days } days, and there would be an option.
        *[other] { $count } have waited for more than { $days } days, and there would be an option.
    }
fair-days = has waited for { $days } days
fair-floors = The declared floors
fair-floors-lead = The run does not apply them: it tells what keeping to them would cost. The network decides.
fair-floors-none = The network has declared no floor.
fair-floor = { $group }: at least { $percent } of 100 with a place.
fair-floor-met = It is met, and costs nothing.
fair-floor-cannot = With what there is it cannot be met: { $least } places that suit would be needed.
fair-floor-costs = Today they are { $without }, with it { $with }; { $lose ->
        [0] nobody else would lose a place.
        [one] one other would lose a place.
        *[other] { $lose } others would lose a place.
    }
fair-overrides = Where people decided otherwise
fair-overrides-lead = { $followed ->
        [one] 1 proposal follows the run
        *[other] { $followed } proposals follow the run
    }, { $others ->
        [one] 1 does not.
        *[other] { $others } do not.
    }
fair-overrides-together = All of them together: { $cost }
fair-proposed = Proposed
fair-planned = The run said
fair-reason = Why
fair-no-reason = beside the run, without a written reason

trial-title = Try a rule
trial-lead = Change weights, rules and floors, and see what would have been with what the network has lived through. Trying changes nothing.
trial-weights-hint = A larger number counts for more; 0 does not count. Weights decide only between plans that are equal in all else.
trial-now = Now: { $now }
trial-switches = Rules that are off
trial-switches-hint = Rules that protect people or come from the law cannot be switched off.
trial-floors-hint = How many of 100 of a group should find a place, at least. The run tells what a floor costs, and does not apply it.
trial-months = Months of the past
trial-months-hint = From 1 to 60.
trial-make = Try on the past
trial-latest = The latest trials
trial-latest-none = No trial yet.
trial-of = Trial: { $kind }
trial-about = { $programme }, { $territory }, from { $from } to { $until }
trial-changed = What differs from version { $version }
trial-same = Nothing: it is the same as the one in force.
trial-weight-changed = “{ $name }”: from { $was } to { $is }
trial-rule-off = the rule “{ $name }” is off
trial-rule-on = the rule “{ $name }” is on
trial-floor-changed = floor for “{ $group }”: from { $was } to { $is } of 100
trial-counts = { $searches ->
        [one] 1 search
        *[other] { $searches } searches
    } ({ $able } with an option at least), { $offers ->
        [one] 1 offer
        *[other] { $offers } offers
    }, places given on { $batches ->
        [one] 1 day
        *[other] { $batches } days
    }.
trial-beside = The two side by side
trial-what = What
trial-in-force = In force
trial-proposed = Proposed
trial-placed = Households that would have had a place
trial-persons = People
trial-waited = Days waited by those who had a place (half at most)
trial-left = Days waited by those who stayed without (half at most)
trial-worse = Do worse than in the queue
trial-envious = Would rather have a place given to somebody who comes after
trial-overdue = Have waited for more than { $days } days with an option
trial-placed-now = Today: households with a possible place
trial-persons-now = Today: people
trial-who = Who wins and who loses by what is proposed
trial-change-gained = { $count ->
        [one] 1 would have had a place only so
        *[other] { $count } would have had a place only so
    }
trial-change-better = { $count ->
        [one] 1 would have had one that suits better
        *[other] { $count } would have had one that suits better
    }
trial-change-same = { $count ->
        [one] For 1 it would have been the same
        *[other] For { $count } it would have been the same
    }
trial-change-unjudged = { $count ->
        [one] Of 1 it cannot be said
        *[other] Of { $count } it cannot be said
    }
trial-change-worse = { $count ->
        [one] 1 would have had one that suits less
        *[other] { $count } would have had one that suits less
    }
trial-change-lost = { $count ->
        [one] 1 would have stayed without
        *[other] { $count } would have stayed without
    }
trial-caveat = Every proposal counts as accepted, and people and offers as they are known today. It shows what a rule does to the queue, not to people’s lives.
trial-adopt = Adopt as a new version
trial-adopt-lead = It holds from today for new runs: { $territory }. Runs that were made stay as they are.
trial-because = Why
trial-because-hint = Whoever reads the rule reads this, years from now too.
trial-adopted = Adopted: it is version { $number }.
trial-adopt-elsewhere = You cannot adopt it from here: it holds beyond your territory, or your organisation. Try again for your territory, or whoever coordinates the programme adopts it.

policy-floors-lead = The network has declared them: every run tells what keeping to them would cost.
policy-versions = The versions adopted
policy-territory = only { $territory }
policy-trial = The trial
flash-desk-tried = Tried.
flash-desk-adopted = New version adopted: it holds from today.
fact-policy-adopted = Rule of matching adopted
fact-policy-tried = Rule of matching tried
desk-phase-past = The past is played again.
error-desk-tried-beside-another = Another version was adopted meanwhile: try again beside that one.
permission-try-policies = Try weights and rules of matching on the past
permission-adopt-policies = Adopt a new version of the rules of matching
