"""Run the population register's simulator: ``python -m motcua.exchange.population --port 8785``."""

import argparse
from pathlib import Path

from motcua.exchange.loopback import options, run
from motcua.exchange.population.simulator import FAULTS, Register, read_register
from motcua.exchange.population.simulator.people import FILE


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.population", description=__doc__)
    options(parser, port=8785)
    parser.add_argument("--people", type=Path, default=FILE, help="file of records")
    parser.add_argument("--fail", default="", choices=FAULTS, help="misbehave in this way")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    register = Register(read_register(args.people), delay=args.delay, fault=args.fail)
    run("population-sim", "CSDL dân cư mô phỏng", args, lambda _port: register)


if __name__ == "__main__":
    main()
