"""A Dask cluster of real processes: the same documents, other software refused, a dead worker survived."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import read_tree

from golive.cli import main
from golive.pipeline import cluster, software
from golive.pipeline.cluster import ClusterResult, run_cluster_task
from golive.pipeline.portfolio import MakeSettings, build_specs
from golive.pipeline.spec_task import BuildOptions, SpecTask
from golive.project.subjects import list_subjects
from golive.support.problems import OutputError

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"


class Cluster:
    """A scheduler and its workers.

    Attributes:
        address: the address of the scheduler.
        workers: the worker processes.
    """

    def __init__(self, stack: contextlib.ExitStack, cache: Path, **environment: str) -> None:
        self._stack, self._cache = stack, cache
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.workers: list[subprocess.Popen[bytes]] = []
        start = "from distributed.cli.dask_scheduler import main; main()"
        self._run(start, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", **environment)

    def add_worker(self, **environment: str) -> None:
        start = "from distributed.cli.dask_worker import main; main()"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--death-timeout", "60")
        self.workers.append(self._run(start, self.address, *options, **environment))

    def _run(self, code: str, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
        around = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "GOLIVE_CACHE_DIR": str(self._cache),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
            **environment,
        }
        command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
        process = subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def have_workers(self, count: int) -> None:
        """Start workers until so many live."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < count:
            self.add_worker()

    def wait(self) -> None:
        """Wait until the scheduler listens."""
        for _ in range(200):
            place = "127.0.0.1", int(self.address.rpartition(":")[2])
            with contextlib.suppress(OSError), socket.create_connection(place):
                return
            time.sleep(0.1)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with contextlib.ExitStack() as stack:
        yield Cluster(stack, tmp_path_factory.mktemp("workers"))


@pytest.fixture
def dask(scheduler: Cluster) -> Cluster:
    """A scheduler with two workers."""
    scheduler.have_workers(2)
    return scheduler


def build(root: Path, *options: str) -> int:
    command = ["build", "--workspace", str(root), "--only", "deck", "--format", "pptx,markdown", "--quiet", "--force"]
    return main([*command, *options])


def kill_b(task: SpecTask, own: str) -> ClusterResult:
    if task.spec and task.spec.stem == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return run_cluster_task(task, own)


@pytest.mark.parametrize(
    "answer", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", bytes(range(256)) * 99, b"\xff" * 24]
)
def test_what_is_no_scheduler_is_one_line(
    portfolio: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: bytes | None
) -> None:
    """Nobody listens, or somebody who is silent or speaks something else."""
    assert cluster._ANSWER_SECONDS < 6
    monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if answer is None:
            server.close()
        elif answer:
            threading.Thread(target=lambda: server.accept()[0].sendall(answer), daemon=True).start()
        assert build(portfolio, "--scheduler", f"tcp://127.0.0.1:{port}") == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"the scheduler tcp://127.0.0.1:{port} cannot be reached"
    assert len(said) == 2


@pytest.mark.parametrize(
    "address", ["nonsense://here:1", "tcp://", "tcp://127.0.0.1", "http://127.0.0.1:80", "tcp://a:b"]
)
def test_what_is_no_address_of_a_scheduler_is_refused(address: str) -> None:
    with pytest.raises(OutputError, match="is not the address of a scheduler"), cluster.open_cluster(address):
        pass


def test_a_cluster_without_workers_or_whose_workers_all_die_says_so(
    portfolio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.ExitStack() as stack:
        dask = Cluster(stack, tmp_path)
        dask.wait()
        monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 2)
        assert build(portfolio, "--scheduler", dask.address) == 1
        assert capsys.readouterr().err.splitlines()[0] == f"the scheduler {dask.address} has no workers"

        monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 30)
        monkeypatch.setattr(cluster, "_GONE_SECONDS", 1)
        monkeypatch.setattr(cluster, "run_cluster_task", kill_b)
        dask.add_worker()
        assert build(portfolio, "--scheduler", dask.address) == 1
        assert capsys.readouterr().err.splitlines()[0] == "all workers of the scheduler are gone"


