"""Who may open the pages of those who decide."""

from motcua.orgs.models import Duty
from motcua.web.ui.staff import for_staff

for_deciders = for_staff("desk", Duty.HANDLE, Duty.REVIEW, Duty.SIGN)
