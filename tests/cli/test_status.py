"""`golive status`, and what `golive check` says of what is open."""

import json
from datetime import date
from pathlib import Path

import pytest

from golive.cli import main
from golive.open_items.items import collect_open_items
from golive.schema import Integration
from golive.yaml_io.load import load

ID = "millbrook-water"


@pytest.fixture
def early_spec(spec: Path) -> Path:
    """Set the sample to SIT, with a gap in the plan and an owner for it."""
    text = spec.read_text(encoding="utf-8").replace("status: design", "status: sit")
    text = text.replace("  window: 06:00 to 09:00\n", "  window: 'TBD: ask Cara'\n")
    spec.write_text(text.replace("raci:\n", "open_items:\n  - {id: 114, owner: cara}\nraci:\n"), encoding="utf-8")
    return spec


def run_command(*arguments: str, workspace: Path) -> int:
    return main([*arguments, "--workspace", str(workspace)])


def test_check_lists_what_is_open_and_is_content(
    early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("check", ID, "--date", "2027-03-26", workspace=workspace) == 0

    assert capsys.readouterr().out.splitlines() == [
        f"{ID} 1.0.0: 6 warnings, 1 open item",
        "  114  Timeline: go-live window; cara, by Mar 26, 2027",
    ]


def test_what_is_past_due_is_a_warning_with_its_place(
    early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("check", ID, "--date", "2027-03-27", "--strict", "--quiet", workspace=workspace) == 1
    capsys.readouterr()
    assert run_command("check", ID, "--date", "2027-03-27", workspace=workspace) == 0

    output = capsys.readouterr()
    line = early_spec.read_text(encoding="utf-8").splitlines().index("  window: 'TBD: ask Cara'") + 1
    assert f"{ID}.yaml:{line}:11: warning: item 114 is past due since Mar 26, 2027" in output.err
    assert output.out.splitlines()[0] == f"{ID} 1.0.0: 1 item past due, 6 warnings, 1 open item"


def test_a_gap_of_the_present_phase_stops_no_document_and_no_check(
    early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early_spec.write_text(
        early_spec.read_text(encoding="utf-8").replace("status: sit", "status: uat"), encoding="utf-8"
    )

    assert run_command("check", ID, "--date", "2026-01-01", workspace=workspace) == 0
    assert (
        "is not ready for UAT: 1 item that it needs is still open [the-phase-has-what-it-needs]\n"
        in capsys.readouterr().err
    )
    assert run_command("status", ID, "--date", "2026-01-01", workspace=workspace) == 0
    assert f"{ID}: not ready for UAT: 1 item" in capsys.readouterr().out.splitlines()
    for _ in ("built", "up to date"):
        assert run_command("build", ID, "--only", "explainer", workspace=workspace) == 0
        assert "is not ready for UAT" in capsys.readouterr().err
    assert run_command("build", ID, "--only", "explainer", "--quiet", workspace=workspace) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("phase", "code"), [("sit", 0), ("uat", 1), ("live", 1)])
def test_the_gate_into_a_phase_names_each_item_that_it_needs(
    phase: str, code: int, early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("check", ID, "--gate", phase, "--date", "2026-01-01", workspace=workspace) == code

    output = capsys.readouterr().err
    assert ("`timeline.window` is still to be decided, and the phase `uat` needs it" in output) is bool(code)


def test_a_phase_is_not_released_without_what_it_needs(
    early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("release", ID, "--dry-run", "--message", "Now.", "--level", "major", workspace=workspace) in {
        0,
        1,
    }
    assert "the phase `uat` needs it" not in capsys.readouterr().err
    early_spec.write_text(
        early_spec.read_text(encoding="utf-8").replace("status: sit", "status: uat"), encoding="utf-8"
    )

    assert run_command("release", ID, "--dry-run", "--message", "Now.", workspace=workspace) == 1
    assert "`timeline.window` is still to be decided, and the phase `uat` needs it" in capsys.readouterr().err


def test_nothing_is_due_before_the_spec_was_written(early_spec: Path, workspace: Path) -> None:
    text = early_spec.read_text(encoding="utf-8")
    early_spec.write_text(text.replace("date: 2027-01-12", "date: 2027-04-30"), encoding="utf-8")

    (item,) = collect_open_items(load(early_spec, Integration).value)
    assert item.due == date(2027, 4, 30)


def test_more_than_a_few_items_are_counted(spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = spec.read_text(encoding="utf-8")
    for word in (
        "rejects",
        "duplicates",
        "uniqueness",
        "late_file",
        "holidays",
        "evidence",
        "defects",
        "testers",
        "data",
    ):
        text = "".join(line for line in text.splitlines(keepends=True) if not line.strip().startswith(f"{word}:"))
    spec.write_text(text, encoding="utf-8")

    assert run_command("check", ID, "--date", "2026-01-01", workspace=workspace) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].endswith("no problems, 12 open items")
    assert out[-1] == f"  and 2 more: golive status {ID}"
    assert len(out) == 12


def test_json_names_every_item(early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command("check", ID, "--json", "--date", "2027-01-01", workspace=workspace) == 0

    (row,) = json.loads(capsys.readouterr().out)["checked"]
    assert row["open_items"] == [
        {
            "id": "114",
            "what": "Timeline: go-live window",
            "owner": "cara",
            "due": "2027-03-26",
            "past_due": False,
            "phase": "uat",
            "note": "ask Cara",
            "path": "timeline.window",
        }
    ]


def test_status_shows_phase_gate_items_and_documents(
    early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command("status", "--date", "2027-04-20", workspace=workspace) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split("  ")[0] == ID
    for part in ("SIT", "Acceptance, Apr 26, 2027", "4 business days", "3 missing"):
        assert part in lines[1]
    assert "past due" in lines[-1]
    assert "Cara Lind" in lines[-1]


def test_status_as_json_has_the_same(early_spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command("status", ID, "--json", "--date", "2027-05-01", workspace=workspace) == 0

    said = json.loads(capsys.readouterr().out)
    (row,) = said["integrations"]
    assert (said["date"], row["phase"], row["past_due"]) == ("2027-05-01", "sit", 1)
    assert row["next"] == {"id": "go-live", "name": "Go-live", "date": "2027-05-03", "business_days_left": 1}
    assert {one["state"] for one in row["documents"]} == {"missing"}
    assert "past due" in said["problems"][0]["message"]


def test_status_counts_the_files_of_people_that_builds_replaced(
    spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def read() -> object:
        assert run_command("status", ID, "--json", "--date", "2027-05-01", workspace=workspace) == 0
        return json.loads(capsys.readouterr().out)["integrations"][0]["replaced"]

    assert read() is None
    folder = workspace / "output" / ID / "replaced"
    folder.mkdir(parents=True)
    for name, size in (
        ("overview-0123456789abcdef.pptx", 1_200_000),
        ("overview-fedcba9876543210.pptx", 3),
        ("a.txt", 9),
    ):
        (folder / name).write_bytes(b"." * size)

    assert read() == {"folder": str(folder), "files": 2, "bytes": 1_200_003}
    assert run_command("status", ID, "--date", "2027-05-01", workspace=workspace) == 0
    words = f"{ID}: {folder} keeps 2 files of people that builds replaced, 1.2 MB. golive never deletes them"
    assert words in capsys.readouterr().out


def test_after_everything_nothing_comes_next(spec: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command("status", ID, "--date", "2027-06-01", workspace=workspace) == 0

    out = capsys.readouterr().out
    assert "nothing more" in out
    assert "what is open" not in out


def test_status_knows_documents_that_a_build_would_not_change(
    spec: Path, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOLIVE_CACHE_DIR", str(tmp_path / "cache"))
    assert run_command("build", ID, "--only", "explainer", "--quiet", workspace=workspace) == 0

    def state() -> str:
        assert run_command("status", ID, "--json", "--date", "2027-01-01", workspace=workspace) == 0
        (row,) = json.loads(capsys.readouterr().out)["integrations"]
        return next(str(one["state"]) for one in row["documents"] if one["kind"] == "explainer")

    assert state() == "current"
    spec.write_text(spec.read_text(encoding="utf-8").replace("SIT is signed off.", "SIT is done."), encoding="utf-8")
    assert state() == "out of date"
    monkeypatch.setenv("GOLIVE_CACHE_DIR", str(tmp_path / "another"))
    assert state() == "unknown"


@pytest.mark.parametrize("command", ["check", "status"])
def test_a_day_that_is_none_is_a_usage_mistake(
    command: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(command, "--date", "soon", workspace=workspace) == 2
    assert "write it like 2027-01-31" in capsys.readouterr().err


def test_the_environment_may_name_the_day(
    early_spec: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")  # 20 November 2026
    assert run_command("check", ID, workspace=workspace) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1830297600")  # 1 January 2028
    assert run_command("check", ID, workspace=workspace) == 0
    assert "past due" in capsys.readouterr().err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    assert run_command("check", ID, workspace=workspace) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err
