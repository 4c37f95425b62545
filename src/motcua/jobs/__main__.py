"""`python -m motcua.jobs` is `motcua`."""

import sys

from motcua.jobs.cli import main

sys.exit(main())
