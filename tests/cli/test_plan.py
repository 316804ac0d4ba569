"""`golive plan` and `golive invite`, run as a person or a pipeline runs them."""

import json
from pathlib import Path
from shutil import copy

import pytest
from tests.cli.conftest import read_tree
from tests.commands import run_golive

ROOT = Path(__file__).parents[2]
OLD_UAT = "start: 2027-03-29, end: 2027-04-23"


@pytest.fixture
def typical_workspace(workspace: Path) -> Path:
    """Give the workspace the typical process of this repository."""
    copy(ROOT / "data" / "process.yaml", workspace / "data" / "process.yaml")
    return workspace


def replace_text(spec: Path, old: str, new: str) -> None:
    text = spec.read_text(encoding="utf-8")
    assert old in text
    spec.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_plan_without_a_baseline_is_printed_with_its_days(workspace: Path, spec: Path) -> None:
    replace_text(spec, OLD_UAT, "days: 5, after: [sit]")
    before = read_tree(workspace)

    run = run_golive("plan", "millbrook-water", cwd=workspace)

    # Counted back from Mon May 3, 2027: Fri 30, 29, 28, 27, Mon Apr 26.
    assert run.returncode == 0
    assert run.stdout.splitlines() == [
        "Millbrook Water billing: business days of Millbrook (US federal holidays)",
        "",
        "            business days  now",
        "SIT         20             Mar 1–26, 2027",
        "UAT         5              Apr 26–30, 2027",
        "Acceptance                 Apr 26, 2027",
        "Go-live                    May 3, 2027",
    ]
    assert read_tree(workspace) == before


def test_a_slip_is_told_in_words_and_in_numbers(workspace: Path, spec: Path) -> None:
    replace_text(spec, OLD_UAT, f"{OLD_UAT}, baseline: {{start: 2027-03-29, end: 2027-04-21}}")
    replace_text(spec, "  go_live: 2027-05-03", "  go_live: 2027-05-03\n  baseline_go_live: 2027-05-04")

    run = run_golive("plan", "millbrook-water", cwd=workspace)
    found = json.loads(run_golive("plan", "millbrook-water", "--json", cwd=workspace).stdout)

    assert "UAT         20             Mar 29 – Apr 23, 2027  Mar 29 – Apr 21, 2027  2 business days late" in run.stdout
    assert "1 business day early" in run.stdout
    assert found["activities"][1]["slip"] == 2
    assert found["activities"][1]["agreed"] == {"start": "2027-03-29", "end": "2027-04-21"}
    assert found["activities"][0]["slip"] is None
    assert found["go_live"]["slip"] == -1


def test_the_typical_process_is_laid_out_back_from_a_day(typical_workspace: Path) -> None:
    run = run_golive("plan", "millbrook-water", "--go-live", "2027-05-03", cwd=typical_workspace)
    found = json.loads(
        run_golive("plan", "millbrook-water", "--go-live", "2027-05-03", "--json", cwd=typical_workspace).stdout
    )

    # As counted out in tests/spec/schedules.
    spans = [(step["shortest"], step["longest"]) for step in found["steps"]]
    assert spans[0] == (
        {"start": "2027-01-19", "end": "2027-01-21"},
        {"start": "2027-01-04", "end": "2027-01-06"},
    )
    assert spans[-1][0] == spans[-1][1] == {"start": "2027-05-03", "end": "2027-05-03"}
    assert "To be safe, start by Jan 4, 2027; after Jan 19, 2027 there is no time left." in run.stdout
    assert "20–30" in run.stdout


def test_the_typical_process_is_laid_out_from_a_day_on(typical_workspace: Path) -> None:
    run = run_golive("plan", "millbrook-water", "--start", "2027-01-04", cwd=typical_workspace)

    assert "Go-live between Apr 19, 2027 and May 3, 2027." in run.stdout


def test_the_billers_own_days_count(typical_workspace: Path, spec: Path) -> None:
    days = "  calendar:\n    holidays: none\n    days_off: [{date: 2027-01-05, name: Fair}]\n  billing_system:\n"
    replace_text(spec, "  billing_system:\n", days)

    run = run_golive("plan", "millbrook-water", "--start", "2027-01-04", cwd=typical_workspace)

    assert "business days of Millbrook (no holidays, 1 own day off)" in run.stdout
    assert "Discovery sessions                             3              Jan 4–7, 2027" in run.stdout


