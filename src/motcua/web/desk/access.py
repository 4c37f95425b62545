"""Who may open the pages of those who decide."""

from motcua.orgs.models import Duty
from motcua.web.ui.staff import DECIDERS, for_staff

for_signers = for_staff("desk", Duty.SIGN, Duty.SEAL)
for_sealers = for_staff("desk", Duty.SEAL)
for_deciders = for_staff("desk", *DECIDERS)
