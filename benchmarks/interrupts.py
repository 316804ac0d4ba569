"""Press Ctrl-C at many moments of every command that runs for long, and look at what it leaves.

Each command runs in a workspace with templates of its own, so that sandboxes start too, with an empty cache, and its
whole process group gets the signal, as from a terminal. Counted as faults: a traceback, another exit code than 130 (or
0 where Ctrl-C is the way to end, or the command was done), a process that stays, a file that is left over, a changed
input, and more than 30 seconds. While Python itself starts, before golive's first line, it may print what it likes.

`python benchmarks/interrupts.py [MOMENTS] [LAST_SECOND]`: 15 moments up to second 3 by default; Linux.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[1]
FIRST_SECOND, MOST_SECONDS, STAY_SECONDS = 0.05, 30.0, 1.0
INTERRUPTED = 130
EXITS = {"check": {1}, "audit": {1}}
"""Other exit codes of commands that were done before the signal came."""
COMMANDS = {
    "check": ["check"],
    "status": ["status"],
    "audit": ["audit", "sample.pptx", "sample.pdf"],
    "build --jobs 1": ["build", "--jobs", "1"],
    "build --jobs 2": ["build", "--jobs", "2"],
    "build --format markdown": ["build", "--format", "markdown"],
    "build --version": ["build", "riverton-water", "--version", "1.0.0"],
    "build --watch": ["build", "--watch"],
    "studio": ["studio", "--no-browser", "--port", "0"],
}


class Trial(Struct, frozen=True):
    """What an interrupted command did: its exit code, the seconds until it had ended, and its faults."""

    code: int
    seconds: float
    faults: tuple[str, ...]


def main() -> int:
    """Print a row for each command; exit code 1 if there are faults."""
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    last = float(sys.argv[2]) if len(sys.argv) > 2 else 3.0  # noqa: PLR2004 - the second argument
    delays = [FIRST_SECOND + at * (last - FIRST_SECOND) / max(1, moments - 1) for at in range(moments)]
    print(f"{moments} moments from {FIRST_SECOND} s to {last} s after the start")
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder))
        counts = [try_command(Path(folder), name, delays) for name in COMMANDS]
    return int(any(counts))


def try_command(folder: Path, name: str, delays: list[float]) -> int:
    """Interrupt a command at many moments, print a row and its faults, and return how many these are."""
    trials = [interrupt(folder, COMMANDS[name], delay) for delay in delays]
    codes = Counter(one.code for one in trials)
    faults = [fault for one in trials for fault in one.faults]
    longest = max(one.seconds for one in trials)
    ends = ", ".join(f"{count} x {code}" for code, count in sorted(codes.items(), reverse=True))
    print(f"{name:26} exit codes {ends:26} longest {longest:.1f} s, faults {len(faults)}")
    print("".join(f"  {fault}\n" for fault in faults), end="", flush=True)
    return len(faults)


def make_workspace(folder: Path) -> None:
    """Copy the samples, and make the files to audit."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    golive = [sys.executable, "-m", "golive"]
    subprocess.run(
        [*golive, "build", "riverton-water", "--only", "deck,explainer"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for path in [*(folder / "output").rglob("*.p*")]:
        path.replace(folder / f"sample{path.suffix}")
    shutil.rmtree(folder / "output")


def interrupt(folder: Path, arguments: list[str], delay: float) -> Trial:
    """Run a command, send Ctrl-C after a while, and see what it leaves."""
    before = read_tree(folder)
    with tempfile.TemporaryDirectory() as cache:
        process = subprocess.Popen(
            [sys.executable, "-m", "golive", *arguments],
            cwd=folder,
            env={**os.environ, "GOLIVE_CACHE_DIR": cache},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        time.sleep(delay)
        start = time.perf_counter()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
        seconds = time.perf_counter() - start
        faults = [*judge_end(process, arguments[0], said, seconds), *judge_files(folder, before)]
    shutil.rmtree(folder / "output", ignore_errors=True)
    return Trial(process.returncode, seconds, tuple(f"after {delay:.2f} s: {fault}" for fault in faults))


def judge_end(process: "subprocess.Popen[str]", command: str, said: str, seconds: float) -> list[str]:
    """Return the faults of how a command ended."""
    is_starting = "Traceback" in said and "Stopped." not in said and "/golive/" not in said
    if is_starting or process.returncode == -signal.SIGINT:
        return []
    faults = []
    if "Traceback" in said or "Exception ignored" in said:
        faults.append(said.strip().splitlines()[-1])
    if process.returncode not in {INTERRUPTED, 0, *EXITS.get(command, ())}:
        faults.append(f"exit code {process.returncode}")
    if seconds > MOST_SECONDS:
        faults.append(f"took {seconds:.1f} s")
    end = time.monotonic() + STAY_SECONDS
    while (left := list_session(process.pid)) and time.monotonic() < end:
        time.sleep(0.05)
    return [*faults, f"{len(left)} processes stay"] if left else faults


def judge_files(folder: Path, before: dict[str, bytes]) -> list[str]:
    """Return the faults of what a command left on the disk."""
    after = read_tree(folder)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return [f"left {name}" for name in changed if Path(name).name.startswith(".") or not name.startswith("output/")]


def list_session(leader: int) -> list[str]:
    """Return the live processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(path.parent.name)
    return found


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a workspace."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())
