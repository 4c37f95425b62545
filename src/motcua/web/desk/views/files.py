"""Files of the unit's dossiers."""

from motcua.web.desk.access import for_deciders
from motcua.web.ui import staff_files, staff_letters

paper = for_deciders(staff_files.paper)
preview = for_deciders(staff_files.preview)
letter = for_deciders(staff_files.letter)
sign_letter = for_deciders(staff_letters.sign)
control_slip = for_deciders(staff_letters.slip)
result = for_deciders(staff_files.result)
form = for_deciders(staff_files.form)
evidence = for_deciders(staff_files.evidence)
