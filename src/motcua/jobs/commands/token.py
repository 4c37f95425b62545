"""Make a key to the API, printed once: motcua token --user NAME --scope dossiers:file [--days 90]"""

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
    parser.add_argument("--user", required=True, help="whose key it is: the key acts as this account")
    parser.add_argument(
        "--scope", action="append", required=True, choices=SCOPES, help="what it opens; may be repeated"
    )
    parser.add_argument("--days", type=int, default=90, help="valid for so many days (default: %(default)s)")
    parser.add_argument("--name", default="motcua token", help="what it is for, as its owner will see it")


def run(args: argparse.Namespace) -> int:
    user = User.objects.filter(username=args.user, is_active=True).first()
    if user is None or args.days < 1:
        why = f"Không có tài khoản {args.user}." if user is None else "Số ngày phải từ 1 trở lên."
        print(why, file=sys.stderr)  # noqa: T201
        return 1
    now = timezone.now()
    try:
        plain, token = make_token(
            user=user,
            name=args.name,
            scopes=args.scope,
            expires_at=now + timedelta(days=args.days),
            actor=SYSTEM,
            at=now,
        )
    except Refusal as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    print(f"Hết hạn {token.expires_at:%d/%m/%Y}. Khóa chỉ hiện một lần này:", file=sys.stderr)  # noqa: T201
    print(plain)  # noqa: T201  the one line on stdout, so that it can be piped into a secret store
    return 0
