"""Files of the counter's dossiers."""

from motcua.web.counter.access import for_clerks
from motcua.web.ui import staff_files

paper = for_clerks(staff_files.paper)
letter = for_clerks(staff_files.letter)
result = for_clerks(staff_files.result)
