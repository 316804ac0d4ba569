"""`golive build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.spec_options import spec_arguments
from golive.pipeline.catalog import DECKS, DOCUMENTS, FORMATS, PDF_ENGINES
from golive.translation import DOCUMENT_LANGUAGES

if TYPE_CHECKING:
    from golive.pipeline.jobs import BuildJob, JobResult
    from golive.project.project import Project
    from golive.project.workspace import Workspace
    from golive.render.slides.merge.report import Preference
    from golive.support.problems import Problem

KINDS = tuple(row.kind for row in DOCUMENTS if not row.translates)
ON_REQUEST = frozenset(row.kind for row in DOCUMENTS if not row.is_default)
"""The kinds of documents that are built only if `--only` names them."""
READINESS_CHECK = "the-phase-has-what-it-needs"
"""The check whose warning a build shows: the documents have open items that the present phase needs."""
AUDIENCES = ("biller", "internal")


class _NameListType(click.ParamType[frozenset[str]]):
    """Click type for a comma-separated list of known names."""

    def __init__(self, name: str, what: str, known: tuple[str, ...]) -> None:
        self.name, self._what, self._known = name, what, known

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        for name in names:
            if name not in self._known:
                from difflib import get_close_matches

                near = get_close_matches(name, self._known, n=1, cutoff=0.4)
                hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(self._known)}."
                self.fail(f"there is no {self._what} `{name}`. {hint}", param, ctx)
        if not names:
            self.fail(f"name at least one of {', '.join(self._known)}", param, ctx)
        return frozenset(names)


def _merge_name_sets(
    _context: click.Context, _option: click.Parameter, said: tuple[frozenset[str], ...]
) -> frozenset[str] | None:
    """Merge the names of an option that was given several times; return None if it was not given."""
    return frozenset().union(*said) if said else None


def _list_translated(language: str) -> list[str]:
    """Return the kinds of documents that exist in a language."""
    return [row.base_kind for row in DOCUMENTS if row.language == language]


def _select_kinds(only: frozenset[str] | None, languages: frozenset[str] | None) -> frozenset[str]:
    """Return the kinds of documents to make; by default all that exist in one of the languages.

    Raises:
        click.UsageError: a document was named that does not exist in a language.
    """
    usual = frozenset(KINDS) - ON_REQUEST
    if not languages:
        return only or usual
    known = {code: _list_translated(code) for code in sorted(languages)}
    for code, kinds in known.items():
        if unknown := sorted((only or frozenset()) - set(kinds)):
            name = DOCUMENT_LANGUAGES[code].name
            raise click.UsageError(
                f"There is no {' and no '.join(unknown)} in {name}: a document is never half translated. "
                f"In {name} there is: {', '.join(kinds)}."
            )
    return only or usual & {kind for kinds in known.values() for kind in kinds}


def _use_languages(
    projects: "tuple[Project, ...]", languages: frozenset[str], problems: "list[Problem]"
) -> "tuple[Project, ...]":
    """Return the projects with the languages of the command line; add what prevents documents in them."""
    from msgspec.structs import replace

    from golive.project.languages import check_process_translations
    from golive.releases.status import find_release_status

    found = []
    for project in projects:
        more = check_process_translations(project.process, project.workspace, sorted(languages))
        problems += [one for one in more if one not in problems]
        asked = replace(project, languages=tuple(sorted(languages)), release_status=None)
        found.append(asked if more else replace(asked, release_status=find_release_status(asked)))
    return tuple(found)


@click.command()
@spec_arguments
@click.option(
    "--only",
    type=_NameListType("kinds", "document", KINDS),
    multiple=True,
    callback=_merge_name_sets,
    metavar="KINDS",
    help=f"Make only these documents, separated by commas: {', '.join(KINDS)}. The slide and the "
    "decks for one meeting are made only when named.",
)
@click.option(
    "--deck",
    "decks",
    type=_NameListType("decks", "deck", tuple(DECKS)),
    multiple=True,
    callback=_merge_name_sets,
    metavar="DECKS",
    help=f"Make only these decks, separated by commas: {', '.join(DECKS)}. Which slides each has is set by `deck` in "
    "the spec or in data/organization.yaml.",
)
@click.option(
    "--format",
    "formats",
    type=_NameListType("formats", "format", FORMATS),
    multiple=True,
    callback=_merge_name_sets,
    metavar="FORMATS",
    help=f"Make files of these formats, separated by commas: {', '.join(FORMATS)}; pptx and pdf by default.",
)
@click.option(
    "--language",
    "languages",
    type=_NameListType("languages", "language", tuple(DOCUMENT_LANGUAGES)),
    multiple=True,
    callback=_merge_name_sets,
    metavar="LANGUAGES",
    help=f"Make documents in these languages: {', '.join(DOCUMENT_LANGUAGES)}; those of `explainer` "
    f"in the spec or in data/organization.yaml by default. In Spanish there is: {', '.join(_list_translated('es'))}.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="Who the documents are for; internal ones show internal notes, are marked, and go to a folder of their own.",
)
@click.option("--preview", is_flag=True, help="Make pictures and a web page of the slides too, beside each deck.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The output folder; the workspace's output/ by default.",
)
@click.option(
    "--theme",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="PowerPoint template to use instead of the one that the specs name.",
)
@click.option(
    "--engine",
    type=click.Choice(PDF_ENGINES),
    default=None,
    help="Software that sets the pages of PDFs, in place of `pdf_engine` in data/organization.yaml. By default "
    "WeasyPrint, or Typst where WeasyPrint cannot run.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help="Number of processes; one per core by default.",
)
@click.option(
    "--keep-intermediate",
    "intermediate",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write the Markdown, the parsed document and the HTML of each document into DIR, for debugging.",
)
@click.option(
    "--version",
    metavar="VERSION",
    help="Make the documents of a released version of SPEC again, from what the release kept.",
)
@click.option("--discard-edits", is_flag=True, help="Replace documents even if somebody edited them since.")
@click.option(
    "--prefer",
    type=click.Choice(("spec", "mine")),
    default="spec",
    show_default=True,
    help="Whose text stays on a slide that both you and the spec changed; the other one becomes a comment.",
)
@click.option("--force", is_flag=True, help="Build everything again, even if nothing has changed since the last build.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a document is missing or out of date.")
@click.option("--json", "as_json", is_flag=True, help="Print the documents and the problems as JSON.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
def build(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    only: frozenset[str] | None,
    decks: frozenset[str] | None,
    formats: frozenset[str] | None,
    languages: frozenset[str] | None,
    audience: str,
    preview: bool,
    output: Path | None,
    theme: Path | None,
    engine: str | None,
    jobs: int | None,
    intermediate: Path | None,
    version: str | None,
    discard_edits: bool,
    prefer: "Preference",
    force: bool,
    check: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Make the documents of each SPEC; without SPEC, of every integration of the workspace, and the guide.

    Nothing is written unless everything requested can be made. Documents are rebuilt only if something has changed:
    the specs, the templates, the theme, the documents themselves, or golive.

    Drafts have names of their own, and what was released is never replaced. A deck that somebody edited in PowerPoint
    is merged: the edits stay, and what changed in the spec is brought in. Other edited documents are refused.
    """
    from golive.cli.build_output import (
        list_engine_notes,
        print_build_report,
        print_merges,
        print_notes,
        print_warnings,
        warnings_to_rows,
    )
    from golive.pipeline.up_to_date import compute_build_state, find_current_build, record_build

    if decks:
        only = (only or frozenset()) | {DECKS[name] for name in decks}
    kinds = _select_kinds(only, languages)
    order: dict[str, Any] = {
        "specs": specs,
        "workspace": workspace and str(workspace),
        "only": only and sorted(only),
        "formats": formats and sorted(formats),
        "languages": languages and sorted(languages),
        "audience": audience,
        "preview": preview,
        "output": output and str(output),
        "theme": theme and str(theme),
        "engine": engine,
        "version": version,
        "prefer": prefer,
        "discard_edits": discard_edits,
    }
    # An up-to-date build ends here, before the slow imports.
    if not force and not intermediate and (known := find_current_build(order)):
        if not (quiet or as_json):
            print_warnings(known["warnings"])
        print_build_report(known["documents"], [], as_json=as_json, quiet=quiet)
        return 0
    from msgspec.structs import replace

    from golive.pipeline.document_files import (
        collect_documents,
        document_to_dict,
        find_stale_documents,
        list_theme_files,
        write_documents,
    )
    from golive.pipeline.jobs import list_jobs
    from golive.pipeline.replacement import plan_replacements
    from golive.support.files import recover_interrupted_write

    began = compute_build_state(order)
    projects, problems, notes = _load_projects(specs, workspace, only, theme, version)
    if languages:
        projects = _use_languages(projects, languages, problems)
    if audience != AUDIENCES[0]:
        projects = tuple(replace(project, is_internal=True) for project in projects)
    projects = tuple(replace(project, pdf_engine=engine or "") for project in projects)
    read = list_theme_files(projects)
    states = began, compute_build_state(order, read)
    work = list_jobs(projects, kinds, preview=preview, formats=formats or frozenset())
    if not work and not problems:
        raise click.UsageError(_describe_nothing_to_build(specs, kinds, formats))
    done = [] if problems else _build_documents(work, jobs, quiet=quiet or as_json)
    problems += [problem for end in done for problem in end.problems]
    documents = {} if problems else collect_documents(done, output)
    if not check and (note := recover_interrupted_write(documents)):
        click.echo(note, err=True)
    plan = plan_replacements(documents, discard_edits=discard_edits, preference=prefer)
    problems += find_stale_documents(documents, plan) if check else plan.problems
    if not check and not problems and (note := write_documents(plan, documents)):
        click.echo(note, err=True)
    print_notes((*notes, *list_engine_notes(done)), plan.kept, quiet=quiet)
    print_merges(plan.merged, quiet=quiet or as_json)
    unready = warnings_to_rows(one for project in projects for one in project.warnings if one.check == READINESS_CHECK)
    if not (quiet or as_json or problems):
        print_warnings(unready)
    if intermediate and not check:
        more = _write_intermediate(projects, kinds, intermediate, discard_edits=discard_edits)
        problems += [one for one in more if one not in problems]
    rows = [document_to_dict(path, new, plan) for path, new in documents.items()]
    if not problems:
        record_build(order, read, states, {"documents": rows, "warnings": unready})
    print_build_report(rows, problems, as_json=as_json, quiet=quiet)
    return 1 if problems else 0


