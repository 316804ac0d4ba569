"""Taking back the newest release: what stays, what changes, and what is refused."""

import json

import pytest
from tests.releases.workspaces import ID, ReleaseWorkspace

from golive.cli import main
from golive.schema import ChangeLog
from golive.yaml_io.load import load

DAY = ("--date", "2027-02-01")
WHY = ("--reason", "The drop-by time was wrong.", "--by", "Ada Moreno", "--date", "2027-02-02")
EDIT = ("drop_by: 23:30", "drop_by: 22:30")


def run_command(workspace: ReleaseWorkspace, command: str, *arguments: str) -> int:
    return main([command, ID, *arguments, "--workspace", str(workspace.root)])


@pytest.fixture
def released_twice(workspace: ReleaseWorkspace) -> tuple[ReleaseWorkspace, dict[str, bytes]]:
    """Return a workspace with two releases, and its files before the second."""
    assert run_command(workspace, "release") == 0
    workspace.edit(*EDIT)
    before = workspace.read_files()
    assert run_command(workspace, "release", *DAY) == 0
    return workspace, before


def test_the_spec_is_a_draft_after_the_release_before_and_the_log_says_why(
    released_twice: tuple[ReleaseWorkspace, dict[str, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, before = released_twice
    snapshot = (workspace.root / "data" / "releases" / ID / "2.0.0.json").read_bytes()
    assert run_command(workspace, "unrelease", *WHY) == 0

    after = workspace.read_files()
    kept = f"data/releases/{ID}/2.0.0.withdrawn.json"
    assert after.pop(kept) == snapshot
    log = f"data/changelogs/{ID}.yaml"
    assert {name for name in after if after[name] != before.get(name)} == {log}
    newest, *older = load(workspace.log, ChangeLog).value.entries
    assert [entry.version for entry in (newest, *older)] == ["2.0.0", "1.0.0"]
    assert newest.withdrawn is not None
    assert (newest.withdrawn.by, str(newest.withdrawn.date)) == ("Ada Moreno", "2027-02-02")
    capsys.readouterr()
    assert run_command(workspace, "log") == 0
    assert "Withdrawn on Feb 2, 2027 by Ada Moreno: The drop-by time was wrong." in capsys.readouterr().out
    assert run_command(workspace, "status", "--date", "2027-02-03") == 0
    assert f"{ID} 2.0.0: Withdrawn on Feb 2, 2027 by Ada Moreno" in capsys.readouterr().out


def test_the_number_of_a_withdrawn_release_is_not_used_again(
    released_twice: tuple[ReleaseWorkspace, dict[str, bytes]],
) -> None:
    workspace, _ = released_twice
    assert run_command(workspace, "unrelease", *WHY) == 0
    assert run_command(workspace, "release", "--date", "2027-02-03") == 0

    assert workspace.list_releases() == ["1.0.0", "2.0.0.withdrawn", "2.0.1"]
    assert [entry.version for entry in load(workspace.log, ChangeLog).value.entries] == ["2.0.1", "2.0.0", "1.0.0"]
    assert run_command(workspace, "check", "--released") == 0


def test_approvals_stay_with_the_release_that_they_were_given_to(
    released_twice: tuple[ReleaseWorkspace, dict[str, bytes]],
) -> None:
    workspace, _ = released_twice
    assert (
        run_command(workspace, "approve", "--name", "Lee Park", "--organization", "City", "--date", "2027-02-01") == 0
    )
    assert run_command(workspace, "unrelease", *WHY) == 0

    log = load(workspace.log, ChangeLog).value
    assert [one.name for one in log.entries[0].approvals if one.date] == ["Lee Park"]
    assert all(one.date is None and one.digest is None for one in log.approvals)
    assert (
        run_command(workspace, "approve", "--name", "Lee Park", "--organization", "City", "--date", "2027-02-02") == 1
    )
    workspace.edit(EDIT[1], EDIT[0])
    assert (
        run_command(workspace, "approve", "--name", "Lee Park", "--organization", "City", "--date", "2027-02-02") == 0
    )
    workspace.edit(*EDIT)
    assert run_command(workspace, "release", "--date", "2027-02-03") == 0
    log = load(workspace.log, ChangeLog).value
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
    released_twice: tuple[ReleaseWorkspace, dict[str, bytes]],
    arguments: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    workspace, _ = released_twice
    before = workspace.read_files()

    assert run_command(workspace, "unrelease", *arguments) == 1
    assert said in capsys.readouterr().err
    assert run_command(workspace, "unrelease", "--dry-run", *WHY) == 0
    assert workspace.read_files() == before


def test_the_only_release_can_be_taken_back_and_released_again(
    workspace: ReleaseWorkspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(workspace, "unrelease", *WHY) == 1
    assert "nothing to withdraw" in capsys.readouterr().err
    assert run_command(workspace, "release") == 0
    assert run_command(workspace, "unrelease", *WHY) == 0
    capsys.readouterr()
    assert run_command(workspace, "check", "--released") == 1
    assert "has been released yet" in capsys.readouterr().err
    assert run_command(workspace, "release", "--message", "As agreed.", "--date", "2027-02-03") == 0
    assert workspace.list_releases() == ["1.0.0.withdrawn", "1.0.1"]
    assert json.loads((workspace.root / "data" / "releases" / ID / "1.0.1.json").read_text())["version"] == "1.0.1"
