"""`golive export`, run as a person or a pipeline runs it."""

from pathlib import Path

import pytest
from tests.cli.conftest import read_tree
from tests.commands import run_golive

SPEC = "millbrook-water"


@pytest.mark.parametrize(
    ("file_format", "name", "begins"),
    [
        ("project", "plan.xml", b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns='),
        ("smartsheet", "plan-smartsheet.csv", b"\xef\xbb\xbfTask Name,Duration,"),
        ("jira", "open-items-jira.csv", b"\xef\xbb\xbfSummary,Issue Type,"),
        ("open-items", "open-items.xlsx", b"PK"),
        ("uat-script", "uat-script.xlsx", b"PK"),
    ],
)
def test_a_file_is_written_next_to_the_documents(workspace: Path, file_format: str, name: str, begins: bytes) -> None:
    run = run_golive("export", SPEC, file_format, cwd=workspace)

    path = Path("output", SPEC, f"{SPEC}-1.0.0-{name}")
    assert (run.returncode, run.stdout) == (0, f"wrote {path}\n")
    assert (workspace / path).read_bytes().startswith(begins)


def test_a_file_that_someone_changed_is_kept_unless_forced(workspace: Path) -> None:
    def export(*options: str) -> int:
        return run_golive("export", SPEC, "smartsheet", "-o", "plan.csv", *options, cwd=workspace).returncode

    assert export() == 0
    first = (workspace / "plan.csv").read_bytes()
    assert export() == 0, "the same content again is no loss"
    (workspace / "plan.csv").write_bytes(first + b"mine")
    before = read_tree(workspace)

    assert export() == 1
    assert read_tree(workspace) == before
    assert export("--force") == 0
    assert (workspace / "plan.csv").read_bytes() == first


def test_the_guide_an_unknown_format_and_a_broken_spec_are_refused(workspace: Path, spec: Path) -> None:
    assert run_golive("export", "guide", "project", cwd=workspace).returncode == 2
    assert run_golive("export", SPEC, "excel", cwd=workspace).returncode == 2
    spec.write_text(spec.read_text(encoding="utf-8").replace("end: 2027-03-26", "end: soon"), encoding="utf-8")
    run = run_golive("export", SPEC, "project", cwd=workspace)

    assert run.returncode == 1
    assert f"{spec.name}:211:" in run.stderr
    assert not (workspace / "output").exists()


def test_nudges_are_drafts_in_a_folder_of_the_day(workspace: Path, spec: Path) -> None:
    none = run_golive("export", SPEC, "nudges", "--date", "2027-01-20", cwd=workspace)
    decisions = "decisions:\n  - {id: d-1, question: Who?, owner: cara, due: 2027-01-19}\n\ntimeline:"
    spec.write_text(spec.read_text(encoding="utf-8").replace("timeline:", decisions, 1), encoding="utf-8")
    run = run_golive("export", SPEC, "nudges", "--date", "2027-01-20", cwd=workspace)

    assert (none.returncode, none.stdout) == (0, "Nothing is open; no file was written.\n")
    path = Path("output", SPEC, f"{SPEC}-1.0.0-nudges-2027-01-20", "cara.eml")
    assert (run.returncode, run.stdout) == (0, f"wrote {path}\n")
    assert "Subject: Millbrook: 1 open item, 1 past due" in (workspace / path).read_text(encoding="utf-8")
    assert run_golive("export", SPEC, "nudges", "-o", "-", cwd=workspace).returncode == 2
