"""Who may open the counter's pages."""

from motcua.orgs.models import Duty
from motcua.web.ui.staff import for_staff

for_clerks = for_staff("counter", Duty.RECEIVE)
