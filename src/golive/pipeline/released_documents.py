"""Make the documents of a released version again, each in a worker process, and write all of them or none."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from golive.pipeline.document_files import collect_documents, write_documents
from golive.pipeline.jobs import list_jobs, run_jobs
from golive.pipeline.replacement import NewFile, plan_replacements
from golive.project.workspace import Workspace
from golive.releases.released_project import load_released_project
from golive.schema.value_text import use_formats
from golive.support.files import recover_interrupted_write
from golive.support.problems import GoliveError, OutputError, Problem, make_problem
from golive.support.workers import Limits, run_bounded

_LIMITS: Final = Limits(cpu_seconds=300, memory_bytes=4_000_000_000)


class ReleasedTask(Struct, frozen=True):
    """A document of a released version.

    Attributes:
        root: the workspace.
        document_id: id of the integration, or `guide`.
        version: the released version.
        kind: the kind of document.
        formats: names of its formats.
    """

    root: Path
    document_id: str
    version: str
    kind: str
    formats: tuple[str, ...]


class MadeAgain(Struct, frozen=True):
    """What came of making the documents of a released version.

    Attributes:
        written: the files that were written.
        kept: the files that stayed as they were, each with a few words that say why.
        notes: sentences on why documents differ from those of the release.
    """

    written: tuple[Path, ...]
    kept: Mapping[Path, str]
    notes: tuple[str, ...]


def make_released_documents(
    tasks: Sequence[ReleasedTask], report_step: Callable[[int, int], None] = lambda _done, _total: None
) -> MadeAgain:
    """Make documents of a released version and put them into the folder for documents.

    Args:
        tasks: the documents.
        report_step: called with the number of documents that are done, and of all.

    Raises:
        GoliveError: a document cannot be made or written; then none is.
    """
    documents: dict[Path, NewFile] = {}
    problems: list[Problem] = []
    notes: dict[str, None] = {}
    for number, (task, found) in enumerate(run_bounded(_make_document, tasks, _LIMITS)):
        if found is None:
            hint = "It needs too much time or memory. Leave it out, or build it by command."
            raise OutputError(make_problem(f"the document `{task.kind}` of {task.version} was not made", hint))
        documents |= found.documents
        problems += (one for one in found.problems if one not in problems)
        notes |= dict.fromkeys(found.notes)
        report_step(number + 1, len(tasks))
    if problems:
        raise GoliveError(*problems)
    recovered = recover_interrupted_write(documents)
    plan = plan_replacements(documents)
    if plan.problems:
        raise GoliveError(*plan.problems)
    more = write_documents(plan, documents)
    return MadeAgain(tuple(plan.files), plan.kept_with_copies, tuple(one for one in (*notes, recovered, more) if one))


class _MadeDocument(Struct, frozen=True):
    """The files of one document, or why there are none."""

    documents: Mapping[Path, NewFile]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def _make_document(task: ReleasedTask) -> _MadeDocument:
    try:
        found = load_released_project(Workspace(task.root), task.document_id, task.version)
        with use_formats(found.project.organization.formats, found.project.organization.language):
            done = list(run_jobs(list_jobs((found.project,), frozenset({task.kind}), formats=frozenset(task.formats))))
    except GoliveError as error:
        return _MadeDocument({}, tuple(error.problems))
    problems = tuple(problem for end in done for problem in end.problems)
    return _MadeDocument(collect_documents(done, None), problems, found.notes)
