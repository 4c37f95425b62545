"""The other baseline: pgbench makes the same rows in one transaction of plain SQL, with no Python at all."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from bench.load import Figures
from bench.stage import PROCEDURE, UNIT, Filing
from motcua.jobs.engine import programs

AGENCY = "H21.18"  # numbers of its own, not to disturb those that are measured

SCRIPT = """
SELECT turn, a, b, c, d, person FROM bench_turn WHERE turn = (SELECT nextval('bench_next')) \\gset
BEGIN;
UPDATE papers_paper SET attached_to = 'dossier:' || ':d' WHERE id IN (':a', ':b', ':c');
INSERT INTO dossiers_dossierpaper (dossier_id, key, title, paper_id, originals, copies, check_result, note)
VALUES (':d', 'p1', 'p1', ':a', 0, 1, '', ''), (':d', 'p2', 'p2', ':b', 0, 1, '', ''),
    (':d', 'p3', 'p3', ':c', 0, 1, '', '');
INSERT INTO dossiers_dossier (id, code, agency_id, filed_on, number, version_id, receiving_unit_id,
    deciding_unit_id, channel, person_id, filer_id, applicant, answers, idempotency_key, request_digest,
    state, filed_at, supplements, snapshot)
VALUES (':d', 'sql-:turn', {agency}, current_date, 1000000000 + :turn, {version}, {unit}, {unit},
    'online', :person, :person, '{{"name": "Rơ Châm Hyao"}}', $answers${answers}$answers$,
    'sql-:turn', '', 1, now(), 0, '{{}}');
INSERT INTO journal_act (subject, number, verb, at, actor_name, on_behalf, face, data, previous, hash)
VALUES ('dossier:' || ':d', 1, 'dossier.file', now(), 'Rơ Châm Hyao', '', '', '{{}}', '', md5(':d'));
COMMIT;
"""


def prepare(filings: Sequence[Filing]) -> None:
    """Lay out which papers each turn takes, as pgbench cannot make a list."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE bench_next")
        cursor.execute(
            "CREATE TABLE bench_turn (turn int PRIMARY KEY, a uuid, b uuid, c uuid, d uuid, person bigint)"
        )
        cursor.executemany(
            "INSERT INTO bench_turn VALUES (%s, %s, %s, %s, gen_random_uuid(), %s)",
            [(turn, *filing.papers, filing.person) for turn, filing in enumerate(filings, start=1)],
        )


def run(folder: Path, number: int, answers: str, *, connections: int = 8) -> Figures:
    """Run the script ``number`` times over ``connections``; each has its own share."""
    script, log = folder / "filing.sql", folder / "pgbench"
    script.write_text(SCRIPT.format(answers=answers, **_ids()), encoding="utf-8")
    parts = connection.get_connection_params()
    share = number // connections
    command: list[str | Path] = [programs(None) / "pgbench", "-n", "-c", str(connections), "-j", "2"]
    command += ["-t", str(share), "-f", script, "-l", f"--log-prefix={log}"]
    command += ["-h", parts["host"], "-p", str(parts["port"]), "-U", parts["user"], parts["dbname"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures = Figures("")
    for file in folder.glob("pgbench.*"):
        rows = [line.split() for line in file.read_text().splitlines()]
        figures.seconds += [int(row[2]) / 1_000_000 for row in rows]
        file.unlink()
    rate = next(line for line in done.stdout.splitlines() if line.startswith("tps = "))
    figures.wall = len(figures.seconds) / float(rate.split()[2])
    return figures


def _ids() -> dict[str, int]:
    from motcua.catalogue.versions import in_force
    from motcua.orgs.models import Unit

    return {
        "unit": Unit.objects.values_list("pk", flat=True).get(code=UNIT, to_on=None),
        "agency": Unit.objects.values_list("pk", flat=True).get(code=AGENCY, to_on=None),
        "version": in_force(PROCEDURE).values_list("pk", flat=True).get(),
    }
