"""How long `golive build` takes for portfolios of 50, 200 and 1,000 specs: cold, nothing changed, one spec changed.

`python benchmarks/portfolio_speed.py [--sizes 50,200,1000] [--engine typst]`. Whole processes. The smallest portfolio
makes runbook, explainer and deck of each spec, with one worker and with two in turn; the others make decks. Limits:
nothing changed in 1,000 specs 8 s; the parent process within 20 % over the larger sizes; workers 400 MB; two workers on
two cores 1.8 times as fast as one on one core, on a machine that has two idle cores: Typst sets pages in threads, so
that one worker uses a second core too if it may. `--cluster COUNT` measures instead decks of so many specs with two
workers of a pool and of a Dask cluster in turn; the cluster must reach 0.85 of the pool.
"""

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
UNCHANGED_LIMIT_S, WORKER_LIMIT_MB, SPEEDUP_LIMIT, GROWTH_LIMIT = 8.0, 400, 1.8, 1.2
CLUSTER_LIMIT = 0.85
IDLE_LOAD = 0.7
DECKS = ("--only", "deck")
WIDTH = 32


class Run(NamedTuple):
    """One run: seconds on the wall and of processor time, and the largest sizes in megabytes."""

    wall: float
    cpu: float
    parent: float
    worker: float


