"""Files of the counter's dossiers."""

from motcua.web.counter.access import for_clerks
from motcua.web.ui import staff_files, staff_letters

paper = for_clerks(staff_files.paper)
preview = for_clerks(staff_files.preview)
letter = for_clerks(staff_files.letter)
sign_letter = for_clerks(staff_letters.sign)
control_slip = for_clerks(staff_letters.slip)
result = for_clerks(staff_files.result)
form = for_clerks(staff_files.form)
