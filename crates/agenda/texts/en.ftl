# The day of whoever accompanies households, and tasks

nav-day = My day
day-title = My day
day-overdue = Late
day-today = Today
day-this-week = In the next seven days
day-later = Further on
day-undated = Without a day
day-referrals = Referrals that wait
day-alerts = Permits about to expire
day-nothing = Nothing to do for now.
day-more = The list is long: the most urgent part is here.
day-what = What
day-whose = Household
day-due = By
day-acts = Actions
day-due-since = Late since { $day }
day-done = Done
day-received = received on { $day }
day-permit-expires = Expires on { $day }
day-permit-expired = Expired on { $day }

task-kind-step = Step of the plan
task-kind-review = Review of the plan
task-kind-follow-up = Follow-up after the closing
task-kind-approval = Plan to approve
task-kind-signature = Plan to sign
task-kind-permit = Permit about to expire
task-kind-referral = Referral to answer
task-kind-own = Task

tasks-title = Tasks
tasks-lead = The tasks written by hand, for you or for those who work with you. Those that come from plans, follow-ups and permits stand in your day.
tasks-mine = To do
tasks-given = Given to others
tasks-done = Done lately
tasks-none = No task to do.
task-new = Write a task
task-edit = Change the task
task-what = What is to be done
task-due-on = By when
task-assigned-to = Who does it
task-made-by = written by { $name }
task-pathway = Pathway
task-pathway-hint = The code of the pathway, for example P-7K3QF2
task-save = Save the task
task-mark-done = It is done
task-undo = Not done yet
error-unknown-pathway = No pathway that you may see has this code

flash-task-written = Task saved.
flash-task-changed = Task updated.
flash-task-done = Done. If that was a mistake, it is among the tasks done lately.
flash-task-undone = The task is to be done again.

fact-task-written = A task was written
fact-task-changed = A task was changed
fact-task-done = A task was done
fact-task-undone = A task is to be done again

permission-keep-tasks = See one’s own day and keep one’s own tasks
