"""Prepare an office where somebody has begun many forms; print them with log-ins to fill them in."""

import json
import secrets
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY as BACKEND  # noqa: E402
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from motcua.accounts.models import Person  # noqa: E402
from motcua.dossiers.models import Draft  # noqa: E402
from motcua.eforms.definition import FormField, Section  # noqa: E402
from tests import factories as make  # noqa: E402
from tests.e2e.test_interrupted import FIELDS, FORMS  # noqa: E402

LOG_INS = 2  # for each form: one that ends, and the next


def main() -> None:
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    section = Section(key="s", title="S", fields=tuple(FormField(key=key, label=key) for key in FIELDS))
    office = make.office()
    version = make.publish(form=make.FORM.model_copy(update={"sections": (section,)}))
    now = timezone.now()
    person = Person.objects.select_related("user").get(pk=office.citizen.person_id)
    drafts = Draft.objects.bulk_create(
        Draft(person=person, version=version, unit=office.unit, started_at=now, saved_at=now)
        for _n in range(FORMS)
    )
    keys = log_ins(person, FORMS * LOG_INS)
    found: list[dict[str, Any]] = [
        {"draft": str(draft.pk), "log_ins": keys[n * LOG_INS : (n + 1) * LOG_INS]}
        for n, draft in enumerate(drafts)
    ]
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "forms": found}))  # noqa: T201


def log_ins(person: Person, many: int) -> list[str]:
    """Return keys of sessions in which the person is signed in, each a row that may be ended."""
    user = person.user
    assert user is not None
    content = SessionStore().encode(
        {
            SESSION_KEY: str(user.pk),
            BACKEND: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    until = timezone.now() + timedelta(hours=2)
    rows = [
        Session(session_key=secrets.token_hex(16), session_data=content, expire_date=until)
        for _n in range(many)
    ]
    return [row.session_key for row in Session.objects.bulk_create(rows)]


if __name__ == "__main__":
    main()
