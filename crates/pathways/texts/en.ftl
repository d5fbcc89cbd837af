# The words of a pathway: from the taking in charge to the follow-up after the closing.

nav-caseload = My caseload
nav-pathways = Pathways
nav-referrals = Referrals

caseload-title = My caseload
caseload-to-do = To do
caseload-open = Open pathways
caseload-whose = Which pathways
caseload-whose-mine = Mine
caseload-whose-partner = My organisation’s
caseload-whose-all = All that I see
caseload-next-step = Next step
caseload-no-step = No step planned
caseload-and-more = and more
caseload-none-mine = You have no open pathways.
caseload-none-partner = Your organisation has no open pathways.
caseload-none-all = There are no open pathways.
caseload-referrals = { $count ->
    [one] 1 referral waiting
   *[other] { $count } referrals waiting
  }
caseload-referrals-see = Look at the referrals
caseload-task-overdue = { $count ->
    [one] 1 step is late
   *[other] { $count } steps are late
  }
caseload-task-soon = { $count ->
    [one] 1 step within 14 days
   *[other] { $count } steps within 14 days
  }
caseload-task-reviews = { $count ->
    [one] 1 review to hold
   *[other] { $count } reviews to hold
  }
caseload-task-follow-ups = { $count ->
    [one] 1 follow-up after closing
   *[other] { $count } follow-ups after closing
  }
caseload-task-approvals = { $count ->
    [one] 1 plan to approve
   *[other] { $count } plans to approve
  }
caseload-task-signatures = { $count ->
    [one] 1 plan to sign
   *[other] { $count } plans to sign
  }

pathways-title = Pathways
pathways-any = All
pathways-code = Code begins with
pathways-overdue = Only with late steps
pathways-none = No pathway matches.
pathway-household = Household
pathway-status = Where it stands
pathway-status-taken-in-charge = Taken in charge
pathway-status-under-way = Under way
pathway-status-closed = Closed
pathway-programme = Programme
pathway-partner = Organisation
pathway-territory = Territory
pathway-worker = Case worker
pathway-worker-change = Change the case worker
pathway-somebody = Somebody of the network
pathway-opened-on = Opened on
pathway-last-activity = Last activity
pathway-note = Note
pathway-people = { $count ->
    [one] 1 person
   *[other] { $count } people
  }
pathway-age = { $age ->
    [one] 1 year old
   *[other] { $age } years old
  }
pathway-back = Back to the pathway
pathway-tab-pathway = Pathway
pathway-tab-notes = Notes
pathway-tab-baseline = Autonomy scale
pathway-tab-timeline = Timeline
timeline-lead = What happened, when, and who wrote it down. Nothing is deleted: what is put right stays readable.
timeline-on-day = about { $day }

plan-title = Individual plan
plan-write = Write the plan
plan-print = Print the plan
plan-approve = Approve the plan
plan-sign = Record the signature
plan-revise = Revise the plan
plan-revise-question = Begin a new version? The signed one is kept; goals and steps go on.
plan-back = Back to the plan
plan-code = Code
plan-people = The people
plan-goals = Goals and steps
plan-commitments = Commitments and review
plan-theirs = The person commits to
plan-ours = We commit to
plan-lines-hint = One commitment a line
plan-steps-of = Steps: { $axis }
plan-no-goals = There are no goals yet.
plan-cost = Expected cost of the steps: { $amount }
plan-status-draft = Being written
plan-status-approved = Approved, to be signed
plan-status-signed = Signed
plan-status-superseded = Replaced
plan-revision = version { $revision }
plan-approved-on = approved on { $day }
plan-signed-on = signed on { $day }
plan-is-signed = The plan is signed
plan-is-signed-text = You can mark steps done and note new ones. To change goals or commitments, begin a new version from the page of the pathway.
plan-missing = What is still missing
plan-missing-goals = at least one goal
plan-missing-steps = a step for each goal
plan-missing-due-days = a date for each step
plan-missing-their-commitments = the person’s commitments
plan-missing-our-commitments = our commitments
plan-missing-review-day = the date of the next review
plan-missing-approval = the approval
plan-missing-signature = the signature
plan-sign-text = Print the plan, read it together and sign it; then record the signature here.
plan-signature-day = Day of the signature
plan-signed-by = Who signed
plan-signed-by-hint = The names of those who signed, parted by commas
plan-read-in = Language in which it was read and explained
plan-read-in-hint = For example Tigrinya
plan-interpreter = Interpreter
plan-print-read = The plan was read and explained in:
plan-print-day = Date:
plan-sign-person = Signature of the person
plan-sign-worker = Signature of the case worker
plan-sign-partner = Signature for the organisation
plan-sign-interpreter = Signature of the interpreter