def main() -> int:
    """Print every figure beside its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="50,200,1000")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--engine", choices=("typst", "weasyprint"), default="typst")
    options.add_argument("--cluster", type=int, default=0)
    given = options.parse_args()
    if given.cluster:
        return compare_cluster(given.cluster, given.rounds)
    sizes = [int(size) for size in given.sizes.split(",")]
    missed = 0
    parents: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        os.environ["GOLIVE_CACHE_DIR"] = f"{name}/cache"
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; seconds on the wall, processor seconds, MB")
        for size in sizes:
            root = Path(name) / f"portfolio-{size}"
            generate(root, size)
            full = size == sizes[0]
            what = ("--engine", given.engine) if full else DECKS
            print(f"\n{size:,} specs, {f'all documents, {given.engine}' if full else 'decks'}")
            if full and shutil.which("taskset"):
                missed += measure_cores(root, what, given.rounds)
            report("cold, 2 workers, into the cache", cold := build(root, "--jobs", "2", *what))
            parents[size] = cold.parent
            missed += cold.worker > WORKER_LIMIT_MB
            runs = [build(root, *what) for _ in range(given.rounds)]
            report(
                "nothing changed", choose_median(runs), f"limit {UNCHANGED_LIMIT_S * size / 1000:.1f} s, at least 0.5 s"
            )
            missed += choose_median(runs).wall > max(UNCHANGED_LIMIT_S * size / 1000, 0.5)
            changed = []
            for number in range(given.rounds):
                spec = root / "data" / "integrations" / f"city-{number:04}.yaml"
                spec.write_text(spec.read_text("utf-8") + f"# {number}\n", "utf-8")
                changed.append(build(root, "--jobs", "2", *what))
            report("one spec changed", choose_median(changed))
    if len(sizes) > 1:
        growth = max(parents[size] for size in sizes[1:]) / min(parents[size] for size in sizes[1:])
        missed += growth > GROWTH_LIMIT
        print(
            f"\nlargest by smallest parent, {sizes[1]:,} to {sizes[-1]:,} specs: {growth:.2f}  (limit {GROWTH_LIMIT})"
        )
    return int(missed > 0)


def measure_cores(root: Path, what: tuple[str, ...], rounds: int) -> int:
    """Build everything with one worker on one core and on two, and with two, in turn; return whether it is too slow."""
    cores, load = sorted(os.sched_getaffinity(0)), os.getloadavg()[0]
    walls: dict[tuple[int, int], list[float]] = {(1, 1): [], (1, 2): [], (2, 2): []}
    for _ in range(max(1, rounds // 2)):
        for (jobs, count), seconds in walls.items():
            shutil.rmtree(root / "output", ignore_errors=True)
            run = build(root, "--jobs", str(jobs), "--force", "--no-cache", *what, cores=cores[:count])
            seconds.append(run.wall)
            report(f"cold, {jobs} worker{'s' if jobs > 1 else ''}, {count} core{'s' if count > 1 else ''}", run)
    alone, free, both = (statistics.median(seconds) for seconds in walls.values())
    shutil.rmtree(root / "output")
    if load > IDLE_LOAD:
        print(f"{'one core / two cores':{WIDTH}} not judged: other programs used the cores (load {load:.1f})")
        return 0
    print(f"{'one core / two cores':{WIDTH}} {alone / both:8.2f}  (limit {SPEEDUP_LIMIT})")
    print(f"{'one worker on two cores / two':{WIDTH}} {free / both:8.2f}")
    return int(alone / both < SPEEDUP_LIMIT)


def compare_cluster(count: int, rounds: int) -> int:
    """Build decks with two workers of a pool, and of a cluster; return whether the limit is missed."""
    walls: dict[str, list[float]] = {"pool": [], "cluster": []}
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        os.environ["GOLIVE_CACHE_DIR"] = f"{name}/cache"
        root = Path(name) / "portfolio"
        generate(root, count)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        address = f"tcp://127.0.0.1:{port}"
        commands = [("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
        commands += [("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")] * 2
        for what, *arguments in commands:
            code = f"from distributed.cli.dask_{what} import main; main()"
            process = subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.DEVNULL)
            stack.callback(process.kill)
        ways = {"pool": ("--jobs", "2"), "cluster": ("--scheduler", address)}
        build(root, *DECKS, *ways["cluster"])  # the workers have loaded what they need, as a cluster that runs has
        for _ in range(rounds):
            for way, options in ways.items():
                run = build(root, *DECKS, "--force", "--no-cache", *options)
                walls[way].append(run.wall)
                report(f"{count} decks, {way}", run)
    factor = statistics.median(walls["pool"]) / statistics.median(walls["cluster"])
    print(f"{'pool / cluster':{WIDTH}} {factor:8.2f}  (limit {CLUSTER_LIMIT})")
    return int(factor < CLUSTER_LIMIT)


def generate(root: Path, count: int) -> None:
    """Make a workspace of many specs: the samples in turn, each with an id and a name of its own."""
    data = root / "data"
    (data / "integrations").mkdir(parents=True)
    for name in ("organization.yaml", "process.yaml", "process.es.yaml"):
        shutil.copy(ROOT / "data" / name, data / name)
    shutil.copytree(ROOT / "data" / "presets", data / "presets")
    samples = [path.read_text("utf-8") for path in sorted((ROOT / "data" / "integrations").glob("*.yaml"))]
    for number in range(count):
        rows = samples[number % len(samples)].split("\n")
        named = [f"id: city-{number:04}" if row.startswith("id: ") else row for row in rows]
        (data / "integrations" / f"city-{number:04}.yaml").write_text("\n".join(named), "utf-8")


def build(root: Path, *options: str, cores: Sequence[int] = ()) -> Run:
    """Run `golive build` and watch its size and that of its workers; on some cores only, if they are named."""
    command = [sys.executable, "-m", "golive", "build", "--workspace", str(root), "--quiet", *options]
    before, began = os.times(), time.perf_counter()
    process = subprocess.Popen([*(["taskset", "--cpu-list", ",".join(map(str, cores))] if cores else []), *command])
    parent = worker = 0.0
    while process.poll() is None:
        parent = max(parent, read_peak_megabytes(process.pid))
        worker = max([worker, *map(read_peak_megabytes, list_children(process.pid))])
        time.sleep(0.05)
    after = os.times()
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.perf_counter() - began, cpu, parent, worker)


def read_peak_megabytes(pid: int) -> float:
    """Return the largest size that a process had; 0 if it has ended."""
    try:
        rows = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) / 1000 for row in rows if row.startswith("VmHWM")), 0)


def list_children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
    except OSError:
        return []


def choose_median(runs: list[Run]) -> Run:
    """Return the run with the median time."""
    return sorted(runs)[len(runs) // 2]


def report(what: str, run: Run, limit: str = "") -> None:
    """Print one line."""
    worker = f"  worker {run.worker:4.0f} MB" if run.worker else ""
    note = f"  ({limit})" if limit else ""
    seconds = f"{run.wall:8.1f} s {run.cpu:8.1f} s cpu"
    print(f"{what:{WIDTH}} {seconds}  parent {run.parent:4.0f} MB{worker}{note}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
