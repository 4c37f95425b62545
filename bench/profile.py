"""Where the time of one filing goes: python -m bench.profile [N]"""

import cProfile
import os
import pstats
import sys
import time

from bench.stage import build, database


def main(number: int) -> None:
    with database() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
        import django

        django.setup()
        stage = build(folder, 2 * number + 20)
        from django.test import Client

        client = Client(headers={"Host": "localhost"})

        def file(turn: int, key: str, body: bytes) -> None:
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"profile-{turn}"}
            answer = client.post("/api/v1/dossiers", body, content_type="application/json", headers=headers)
            assert answer.status_code == 201, answer.content

        for turn, (key, body) in enumerate(stage.take(20)):
            file(turn, key, body)
        start = time.perf_counter()
        for turn, (key, body) in enumerate(stage.take(number)):
            file(1000 + turn, key, body)
        print(f"{(time.perf_counter() - start) / number * 1000:.2f} ms each, unprofiled, one client")
        profile = cProfile.Profile()
        profile.enable()
        for turn, (key, body) in enumerate(stage.take(number)):
            file(100_000 + turn, key, body)
        profile.disable()
        pstats.Stats(profile).strip_dirs().sort_stats("cumulative").print_stats(70)
        from django.db import connections

        connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
