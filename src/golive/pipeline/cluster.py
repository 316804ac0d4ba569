"""Make documents on a Dask cluster: `--scheduler tcp://HOST:PORT`.

Every worker must see the workspace under the same path, and have the same golive, Python, engines, fonts and libraries:
both are checked, and what differs is named. A worker takes its task as it is taken on this machine; the contents of the
documents come back, and this process writes them.
"""

import contextlib
import logging
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.document_cache import DocumentCache, open_document_cache
from golive.pipeline.input_digests import InputDigests
from golive.pipeline.software import describe_program, describe_software
from golive.pipeline.spec_task import SpecDocument, SpecResult, SpecTask, run_spec_task, store_contents
from golive.support.problems import OutputError, Problem, make_problem
from golive.support.stored_content import StoredContent
from golive.support.task_pool import Outcome

if TYPE_CHECKING:
    from distributed import Client

    from golive.pipeline.portfolio import Runner

Value = TypeVar("Value")
_SCHEMES: Final = frozenset({"tcp", "tls"})
_ANSWER_SECONDS: Final = 5
_GONE_SECONDS: Final = 30
_DESCRIBE_SECONDS: Final = 30
_WAITING_TASKS: Final = 3  # for each worker, so that none is idle
_MAX_NAMED: Final = 4
_ONE_AT_A_TIME = threading.Lock()


class ClusterResult(Struct, frozen=True):
    """What a worker sends back: the result, and the contents of its documents by digest."""

    result: SpecResult
    contents: dict[str, bytes]


@contextmanager
def open_cluster(address: str) -> "Iterator[Runner]":
    """Connect to a scheduler, and yield a function that runs tasks on its workers.

    Raises:
        OutputError: it cannot be reached, it has no workers, or a worker has other software.
    """
    try:
        from distributed import Client
    except ImportError as error:
        message = "building on a cluster needs Dask, which is not installed"
        raise OutputError(make_problem(message, "Install it: pip install 'golive[cluster]'.")) from error
    for name in list(logging.root.manager.loggerDict):  # what matters is said once, below
        if name.partition(".")[0] in {"distributed", "asyncio"}:
            logging.getLogger(name).setLevel(logging.CRITICAL)
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")  # of versions: ours are compared more strictly
        client = stack.enter_context(_connect(Client, address))
        _check_software(client, address)
        yield lambda tasks, _report_step: _run_tasks(client, tasks)


def _connect(make_client: "type[Client]", address: str) -> "Client":
    """Return a client of a scheduler.

    What listens there may be silent, or speak anything: Dask then raises errors of many kinds, or waits for ever.

    Raises:
        OutputError: there is no scheduler.
    """
    check_scheduler_address(address)
    client = make_client.__new__(make_client)

    def begin() -> None:
        make_client.__init__(client, address, timeout=_ANSWER_SECONDS, set_as_default=False, name="golive")

    try:
        _call_in_time(begin, _ANSWER_SECONDS)
    except Exception as error:
        client.status = "closed"  # else it waits for an answer when it is collected
        hint = "Check the address and the network, and that `dask scheduler` runs there. Nothing was written."
        raise OutputError(make_problem(f"the scheduler {address} cannot be reached", hint)) from error
    return client


def check_scheduler_address(address: str) -> None:
    """Check the address of a scheduler.

    Raises:
        OutputError: it has no host or port, or is of another kind.
    """
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        is_address = parts.scheme in _SCHEMES and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        is_address = False
    if not is_address:
        hint = "Write tcp://HOST:PORT, or tls://HOST:PORT. Nothing was written."
        raise OutputError(make_problem(f"`{address}` is not the address of a scheduler", hint))


def _call_in_time(function: Callable[[], Value], seconds: float) -> Value:
    """Return what a function returns; leave it alone in its thread if it takes too long.

    Raises:
        TimeoutError: it took too long.
    """
    ended: Future[Value] = Future()

    def call() -> None:
        try:
            ended.set_result(function())
        except Exception as error:  # noqa: BLE001 - raised again by `result`
            ended.set_exception(error)

    threading.Thread(target=call, daemon=True).start()
    return ended.result(timeout=seconds)


