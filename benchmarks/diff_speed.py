"""How long `golive diff` of two specs of 500 lines takes, as a ratio to `golive check` of one; 1.5 is the limit.

Whole processes, interleaved in one run, medians. The two specs differ in every interface but one.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.start_speed import LINES, ROOT, make_spec

ROUNDS = 15
LIMIT = 1.5


def main() -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        old = make_spec(LINES, Path(folder))
        new = old.with_name("new.yaml")
        text = old.read_text(encoding="utf-8")
        new.write_text(text.replace("drop_by: 23:30", "drop_by: 22:30").replace("12000", "13000"), encoding="utf-8")
        commands = {
            "golive check": ["check", "--workspace", str(ROOT), str(old)],
            "golive diff": ["diff", str(old), str(new)],
            "golive diff, no change": ["diff", str(old), str(old)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(ROUNDS + 1):
            for name, arguments in commands.items():
                start = time.perf_counter()
                run = subprocess.run([sys.executable, "-m", "golive", *arguments], check=False, capture_output=True)
                if run.returncode != (name == "golive diff"):
                    raise SystemExit(run.stderr.decode())
                if number:  # the first round fills the caches
                    times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    for name, seconds in medians.items():
        print(f"{name:32} {seconds * 1000:7.0f} ms")
    print(f"diff / check: {medians['golive diff'] / medians['golive check']:.2f}  (limit {LIMIT})")


if __name__ == "__main__":
    main()
