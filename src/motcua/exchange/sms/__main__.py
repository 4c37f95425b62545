"""Run the telephones of a trial: ``python -m motcua.exchange.sms --port 8798``."""

import argparse
import socket

from motcua.exchange.loopback import serve
from motcua.exchange.sms.simulator import Telephones


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.sms", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8798, help="0: a free one (default: %(default)s)")
    parser.add_argument("--fd", type=int, help="number of a socket, inherited, that listens already")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--fail", default="", choices=Telephones.faults, help="misbehave in this way")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    telephones = Telephones(delay=args.delay, fault=args.fail)
    listening = None if args.fd is None else socket.socket(fileno=args.fd)
    server = serve("sms-sim", args.host, args.port, lambda _port: telephones, listening)
    print(f"Điện thoại mô phỏng: http://{args.host}:{server.server_port}", flush=True)  # noqa: T201
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
