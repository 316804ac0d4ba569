"""How long `golive check` takes: 1,000 specs on one core, where the time of one goes, and beside RenderCV.

`python benchmarks/check_speed.py [COUNT [SPEC]]`. The limit is 60 s for 1,000 specs. `start_speed.py` says whether one
spec is fast enough; this says what to look at when it is not. RenderCV validates its own sample, whose YAML pydantic
types as ours, if `GOLIVE_RENDERCV` names a Python in which `pip install "rendercv[full]==2.3"` was run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from golive.checks import run_checks
from golive.schema import Integration
from golive.yaml_io.load import load

COUNT, LIMIT_S = 1_000, 60
ROUNDS = 11
REPEATED = 200
ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "samples"
# One stage per line: its name, and what it runs. Each builds on the ones before it.
STAGES = (
    ("import click", "import click"),
    ("import yaml", "import yaml"),
    ("import pydantic", "import pydantic; pydantic.BaseModel; import pydantic.fields"),
    ("import the models", "from golive.schema import Integration"),
    (
        "import the rest of golive.yaml_io",
        "import golive.checks; from golive.yaml_io.load import load, _build_validator, validate_tree",
    ),
    ("import golive.project.project", "import golive.project.project"),
    ("build the validator", "_build_validator(Integration)"),
    ("read the file", "from golive.yaml_io.source import read_source; source = read_source(spec)"),
    ("parse the YAML", "from golive.yaml_io.parser import parse_yaml; tree = parse_yaml(source)"),
    ("validate", "loaded = validate_tree(tree, Integration)"),
    ("check the rules", "assert golive.checks.run_checks(loaded) == ()"),
)
RENDERCV_SAMPLE = """
import sys
from pathlib import Path
from rendercv.data import create_a_sample_yaml_input_file
create_a_sample_yaml_input_file(Path(sys.argv[1]), "Somebody")
"""
RENDERCV_READ = """
import sys, time
from pathlib import Path
from rendercv.data import read_input_file
read_input_file(Path(sys.argv[1]))
times = []
for _ in range(5):
    start = time.process_time()
    read_input_file(Path(sys.argv[1]))
    times.append(time.process_time() - start)
print(min(times))
"""


def main(count: int, spec: Path) -> None:
    """Print the time of many specs, and the median time of each stage of one."""
    text = spec.read_text(encoding="utf-8")
    print(f"{spec.name}: {len(text.splitlines())} lines")
    seconds = time_many_specs(text, count)
    print(f"{count:,} specs, one core: {seconds:.1f} s  (limit {LIMIT_S * count / COUNT:.0f} s)")
    runs = [time_stages(spec) for _ in range(ROUNDS + 1)][1:]  # the first round fills the caches
    medians = {
        name: statistics.median(times) * 1000 for (name, _), times in zip(STAGES, zip(*runs, strict=True), strict=True)
    }
    print(f"one spec; median of {ROUNDS} processes")
    for name, milliseconds in medians.items():
        print(f"{name:32} {milliseconds:6.1f} ms")
    print(f"{'sum':32} {sum(medians.values()):6.1f} ms")
    checking, loading = time_one_spec(spec)
    print(f"checks {checking * 1000:.2f} ms, loading {loading * 1000:.2f} ms: {checking / loading:.0%}")
    compare_with_rendercv(len(text.splitlines()), checking + loading, spec)


def time_many_specs(text: str, count: int) -> float:
    """Return the seconds of processor time for checking a workspace of copies with the command."""
    name = next(line for line in text.splitlines() if line.startswith("id: "))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        (data / "integrations").mkdir(parents=True)
        for part in ("organization", "process"):
            (data / f"{part}.yaml").write_bytes((SAMPLES / f"{part}.yaml").read_bytes())
        for number in range(count):
            copy = text.replace(name, f"id: spec-{number}", 1)
            (data / "integrations" / f"spec-{number}.yaml").write_text(copy, encoding="utf-8")
        before = os.times()
        command = [sys.executable, "-m", "golive", "check", "--workspace", folder, "--quiet"]
        run = subprocess.run(command, check=False, capture_output=True, text=True)
        if run.returncode or run.stderr:
            raise SystemExit(run.stderr)
        after = os.times()
        return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def time_one_spec(spec: Path) -> tuple[float, float]:
    """Return the best of many times that checks and loading take in one process, in seconds of processor time."""
    checking, loading = [], []
    for _ in range(REPEATED):
        start = time.process_time()
        loaded = load(spec, Integration)
        middle = time.process_time()
        run_checks(loaded)
        loading.append(middle - start)
        checking.append(time.process_time() - middle)
    return min(checking), min(loading)


def compare_with_rendercv(lines: int, seconds: float, spec: Path) -> None:
    """Print the time of a check beside that of RenderCV: whole processes in turn, and one file of many in a process."""
    python = os.environ.get("GOLIVE_RENDERCV")
    if not python:
        print("RenderCV: not measured, GOLIVE_RENDERCV names no Python")
        return
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "cv.yaml"
        subprocess.run([python, "-c", RENDERCV_SAMPLE, str(sample)], check=True, capture_output=True)
        commands = {
            "golive check": [sys.executable, "-m", "golive", "check", "--workspace", str(ROOT), "--quiet", str(spec)],
            "RenderCV": [python, "-c", RENDERCV_READ, str(sample)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                start = time.perf_counter()
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                times[name].append(time.perf_counter() - start)
        ours, theirs = map(statistics.median, times.values())
        count = len(sample.read_text("utf-8").splitlines())
    warm = float(done.stdout)
    print(f"{'golive check, whole process':32} {ours * 1000:6.0f} ms for {lines} lines")
    print(f"{'RenderCV, whole process':32} {theirs * 1000:6.0f} ms for {count} lines")
    print(f"{'golive, one file of many':32} {seconds * 1e6 / lines:6.1f} µs a line")
    print(f"{'RenderCV, one file of many':32} {warm * 1e6 / count:6.1f} µs a line")
    print(f"{'golive / RenderCV, a line':32} {seconds / lines / (warm / count):6.2f}")


def time_stages(spec: Path) -> list[float]:
    """Run all stages in a process of their own; return the seconds per stage."""
    lines = ["import time, pathlib", f"spec = pathlib.Path({str(spec)!r})", "marks = [time.perf_counter()]"]
    for _, code in STAGES:
        lines += [code, "marks.append(time.perf_counter())"]
    lines.append("print(*(after - before for before, after in zip(marks, marks[1:])))")
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True, text=True)
    return [float(seconds) for seconds in done.stdout.split()]


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(int(arguments[0]) if arguments else COUNT, Path(arguments[1]) if arguments[1:] else SAMPLES / "complete.yaml")
