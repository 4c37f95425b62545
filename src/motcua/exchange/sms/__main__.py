"""Run the telephones of a trial: ``python -m motcua.exchange.sms --port 8798``."""

import argparse

from motcua.exchange.loopback import options, run
from motcua.exchange.sms.simulator import Telephones


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.sms", description=__doc__)
    options(parser, port=8798)
    parser.add_argument("--fail", default="", choices=Telephones.faults, help="misbehave in this way")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    telephones = Telephones(delay=args.delay, fault=args.fail)
    run("sms-sim", "Điện thoại mô phỏng", args, lambda _port: telephones)


if __name__ == "__main__":
    main()
