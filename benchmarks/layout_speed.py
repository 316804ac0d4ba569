"""How fast `golive layout verify` reads a NACHA file, in MB a minute on one core, and in how much memory.

The limit is 100 MB a minute. `python benchmarks/layout_speed.py [MB]` makes a file of so many MB (500 when left out),
puts one wrong byte into it, and looks for it. Peak memory is that of the whole process, for a file of a tenth of the
size and for the whole.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SPEC, INTERFACE = "fairview-city", "ach-returns"
LIMIT = 100
MEGABYTE = 1_000_000
_BYTES = 192  # of a record of detail with its addenda, and line endings


def _run_golive(*arguments: str) -> tuple[int, str, float, int]:
    """Run golive; return exit code, output, seconds of processor time, and peak memory in kB."""
    script = (
        "import resource, sys\n"
        "from golive.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print('@', used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said, _, used = run.stderr.rpartition("@")
    seconds, peak = used.split()
    return run.returncode, run.stdout + said, float(seconds), int(peak)


def _make_file(path: Path, megabytes: int) -> None:
    count = str(max(megabytes * MEGABYTE // _BYTES, 1))
    code, said, seconds, peak = _run_golive("layout", "sample", SPEC, INTERFACE, "--records", count, "-o", str(path))
    if code:
        raise SystemExit(said)
    size = path.stat().st_size / MEGABYTE
    print(f"sample of {size:6.0f} MB   {size / seconds * 60:7.0f} MB/min   peak {peak / 1000:4.0f} MB")


def _measure_speed(path: Path) -> float:
    """Return the megabytes that are verified in a minute."""
    code, said, seconds, peak = _run_golive("layout", "verify", SPEC, INTERFACE, str(path))
    if code:
        raise SystemExit(said)
    size = path.stat().st_size / MEGABYTE
    print(f"verify of {size:6.0f} MB   {size / seconds * 60:7.0f} MB/min   peak {peak / 1000:4.0f} MB")
    return size / seconds * 60


def _put_wrong_byte(path: Path) -> tuple[int, int]:
    """Put one wrong byte two thirds into a file; return its line and column."""
    width = 96  # a record of 94 characters, CR LF
    with path.open("r+b") as stream:
        line = path.stat().st_size // width * 2 // 3
        while True:
            stream.seek(line * width)
            if stream.read(1) == b"6":
                break
            line += 1
        stream.seek(line * width + 33)  # within the amount
        stream.write(b"O")
    return line + 1, 34


def main() -> None:
    """Print the figures, and whether the byte was found."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.ach", Path(folder) / "large.ach"
        _make_file(small, max(megabytes // 10, 1))
        _measure_speed(small)
        _make_file(large, megabytes)
        speed = _measure_speed(large)
        line, column = _put_wrong_byte(large)
        start = time.perf_counter()
        code, said, _, _ = _run_golive("layout", "verify", SPEC, INTERFACE, str(large))
        found = code == 1 and f":{line}:{column}: " in said
    seconds = time.perf_counter() - start
    print(f"one wrong byte at {line:,}:{column}: {'found' if found else 'NOT FOUND'} in {seconds:.0f} s")
    print(f"verify: {speed:.0f} MB/min  (limit {LIMIT})")


if __name__ == "__main__":
    main()
