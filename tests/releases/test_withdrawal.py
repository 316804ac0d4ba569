"""Taking back the newest release: what stays, what changes, and what is refused."""

import json

import pytest
from tests.releases.workspaces import ID, Desktop

from golive.cli import main
from golive.schema import ChangeLog
from golive.yaml_io.load import load

DAY = ("--date", "2027-02-01")
WHY = ("--reason", "The drop-by time was wrong.", "--by", "Ada Moreno", "--date", "2027-02-02")
EDIT = ("drop_by: 23:30", "drop_by: 22:30")


def run(desktop: Desktop, command: str, *arguments: str) -> int:
    return main([command, ID, *arguments, "--workspace", str(desktop.root)])


@pytest.fixture
def twice(desktop: Desktop) -> tuple[Desktop, dict[str, bytes]]:
    """A workspace with two releases, and its files as they were before the second."""
    assert run(desktop, "release") == 0
    desktop.edit(*EDIT)
    before = desktop.files()
    assert run(desktop, "release", *DAY) == 0
    return desktop, before


def test_the_spec_is_a_draft_after_the_release_before_and_the_log_says_why(
    twice: tuple[Desktop, dict[str, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    desktop, before = twice
    snapshot = (desktop.root / "data" / "releases" / ID / "2.0.0.json").read_bytes()
    assert run(desktop, "unrelease", *WHY) == 0

    after = desktop.files()
    kept = f"data/releases/{ID}/2.0.0.withdrawn.json"
    assert after.pop(kept) == snapshot
    log = f"data/changelogs/{ID}.yaml"
    assert {name for name in after if after[name] != before.get(name)} == {log}
    newest, *older = load(desktop.log, ChangeLog).value.entries
    assert [entry.version for entry in (newest, *older)] == ["2.0.0", "1.0.0"]
    assert newest.withdrawn is not None
    assert (newest.withdrawn.by, str(newest.withdrawn.date)) == ("Ada Moreno", "2027-02-02")
    capsys.readouterr()
    assert run(desktop, "log") == 0
    assert "Withdrawn on Feb 2, 2027 by Ada Moreno: The drop-by time was wrong." in capsys.readouterr().out
    assert run(desktop, "status", "--date", "2027-02-03") == 0
    assert f"{ID} 2.0.0: Withdrawn on Feb 2, 2027 by Ada Moreno" in capsys.readouterr().out


def test_the_number_of_a_withdrawn_release_is_not_used_again(twice: tuple[Desktop, dict[str, bytes]]) -> None:
    desktop, _ = twice
    assert run(desktop, "unrelease", *WHY) == 0
    assert run(desktop, "release", "--date", "2027-02-03") == 0

    assert desktop.released() == ["1.0.0", "2.0.0.withdrawn", "2.0.1"]
    assert [entry.version for entry in load(desktop.log, ChangeLog).value.entries] == ["2.0.1", "2.0.0", "1.0.0"]
    assert run(desktop, "check", "--released") == 0


def test_approvals_stay_with_the_release_that_they_were_given_to(twice: tuple[Desktop, dict[str, bytes]]) -> None:
    desktop, _ = twice
    assert run(desktop, "approve", "--name", "Lee Park", "--organization", "City", "--date", "2027-02-01") == 0
    assert run(desktop, "unrelease", *WHY) == 0

    log = load(desktop.log, ChangeLog).value
    assert [one.name for one in log.entries[0].approvals if one.date] == ["Lee Park"]
    assert all(one.date is None and one.digest is None for one in log.approvals)
    assert run(desktop, "approve", "--name", "Lee Park", "--organization", "City", "--date", "2027-02-02") == 1
    desktop.edit(EDIT[1], EDIT[0])
    assert run(desktop, "approve", "--name", "Lee Park", "--organization", "City", "--date", "2027-02-02") == 0
    desktop.edit(*EDIT)
    assert run(desktop, "release", "--date", "2027-02-03") == 0
    log = load(desktop.log, ChangeLog).value
    given = {entry.version: [one.name for one in entry.approvals if one.date] for entry in log.entries}
    assert given == {"2.0.1": [], "2.0.0": ["Lee Park"], "1.0.0": ["Lee Park"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("1.0.0",), "1.0.0 is not the newest release, which is 2.0.0"),
        (("3.0.0",), "3.0.0 was not released"),
        (("--date", "2027-01-31"), "the withdrawal date 2027-01-31 is before that of version 2.0.0"),
    ],
)
def test_what_cannot_be_taken_back_is_refused_and_nothing_is_written(
    twice: tuple[Desktop, dict[str, bytes]],
    arguments: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desktop, _ = twice
    before = desktop.files()

    assert run(desktop, "unrelease", *arguments) == 1
    assert said in capsys.readouterr().err
    assert run(desktop, "unrelease", "--dry-run", *WHY) == 0
    assert desktop.files() == before


def test_the_only_release_can_be_taken_back_and_released_again(
    desktop: Desktop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(desktop, "unrelease", *WHY) == 1
    assert "nothing to take back" in capsys.readouterr().err
    assert run(desktop, "release") == 0
    assert run(desktop, "unrelease", *WHY) == 0
    capsys.readouterr()
    assert run(desktop, "check", "--released") == 1
    assert "has been released yet" in capsys.readouterr().err
    assert run(desktop, "release", "--message", "As agreed.", "--date", "2027-02-03") == 0
    assert desktop.released() == ["1.0.0.withdrawn", "1.0.1"]
    assert json.loads((desktop.root / "data" / "releases" / ID / "1.0.1.json").read_text())["version"] == "1.0.1"
