"""The bench runs on today's rows: each kind is filed a few times. How fast is for `make bench` to say."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

LEFT_OUT = ("--no-letters", "--no-search", "--no-recompute", "--no-steps", "--no-work-list")


def test_every_kind_of_filing_runs_and_none_is_refused(tmp_path):
    figures = tmp_path / "figures.json"
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MOTCUA_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}

    command = [sys.executable, "-m", "bench", "--filings", "24", "--json", str(figures), *LEFT_OUT]
    done = subprocess.run(command, env=clean, capture_output=True, text=True, timeout=180)

    assert done.returncode == 0, done.stdout + done.stderr
    assert {kind["good"] for kind in json.loads(figures.read_text()).values()} >= {24}


def test_steps_of_a_process_are_completed_by_two_at_once():
    command = [sys.executable, "-m", "bench.steps", "--dossiers", "4"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "steps completed" in done.stdout


def test_a_long_form_is_set_and_its_figures_are_written(tmp_path):
    figures = tmp_path / "figures.json"

    command = [sys.executable, "-m", "bench.forms", "--rounds", "2", "--json", str(figures)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
    assert all(figure > 0 for figure in json.loads(figures.read_text()).values())