goal-add = Add a goal
goal-edit = Change the goal
goal-axis = Area
goal-words = The goal, in the person’s words
goal-words-hint = For example: “I want a home near my children’s school”
goal-more = More about this goal
goal-without-steps = No steps yet.
goal-status-open = Being worked on
goal-status-reached = Reached
goal-status-partly-reached = Reached in part
goal-status-given-up = Given up
goal-act-reach = Reached
goal-act-reach-in-part = Reached in part
goal-act-give-up = Given up
goal-act-reopen = Take the goal up again

step-add = Add a step
step-edit = Change the step
step-towards = Towards: { $goal }
step-what = What
step-what-hint = For example: ask the municipality for residence
step-responsible = Who does it
step-by-person = The person
step-by-worker = The case worker
step-by-other = Somebody else
step-who = Name of who does it
step-who-hint = If neither the person nor the case worker
step-due-on = By
step-not-done = not done
step-due = by { $day }
step-overdue-since = late since { $day }
step-cost = Expected cost
step-mark-done = Mark as done
step-done-day = Done on
step-confirm-done = Confirm: done
step-done-on = done on { $day }
step-drop = No longer needed
step-undo = Not done yet
step-take-up = Take up again
step-status-planned = to do
step-status-done = done
step-status-dropped = no longer needed

note-title = Notes
note-write = Write a note
note-save = Save the note
note-words = Note
note-words-about = Note about { $label }
note-hint = Write what those who accompany need: the person has the right to read it.
note-day = Day it tells of, if not today
note-none = No notes yet.
note-all = All notes ({ $count })
note-written = written on { $at }

service-title = Services activated
service-lead = Everybody’s services, activated for { $label }: residence, doctor, school and the others.
service-add = Add an activated service
service-so-far = Activated so far
service-none = No service activated yet.
service-kind = Service
service-activated-on = Activated on
service-activated-by = By whom
service-activated-by-hint = For example: the case worker, the person alone
service-provider = At
service-provider-hint = For example: registry office of Pioltello
service-remove = Remove
service-remove-question = Was it a mistake? The service will no longer count; a trace stays in the timeline.
service-kind-residence = Registered residence
service-kind-health-service = Registration with the health service
service-kind-family-doctor = Family doctor or paediatrician
service-kind-school = School
service-kind-nursery = Nursery or kindergarten
service-kind-language-course = Italian course (also CPIA)
service-kind-job-centre = Job centre
service-kind-social-services = Social services of the municipality
service-kind-inclusion-allowance = Inclusion allowance or other income support
service-kind-bank-account = Bank or post account
service-kind-housing-office = Housing office
service-kind-driving-licence = Driving licence
service-kind-psychological-support = Psychological support
service-kind-legal-support = Legal support
service-kind-other = Another service

review-title = Reviews
review-add = Write a review
review-all = All reviews ({ $count })
review-so-far = Reviews held
review-none = No reviews yet.
review-held-on = Day of the review
review-done = What was done
review-not-done = What was not done, and why
review-decisions = What we decided
review-next = Next review

closing-close = Close the pathway
closing-lead = After the closing you will talk again at 3, 6 and 12 months: the follow-ups will appear among the things to do.
closing-day = Day of the closing
closing-reason = Why it is closed
closing-result = How it went
closing-result-hint = Two lines on what has changed for the household
closing-home = Home
closing-work = Work
closing-ties = People to count on
closing-closed-on = Closed on { $day }
closing-stand = Home: { $home }. Work: { $work }. People to count on: { $ties }.
closing-reopen = Open the pathway again
closing-reopen-question = Open the pathway again? Follow-ups not done yet are removed.
closing-reason-autonomy-reached = Autonomy reached
closing-reason-plan-partly-completed = Plan completed in part
closing-reason-moved-away = Moved away
closing-reason-left-by-choice = Chose to leave
closing-reason-unreachable = Can no longer be reached
closing-reason-requirements-lost = The programme’s requirements no longer hold
closing-reason-handed-to-services = Handed over to local services
closing-reason-incompatible = Going on together was not possible
closing-reason-returned = Returned to the own country
closing-reason-died = Death
home-state-own = Own home, rented or owned
home-state-social = Public or social housing
home-state-shared = Shared home, with a contract
home-state-hosted = Guest of a family or of acquaintances
home-state-project = Home of the project or reception
home-state-unstable = Without a stable home
home-state-unknown = Not known
work-state-stable = Stable work
work-state-temporary = Work for a time or by season
work-state-training = Placement or course that prepares for work
work-state-seeking = Looking for work
work-state-not-working = Not working: study, care, age, health
work-state-unknown = Not known
ties-state-wide = Many, also outside the own community
ties-state-some = Some
ties-state-few = Hardly any
ties-state-unknown = Not known

