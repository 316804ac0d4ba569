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
UNSEEN = 77  # how a child ends that wrote by a call that no trap knows
RELEASE = ["release", "millbrook-water", "--date", "2027-02-01", "--workspace"]
State = dict[str, bytes]


def state_of(root: Path) -> State:
    """Every file of the workspace that a person knows of."""
    files = (path for path in sorted((root / "data").rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if not path.name.startswith(".")}


def traps(root: Path, at: int, when: str) -> None:
    """Replace the calls by ones that count, and kill this process at one of them."""
    counter, inside = [0], [False]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        """Let no call that writes below the workspace go past the traps."""
        writes = event in WRITING or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and not inside[0] and str(arguments[0]).startswith(str(root)):
            os._exit(UNSEEN)

    def trapped(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
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
        setattr(os, name, trapped(name, getattr(os, name)))
    sys.addaudithook(watch)


def child(root: Path, at: int, when: str) -> int:
    """Release in a child that is killed at a call; returns its exit status."""
    process = os.fork()
    if process == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        traps(root, at, when)
        os._exit(main([*RELEASE, str(root)]))
    return os.waitpid(process, 0)[1]


class Trial:
    """A release, tried again and again."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.folder = template, folder
        self.old = state_of(template)
        self.faults: list[str] = []
        self.deaths = {"old": 0, "new": 0, "between": 0}
        done = copied(template, folder / "done")
        if child(done, 0, "before"):
            raise SystemExit("the release itself fails")
        self.new = state_of(done)

    def strike(self, template: Path, at: int, when: str) -> tuple[Path, int]:
        """Kill it once, and look at what is left; returns where, and how it ended."""
        root = copied(template, self.folder / f"{template.name}-{when}-{at}")
        status, name = child(root, at, when), f"{when} call {at}"
        left = state_of(root)
        self.deaths["old" if left == self.old else "new" if left == self.new else "between"] += 1
        for file, content in left.items():
            if content not in {self.old.get(file), self.new.get(file)}:
                self.faults.append(f"{name}: {file} is neither old nor new")
        if when == "refused" and status and os.waitstatus_to_exitcode(status) != 1:
            self.faults.append(f"{name}: no message, but {status}")
        return root, status

    def mend(self, root: Path, name: str) -> None:
        """Release again, which must end in the new state, with nothing left over."""
        if child(root, 0, "before"):
            self.faults.append(f"{name}: the next release fails")
        if state_of(root) != self.new:
            self.faults.append(f"{name}: the next release does not end in the new state")
        if hidden := [path.name for path in (root / "data").rglob(".*")]:
            self.faults.append(f"{name}: {hidden} is left")
        shutil.rmtree(root)

    def run(self) -> dict[str, Any]:
        """Kill it everywhere; then kill, everywhere, the release that cleans up after one that was killed between."""
        calls, struck = 0, self.template
        for when in ("before", "amid", "after", "refused"):
            for at in range(1, 1000 if when == "before" else calls + 1):
                root, status = self.strike(self.template, at, when)
                if when == "before" and status:
                    calls = at
                    if state_of(root) not in (self.old, self.new) and struck is self.template:
                        struck = copied(root, self.folder / "struck")
                self.mend(root, f"{when} call {at}")
                if not status:
                    break
        for at in range(1, 1000):
            root, status = self.strike(struck, at, "before")
            self.mend(root, f"while mending, call {at}")
            if not status:
                break
        return {"calls": calls, "mended": at - 1, "deaths": self.deaths, "faults": self.faults}


def copied(template: Path, target: Path) -> Path:
    shutil.copytree(template, target)
    return target


if __name__ == "__main__":
    with contextlib.redirect_stdout(io.StringIO()):
        main([*RELEASE, sys.argv[1], "--dry-run"])  # everything is loaded before the first child is made
    sys.stdout.write(json.dumps(Trial(Path(sys.argv[1]), Path(sys.argv[2])).run()))
