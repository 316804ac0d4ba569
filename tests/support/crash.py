"""Kills a write of several files at every call of the system that writes. Run as a process of its own.

For each call in turn a child of this process writes and is killed at it: before the call, after it, or in the middle of
what it writes; and once more the system only refuses the call. After the next write in the folder every file must be
as it was, or every file as it should be. Prints one line of JSON.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.releases.crash import set_traps

from golive.support.files import write_files_atomically
from golive.support.problems import OutputError

OLD = {"a.pptx": b"old a", "sub/b.pdf": b"old b" * 9, "gone.svg": b"old gone", "same.md": b"same"}
NEW = {"a.pptx": b"new a", "sub/b.pdf": b"new b", "made/here/c.html": b"new c", "same.md": b"same"}
MOMENTS = ("before", "amid", "after", "refused")


def read_state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def write_new(root: Path) -> None:
    write_files_atomically({**{root / name: content for name, content in NEW.items()}, root / "gone.svg": None}, "x")


def write_next(root: Path) -> None:
    """Write one other file into every folder, as the next command would."""
    folders = {path.parent for path in root.rglob("*")} | {root}
    write_files_atomically({folder / "other.txt": b"other" for folder in folders if folder.is_dir()}, "the next")


def run_in_child(work: Any, root: Path, at: int, when: str) -> int:
    """Run a function in a child that is killed at a call; return its exit status: 1 if the write was refused."""
    process = os.fork()
    if process == 0:
        set_traps(root, at, when)
        try:
            work(root)
        except OutputError:
            os._exit(1)
        except BaseException:  # noqa: BLE001 - reported by the parent
            os._exit(2)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def make_old(folder: Path, name: str) -> Path:
    root = folder / name
    for file, content in OLD.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(content)
    return root


class Trial:
    """A write that is killed at every call in turn, and repeated."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self.deaths = {"old": 0, "new": 0, "between": 0}
        self.recovered = {"old": 0, "new": 0}

    def judge(self, root: Path, name: str, *, refused: bool) -> None:
        """Check what is left after an interrupted write, and what the next write makes of it."""
        left = read_state(root)
        self.deaths["old" if left == OLD else "new" if left == NEW else "between"] += 1
        if refused and left != OLD:
            self.faults.append(f"{name}: refused, and not everything is as it was")
        if refused and (hidden := [path.name for path in root.rglob(".*")]):
            self.faults.append(f"{name}: refused, and {hidden} is left")
        if run_in_child(write_next, root, 0, "before"):
            self.faults.append(f"{name}: the next write fails")
        after = {file: content for file, content in read_state(root).items() if not file.endswith("other.txt")}
        if after not in (OLD, NEW):
            self.faults.append(f"{name}: neither all old nor all new after the next write")
        else:
            self.recovered["old" if after == OLD else "new"] += 1
        if hidden := [path.name for path in root.rglob(".*")]:
            self.faults.append(f"{name}: {hidden} is left after the next write")

    def run(self) -> dict[str, Any]:
        """Kill the write at every call; then kill, at every call, the write that recovers an interrupted one."""
        calls = 0
        interrupted: Path | None = None
        for when in MOMENTS:
            for at in range(1, 1000):
                root = make_old(self.folder, f"{when}-{at}")
                status = run_in_child(write_new, root, at, when)
                if status > 1:
                    self.faults.append(f"{when} call {at}: no message")
                if when == "before" and status < 0 and read_state(root) not in (OLD, NEW) and interrupted is None:
                    interrupted = Path(shutil.copytree(root, self.folder / "interrupted"))
                self.judge(root, f"{when} call {at}", refused=status == 1)
                calls = max(calls, at)
                shutil.rmtree(root)
                if status == 0 and (when == "before" or at >= calls):
                    break
        for at in range(1, 1000):
            root = Path(shutil.copytree(interrupted or self.folder, self.folder / f"again-{at}"))
            status = run_in_child(write_next, root, at, "before")
            self.judge(root, f"while recovering, call {at}", refused=False)
            shutil.rmtree(root)
            if status == 0:
                break
        return {
            "calls": calls,
            "recovering": at,
            "deaths": self.deaths,
            "recovered": self.recovered,
            "faults": self.faults,
        }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(Trial(Path(sys.argv[1])).run()))