follow-up-title = Follow-ups after the closing
follow-up-months-3 = Follow-up at 3 months
follow-up-months-6 = Follow-up at 6 months
follow-up-months-12 = Follow-up at 12 months
follow-up-due = due on { $day }
follow-up-due-since = due since { $day }
follow-up-done-on = done on { $day }
follow-up-day = Day of the contact
follow-up-reached = Did somebody of the household answer?
follow-up-correct = Correct what is written
follow-up-words = How it goes, in their words

assessment-kind = At which moment
assessment-kind-baseline = At the beginning
assessment-kind-review = Along the way
assessment-kind-closing = At the end
baseline-title = Autonomy scale
baseline-count = { $count ->
    [0] not used yet
    [one] used once
   *[other] used { $count } times
  }
baseline-lead = A common language to say where one starts and where one has arrived. It is filled in together, in conversation.
baseline-not-validated = This scale is not validated
baseline-not-validated-text = It describes and helps people talk. It is never used to admit, exclude or rank anybody, and levels are never added up.
baseline-side-by-side = The moments side by side
baseline-area = Area
baseline-take = Add a moment
baseline-day = Day
baseline-words = In the person’s words
baseline-source = Scale { $scale }. The areas are tagged to the domains of the UK Home Office “Indicators of Integration framework 2019”, which contains public sector information licensed under the Open Government Licence v3.0. The levels are our own words, reusable under CC BY 4.0.
scale-not-asked = Not asked yet
scale-home = Home
scale-home-hint = Where one lives, and how stable it is
scale-home-1 = Has no place to stay, or will lose it within days
scale-home-2 = Has a makeshift place: a guest, a shelter, reception about to end
scale-home-3 = Has a lodging for some months, with a project’s help
scale-home-4 = Has a contract of one’s own, but paying or staying is uncertain
scale-home-5 = Has a fitting, stable home and knows how to keep it
scale-work = Work
scale-work-hint = What one does or looks for
scale-work-1 = Cannot look for work yet, or does not know where to begin
scale-work-2 = Looks for work, with somebody’s help at every step
scale-work-3 = Is on a placement or a course, or works now and then
scale-work-4 = Works legally, for a limited time or few hours
scale-work-5 = Has legal, stable work, or chose otherwise and lives on it
scale-money = Money
scale-money-hint = What comes in and goes out every month
scale-money-1 = Has no income, or debts that cannot be paid
scale-money-2 = Has income only from help that is about to end
scale-money-3 = With help, covers the main expenses
scale-money-4 = Covers expenses alone, with no margin for surprises
scale-money-5 = Covers expenses alone and can put something aside
scale-learning = School and learning
scale-learning-hint = Learning of adults and children
scale-learning-1 = Nobody is enrolled, and how to enrol is not known
scale-learning-2 = Enrolment is under way, or attendance is rare
scale-learning-3 = Attends, with constant help
scale-learning-4 = Attends regularly and asks for help when needed
scale-learning-5 = Has finished, or goes on alone on the way chosen
scale-health = Health
scale-health-hint = Access to care, not the state of health
scale-health-1 = Is not registered with the health service and does not know whom to ask
scale-health-2 = Is registered, but goes only to the emergency room or accompanied
scale-health-3 = Has a doctor and goes there with help
scale-health-4 = Goes to the doctor alone; visits and tests need help
scale-health-5 = Uses health services alone, for the whole household
scale-language = Italian
scale-language-hint = In everyday life
scale-language-1 = Understands and says a few words
scale-language-2 = Manages simple things: shop, bus
scale-language-3 = Speaks of oneself and of work; papers need help
scale-language-4 = Speaks on the phone and at counters, reads simple letters
scale-language-5 = Speaks, reads and writes for whatever is needed
scale-digital = Digital tools
scale-digital-hint = Phone, mail, services on line
scale-digital-1 = Has no fitting phone, or does not use it on line
scale-digital-2 = Uses messages; asks others for the rest
scale-digital-3 = Looks for information and uses mail, with help
scale-digital-4 = Uses services on line; digital identity or forms with help
scale-digital-5 = Uses digital identity, forms and payments alone
scale-rights = Papers and rights
scale-rights-hint = Papers, rights and duties
scale-rights-1 = Papers are missing or expiring, and what to do is not known
scale-rights-2 = Procedures have begun, looked after by others
scale-rights-3 = Has the main papers; deadlines need help
scale-rights-4 = Knows rights and duties and looks after nearly all alone
scale-rights-5 = Has what is due, and knows whom to turn to when it is denied
scale-services = Local services
scale-services-hint = Municipality, school, health, counters
scale-services-1 = Does not know the services, or does not go there
scale-services-2 = Goes there only when accompanied
scale-services-3 = Goes alone to those already known
scale-services-4 = Chooses the right service and makes an appointment
scale-services-5 = Uses services alone and helps others to use them
scale-ties = People around
scale-ties-hint = Friends, neighbours, community
scale-ties-1 = Is alone, or only near people who do harm
scale-ties-2 = Knows somebody, but not whom to count on
scale-ties-3 = Can count on some people of the own community
scale-ties-4 = Has friends or neighbours also outside the own community
scale-ties-5 = Takes part in the life of the neighbourhood, and others count on them

