"""Writing: all files or none, and nothing left behind."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive.support.files import open_write_session, write_files_atomically
from golive.support.folder_lock import lock_folders
from golive.support.journal import JournaledFile, write_journal
from golive.support.problems import OutputError

CRASH = Path(__file__).with_name("crash.py")
ROOT = Path(__file__).parents[2]
NAMES = ("one.pptx", "new/two.pptx", "three.pptx", "four.pptx")


def _everything(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


def test_files_are_written_with_the_folders_they_need(tmp_path: Path) -> None:
    write_files_atomically({tmp_path / "a" / "b" / "one.pdf": b"1", tmp_path / "two.pdf": b"2"})

    assert _everything(tmp_path) == {"a": None, "a/b": None, "a/b/one.pdf": b"1", "two.pdf": b"2"}


def test_files_are_as_readable_as_the_umask_allows(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        write_files_atomically({tmp_path / "one.pdf": b"1"})
    finally:
        os.umask(umask)

    assert (tmp_path / "one.pdf").stat().st_mode & 0o777 == 0o644


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    write_files_atomically({tmp_path / "one.pdf": b"old"})
    write_files_atomically({tmp_path / "one.pdf": b"new"})

    assert _everything(tmp_path) == {"one.pdf": b"new"}


@pytest.mark.parametrize("blocked", ["a/file", "taken"])
def test_when_one_file_cannot_be_written_none_is(tmp_path: Path, blocked: str) -> None:
    (tmp_path / "a").write_bytes(b"a file where a folder is needed")
    (tmp_path / "taken").mkdir()
    (tmp_path / "old.pdf").write_bytes(b"old")
    before = _everything(tmp_path)

    with pytest.raises(OutputError) as caught:
        write_files_atomically(
            {tmp_path / "old.pdf": b"new", tmp_path / "new" / "x.pdf": b"x", tmp_path / blocked: b"y"}
        )

    assert _everything(tmp_path) == before
    assert "Nothing was written." in caught.value.problems[0].hint


_FILL = """
import resource, sys
from pathlib import Path
from golive.support.problems import OutputError
from golive.support.files import write_files_atomically
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    write_files_atomically(
        {Path(sys.argv[1], "small.pdf"): b"1", Path(sys.argv[1], "new", "large.pdf"): b"2" * 100_000}
    )
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file size to run into")
def test_a_write_that_breaks_off_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "small.pdf").write_bytes(b"old")

    run = subprocess.run([sys.executable, "-c", _FILL, str(tmp_path)], capture_output=True, text=True, check=True)

    assert "cannot write" in run.stdout
    assert "larger than allowed" in run.stdout
    assert _everything(tmp_path) == {"small.pdf": b"old"}


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named_and_nothing_is_left_on_it(full_disk: Path) -> None:
    (full_disk / "one.pdf").write_bytes(b"old")

    with pytest.raises(OutputError, match="the disk is full"):
        write_files_atomically({full_disk / "one.pdf": b"new", full_disk / "x" / "two.pdf": b"2" * 200_000})

    assert _everything(full_disk) == {"one.pdf": b"old"}


