# Two households become one
household-merge = Merge into another household
household-merge-lead = The people of household { $code } ({ $label }) come into another household, which goes on. The history of both stays.
household-merge-into = Which household they come into
household-merge-into-hint = The code of the household that goes on, for example N-7K3Q-F2XM.
household-merge-link = What { $label } is to that household's reference person
household-merge-link-hint = The others' places are proposed from it and can be put right afterwards.
household-merge-on = Since when there is one household
household-merge-sure = This is what will happen
household-merge-what = { $count ->
    [one] One person of the household of { $from } comes into the household of { $into } ({ $code }).
   *[other] { $count } people of the household of { $from } come into the household of { $into } ({ $code }).
  }
household-merge-open = Something of this household is still open
household-merge-open-text = A household can only end when its pathways and referrals are closed. It is often simpler to do it the other way round: merge the other household into this one, and the pathways of this one go on.
household-merge-open-pathway = Pathway { $code }
household-merge-open-referral = Referral { $code }
household-merge-open-elsewhere = { $count ->
    [one] A pathway or referral of another organisation, which you cannot see here.
   *[other] { $count } pathways and referrals of other organisations, which you cannot see here.
  }
household-merge-do = Merge the households
error-merge-same = This is the same household: write the other one's code
error-merge-empty = Nobody belongs to this household today
error-merge-still-open = This household still has a pathway or a referral that is open: close it first, or merge the other household into this one
error-merge-two-references = The household that goes on has a reference person already: choose what this one is to them
error-household-not-found = No household with this code among those you may see
