# Verdicts to look at again
look-title = The verdict
look-link = as it stands now
look-lead = The verdict that opened the pathway stays as it was. Here is what has changed since.
look-opening = The verdict that opened the pathway
look-again = The verdict is to be looked at again
look-again-short = verdict to look at
look-see = See what has changed
look-since = Compared with { $day }:
look-facts = Changed facts
look-fact = Fact
look-before = Before
look-now = Now
look-rules = Rules touched
look-rule = Rule
look-no-rule = this rule was not there, or is no longer
look-time-only = No fact has changed: time has passed, or the rules have changed.
look-nothing = Nothing that the rules look at has changed since.
look-reason = Why the pathway goes on
look-reason-hint = Where the answer is not yes, write the reason. A person decides, not the rule.
look-keep = I have looked: the pathway goes on
look-history = Who has looked already
look-referral = If the facts are right, assess again: the earlier answer stays in the history.
caseload-task-verdicts = { $count ->
    [one] One verdict to look at again
   *[other] { $count } verdicts to look at again
  }
reopened-topic-permits = permits
reopened-topic-stays = reception
reopened-topic-birth = birth
reopened-topic-citizenship = citizenship
reopened-topic-member = in the household
reopened-topic-everyone-listed = everybody listed
reopened-topic-residence = where it lives
reopened-topic-housing-distress = housing distress
reopened-topic-hardship = particular hardship
reopened-is-member = belongs to the household
reopened-no-member = does not belong to the household
fact-verdict-looked-at = Verdict looked at again
error-verdict-unchanged = Nothing has changed that is to be looked at: perhaps somebody has done it already
