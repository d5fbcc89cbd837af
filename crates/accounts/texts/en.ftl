# Sign-in, members, roles and tokens

nav-members = People of the network

# Roles
role-case-worker = Case worker
role-coordinator = Coordinator of a territory
role-partner-administrator = Partner administrator
role-lead-partner = Lead partner
role-board-member = Board member
role-trainer = Trainer
role-mobile-team = Mobile team
role-monitoring-officer = Monitoring officer
role-evaluator = Evaluator
role-system-administrator = System administrator

# Coming in
sign-in-title = Sign in to Soglia
sign-in-password = Password
sign-in-forgotten = Forgotten your password? Whoever looks after access in your organisation can give you a new one.
sign-in-samples-title = Sign-ins to try
sign-in-samples-text = These sign-ins exist in the sample data only: use them to see Soglia through the eyes of each role.
error-sign-in-wrong = E-mail and password do not match. Please check and try again.
flash-signed-out = You have signed out. See you soon.

# One's own account
account-title = My account
account-profile = Name and language
account-language-of-browser = As the browser asks
account-roles = My roles
account-no-roles = You hold no role today: to work with Soglia, ask whoever looks after access.
account-password = Password
account-password-now = Your password of now
account-password-new = The new password
account-password-again = The new password again
account-password-hint = At least 15 characters: four random words do very well.
account-password-change = Change the password
flash-account-saved = Account saved.
account-password-given = Choose a password of your own
account-password-given-text = The password that you use now was given to you by somebody else, who therefore knows it. Choose one that only you know: until then you cannot join a profession or a team that reads sealed notes.
flash-password-changed = Password changed. Your other open sessions have been ended and your keys for other programs taken back.
error-password-too-short = The password is too short: it needs at least 15 characters
error-password-too-easy = The password is too easy to guess: use neither your name nor your e-mail nor the same few characters
error-password-differ = The two new passwords differ: please write them again
error-password-wrong-current = The password of now is not right

# Tokens for programs
tokens-title = Keys for other programs
tokens-text = A key lets a program use Soglia on your behalf, with the permissions that you choose: never more than yours. Take it back when it is no longer needed.
token-new = New key
token-make = Make the key
token-label = What it is for
token-label-hint = For example: the monitoring spreadsheet
token-permissions = Permissions
token-permissions-hint = Choose only those that are needed.
token-all-permissions = Everything that I may do
token-expires = Last day
token-never = Never
token-last-used = Last used
token-state = State
token-state-valid = Valid
token-state-expired = Expired
token-state-revoked = Taken back
token-revoke = Take back
token-revoke-question = The program that uses the key “{ $label }” will no longer get in, from now on. Take it back?
token-made-title = The key is ready
token-made-once = Copy it now: you will not see it again
token-made-text = It is the key for “{ $label }”. Soglia keeps only a fingerprint of it.
flash-token-revoked = Key taken back: it opens nothing any more.
error-token-expires-in-the-past = This day has already passed

# The people of the network
members-title = People of the network
members-text = Who may come into Soglia, among the people in your charge.
members-seek = Name or e-mail
members-none = Nobody found.
member-name = Full name
member-email = E-mail
member-language = Language
member-roles = Roles
member-no-roles = No role today
member-state = Access
member-state-active = Open
member-state-closed = Closed
member-since = Since
member-add = Add somebody
member-add-text = They receive a first password, which you will see only once and which they can change.
member-added-title = { $name } may come in
member-first-role = The first role
member-open = Open their page
member-access = Access
member-password-title = New password
member-password-new = Give a new password
member-password-once = Note it down now: you will not see it again
member-password-text = Hand it over in person or by voice, not by e-mail, and ask them to change it on their account page when they first sign in.
member-password-question = The password of { $name } will stop working, their sessions will end and their keys be taken back. Give a new one?
member-close = Close the access
member-close-question = { $name } will no longer get in, from now on, not even with their keys. What they did remains. Close the access?
member-reopen = Open the access again
member-reopen-question = { $name } will get in again, with the roles that still hold. Open the access?
flash-member-closed = Access closed.
flash-member-reopened = Access opened again.
error-member-email-taken = Somebody already has this e-mail
error-member-holds-more = This person also holds roles that do not depend on you: whoever gave them can see to it
error-member-is-oneself = You cannot do this for yourself: ask somebody else who looks after access

