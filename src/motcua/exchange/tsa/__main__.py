"""Run the authority of time stamps for a trial: ``python -m motcua.exchange.tsa --port 8795``."""

import argparse
import os
import socket

import django

from motcua.exchange.loopback import serve


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.tsa", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8795, help="0: a free one (default: %(default)s)")
    parser.add_argument("--fd", type=int, help="number of a socket, inherited, that listens already")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
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
    listening = None if args.fd is None else socket.socket(fileno=args.fd)
    server = serve("tsa-sim", args.host, args.port, lambda _port: stamps, listening)
    print(f"Dấu thời gian mô phỏng: http://{args.host}:{server.server_port}", flush=True)  # noqa: T201
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
