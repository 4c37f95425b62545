"""The real settings; only the limit of public questions is lifted, for one address asks them all."""

from motcua.project.settings import *  # noqa: F403

API_PUBLIC_PER_MINUTE = 0
