"""Files of the unit's dossiers."""

from motcua.web.desk.access import for_deciders
from motcua.web.ui import staff_files

paper = for_deciders(staff_files.paper)
letter = for_deciders(staff_files.letter)
result = for_deciders(staff_files.result)
