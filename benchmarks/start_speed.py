"""How long a command takes to start and to check, as a ratio to importing what it cannot do without.

Whole processes, interleaved in one run, medians. `golive --help` may take 2.0 times `import click`;
`golive check` of a spec of 500 lines 2.5 times `import pydantic, yaml, click`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
ROOT = Path(__file__).resolve().parents[1]
HELP_LIMIT, CHECK_LIMIT = 2.0, 2.5
LINES = 500


def main() -> None:
    """Print the medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        spec = make_spec(LINES, Path(folder))
        commands = {
            "import click": ["-c", "import click"],
            "golive --help": ["-m", "golive", "--help"],
            "import pydantic, yaml, click": ["-c", "import pydantic, yaml, click"],
            "golive check": ["-m", "golive", "check", "--workspace", str(ROOT), str(spec)],
        }
        times = measure(commands)
    for name, seconds in times.items():
        print(f"{name:32} {seconds * 1000:7.0f} ms")
    ratio = times["golive --help"] / times["import click"]
    print(f"help  / import click:                    {ratio:.2f}  (limit {HELP_LIMIT})")
    ratio = times["golive check"] / times["import pydantic, yaml, click"]
    print(f"check / import pydantic, yaml, click:    {ratio:.2f}  (limit {CHECK_LIMIT})")


def make_spec(lines: int, folder: Path) -> Path:
    """Return a valid spec of about that many lines: the smallest one, with as many more files as it takes."""
    text = (ROOT / "tests" / "samples" / "minimal.yaml").read_text()
    start, end = text.index("  - id: bills\n"), text.index("  - id: balances\n")
    block, count = text[start:end], 1
    while len(text.splitlines()) + block.count("\n") <= lines:
        count += 1
        own = block.replace("  - id: bills", f"  - id: bills-{count}", 1).replace("BILL_", f"BILL{count}_")
        text = text[:end] + own + text[end:]
    target = folder / "benchmark.yaml"
    target.write_text(text)
    print(f"spec of {len(text.splitlines())} lines; median of {ROUNDS} rounds")
    return target


def measure(commands: dict[str, list[str]]) -> dict[str, float]:
    """Return the median wall time of each command, in seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(ROUNDS + 1):
        for name, arguments in commands.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            if number:  # the first round fills the caches
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


if __name__ == "__main__":
    main()
