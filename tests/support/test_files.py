"""Writing: all files or none, and nothing left behind."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive.support.files import write_files_atomically
from golive.support.problems import OutputError


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
@pytest.mark.parametrize("failing", range(1, 5))
def test_a_rename_that_fails_leaves_every_file_as_it_was(
    failing: int, links: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the second of four decks is open in PowerPoint."""
    (tmp_path / "one.pptx").write_bytes(b"old 1")
    (tmp_path / "three.pptx").write_bytes(b"old 3")
    before = _everything(tmp_path)
    names = ("one.pptx", "new/two.pptx", "three.pptx", "four.pptx")
    real, calls = os.replace, 0

    def refuse_one(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
        real(source, target)

    def refuse_link(source: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", str(source), None, str(target))

    monkeypatch.setattr(os, "replace", refuse_one)
    if links == "no hard links":
        monkeypatch.setattr(os, "link", refuse_link)
    with pytest.raises(OutputError) as caught:
        write_files_atomically({tmp_path / name: b"new" for name in names})

    assert _everything(tmp_path) == before
    assert Path(names[failing - 1]).name in str(caught.value)
    assert "Nothing was written." in caught.value.problems[0].hint
    write_files_atomically({tmp_path / name: b"new" for name in names})
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.pptx")} == {
        Path(name).name: b"new" for name in names
    }


def test_an_old_version_that_cannot_be_put_back_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.pptx", "two.pptx", "three.pptx"):
        (tmp_path / name).write_bytes(b"old")
    real, calls = os.replace, 0

    def refuse(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        # The third file cannot be replaced; then the second cannot be put back (three.pptx, two.pptx, one.pptx).
        if calls in {3, 5}:
            raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError) as caught:
        write_files_atomically({tmp_path / name: b"new" for name in ("one.pptx", "two.pptx", "three.pptx")})

    (problem,) = caught.value.problems
    (old,) = tmp_path.glob(".two.pptx.*.old")
    assert problem.path == tmp_path / "two.pptx"
    assert str(old) in problem.hint
    assert old.read_bytes() == b"old"
    assert [(tmp_path / name).read_bytes() for name in ("one.pptx", "three.pptx")] == [b"old", b"old"]
    assert len(list(tmp_path.iterdir())) == 4
