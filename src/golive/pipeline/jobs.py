"""List the documents of projects, and build them one after the other."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from golive.pipeline.build import OUTPUTS, BuiltDocument, Output, select_outputs
from golive.pipeline.formats import list_formats
from golive.project.languages import DEFAULT_LANGUAGE, check_process_translations
from golive.project.project import Project
from golive.support.problems import GoliveError, MissingEngineError, Problem, SpecError


class BuildJob(Struct, frozen=True):
    """One document to build in one format, with or without its preview."""

    project: Project
    kind: str
    preview: bool = False
    format: str = ""


class JobResult(Struct, frozen=True):
    """The result of a job: its document, or the problems that prevented it, or that the engine of PDFs is missing."""

    job: BuildJob
    made: BuiltDocument | None
    problems: tuple[Problem, ...] = ()
    is_engine_missing: bool = False


def list_jobs(
    projects: tuple[Project, ...],
    kinds: frozenset[str],
    *,
    preview: bool = False,
    formats: frozenset[str] = frozenset(),
) -> tuple[BuildJob, ...]:
    """List a job for every requested document, in a fixed order; with no `formats`, each in its default format."""
    return tuple(
        BuildJob(_include_language(project, own.language), row.kind, preview, row.format)
        for project in projects
        for own in select_outputs(project, kinds)
        for row in list_formats(own)
        if row.format in (formats or {own.format})
    )


def _include_language(project: Project, language: str) -> Project:
    """Return a project whose release status covers documents in a language that its files do not ask for."""
    if language in {DEFAULT_LANGUAGE, *project.list_explainer_languages()}:
        return project
    return replace(project, languages=(*project.list_explainer_languages(), language), release_status=None)


def run_jobs(jobs: tuple[BuildJob, ...]) -> Iterator[JobResult]:
    """Build every document, and yield the results in the order of the jobs as they become available."""
    yield from map(_run_job, jobs)


def _run_job(job: BuildJob) -> JobResult:
    own = next(row for row in OUTPUTS if row.kind == job.kind)
    output = next((row for row in list_formats(own) if row.format == job.format), own)
    try:
        return JobResult(job, _build_document(job.project, output, preview=job.preview))
    except GoliveError as error:
        return JobResult(job, None, error.problems, isinstance(error, MissingEngineError))


def _build_document(project: Project, output: Output, *, preview: bool) -> BuiltDocument:
    """Build a document; in a sandbox process if the workspace has its own templates."""
    from golive.pipeline.build import build_document
    from golive.pipeline.sandbox import build_in_sandbox, has_foreign_templates

    if problems := check_process_translations(project.process, project.workspace, (output.language,)):
        raise SpecError(*problems)
    return (build_in_sandbox if has_foreign_templates(project, output) else build_document)(
        project, output, preview=preview
    )
