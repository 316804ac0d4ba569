"""A release that is killed or refused at any moment, and two at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.commands import run_golive
from tests.releases.workspaces import ID, ReleaseWorkspace

from golive.support.files import open_write_session
from golive.support.folder_lock import lock_folders
from golive.support.problems import OutputError

CRASH = Path(__file__).with_name("crash.py")


def test_a_release_killed_at_any_call_that_writes_leaves_old_or_new_and_the_next_one_completes_it(
    workspace: ReleaseWorkspace, tmp_path: Path
) -> None:
    workspace.release()
    workspace.edit("drop_by: 23:30", "drop_by: 22:30")
    folder = tmp_path / "trials"
    folder.mkdir()

    run = subprocess.run(
        [sys.executable, str(CRASH), str(workspace.root), str(folder)], capture_output=True, text=True, check=True
    )
    said = json.loads(run.stdout)

    assert said["faults"] == []
    assert said["calls"] > 20
    assert all(said["deaths"].values()), "not every kind of death was met"


def test_an_interrupted_release_is_named_by_the_next_command(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    workspace.edit("drop_by: 23:30", "drop_by: 22:30")
    old = workspace.spec.read_bytes()
    workspace.release("--date", "2027-02-01")
    journal = workspace.root / "data" / ".golive-journal"
    # As it is when the machine stops before the last rename: the spec is still the old one.
    beside = workspace.spec.with_name(f".{workspace.spec.name}.golive-new")
    workspace.spec.rename(beside)
    workspace.spec.write_bytes(old)
    journal.write_text(
        json.dumps(
            {"what": f"the release of {ID} 2.0.0", "files": [workspace.describe_write(workspace.spec, old, beside)]}
        )
    )

    told = run_golive("log", ID, cwd=workspace.root)
    recovered = run_golive("release", ID, cwd=workspace.root)

    assert f"The release of {ID} 2.0.0 was interrupted" in told.stderr
    assert f"The release of {ID} 2.0.0 was interrupted earlier: it has now been completed." in recovered.stderr
    assert "nothing has changed since 2.0.0" in recovered.stdout
    assert not journal.exists()
    assert not beside.exists()


def test_what_was_written_without_a_journal_is_removed_and_said(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    beside = workspace.spec.with_name(f".{workspace.spec.name}.golive-new")
    beside.write_bytes(b"half of a sp")

    run = run_golive("release", ID, cwd=workspace.root)

    assert "An earlier golive command was interrupted before it changed any file" in run.stderr
    assert "nothing has changed since 1.0.0" in run.stdout
    assert not beside.exists()


def test_a_file_that_a_person_changed_meanwhile_is_not_overwritten(workspace: ReleaseWorkspace) -> None:
    old = workspace.spec.read_bytes()
    beside = workspace.spec.with_name(f".{workspace.spec.name}.golive-new")
    beside.write_bytes(old.replace(b"1.0.0", b"2.0.0"))
    journal = workspace.root / "data" / ".golive-journal"
    journal.write_text(
        json.dumps(
            {"what": f"the release of {ID} 2.0.0", "files": [workspace.describe_write(workspace.spec, old, beside)]}
        )
    )
    workspace.edit("drop_by: 23:30", "drop_by: 21:30")
    edited = workspace.spec.read_bytes()

    run = run_golive("release", ID, cwd=workspace.root)

    assert run.returncode == 1
    assert f"was changed while something was unfinished: the release of {ID} 2.0.0" in run.stderr
    assert workspace.spec.read_bytes() == edited


def test_a_file_that_a_person_saves_during_the_release_is_not_overwritten(workspace: ReleaseWorkspace) -> None:
    files = {workspace.log: b"new log", workspace.spec: b"new spec"}
    known = {workspace.log: workspace.log.read_bytes(), workspace.spec: workspace.spec.read_bytes()}
    with open_write_session((workspace.root / "data",)) as session:
        workspace.edit("drop_by: 23:30", "drop_by: 21:30")
        before = workspace.read_files()
        with pytest.raises(OutputError, match="was changed in the meantime"):
            session.write("both", files, known)
        assert workspace.read_files() == before


@pytest.mark.parametrize("name", ["../evil.yaml", "/etc/evil.yaml", "../templates/evil.md.j2"])
def test_a_journal_never_leads_out_of_the_data(name: str, workspace: ReleaseWorkspace) -> None:
    journal = workspace.root / "data" / ".golive-journal"
    journal.write_text(json.dumps({"what": "x", "files": [{"file": name, "old": "", "new": "0"}]}))

    run = run_golive("release", ID, cwd=workspace.root)

    assert run.returncode == 1
    assert "is not a journal of golive" in run.stderr


def test_whoever_comes_second_is_told(workspace: ReleaseWorkspace) -> None:
    with lock_folders((workspace.root / "data",)):
        run = run_golive("release", ID, cwd=workspace.root)

    assert run.returncode == 1
    assert "another golive command is writing in this folder" in run.stderr
    assert workspace.list_releases() == []


def test_of_several_at_once_one_wins(workspace: ReleaseWorkspace) -> None:
    workspace.release()
    workspace.edit("drop_by: 23:30", "drop_by: 22:30")
    command = [sys.executable, "-m", "golive", "release", ID, "--date", "2027-02-01"]
    started = [
        subprocess.Popen(command, cwd=workspace.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [(*process.communicate(), process.returncode) for process in started]

    winners = [out for out, _, _ in said if "wrote" in out]
    assert len(winners) == 1
    for out, err, code in said:
        assert (code == 0 and ("wrote" in out or "nothing has changed" in out)) or "another golive command" in err
    assert workspace.list_releases() == ["1.0.0", "2.0.0"]
    assert workspace.log.read_text(encoding="utf-8").count("version:") == 2