def _check_software(client: "Client", address: str) -> None:
    """Compare the software of the scheduler, which reads the tasks, and of every worker with that of this machine.

    Raises:
        OutputError: there are no workers, they do not answer, or something differs.
    """

    # Functions of no module are sent as they are: there may be no golive, or an older one.
    def describe_scheduler() -> dict[str, str]:
        try:
            from golive.pipeline.software import describe_program
        except ImportError:
            return {"golive": "missing, or another version"}
        return dict(describe_program())

    def describe_worker() -> dict[str, str]:
        try:
            from golive.pipeline.software import describe_software
        except ImportError:
            return {"golive": "missing, or another version"}
        return dict(describe_software())

    try:
        scheduler: dict[str, str] = _call_in_time(
            lambda: client.run_on_scheduler(describe_scheduler), _DESCRIBE_SECONDS
        )
    except OSError as error:
        raise OutputError(_make_gone_problem()) from error
    if problem := _compare_software(f"the scheduler {address}", scheduler, describe_program()):
        raise OutputError(problem)
    try:
        client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
    except OSError as error:
        hint = f"Start workers: dask worker {address} --nthreads 1. Nothing was written."
        raise OutputError(make_problem(f"the scheduler {address} has no workers", hint)) from error
    try:
        workers: dict[str, dict[str, str]] = _call_in_time(lambda: client.run(describe_worker), _DESCRIBE_SECONDS)
    except OSError as error:  # a timeout, or a connection that was lost
        hint = "One is not responding or has just stopped: restart the workers. Nothing was written."
        message = f"the workers of the scheduler {address} do not answer"
        raise OutputError(make_problem(message, hint)) from error
    here = describe_software()
    problems = [_compare_software(f"the worker {name}", found, here) for name, found in sorted(workers.items())]
    if any(problems):
        raise OutputError(*filter(None, problems))


def _compare_software(who: str, there: Mapping[str, str], here: Mapping[str, str]) -> Problem | None:
    """Return a problem that names what differs between a process of the cluster and this one."""
    known = {**here, **there} if len(there) > 1 else there  # a process without golive knows nothing else
    names = [name for name in known if here.get(name) != there.get(name)]
    if not names:
        return None
    said = [f"{name} is {there.get(name, 'unknown')}, here {here.get(name, 'unknown')}" for name in names]
    more = f"; {len(names) - _MAX_NAMED} more differ" if len(names) > _MAX_NAMED else ""
    hint = (
        "Install the same versions on all machines, then restart the scheduler and the workers; otherwise documents "
        "would depend on where they are built. Nothing was written."
    )
    return make_problem(f"{who} has different software: {'; '.join(said[:_MAX_NAMED])}{more}", hint)


def _run_tasks(client: "Client", tasks: Iterable[SpecTask]) -> Iterator[Outcome[SpecTask, SpecResult]]:
    """Run tasks on the workers; only a few are on their way at any time.

    Raises:
        OutputError: the scheduler, or the last worker, is gone.
    """
    waiting = iter(tasks)
    size = _WAITING_TASKS * max(1, _count_workers(client))
    sent: dict[Any, SpecTask] = {}
    suspects: list[SpecTask] = []
    while True:
        for task in islice(waiting, size - len(sent)):
            sent[_submit(client, task)] = task
        if not sent:
            break
        for future in _wait_for_any(client, list(sent)):
            outcome = _convert_outcome(client, future, task := sent.pop(future))
            future.release()
            if outcome:
                yield outcome
            else:
                suspects.append(task)
    # Dask blames every task that a dead worker had; alone, only the one that kills it is left.
    for task in suspects:
        future = _submit(client, task)
        _wait_for_any(client, [future])
        reason = "ended the process of every worker that tried"
        yield _convert_outcome(client, future, task) or Outcome(task, None, reason)


