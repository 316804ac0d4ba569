"""Make the documents of one file in the background, and report how far it is."""

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from golive.project.project import Project
from golive.project.workspace import Workspace
from golive.releases.status import find_release_status
from golive.releases.versioned_document import get_file_stem
from golive.support.problems import GoliveError, Problem

if TYPE_CHECKING:
    from golive.pipeline.jobs import JobResult
    from golive.render.slides.merge.report import MergeReport, Preference

_WORKERS = 2
_LOGGER = logging.getLogger(__name__)


class DocumentOrder(Struct, frozen=True):
    """What to make.

    Attributes:
        kinds: the kinds of documents.
        formats: names of formats, as `--format` takes them.
        is_internal: whether internal notes are shown.
        preference: whose text stays on a slide that both a person and the spec changed.
        discards_edits: whether files that a person edited or made are replaced.
    """

    kinds: tuple[str, ...]
    formats: tuple[str, ...] = ("pptx", "pdf")
    is_internal: bool = False
    preference: "Preference" = "spec"
    discards_edits: bool = False


class JobState(Struct, frozen=True):
    """A document that is being made: its kind, its format, and how far it is."""

    kind: str
    format: str
    state: Literal["waiting", "made", "failed"] = "waiting"


class RunState(Struct, frozen=True):
    """How far the making of documents is.

    Attributes:
        order: what was asked for; None before the first time.
        is_running: whether it goes on.
        jobs: the documents, in order.
        problems: why nothing was written; empty if all went well.
        written: the files that were written.
        kept: the files that stayed as they were, each with the reason.
        merged: the report of each deck that a person had edited, by its path.
        notes: what else to know.
    """

    order: DocumentOrder | None = None
    is_running: bool = False
    jobs: tuple[JobState, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: tuple[Path, ...] = ()
    kept: tuple[tuple[Path, str], ...] = ()
    merged: "tuple[tuple[Path, MergeReport], ...]" = ()
    notes: tuple[str, ...] = ()

    @property
    def done_count(self) -> int:
        """The number of documents that are made or failed."""
        return sum(job.state != "waiting" for job in self.jobs)


class DocumentRun:
    """Makes the documents of one file, one order at a time. Safe to use from several threads.

    Args:
        workspace: the workspace of the file.
        report_progress: called from another thread after every step.
    """

    def __init__(self, workspace: Workspace, report_progress: Callable[[], None]) -> None:
        self._workspace = workspace
        self._report_progress = report_progress
        self._lock = threading.Lock()
        self._state = RunState()

    @property
    def state(self) -> RunState:
        """How far it is."""
        return self._state

    def start(self, project: Project, order: DocumentOrder) -> bool:
        """Begin to make documents; return False if that goes on already."""
        with self._lock:
            if self._state.is_running:
                return False
            self._state = RunState(order, is_running=True)
        threading.Thread(target=self._run, args=(project, order), name="documents", daemon=True).start()
        return True

    def _run(self, project: Project, order: DocumentOrder) -> None:
        try:
            self._make(project, order)
        except GoliveError as error:
            self._update(problems=tuple(error.problems))
        except Exception as error:
            _LOGGER.exception("documents were not made")
            message = f"golive failed: {type(error).__name__}"
            hint = "This is a mistake of golive; the terminal that runs golive studio shows the details."
            self._update(problems=(Problem(None, 0, 0, message, hint),))
        self._update(is_running=False)

    def _make(self, project: Project, order: DocumentOrder) -> None:
        from golive.pipeline.document_files import collect_documents, document_to_dict, write_documents
        from golive.pipeline.jobs import list_jobs, run_jobs
        from golive.pipeline.replacement import plan_replacements
        from golive.pipeline.up_to_date import BuildRecord, record_build
        from golive.support.files import recover_interrupted_write
        from golive.support.workers import open_worker_pool

        read, state = self._compute_state(project)
        today = date.today()  # noqa: DTZ011 - the day where the person is
        project = replace(project, is_internal=order.is_internal, reference_day=today)
        project = replace(project, release_status=find_release_status(project))
        jobs = list_jobs((project,), frozenset(order.kinds), formats=frozenset(order.formats))
        self._update(jobs=tuple(JobState(job.kind, job.format) for job in jobs))
        done: list[JobResult] = []
        with open_worker_pool(min(_WORKERS, len(jobs))) as executor:
            for result in run_jobs(jobs, executor):
                self._note_result(len(done), result)
                done.append(result)
        problems = tuple(problem for result in done for problem in result.problems)
        if problems:
            self._update(problems=problems)
            return
        documents = collect_documents(done, None)
        notes = [recover_interrupted_write(documents)]
        plan = plan_replacements(documents, discard_edits=order.discards_edits, preference=order.preference)
        self._update(kept=tuple(plan.kept.items()), merged=tuple(plan.merged.items()), problems=plan.problems)
        if plan.problems:
            return
        notes.append(write_documents(plan, documents))
        rows = [document_to_dict(path, new, plan) for path, new in documents.items()]
        if (read, state) == self._compute_state(project):
            record = BuildRecord(get_file_stem(project.document_subject), read, {"documents": rows})
            record_build(self._convert_order(order), self._workspace.root, _get_spec_file(project), state, record)
        self._update(written=tuple(plan.files), notes=tuple(note for note in notes if note))

    def _compute_state(self, project: Project) -> tuple[tuple[str, ...], str]:
        """Return the files that were read beyond the workspace's data, and the state of the project's input."""
        from golive.pipeline.input_digests import InputDigests
        from golive.pipeline.spec_task import load_project

        root, spec = self._workspace.root, _get_spec_file(project)
        read = load_project(self._workspace, spec).read
        try:
            return read, InputDigests().compute_state(root, spec, get_file_stem(project.document_subject), read)
        except OSError:
            return read, ""  # nothing is recorded

    def _convert_order(self, order: DocumentOrder) -> dict[str, Any]:
        """Return the order as the record of builds keeps it."""
        return {
            "kinds": sorted(order.kinds),
            "formats": sorted(order.formats),
            "audience": "internal" if order.is_internal else "biller",
            "studio": True,
        }

    def _note_result(self, index: int, result: "JobResult") -> None:
        jobs = list(self._state.jobs)
        jobs[index] = replace(jobs[index], state="made" if result.made else "failed")
        self._update(jobs=tuple(jobs))

    def _update(self, **changes: Any) -> None:  # noqa: ANN401 - fields of the state
        self._state = replace(self._state, **changes)
        self._report_progress()


def _get_spec_file(project: Project) -> Path | None:
    return project.source_files[0] if project.kind == "integration" else None
