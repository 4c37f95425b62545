"""Run the VNeID simulator: ``python -m motcua.exchange.vneid --port 8765``."""

import argparse
import os
from pathlib import Path

from motcua.exchange.loopback import options, run
from motcua.exchange.vneid.simulator import FAULTS, Client, Simulator, read_people
from motcua.exchange.vneid.simulator.people import FILE

CALLBACK = "/accounts/vneid/login/callback/"
SIGNED_OUT = "/signed-out/"


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m motcua.exchange.vneid", description=__doc__)
    options(parser, port=8765)
    parser.add_argument(
        "--url", help="address browsers use; default: MOTCUA_VNEID_URL, else http://localhost:PORT"
    )
    parser.add_argument(
        "--app",
        action="append",
        metavar="URL",
        help="address of Một Cửa; may be repeated (default: MOTCUA_BASE_URL, else http://localhost:8000)",
    )
    parser.add_argument("--client-id", default=os.environ.get("MOTCUA_VNEID_CLIENT_ID", "motcua"))
    parser.add_argument("--people", type=Path, default=FILE, help="file of demo citizens")
    parser.add_argument("--fail", default="", choices=FAULTS, help="misbehave in this way")
    return parser.parse_args(argv)


def twins(url: str) -> tuple[str, ...]:
    """``localhost`` and ``127.0.0.1`` are one machine to people, and two addresses to the protocol."""
    url = url.rstrip("/")
    return tuple({url, url.replace("//localhost", "//127.0.0.1"), url.replace("//127.0.0.1", "//localhost")})


def main(argv: list[str] | None = None) -> None:
    args = arguments(argv)
    apps = args.app or [os.environ.get("MOTCUA_BASE_URL", "http://localhost:8000")]
    bases = [base for app in apps for base in twins(app)]
    client = Client(
        client_id=args.client_id,
        client_secret=os.environ.get("MOTCUA_VNEID_SECRET", "mo-phong"),
        redirect_uris=tuple(base + CALLBACK for base in bases),
        post_logout_redirect_uris=tuple(base + SIGNED_OUT for base in bases),
    )
    given = args.url or os.environ.get("MOTCUA_VNEID_URL", "")

    def make(port: int) -> Simulator:
        return Simulator(
            issuer=given.rstrip("/") or f"http://localhost:{port}",
            clients=[client],
            people=read_people(args.people),
            delay=args.delay,
            fault=args.fail,
        )

    run("vneid-sim", "VNeID mô phỏng", args, make)


if __name__ == "__main__":
    main()