fact-case-worker-changed = Case worker changed
fact-baseline-taken = Autonomy scale used
fact-plan-changed = Commitments or review date written
fact-plan-approved = Plan approved
fact-plan-signed = Plan signed
fact-plan-revised = New version of the plan begun
fact-goal-set = Goal set
fact-goal-changed = Goal changed
fact-goal-reached = Goal reached
fact-goal-partly-reached = Goal reached in part
fact-goal-given-up = Goal given up
fact-goal-reopened = Goal taken up again
fact-step-added = Step added
fact-step-changed = Step changed
fact-step-done = Step done
fact-step-reopened = Step to be done again
fact-step-dropped = Step no longer needed
fact-note-written = Note written
fact-service-activated = Service activated
fact-service-removed = Service removed: it was a mistake
fact-review-held = Review held
fact-pathway-closed = Pathway closed
fact-pathway-reopened = Pathway opened again
fact-follow-up-done = Follow-up done

flash-case-worker-changed = Case worker changed.
flash-plan-saved = Plan saved.
flash-plan-approved = Plan approved: it can be signed now.
flash-plan-signed = Signature recorded: the pathway is under way.
flash-plan-revised = New version begun: goals and steps are here.
flash-goal-set = Goal added.
flash-goal-changed = Goal updated.
flash-step-added = Step added.
flash-step-changed = Step updated.
flash-step-done = Step done. If it was a mistake, use “Not done yet”.
flash-note-written = Note saved.
flash-service-activated = Service added.
flash-service-removed = Service removed.
flash-review-held = Review saved.
flash-baseline-taken = Saved.
flash-pathway-closed = Pathway closed.
flash-pathway-reopened = Pathway opened again.
flash-follow-up-done = Follow-up saved.

error-day-before-opening = This day comes before the beginning: check the date
error-day-after-closing = This day comes after the closing of the pathway: check the date
error-day-not-ahead = This date must come after the other one
error-plan-without-goals = The plan has no goals yet: add at least one before approving or signing it
error-plan-already-approved = The plan is approved already
error-plan-not-approved = The plan must be approved before it is signed: ask the coordinator
error-plan-signed = The plan is signed: begin a new version to change it
error-plan-not-signed = The plan is not signed yet: you can change it directly
error-no-plan = There is no plan yet: begin with a goal
error-goal-ended = The goal has ended already: take it up again if needed
error-goal-open = The goal is still being worked on
error-step-already-done = The step is done already
error-step-dropped = The step was dropped: take it up again if needed
error-step-still-planned = The step is still to be done
error-pathway-closed = The pathway is closed: open it again before adding anything
error-pathway-already-closed = The pathway has been closed already. What you wrote is still here
error-pathway-not-closed = The pathway is open
error-pathway-open-elsewhere = The household already has another open pathway in this programme
error-follow-up-already-done = This follow-up has been written down already: open it and correct it there. What you wrote is still here
error-off-scale = The scale goes from 1 to 5
error-nothing-answered = Give at least one level, or write a few words

# What an API key may be allowed
permission-view-referrals = See the referrals
permission-edit-referrals = Write referrals down, receive them, decline or withdraw them
permission-view-pathways = See the pathways: plan, steps, services, reviews
permission-open-pathways = Take a household in charge: open a pathway
permission-edit-plans = Work on a pathway: baseline, plan, steps, services, reviews
permission-approve-plans = Approve a plan before it is signed
permission-view-notes = Read the notes of a pathway
permission-write-notes = Write notes on a pathway
permission-close-pathways = Close a pathway
permission-reopen-pathways = Open a closed pathway again
permission-assign-case-workers = Say who accompanies a household
