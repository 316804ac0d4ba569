"""A merge that is killed at any moment."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CRASH = Path(__file__).with_name("merge_crash.py")


def test_a_merge_killed_at_any_write_leaves_the_deck_of_the_person_or_the_merged_one(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, str(CRASH), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(run.stdout or "{}")

    assert found, run.stderr
    assert found["faults"] == []
    assert found["calls"] > 10
    assert all(found["found"].get(state) for state in ("theirs", "merged", "between")), found
