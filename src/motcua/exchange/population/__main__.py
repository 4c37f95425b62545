"""Run the population register's simulator: ``python -m motcua.exchange.population --port 8785``."""

import argparse
import socket
from pathlib import Path

from motcua.exchange.loopback import serve
from motcua.exchange.population.simulator import FAULTS, Register, read_register
from motcua.exchange.population.simulator.people import FILE


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.population", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8785, help="0: a free one (default: %(default)s)")
    parser.add_argument("--fd", type=int, help="number of a socket, inherited, that listens already")
    parser.add_argument("--people", type=Path, default=FILE, help="file of records")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--fail", default="", choices=FAULTS, help="misbehave in this way")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    register = Register(read_register(args.people), delay=args.delay, fault=args.fail)
    listening = None if args.fd is None else socket.socket(fileno=args.fd)
    server = serve("population-sim", args.host, args.port, lambda _port: register, listening)
    print(f"CSDL dân cư mô phỏng: http://{args.host}:{server.server_port}", flush=True)  # noqa: T201
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
