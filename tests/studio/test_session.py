"""One file while people edit it: saved at once, undone to the byte, merged with changes from outside or refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.studio.conftest import small_files_only

from golive.editing import InsertItem, MoveItem, RemoveItem, SetValue
from golive.project.workspace import Workspace
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.sessions.targets import find_target
from golive.support.problems import SpecError


def change_outside(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_edit_is_on_the_disk_at_once_and_undo_brings_back_the_same_bytes(session: EditSession) -> None:
    path = session.target.path
    before = path.read_bytes()

    after = session.apply([SetValue(("summary",), "Short.")], session.read().version)
    edited = path.read_bytes()

    assert after.values["summary"] == "Short."
    assert b"\n  Short.\n" in edited
    assert session.undo().values["summary"] != "Short."
    assert path.read_bytes() == before
    session.redo()
    assert path.read_bytes() == edited


def test_keys_typed_into_one_field_are_undone_together(session: EditSession) -> None:
    session.history.pause_seconds = 60
    before = session.target.path.read_bytes()
    for text in ("A", "Ab", "Abc"):
        session.apply([SetValue(("name",), text)], session.read().version, "name")
    session.apply([SetValue(("summary",), "Other.")], session.read().version, "summary")

    assert session.undo().values["name"] == "Abc"
    session.undo()
    assert session.target.path.read_bytes() == before
    assert not session.history.can_undo


def test_a_change_of_another_value_from_outside_is_kept(session: EditSession) -> None:
    seen = session.read().version
    change_outside(session.target.path, "name: Carla Mendes", "name: Carla Diaz")

    after = session.apply([SetValue(("name",), "Ours")], seen)

    assert (after.values["name"], after.values["team"][1]["name"]) == ("Ours", "Carla Diaz")


@pytest.mark.parametrize(
    "edit",
    [
        SetValue(("team", 1, "name"), "Ours"),
        RemoveItem(("team", 1)),
        SetValue(("team", 2, "name"), "Ours"),  # not the same person any more
        MoveItem(("team", 3), 0),
        InsertItem(("team",), 0, {"id": "x", "name": "X"}),
    ],
)
def test_a_change_of_the_same_thing_from_outside_is_a_conflict_and_nothing_is_lost(
    session: EditSession, edit: SetValue
) -> None:
    seen = session.read().version
    change_outside(
        session.target.path,
        "  - {id: carla-mendes,",
        "  - {id: zed, name: Zed, party: vendor, role: sponsor}\n  - {id: carla-mendes,",
    )
    outside = session.target.path.read_bytes()

    with pytest.raises(EditConflictError):
        session.apply([edit], seen)
    assert session.target.path.read_bytes() == outside


def test_undo_after_a_change_from_outside_is_refused(session: EditSession) -> None:
    session.apply([SetValue(("name",), "Ours")], session.read().version)
    change_outside(session.target.path, "name: Carla Mendes", "name: Carla Diaz")
    outside = session.target.path.read_bytes()

    with pytest.raises(EditConflictError):
        session.undo()
    assert session.target.path.read_bytes() == outside


def test_two_browsers_edit_different_fields_and_none_is_lost(session: EditSession) -> None:
    seen = session.read().version

    session.apply([SetValue(("name",), "First")], seen)
    session.apply([SetValue(("summary",), "Second.")], seen)
    with pytest.raises(EditConflictError) as caught:
        session.apply([SetValue(("name",), "Third")], seen)

    assert caught.value.present == "First"
    assert (session.read().values["name"], session.read().values["summary"]) == ("First", "Second.")


def test_text_that_the_disk_refuses_is_kept_and_saved_later(session: EditSession) -> None:
    path, before = session.target.path, session.target.path.read_bytes()
    with small_files_only():
        kept = session.apply([SetValue(("name",), "Kept")], session.read().version)
        session.apply([SetValue(("summary",), "Kept too.")], kept.version)

    assert session.save_error
    assert path.read_bytes() == before
    assert session.read().values["name"] == "Kept"

    after = session.save_again()
    assert session.save_error is None
    assert session.overlay == {}
    assert (after.values["name"], after.values["summary"]) == ("Kept", "Kept too.")
    assert b"name: Kept" in path.read_bytes()
    session.undo()
    session.undo()
    assert path.read_bytes() == before


def test_a_broken_file_is_read_and_comes_back_when_it_is_fixed(session: EditSession) -> None:
    whole = session.target.path.read_bytes()
    session.target.path.write_bytes(b"name: [1\nteam: }")

    broken = session.read()
    assert not broken.is_readable
    assert broken.problems[0].line
    with pytest.raises(SpecError):
        session.apply([SetValue(("name",), "x")], broken.version)
    session.target.path.write_bytes(whole)
    assert session.read().is_readable


def test_a_value_of_an_included_file_is_edited_there(session: EditSession, workspace: Workspace) -> None:
    path = session.target.path
    shared = workspace.data_folder / "shared.yaml"
    shared.write_text("name: From the shared file\n", encoding="utf-8")
    change_outside(path, "name: Riverton Water District billing and payments\n", "include: ../shared.yaml\n")
    before = path.read_bytes()

    after = session.apply([SetValue(("name",), "Edited there")], session.read().version)

    assert after.values["name"] == "Edited there"
    assert (path.read_bytes(), shared.read_text(encoding="utf-8")) == (before, "name: Edited there\n")
    session.undo()
    assert shared.read_text(encoding="utf-8") == "name: From the shared file\n"


KILLED = """
import os, sys
from pathlib import Path
from golive.editing import SetValue
from golive.project.workspace import Workspace
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.targets import find_target
import golive.support.files as files
workspace = Workspace(Path(sys.argv[1]))
session = EditSession(workspace, find_target(workspace, "integration", "riverton-water"))
real = files.complete_changes
def die(changes):
    if sys.argv[2] == "after":
        real(changes)
    os._exit(9)
files.complete_changes = die
session.apply([SetValue(("name",), "Half")], session.read().version)
"""


@pytest.mark.parametrize(
    ("when", "name"), [("before", "Riverton Water District billing and payments"), ("after", "Half")]
)
def test_a_server_killed_in_a_save_leaves_the_old_text_or_the_new_one(
    workspace: Workspace, when: str, name: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(workspace.root), when], check=False)
    assert killed.returncode == 9
    target = find_target(workspace, "integration", "riverton-water")
    assert target

    session = EditSession(workspace, target)
    assert session.read().values["name"] == name
    session.apply([SetValue(("summary",), "On it goes.")], session.read().version)
    assert (session.read().values["name"], session.read().values["summary"]) == (name, "On it goes.")
    assert [path.name for path in target.path.parent.iterdir() if path.name.startswith(".")] in ([], [".golive-lock"])
