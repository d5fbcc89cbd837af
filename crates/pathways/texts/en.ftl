nav-caseload = My caseload
nav-pathways = Pathways
nav-referrals = Referrals
