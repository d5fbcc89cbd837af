nav-caseload = I miei percorsi
nav-pathways = Percorsi
nav-referrals = Segnalazioni
