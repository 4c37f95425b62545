"""Who may open the pages of those who decide."""

from motcua.web.ui.staff import DECIDERS, for_staff

for_deciders = for_staff("desk", *DECIDERS)
