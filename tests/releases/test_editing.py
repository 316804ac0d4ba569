"""`golive release --edit`: the description, written in a real editor that is a small script."""

import shlex
import sys
from pathlib import Path

import pytest
from tests.commands import run_golive
from tests.releases.workspaces import ID, ReleaseWorkspace

from golive.schema import ChangeLog
from golive.yaml_io.load import load

DAY = ("--date", "2027-02-01")
EARLIER = ("drop_by: 23:30", "drop_by: 22:30")


@pytest.fixture
def released(workspace: ReleaseWorkspace) -> ReleaseWorkspace:
    workspace.release()
    workspace.edit(*EARLIER)
    return workspace


def set_editor(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str, name: str = "VISUAL") -> Path:
    """Set a script as the editor; return the file in which it keeps the text that it was given as `path`."""
    shown, program = folder / "shown.txt", folder / "an editor.py"
    lines = ["import pathlib, sys", "path = pathlib.Path(sys.argv[1])", "text = path.read_text(encoding='utf-8')"]
    lines += [f"pathlib.Path({str(shown)!r}).write_text(text, encoding='utf-8')", script]
    program.write_text("\n".join(lines), encoding="utf-8")
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(name, f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}")
    return shown


def read_description(workspace: ReleaseWorkspace) -> str:
    return load(workspace.log, ChangeLog).value.entries[0].description


@pytest.mark.parametrize("name", ["VISUAL", "EDITOR"])
def test_what_is_written_in_the_editor_is_the_description(
    name: str, released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = set_editor(
        monkeypatch,
        tmp_path,
        "path.write_text('Files come\\n# 1 hour earlier.' + text[text.index('\\n'):], encoding='utf-8')",
        name,
    )
    released.release(*DAY, "--edit")

    assert read_description(released) == "Files come # 1 hour earlier."
    draft, _, comments = shown.read_text(encoding="utf-8").partition("\n\n")
    assert draft == "Bill file: drop-by moved from 11:30 PM to 10:30 PM ET."
    assert "major: Bill file: drop-by moved from 11:30 PM to 10:30 PM ET" in comments
    assert f"{ID} 2.0.0" in comments
    assert "since 1.0.0" in comments
    assert all(line.startswith("#") for line in comments.splitlines())


def test_comments_are_left_out_where_the_mark_was_removed(
    released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "path.write_text(''.join(line for line in text.splitlines(True) if '----' not in line))"
    set_editor(monkeypatch, tmp_path, script)
    released.release(*DAY, "--edit")
    assert read_description(released) == "Bill file: drop-by moved from 11:30 PM to 10:30 PM ET."


def test_leaving_the_editor_takes_the_draft(
    released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = set_editor(monkeypatch, tmp_path, "")
    released.release(*DAY, "--edit", "--message", "#1: said before.")
    assert shown.read_text(encoding="utf-8").startswith("#1: said before.\n")
    assert read_description(released) == "#1: said before."


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("path.write_text('')", "the description is empty"),
        ("path.write_text(' \\n' + text[text.index('\\n'):])", "the description is empty"),
        ("sys.exit(1)", "Editing failed"),
        ("path.write_bytes(bytes([255, 254, 0, 216]))", "not UTF-8 text"),
        ("path.write_text('x' * 20_000)", "is not valid in a change log"),
        ("path.write_text('a \\x1b[2J b')", "is not valid in a change log"),
    ],
)
def test_without_a_description_nothing_is_written(
    script: str, words: str, released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_editor(monkeypatch, tmp_path, script)
    assert words in released.expect_refusal(*DAY, "--edit")


def test_a_description_of_something_else_is_refused_and_not_lost(
    released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"spec = pathlib.Path({str(released.spec)!r})\n"
    script += "spec.write_text(spec.read_text().replace('go_live: 2027-05-03', 'go_live: 2027-05-10'))\n"
    script += "path.write_text('Long thought about.')"
    set_editor(monkeypatch, tmp_path, script)
    log = released.log.read_bytes()
    run = run_golive("release", ID, *DAY, "--edit", cwd=released.root)

    assert run.returncode == 1
    assert "changed while the description was written" in run.stderr
    assert "Long thought about." in run.stderr
    assert (released.log.read_bytes(), released.list_releases()) == (log, ["1.0.0"])


def test_the_workspace_is_free_while_somebody_writes(
    released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-m", "golive", "release", ID, *DAY, "--message", "First to come."]
    script = f"import subprocess\nsubprocess.run({command!r}, check=True, cwd={str(released.root)!r})"
    set_editor(monkeypatch, tmp_path, script)
    assert run_golive("release", ID, *DAY, "--edit", cwd=released.root).returncode == 1
    assert read_description(released) == "First to come."


def test_there_is_nothing_to_edit_where_nothing_is_released(
    workspace: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = set_editor(monkeypatch, tmp_path, "")
    assert "Release it without" in workspace.expect_refusal("--edit")
    workspace.release()
    assert "nothing has changed" in workspace.release("--edit")
    assert not shown.exists()


def test_a_first_release_after_entries_without_releases_is_described_from_scratch(
    workspace: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.edit("version: 1.0.0", "version: 1.1.0")
    workspace.edit("date: 2027-01-12", "date: 2027-02-01")
    shown = set_editor(monkeypatch, tmp_path, "")
    assert "the description is empty" in workspace.expect_refusal(*DAY, "--edit")
    assert shown.read_text(encoding="utf-8").startswith("\n")
    set_editor(monkeypatch, tmp_path, "path.write_text('What came after the log was begun.')")
    workspace.release(*DAY, "--edit")
    assert read_description(workspace) == "What came after the log was begun."


def test_a_dry_run_shows_what_was_written(
    released: ReleaseWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_editor(monkeypatch, tmp_path, "path.write_text('Only tried.')")
    before = released.read_files()
    assert "Ada Moreno: Only tried." in released.release(*DAY, "--edit", "--dry-run")
    assert released.read_files() == before


def test_without_an_editor_and_a_terminal_it_is_a_usage_error(
    released: ReleaseWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    run = run_golive("release", ID, *DAY, "--edit", cwd=released.root)
    assert run.returncode == 2
    assert "--message" in run.stderr
