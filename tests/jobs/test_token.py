from argparse import Namespace

import pytest
from django.utils import timezone

from motcua.accounts.queries import token_user
from motcua.jobs.commands import token
from tests import factories as make

pytestmark = pytest.mark.django_db


def asked(**more: object) -> Namespace:
    return Namespace(**{"user": "cd-1", "scope": ["dossiers:read"], "days": 3, "name": "thử"} | more)


def test_the_key_it_prints_opens_what_was_asked(capsys):
    make.User.objects.create_user("cd-1", full_name="Siu Blơk")

    code = token.run(asked())

    holder = token_user(capsys.readouterr().out.strip(), timezone.now())
    assert code == 0
    assert holder is not None
    assert holder.may("dossiers:read")
    assert not holder.may("dossiers:file")


def test_a_log_in_that_is_not_there_is_said(capsys):
    assert token.run(asked(user="nobody")) == 1
    assert "nobody" in capsys.readouterr().err
