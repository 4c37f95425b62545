"""Where the time of one filing goes: python -m bench.profile [N]"""

import cProfile
import os
import pstats
import sys
import time

from bench.stage import Filing, build, database


def main(number: int) -> None:
    with database():
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
        import django

        django.setup()
        stage = build(2 * number + 20)
        from django.test import Client

        client = Client(headers={"Host": "localhost"})

        def file(filing: Filing) -> None:
            headers = {"Authorization": f"Bearer {filing.key}", "Idempotency-Key": filing.papers[0]}
            answer = client.post(
                "/api/v1/dossiers", filing.body, content_type="application/json", headers=headers
            )
            assert answer.status_code == 201, answer.content

        for filing in stage.take(20):
            file(filing)
        start = time.perf_counter()
        for filing in stage.take(number):
            file(filing)
        print(f"{(time.perf_counter() - start) / number * 1000:.2f} ms each, unprofiled, one client")
        profile = cProfile.Profile()
        profile.enable()
        for filing in stage.take(number):
            file(filing)
        profile.disable()
        pstats.Stats(profile).strip_dirs().sort_stats(
            sys.argv[2] if len(sys.argv) > 2 else "cumulative"
        ).print_stats(70)
        from django.db import connections

        connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
