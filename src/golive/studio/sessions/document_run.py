"""Make the documents of one file in the background, and report how far it is."""

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from golive.pipeline.catalog import STATUS_KINDS
from golive.project.project import Project
from golive.project.workspace import Workspace
from golive.releases.versioned_document import get_file_stem
from golive.support.problems import GoliveError, Problem

if TYPE_CHECKING:
    from golive.pipeline.spec_task import BuildOptions
    from golive.render.slides.merge.report import MergeReport, Preference

_LOGGER = logging.getLogger(__name__)


class DocumentOrder(Struct, frozen=True):
    """What to make.

    Attributes:
        kinds: the kinds of documents.
        formats: names of formats, as `--format` takes them.
        is_internal: whether internal notes are shown.
        preference: whose text stays on a slide that both a person and the spec changed.
        discards_edits: whether files that a person edited or made are replaced.
        version: the released version to make the documents of; empty for the file as it is.
        pdf_engine: the PDF engine; empty for the vendor's choice.
    """

    kinds: tuple[str, ...]
    formats: tuple[str, ...] = ("pptx", "pdf")
    is_internal: bool = False
    preference: "Preference" = "spec"
    discards_edits: bool = False
    version: str = ""
    pdf_engine: str = ""


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
        from golive.pipeline.portfolio import WriteSettings
        from golive.pipeline.spec_documents import make_spec_documents
        from golive.pipeline.spec_task import BuildOptions, list_spec_jobs
        from golive.project.subjects import Subject

        day = date.today().isoformat()  # noqa: DTZ011 - the day where the person is
        days = (day,) if STATUS_KINDS.intersection(order.kinds) else ()
        options = BuildOptions(
            order.kinds,
            order.formats,
            is_internal=order.is_internal,
            days=days,
            version=order.version,
            pdf_engine=order.pdf_engine,
        )
        jobs = list_spec_jobs(_find_version(project, order.version), options)
        self._update(jobs=tuple(JobState(job.kind, job.format) for job in jobs))
        subject = Subject(self._workspace, _get_spec_file(project))
        plain = _convert_options(options)
        settings = WriteSettings(None, order.discards_edits, order.preference, writes=True, order=plain)
        report = make_spec_documents(subject, options, settings, self._note_document)
        self._update(
            kept=tuple(report.kept.items()),
            merged=tuple(report.merged.items()),
            problems=tuple(report.problems),
            written=tuple(report.written),
            notes=tuple(report.notes),
        )

    def _note_document(self, number: int, is_made: bool) -> None:  # noqa: FBT001 - a DocumentReporter
        jobs = list(self._state.jobs)
        jobs[number] = replace(jobs[number], state="made" if is_made else "failed")
        self._update(jobs=tuple(jobs))

    def _update(self, **changes: Any) -> None:  # noqa: ANN401 - fields of the state
        self._state = replace(self._state, **changes)
        self._report_progress()


def _find_version(project: Project, version: str) -> Project:
    """Return a released version of a project; the project itself without one."""
    if not version:
        return project
    from golive.releases.released_project import load_released_project

    return load_released_project(project.workspace, get_file_stem(project.document_subject), version).project


def _get_spec_file(project: Project) -> Path | None:
    return project.source_files[0] if project.kind == "integration" else None


def _convert_options(options: "BuildOptions") -> dict[str, Any]:
    """Return the options as records of builds keep them."""
    return {**to_builtins(options), "kinds": sorted(options.kinds), "formats": sorted(options.formats), "studio": True}