@pytest.mark.parametrize("links", ["hard links", "no hard links"])
@pytest.mark.parametrize("locked", NAMES)
def test_a_rename_that_fails_leaves_every_file_as_it_was(
    locked: str, links: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the second of four decks is open in PowerPoint."""
    (tmp_path / "one.pptx").write_bytes(b"old 1")
    (tmp_path / "three.pptx").write_bytes(b"old 3")
    before = _everything(tmp_path)
    with monkeypatch.context() as patch:
        _refuse(patch, {Path(locked).name})
        if links == "no hard links":
            patch.setattr(os, "link", _refuse_link)
        with pytest.raises(OutputError) as caught:
            write_files_atomically({tmp_path / name: b"new" for name in NAMES})

    assert _everything(tmp_path) == before
    assert Path(locked).name in str(caught.value)
    assert "Nothing was written." in caught.value.problems[0].hint
    assert write_files_atomically({tmp_path / name: b"new" for name in NAMES}) == ""
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.pptx")} == {
        Path(name).name: b"new" for name in NAMES
    }


def test_a_write_that_can_be_neither_completed_nor_undone_now_is_finished_by_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("one.pptx", "two.pptx", "three.pptx")
    for name in names:
        (tmp_path / name).write_bytes(b"old")
    with monkeypatch.context() as patch:
        _refuse(patch, {"three.pptx"}, then={"two.pptx", "one.pptx"})
        with pytest.raises(OutputError) as caught:
            write_files_atomically({tmp_path / name: b"new" for name in names}, "the build")

    assert "run the command again: it finishes this first" in caught.value.problems[0].hint
    assert "Nothing was written" not in str(caught.value)
    with monkeypatch.context() as patch:
        _refuse(patch, {"three.pptx"})
        with_lock = write_files_atomically({tmp_path / "other.pdf": b"other"})
    assert with_lock == "The build was interrupted earlier: it has now been undone, and every file is as it was before."
    assert _everything(tmp_path) == {**dict.fromkeys(sorted(names), b"old"), "other.pdf": b"other"}


def _refuse(patch: pytest.MonkeyPatch, names: set[str], then: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Let no file be renamed to these names; once one was refused, to the others neither."""
    real, refused = os.replace, set(names)

    def replace(source: Path, target: Path) -> None:
        if Path(target).name in refused:
            refused.update(then)
            raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
        real(source, target)

    patch.setattr(os, "replace", replace)


def _refuse_link(source: Path, target: Path) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted", str(source), None, str(target))


def test_a_write_killed_at_any_call_leaves_all_old_or_all_new_after_the_next_one(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, str(CRASH), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    found = json.loads(run.stdout)

    assert found["faults"] == []
    assert found["calls"] > 20
    assert found["recovering"] > 20
    assert all(found["deaths"].values()), "not every kind of death was met"
    assert all(found["recovered"].values()), "an interrupted write was always completed, or never"


def test_the_next_write_says_in_one_line_what_it_completed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"new")
    changes = [_change(tmp_path / "a.pdf", b"old", b"new"), _change(tmp_path / "sub" / "b.pdf", b"", b"new")]
    (tmp_path / "sub" / ".b.pdf.golive-new").write_bytes(b"new")
    write_journal(tmp_path, "the build", changes)

    note = write_files_atomically({tmp_path / "sub" / "c.pdf": b"c"})

    assert note == "The build was interrupted earlier: it has now been completed."
    assert _everything(tmp_path) == {"a.pdf": b"new", "sub": None, "sub/b.pdf": b"new", "sub/c.pdf": b"c"}
    assert write_files_atomically({tmp_path / "sub" / "c.pdf": b"d"}) == ""


def test_what_a_person_changed_since_is_neither_completed_nor_undone(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"by hand" if name == "a.pdf" else b"old")
        (tmp_path / f".{name}.golive-new").write_bytes(b"new")
    write_journal(tmp_path, "the build", [_change(tmp_path / name, b"old", b"new") for name in ("a.pdf", "b.pdf")])
    before = _everything(tmp_path)

    with pytest.raises(OutputError, match=r"a\.pdf: was changed while something was unfinished: the build"):
        write_files_atomically({tmp_path / "c.pdf": b"c"})
    assert _everything(tmp_path) == before

    (tmp_path / "a.pdf").rename(tmp_path / "mine.pdf")
    write_files_atomically({tmp_path / "c.pdf": b"c"})
    assert _everything(tmp_path) == {"a.pdf": b"new", "b.pdf": b"new", "c.pdf": b"c", "mine.pdf": b"by hand"}


@pytest.mark.parametrize("row", ["../a.pdf", "/etc/passwd", "link/a.pdf", "", {"file": 1}, None])
def test_a_journal_never_leads_out_of_its_folder(row: object, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "a.pdf").write_bytes(b"known")
    (inside / "link").symlink_to(outside)
    known = hashlib.sha256(b"known").hexdigest()
    rows = [{"file": row, "old": "", "new": known}, {"file": "b.pdf", "old": "", "new": "0"}]
    (inside / ".golive-journal").write_text(json.dumps({"what": "x", "files": rows}))

    with pytest.raises(OutputError, match="is not a journal of golive"):
        write_files_atomically({inside / "c.pdf": b"c"})
    assert (outside / "a.pdf").read_bytes() == b"known"


def test_a_journal_of_somebody_else_counts_only_where_nobody_else_may_write(tmp_path: Path) -> None:
    if os.getuid():
        pytest.skip("giving a file away needs root")
    (tmp_path / ".golive-journal").write_text("{}")
    os.chown(tmp_path / ".golive-journal", 12345, 12345)
    tmp_path.chmod(0o777)

    assert write_files_atomically({tmp_path / "c.pdf": b"c"}) == ""
    tmp_path.chmod(0o755)
    with pytest.raises(OutputError, match="is not a journal of golive"):
        write_files_atomically({tmp_path / "c.pdf": b"d"})


def test_a_file_is_removed_with_the_others_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone.svg").write_bytes(b"gone")
    with monkeypatch.context() as patch:
        _refuse(patch, {"b.svg"})
        with pytest.raises(OutputError):
            write_files_atomically({tmp_path / "gone.svg": None, tmp_path / "b.svg": b"b"})
    assert _everything(tmp_path) == {"gone.svg": b"gone"}

    write_files_atomically({tmp_path / "gone.svg": None, tmp_path / "b.svg": b"b"})
    assert _everything(tmp_path) == {"b.svg": b"b"}


def test_a_file_that_was_changed_since_it_was_read_is_not_replaced(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_bytes(b"by hand")

    with pytest.raises(OutputError, match=r"one\.yaml: was changed in the meantime"):
        write_files_atomically({one: b"new", two: b"new"}, expected={one: b"as read"})
    with pytest.raises(OutputError, match=r"one\.yaml: was changed in the meantime"):
        write_files_atomically({one: b"new", two: b"new"}, expected={})
    assert _everything(tmp_path) == {"one.yaml": b"by hand"}
    write_files_atomically({one: b"by hand", two: b"new"}, expected={one: b"as read"})  # another process wrote the same
    assert _everything(tmp_path) == {"one.yaml": b"by hand", "two.yaml": b"new"}


@pytest.mark.parametrize("place", [".", "sub", "sub/deeper"])
def test_who_writes_into_a_folder_waits_for_whoever_writes_above_or_below_it(place: str, tmp_path: Path) -> None:
    (tmp_path / "sub" / "deeper").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    with lock_folders((tmp_path / "sub",)):
        with (
            pytest.raises(OutputError, match="another golive command is writing in this folder"),
            open_write_session((tmp_path / place,), wait_seconds=0),
        ):
            pass
        with open_write_session((tmp_path / "beside",), wait_seconds=0) as session:
            session.write("x", {tmp_path / "beside" / "a": b"a"})


def test_processes_that_write_the_same_files_at_once_leave_those_of_one(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from golive.support.files import write_files_atomically as write\n"
        "for n in range(30):\n"
        "    write({Path(sys.argv[1], f'{m % 3}', f'{m}.txt'): f'{sys.argv[2]} {n}'.encode() for m in range(6)})\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(who)]) for who in range(3)]

    assert [process.wait() for process in started] == [0, 0, 0]
    left = _everything(tmp_path)
    assert len({content for content in left.values() if content is not None}) == 1
    assert len(left) == 3 + 6


def test_a_folder_that_may_not_be_written_to_is_named_once(tmp_path: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root may write everywhere")
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)

    with pytest.raises(OutputError) as caught:
        write_files_atomically({folder / "a.pdf": b"a", folder / "b.pdf": b"b"})

    assert len(caught.value.problems) == 1
    assert f"cannot write {folder / 'a.pdf'}: it may not be written to" in str(caught.value)


def test_a_read_only_disk_is_named_once(full_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(full_disk)], check=True)

    with pytest.raises(OutputError) as caught:
        write_files_atomically({full_disk / "a.pdf": b"a", full_disk / "b.pdf": b"b"})

    assert len(caught.value.problems) == 1
    assert f"cannot write {full_disk / 'a.pdf'}: it is on a read-only file system" in str(caught.value)


def _change(target: Path, old: bytes, new: bytes) -> JournaledFile:
    return JournaledFile(target, *(hashlib.sha256(one).hexdigest() if one else "" for one in (old, new)))