def test_a_freeze_that_pauses_the_work_has_no_business_days(typical_workspace: Path, spec: Path) -> None:
    pause = "timeline:\n  blackouts:\n    - {start: 2027-01-05, end: 2027-01-06, reason: Fair, pauses: true}\n"
    replace_text(spec, "timeline:\n", pause)

    run = run_golive("plan", "millbrook-water", "--start", "2027-01-04", cwd=typical_workspace)
    refused = run_golive("plan", "millbrook-water", "--start", "2027-01-05", cwd=typical_workspace)

    assert "Discovery sessions                             3              Jan 4–8, 2027" in run.stdout
    assert "2027-01-05 is in a pause (Fair), not a business day" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "phrase"),
    [
        (["--go-live", "2027-05-02"], 1, "2027-05-02 is a Sunday, not a business day of Millbrook"),
        (["--start", "2027-05-31"], 1, "The business days around it are 2027-05-28 and 2027-06-01."),
        (["--start", "2080-12-02"], 1, "is outside 2000 to 2080"),
        (["--start", "1812-06-18"], 1, "is outside 2000 to 2080"),
        (["--start", "tomorrow"], 2, "'tomorrow' does not match"),
        (["--start", "2027-05-03", "--go-live", "2027-05-03"], 2, "Give either --start or --go-live, not both."),
    ],
)
def test_days_that_cannot_be_planned_from_are_refused(
    typical_workspace: Path, arguments: list[str], code: int, phrase: str
) -> None:
    run = run_golive("plan", "millbrook-water", *arguments, cwd=typical_workspace)

    assert (run.returncode, run.stdout) == (code, "")
    assert phrase in run.stderr


def test_a_process_that_says_no_days_says_so(workspace: Path) -> None:
    run = run_golive("plan", "millbrook-water", "--start", "2027-01-04", cwd=workspace)

    assert "(`least_days`)" in run.stdout


@pytest.mark.parametrize("command", ["plan", "invite"])
def test_a_wrong_spec_and_the_guide_are_refused(workspace: Path, spec: Path, command: str) -> None:
    assert "The guide has no" in run_golive(command, "guide", cwd=workspace).stderr
    replace_text(spec, OLD_UAT, "days: 5, after: [sti]")

    run = run_golive(command, "millbrook-water", cwd=workspace)

    assert (run.returncode, run.stdout) == (1, "")
    assert "Did you mean `sit`?" in run.stderr


def test_invitations_go_beside_the_documents_and_may_be_written_again(workspace: Path) -> None:
    for _ in range(2):
        run = run_golive("invite", "millbrook-water", cwd=workspace)
        assert (run.returncode, run.stdout) == (0, "output/millbrook-water/millbrook-water-invites-1.0.0.ics\n")

    printed = run_golive("invite", "millbrook-water", "-o", "-", cwd=workspace).stdout
    written = workspace / "output" / "millbrook-water" / "millbrook-water-invites-1.0.0.ics"
    assert printed.startswith("BEGIN:VCALENDAR")
    assert written.read_text(encoding="utf-8") == printed


def test_a_file_of_someone_else_is_kept(workspace: Path) -> None:
    mine = workspace / "mine.ics"
    mine.write_text("BEGIN:VCALENDAR", encoding="utf-8")

    refused = run_golive("invite", "millbrook-water", "-o", "mine.ics", cwd=workspace)
    kept = mine.read_text(encoding="utf-8")
    forced = run_golive("invite", "millbrook-water", "-o", "mine.ics", "--force", cwd=workspace)

    assert (refused.returncode, kept) == (1, "BEGIN:VCALENDAR")
    assert "does not contain invitations of `millbrook-water`" in refused.stderr
    assert forced.returncode == 0
    assert mine.stat().st_size > 1000


def test_a_folder_is_no_file_to_write(workspace: Path) -> None:
    run = run_golive("invite", "millbrook-water", "-o", "data", cwd=workspace)

    assert run.returncode == 1
    assert "Traceback" not in run.stderr
