import argparse

import pytest
from django.utils import timezone

from motcua.accounts.queries import token_user
from motcua.jobs.commands import token
from tests.factories import citizen

pytestmark = pytest.mark.django_db


def run(*arguments):
    parser = argparse.ArgumentParser()
    token.add_arguments(parser)
    return token.run(parser.parse_args(arguments))


def test_the_key_is_printed_alone_and_opens_what_was_asked_for(capsys):
    citizen()

    code = run(
        "--user", "cd-064190001234", "--scope", "dossiers:file", "--scope", "papers:write", "--days", "2"
    )

    plain = capsys.readouterr().out.strip()
    holder = token_user(plain, timezone.now())
    assert code == 0
    assert holder
    assert str(holder.person) == "Siu Blơk"
    assert holder.token.scopes == ["dossiers:file", "papers:write"]
    assert holder.token.expires_at
    assert (holder.token.expires_at - timezone.now()).days == 1


def test_nobody_of_that_name(capsys):
    assert run("--user", "ai-do", "--scope", "dossiers:file") == 1
    assert capsys.readouterr().out == ""


def test_a_key_without_a_name_is_refused_in_words(capsys):
    citizen()

    assert run("--user", "cd-064190001234", "--scope", "dossiers:file", "--name", " ") == 1
    assert "đặt tên" in capsys.readouterr().err


def test_a_scope_that_does_not_exist(capsys):
    with pytest.raises(SystemExit):
        run("--user", "ai-do", "--scope", "everything")