def _submit(client: "Client", task: SpecTask) -> Any:  # noqa: ANN401 - a future of Dask
    absolute = replace(task, spec=task.spec and task.spec.absolute())
    return client.submit(run_cluster_task, absolute, _digest_spec(task), pure=False)


def _wait_for_any(client: "Client", futures: list[Any]) -> Iterable[Any]:
    """Return the futures that ended, as soon as one has."""
    from distributed import wait

    while True:
        try:
            with client.as_current():
                ended: set[Any] = wait(futures, timeout=_GONE_SECONDS, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            _require_workers(client)
        except CancelledError as error:
            raise OutputError(_make_gone_problem()) from error
        else:
            return ended


def _get_result(client: "Client", future: Any) -> ClusterResult:  # noqa: ANN401 - a future of Dask
    """Return the result of a task that ended; if its worker died since, another one does it again."""
    while True:
        try:
            result: ClusterResult = future.result(timeout=_GONE_SECONDS)
        except TimeoutError:
            _require_workers(client)
        else:
            return result


def _require_workers(client: "Client") -> None:
    if not _count_workers(client):
        hint = "Start workers, or build without --scheduler."
        raise OutputError(make_problem("all workers of the scheduler are gone", hint))


def _count_workers(client: "Client") -> int:
    """Return the number of workers.

    Raises:
        OutputError: the scheduler does not answer.
    """
    try:
        return len(_call_in_time(lambda: client.scheduler_info(n_workers=-1), _GONE_SECONDS).get("workers", ()))
    except OSError as error:
        raise OutputError(_make_gone_problem()) from error


def _make_gone_problem() -> Problem:
    return make_problem("the scheduler is gone", "Restart it, or build without --scheduler.")


def _convert_outcome(client: "Client", future: Any, task: SpecTask) -> Outcome[SpecTask, SpecResult] | None:  # noqa: ANN401
    """Return the outcome of a future of Dask; None if workers died while they had it."""
    from distributed import KilledWorker

    try:
        answer = _get_result(client, future)
    except CancelledError as error:
        raise OutputError(_make_gone_problem()) from error
    except KilledWorker:
        return None
    result, cache = answer.result, DocumentCache(task.cache)
    stored = store_contents(cache, answer.contents.values())
    return Outcome(task, replace(result, documents=tuple(_replace_contents(one, stored) for one in result.documents)))


def run_cluster_task(task: SpecTask, own: str) -> ClusterResult:
    """Run on a worker: make the documents of a spec, one at a time in each process.

    Args:
        task: the task.
        own: digest of the file of the spec, as the caller saw it.
    """
    with _ONE_AT_A_TIME, open_document_cache() as cache:
        if _digest_shared(task) != task.shared or _digest_spec(task) != own:
            hint = f"Every worker must see the same files in {task.root}, on a drive that all machines share."
            problem = make_problem("a worker sees different files in this workspace", hint, path=task.spec or task.root)
            return ClusterResult(SpecResult(problems=(problem,)), {})
        result = run_spec_task(replace(task, cache=cache.folder), lambda _step: None)
        kept = {one.digest: one.read() for document in result.documents for one in document.made.contents}
    return ClusterResult(result, kept)


def _digest_shared(task: SpecTask) -> str:
    try:
        return InputDigests().compute_shared(task.root)
    except OSError:
        return ""


def _digest_spec(task: SpecTask) -> str:
    path = task.spec or Path(task.root) / "data" / "guide.yaml"
    try:
        return InputDigests().digest_file(str(path))
    except OSError:
        return ""


def _replace_contents(document: SpecDocument, stored: dict[str, StoredContent]) -> SpecDocument:
    """Return a document whose contents lie in the cache of this machine."""
    made = document.made
    extras = tuple((place, stored[content.digest]) for place, content in made.extras)
    return replace(document, made=replace(made, content=stored[made.content.digest], extras=extras))