def _write_intermediate(
    projects: "tuple[Project, ...]", kinds: frozenset[str], folder: Path, *, discard_edits: bool
) -> "list[Problem]":
    """Write the intermediate files of each document; return the problems of those that could not be built."""
    from golive.pipeline.document_files import collect_documents, write_documents
    from golive.pipeline.formats import INTERMEDIATE
    from golive.pipeline.jobs import list_jobs, run_jobs
    from golive.pipeline.replacement import plan_replacements

    done = list(run_jobs(list_jobs(projects, kinds, formats=INTERMEDIATE)))
    documents = collect_documents([end for end in done if end.made], folder)
    plan = plan_replacements(documents, discard_edits=discard_edits)
    if not plan.problems:
        write_documents(plan, documents)
    return [*plan.problems, *(problem for end in done for problem in end.problems)]


def _load_projects(
    specs: tuple[str, ...], workspace: Path | None, only: frozenset[str] | None, theme: Path | None, version: str | None
) -> "tuple[tuple[Project, ...], list[Problem], tuple[str, ...]]":
    """Load the projects with their release status; return them, the problems, and notes on a released version."""
    from msgspec.structs import replace

    from golive.cli.spec_arguments import load_projects
    from golive.releases.status import find_release_status
    from golive.support.problems import GoliveError

    if version:
        return _load_released_version(specs, workspace, theme, version)
    projects, problems = load_projects(specs, workspace, guide=only is not None and "guide" in only)
    if theme:
        projects = tuple(replace(project, theme_file=theme) for project in projects)
    known = []
    for project in projects:
        try:
            known.append(replace(project, release_status=find_release_status(project)))
        except GoliveError as error:
            problems += error.problems
    return tuple(known), problems, ()