# Roles given and taken back
grant-give = Give a role
grant-role = Role
grant-place = Where
grant-everywhere = In the whole network
grant-programme = Programme
grant-organisation = Organisation
grant-territory = Territory
grant-limits-hint = Programme, organisation and territory say how far the role reaches.
grant-no-limit = No limit
grant-from = From
grant-to = To
grant-no-end = Open end
grant-state = State
grant-state-valid = Holds today
grant-state-to-come = Not yet
grant-state-ended = Ended
grant-state-revoked = Taken back
grant-revoke = Take the role back
grant-revoke-question = The role “{ $role }” will no longer hold, from now on. Take it back?
flash-grant-given = Role given.
flash-grant-revoked = Role taken back.
error-grant-role-beyond = This role is not yours to give or to take back
error-grant-wider-than-own = The role would be wider than yours: choose programme, organisation and territory among your own
error-grant-is-own = You cannot take a role from yourself: ask somebody else who looks after access

# Permissions
permission-signed-in = One’s own affairs: account and keys
permission-view-members = See the people of the network and their roles
permission-manage-members = Add people, give a new password, close access
permission-give-grants = Give roles and take them back

# What happened
fact-member-added = Added to the network
fact-member-changed = Account changed
fact-member-closed = Access closed
fact-member-reopened = Access opened again
fact-grant-given = Role given
fact-grant-revoked = Role taken back
fact-token-made = Key for a program made
fact-token-revoked = Key for a program taken back
fact-password-changed = Password changed

# Drafts
drafts-title = My drafts
drafts-lead = What you began to write and have not saved yet. Only you see them. A draft stays for { $days } days after its last change; you can have { $most } at most.
drafts-none = You have no drafts.
draft-page = Where
draft-when = Last change
draft-act = Actions
draft-saved-today = Draft saved at { $time }
draft-saved = Draft saved on { $day } at { $time }
flash-draft-discarded = Draft thrown away.
error-too-many-drafts = You have too many drafts: take one up or throw one away on the page My drafts

# Professions and teams
nav-circles = Professions and teams
circles-title = Professions and teams
circles-lead = Whoever belongs to a profession or a team can write and read sealed notes, which no other role sees.
circles-none = You belong to no profession or team.
circle-one = Profession or team
circle-psychologist = Psychology
circle-social-worker = Social work
circle-legal-adviser = Legal advice
circle-health-worker = Health professions
circle-mediator = Linguistic and cultural mediation
circle-mobile-team = Mobile team
circle-member = Who belongs to it
circle-somebody = somebody of the network
circle-admitted-by = Let in by
circle-reads-from = Reads notes from
circle-end = Take out
circle-end-question = From now on { $name } will no longer read the sealed notes. Go on?
circle-admit = Let somebody in
circle-admit-lead = Whoever belongs to it already lets others in, and opens the earlier notes too. Whoever administers the organisation lets in the first person only: notes written before stay shut.
circle-email = The person's e-mail
circle-organisation = Organisation
flash-circle-joined = Let in.
flash-circle-left = Taken out.
fact-circle-joined = Somebody was let into a profession or team
fact-circle-left = Somebody was taken out of a profession or team
error-circle-oneself = Nobody lets themselves in: ask somebody who belongs to it
error-circle-not-theirs = Whoever belongs to it can let somebody in; whoever administers the organisation, the first person only
error-circle-has-members = Somebody belongs to it already: they let others in, not whoever administers
error-circle-nobody = Among the people whom you can see nobody has this address
error-circle-given-password = Still signs in with a password given by somebody else: must choose one first
error-circle-already = Belongs to it already
permission-use-circles = See and keep professions and teams