def test_documents_are_the_same_from_this_process_a_pool_and_the_cluster(
    dask: Cluster, portfolio: Path, tmp_path: Path
) -> None:
    ways = {"here": ("--jobs", "1"), "pool": ("--jobs", "2"), "cluster": ("--scheduler", dask.address)}
    for name, options in ways.items():
        assert build(portfolio, "--no-cache", "--output", str(tmp_path / name), *options) == 0
    assert len(read_tree(tmp_path / "here")) == 8
    assert read_tree(tmp_path / "here") == read_tree(tmp_path / "pool") == read_tree(tmp_path / "cluster")


def test_a_problem_on_a_worker_is_the_same_problem(
    dask: Cluster, portfolio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = portfolio / "data" / "integrations" / "b.yaml"
    path.write_text(path.read_text().replace("status: design", "status: desing"))
    assert build(portfolio, "--keep-going", "--jobs", "1") == 1
    here = capsys.readouterr().err
    assert build(portfolio, "--keep-going", "--scheduler", dask.address) == 1
    assert capsys.readouterr().err == here
    assert "desing" in here


def see_others(task: SpecTask, own: str) -> ClusterResult:
    return run_cluster_task(task, own[::-1] if task.spec and task.spec.stem == "b" else own)


def test_a_worker_that_sees_other_files_is_refused(
    dask: Cluster, portfolio: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "run_cluster_task", see_others)
    assert build(portfolio, "--scheduler", dask.address) == 1
    assert "a worker sees different files in this workspace" in capsys.readouterr().err
    assert not (portfolio / "output").exists()


def test_a_worker_with_other_software_is_refused_and_both_are_named(
    dask: Cluster, portfolio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import golive\ngolive.__version__ = '0.0.1'\n")
    dask.add_worker(PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
    for _ in range(10):  # until it has joined
        if build(portfolio, "--scheduler", dask.address, "a") == 1:
            break
    said = capsys.readouterr().err
    assert "has different software: golive is 0.0.1" in said
    assert "here 0." in said
    dask.workers[-1].kill()
    dask.workers.pop().wait()


def test_a_process_names_the_software_that_it_has_loaded_also_after_another_was_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = dict(software.describe_software())
    monkeypatch.setattr(software, "version", lambda _name: "99")
    monkeypatch.setattr(software, "_digest_own_files", lambda: "other files")
    assert software.describe_software() == before
    assert software.describe_program().items() <= before.items()


def test_a_scheduler_with_other_software_is_refused_since_it_reads_the_tasks(
    portfolio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import golive\ngolive.__version__ = '0.0.1'\n")
    with contextlib.ExitStack() as stack:
        old = Cluster(stack, tmp_path / "cache", PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}")
        old.wait()
        assert build(portfolio, "--scheduler", old.address, "a") == 1
    said = capsys.readouterr().err
    assert f"the scheduler {old.address} has different software: golive is 0.0.1" in said
    assert "restart the scheduler and the workers" in said.replace("\n", " ")
    assert not (portfolio / "output").exists()


def test_a_spec_that_kills_workers_is_named_and_the_others_are_made(
    dask: Cluster, portfolio: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers die of it, and the third goes on."""
    dask.have_workers(3)
    monkeypatch.setattr(cluster, "run_cluster_task", kill_b)
    subjects, _ = list_subjects((), portfolio, guide=False)
    with cluster.open_cluster(dask.address) as runner:
        settings = MakeSettings(BuildOptions(("deck",), ("markdown",)), tmp_path / "cache", runner=runner)
        found = {one.subject.name: one.result for one in build_specs(dict(enumerate(subjects)), settings)}
    assert {name: len(one.documents) for name, one in found.items()} == {name: int(name != "b") for name in "abcd"}
    (problem,) = found["b"].problems
    assert problem.path == portfolio / "data" / "integrations" / "b.yaml"
    assert problem.message == "its documents are not made: this ended the process of every worker that tried"
