"""Run the authority of time stamps for a trial: ``python -m motcua.exchange.tsa --port 8795``."""

import argparse
import os

import django

from motcua.exchange.loopback import options, run


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.tsa", description=__doc__)
    options(parser, port=8795)
    parser.add_argument(
        "--fail", default="", help="misbehave in this way: down, refuse, garbage, other-hash…"
    )
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    django.setup()  # where the keys lie is a setting
    from motcua.exchange.tsa.simulator import Stamps

    stamps = Stamps(delay=args.delay, fault=args.fail)
    run("tsa-sim", "Dấu thời gian mô phỏng", args, lambda _port: stamps)


if __name__ == "__main__":
    main()
