"""Where the time of `golive check` goes, stage by stage, in one process after another; medians.

`start_speed.py` says whether the whole is fast enough; this says what to look at when it is not.
"""

import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 11
ROOT = Path(__file__).resolve().parents[1]
# One stage per line: its name, and what it runs. Each builds on the ones before it.
STAGES = (
    ("import click", "import click"),
    ("import yaml", "import yaml"),
    ("import pydantic", "import pydantic; pydantic.BaseModel; import pydantic.fields"),
    ("import the models", "from golive.spec.model import Integration"),
    (
        "import the rest of golive.spec",
        "import golive.spec.checks; from golive.spec.load import load, _ready, validate",
    ),
    ("import golive.project", "import golive.project"),
    ("build the validator", "_ready(Integration)"),
    ("read the file", "from golive.spec.source import read; source = read(spec)"),
    ("parse the YAML", "from golive.spec.yaml import parse; tree = parse(source)"),
    ("validate", "loaded = validate(tree, Integration)"),
    ("check the rules", "assert golive.spec.checks.check(loaded) == ()"),
)


def main(spec: Path) -> None:
    """Print the median time of each stage."""
    runs = [stages_of(spec) for _ in range(ROUNDS + 1)][1:]  # the first round fills the caches
    print(f"{spec.name}: {len(spec.read_text().splitlines())} lines; median of {ROUNDS} processes")
    medians = [statistics.median(times) * 1000 for times in zip(*runs, strict=True)]
    for (name, _), milliseconds in zip(STAGES, medians, strict=True):
        print(f"{name:32} {milliseconds:6.1f} ms")
    print(f"{'sum':32} {sum(medians):6.1f} ms")


def stages_of(spec: Path) -> list[float]:
    """Run all stages in a process of their own; seconds per stage."""
    lines = ["import time, pathlib", f"spec = pathlib.Path({str(spec)!r})", "marks = [time.perf_counter()]"]
    for _, code in STAGES:
        lines += [code, "marks.append(time.perf_counter())"]
    lines.append("print(*(after - before for before, after in zip(marks, marks[1:])))")
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True, text=True)
    return [float(seconds) for seconds in done.stdout.split()]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "samples" / "minimal.yaml")
