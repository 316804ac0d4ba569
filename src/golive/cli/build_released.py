"""`golive build --version`: make the documents of a released version again, from what the release kept."""

from pathlib import Path

import click
from msgspec.structs import replace

from golive.cli.build_output import describe_engine_switch, print_build_report, print_merges, print_notes
from golive.cli.build_request import BUCKET_SCHEME, INTERNAL, BuildRequest, describe_nothing_to_build
from golive.cli.version_arguments import resolve_document_argument
from golive.cli.workspace_formats import apply_formats
from golive.pipeline.document_files import (
    collect_documents,
    document_to_dict,
    find_stale_documents,
    write_documents,
)
from golive.pipeline.formats import INTERMEDIATE
from golive.pipeline.jobs import list_jobs, run_jobs
from golive.pipeline.replacement import plan_replacements
from golive.pipeline.status_report import set_days
from golive.project.languages import check_process_translations
from golive.project.project import Project
from golive.project.workspace import Workspace
from golive.releases.released_project import load_released_project
from golive.releases.status import find_release_status
from golive.releases.versioned_document import get_file_stem, read_document
from golive.support.files import recover_interrupted_write
from golive.support.problems import GoliveError


def build_released_version(request: BuildRequest, version: str) -> int:
    """Make the documents of a released version; return the exit code."""
    if request.order["output"].startswith(BUCKET_SCHEME):
        raise click.UsageError("--version writes to a folder. Name one, and copy the documents to the bucket.")
    if request.scheduler:
        raise click.UsageError("--version builds on this machine: leave out --scheduler.")
    project, notes = _load_released_version(request, version)
    apply_formats(project.organization)
    order = request.order
    work = list_jobs(
        (project,), frozenset(order["kinds"]), preview=order["preview"], formats=frozenset(order["formats"])
    )
    if not work:
        raise click.UsageError(describe_nothing_to_build(request))
    done = list(run_jobs(work))
    problems = [problem for end in done for problem in end.problems]
    documents = {} if problems else collect_documents(done, Path(order["output"]) if order["output"] else None)
    if not request.check and (note := recover_interrupted_write(documents)):
        click.echo(note, err=True)
    plan = plan_replacements(documents, discard_edits=order["discard_edits"], preference=order["prefer"])
    problems += find_stale_documents(documents, plan) if request.check else plan.problems
    kept = plan.kept
    if not request.check and not problems:
        if note := write_documents(plan, documents):
            click.echo(note, err=True)
        kept = plan.kept_with_copies
    switched = not (project.pdf_engine or project.organization.pdf_engine) and any(
        end.made and "Typst" in dict(end.made.engines) for end in done
    )
    if request.intermediate and not request.check:
        stages = list(run_jobs(list_jobs((project,), frozenset(order["kinds"]), formats=INTERMEDIATE)))
        files = collect_documents([end for end in stages if end.made], request.intermediate)
        beside = plan_replacements(files, discard_edits=order["discard_edits"])
        more = [*beside.problems, *(problem for end in stages for problem in end.problems)]
        problems += [one for one in more if one not in problems]
        if not beside.problems:
            write_documents(beside, files)
    print_notes((*notes, *describe_engine_switch(switched=switched)), kept, quiet=request.quiet)
    print_merges(plan.merged, quiet=request.quiet or request.as_json)
    rows = [document_to_dict(path, new, plan) for path, new in documents.items()]
    print_build_report(rows, problems, as_json=request.as_json, quiet=request.quiet)
    return 1 if problems else 0


def _load_released_version(request: BuildRequest, version: str) -> tuple[Project, tuple[str, ...]]:
    """Load the project of a released version, and the notes on it."""
    if len(request.specs) != 1:
        raise click.UsageError("Name one SPEC with --version, or `guide`: each has versions of its own.")
    order = request.order
    asked = resolve_document_argument(request.specs[0], request.workspace)
    place = Workspace(asked.workspace.root.absolute())
    name = "guide" if asked.path.absolute() == place.guide_file else _find_released_id(asked.path, place)
    theme = Path(order["theme"]) if order["theme"] else None
    found = load_released_project(place, name, version, theme)
    project = replace(found.project, is_internal=order["audience"] == INTERNAL, pdf_engine=order["engine"])
    project = set_days(project, order["days"])
    if languages := tuple(order["languages"]):
        if problems := check_process_translations(project.process, project.workspace, languages):
            raise GoliveError(*problems)
        project = replace(project, languages=languages, release_status=None)
        project = replace(project, release_status=find_release_status(project))
    return project, found.notes


def _find_released_id(path: Path, workspace: Workspace) -> str:
    """Return the id of a spec: the name of its file if there are releases of that name, or else what it says."""
    if workspace.releases_folder(path.stem).is_dir():
        return path.stem
    return get_file_stem(read_document(path).value)
