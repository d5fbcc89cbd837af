# Referrals
