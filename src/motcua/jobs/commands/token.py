"""Make a key to the API: motcua token --user NAME --scope dossiers:read [--days 30]"""

import argparse
import sys
from datetime import timedelta

from django.utils import timezone

from motcua.accounts.models import User
from motcua.accounts.operations import make_token
from motcua.accounts.tokens import SCOPES
from motcua.journal.actor import SYSTEM
from motcua.kernel.errors import Refusal


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", required=True, help="the log-in whose rights the key has")
    parser.add_argument("--scope", action="append", required=True, choices=sorted(SCOPES), help="may repeat")
    parser.add_argument("--days", type=int, help="until when it works; for ever when not given")
    parser.add_argument("--name", default="motcua token", help="what it is for")


def run(args: argparse.Namespace) -> int:
    user = User.objects.filter(username=args.user).first()
    if user is None:
        print(f"Không có tài khoản {args.user}.", file=sys.stderr)  # noqa: T201
        return 1
    now = timezone.now()
    try:
        plain, _ = make_token(
            user=user,
            name=args.name,
            scopes=args.scope,
            expires_at=now + timedelta(days=args.days) if args.days is not None else None,
            actor=SYSTEM,
            at=now,
        )
    except Refusal as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    print(plain)  # noqa: T201
    return 0
