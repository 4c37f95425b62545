"""Prepare a site with one commune, one procedure and one citizen; print the citizen's API token."""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402

call_command("migrate", verbosity=0, interactive=False)

from motcua.accounts.models import User  # noqa: E402
from motcua.accounts.operations import make_token  # noqa: E402
from motcua.journal.actor import SYSTEM  # noqa: E402
from tests import factories as make  # noqa: E402

office = make.office()
user = User.objects.get(person__pk=office.citizen.person_id)
plain, _ = make_token(
    user=user,
    name="kill",
    scopes=["papers:write", "dossiers:file", "dossiers:read"],
    expires_at=None,
    actor=SYSTEM,
    at=make.MONDAY,
)
print(  # noqa: T201
    json.dumps({"token": plain, "unit": office.unit.code, "procedure": office.version.code})
)
