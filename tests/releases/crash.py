"""Kills a release at every call of the system that writes, and looks at what is left. Run as a process of its own.

For each call in turn a child of this process does the release and is killed at it: before the call, after it, or in
the middle of what it writes; and once more the system only refuses the call. Then each file must be as it was or as
it should be, and the next release must end where the first one was going. Prints one line of JSON.
"""

import contextlib
import errno
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from golive.cli import main

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "link", "chmod")
WRITING = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.link", "os.symlink")
UNSEEN = 77  # exit code of a child that wrote with a call that no trap covers
RELEASE = ["release", "millbrook-water", "--date", "2027-02-01", "--workspace"]
State = dict[str, bytes]


def read_state(root: Path) -> State:
    """Return every file of the data folder that is not hidden, with its content."""
    files = (path for path in sorted((root / "data").rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if not path.name.startswith(".")}


def set_traps(root: Path, at: int, when: str) -> None:
    """Replace the system calls by wrappers that count them and kill this process at one of them."""
    counter, inside = [0], [False]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        """End the process if a call that no trap covers writes below the workspace."""
        writes = event in WRITING or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and not inside[0] and str(arguments[0]).startswith(str(root)):
            os._exit(UNSEEN)

    def make_trap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR):
                return real(*arguments, **options)
            counter[0] += 1
            inside[0] = True
            if counter[0] != at:
                try:
                    return real(*arguments, **options)
                finally:
                    inside[0] = False
            if when == "amid" and name == "write":
                real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            elif when == "after":
                real(*arguments, **options)
            elif when == "refused":
                inside[0] = False
                raise OSError(errno.ENOSPC, "No space left on device")
            return os.kill(os.getpid(), signal.SIGKILL)

        return call

    for name in CALLS:
        setattr(os, name, make_trap(name, getattr(os, name)))
    sys.addaudithook(watch)


def release_in_child(root: Path, at: int, when: str) -> int:
    """Release in a child that is killed at a call; returns its exit status."""
    process = os.fork()
    if process == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        set_traps(root, at, when)
        os._exit(main([*RELEASE, str(root)]))
    return os.waitpid(process, 0)[1]


class Trial:
    """A release that is killed at every call in turn, and repeated."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.folder = template, folder
        self.old = read_state(template)
        self.faults: list[str] = []
        self.deaths = {"old": 0, "new": 0, "between": 0}
        done = copy_workspace(template, folder / "done")
        if release_in_child(done, 0, "before"):
            raise SystemExit("the release itself fails")
        self.new = read_state(done)

    def kill_once(self, template: Path, at: int, when: str) -> tuple[Path, int]:
        """Kill the release once and check what is left; return the folder and the exit status."""
        root = copy_workspace(template, self.folder / f"{template.name}-{when}-{at}")
        status, name = release_in_child(root, at, when), f"{when} call {at}"
        left = read_state(root)
        self.deaths["old" if left == self.old else "new" if left == self.new else "between"] += 1
        for file, content in left.items():
            if content not in {self.old.get(file), self.new.get(file)}:
                self.faults.append(f"{name}: {file} is neither old nor new")
        if when == "refused" and status and os.waitstatus_to_exitcode(status) != 1:
            self.faults.append(f"{name}: no message, but {status}")
        return root, status

    def release_again(self, root: Path, name: str) -> None:
        """Release again, and note a fault unless this ends in the new state with nothing left over."""
        if release_in_child(root, 0, "before"):
            self.faults.append(f"{name}: the next release fails")
        if read_state(root) != self.new:
            self.faults.append(f"{name}: the next release does not end in the new state")
        if hidden := [path.name for path in (root / "data").rglob(".*")]:
            self.faults.append(f"{name}: {hidden} is left")
        shutil.rmtree(root)

    def run(self) -> dict[str, Any]:
        """Kill the release at every call; then kill, at every call, the release that recovers an interrupted one."""
        calls, interrupted = 0, self.template
        for when in ("before", "amid", "after", "refused"):
            for at in range(1, 1000 if when == "before" else calls + 1):
                root, status = self.kill_once(self.template, at, when)
                if when == "before" and status:
                    calls = at
                    if read_state(root) not in (self.old, self.new) and interrupted is self.template:
                        interrupted = copy_workspace(root, self.folder / "interrupted")
                self.release_again(root, f"{when} call {at}")
                if not status:
                    break
        for at in range(1, 1000):
            root, status = self.kill_once(interrupted, at, "before")
            self.release_again(root, f"while recovering, call {at}")
            if not status:
                break
        return {"calls": calls, "recovering": at - 1, "deaths": self.deaths, "faults": self.faults}


def copy_workspace(template: Path, target: Path) -> Path:
    shutil.copytree(template, target)
    return target


if __name__ == "__main__":
    with contextlib.redirect_stdout(io.StringIO()):
        main([*RELEASE, sys.argv[1], "--dry-run"])  # everything is loaded before the first child is made
    sys.stdout.write(json.dumps(Trial(Path(sys.argv[1]), Path(sys.argv[2])).run()))