def _load_released_version(
    specs: tuple[str, ...], workspace: Path | None, theme: Path | None, version: str
) -> "tuple[tuple[Project, ...], list[Problem], tuple[str, ...]]":
    from golive.cli.version_arguments import resolve_document_argument
    from golive.project.workspace import Workspace
    from golive.releases.released_project import load_released_project

    if len(specs) != 1:
        raise click.UsageError("Name one SPEC with --version, or `guide`: each has versions of its own.")
    asked = resolve_document_argument(specs[0], workspace)
    place = Workspace(asked.workspace.root.absolute())
    name = "guide" if asked.path.absolute() == place.guide_file else _find_released_id(asked.path, place)
    found = load_released_project(place, name, version, theme)
    return (found.project,), [], found.notes


def _find_released_id(path: Path, workspace: "Workspace") -> str:
    """Return the id of a spec: the name of its file if there are releases of that name, or else what it says."""
    if workspace.releases_folder(path.stem).is_dir():
        return path.stem
    from golive.releases.versioned_document import get_file_stem, read_document

    return get_file_stem(read_document(path).value)


def _describe_nothing_to_build(specs: tuple[str, ...], kinds: frozenset[str], formats: frozenset[str] | None) -> str:
    """Explain why nothing matches the requested kinds and formats, and list what can be built."""
    from golive.pipeline.build import OUTPUTS
    from golive.pipeline.formats import list_formats

    wanted, of = ", ".join(sorted(kinds)), ", ".join(specs) or "this workspace"
    if not formats:
        start = "" if specs or kinds == {"guide"} else " Start an integration with `golive new ID`."
        return f"There is nothing to make: {wanted} of {of}.{start}"
    made: dict[str, list[str]] = {}
    for own in (row for row in OUTPUTS if row.kind in KINDS):
        for row in list_formats(own):
            made.setdefault(row.format, []).append(row.kind)
    there = "; ".join(f"{name}: {', '.join(of_it)}" for name, of_it in made.items())
    return f"There is nothing to make: {', '.join(sorted(formats))} for {wanted} of {of}. There is {there}."


def _build_documents(work: "tuple[BuildJob, ...]", count: int | None, *, quiet: bool) -> "list[JobResult]":
    import os

    from golive.cli.output import show_progress
    from golive.pipeline.jobs import run_jobs
    from golive.support.workers import open_worker_pool

    done = []
    # Building one PDF takes less time than starting a second process.
    wanted = min(count or os.cpu_count() or 1, len(work))
    with show_progress(len(work), quiet=quiet) as step, open_worker_pool(wanted) as executor:
        for end in run_jobs(work, executor):
            done.append(end)
            step(f"{end.job.project.document_subject.id} {end.job.kind}")
    return done
