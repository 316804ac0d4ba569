"""`golive build`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.spec_options import spec_arguments
from golive.pipeline.catalog import DOCUMENTS, FORMATS

if TYPE_CHECKING:
    from golive.pipeline.jobs import Done, Job
    from golive.project.project import Project
    from golive.support.problems import Problem

KINDS = tuple(row.kind for row in DOCUMENTS)
ON_REQUEST = frozenset(row.kind for row in DOCUMENTS if not row.is_default)
"""The documents that are made only where `--only` names them."""
AUDIENCES = ("biller", "internal")


class _Names(click.ParamType[frozenset[str]]):
    """Some of several names, separated by commas."""

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


def _all(_context: click.Context, _option: click.Parameter, said: tuple[frozenset[str], ...]) -> frozenset[str] | None:
    """What an option names that may be given more than once."""
    return frozenset().union(*said) if said else None


@click.command()
@spec_arguments
@click.option(
    "--only",
    type=_Names("kinds", "document", KINDS),
    multiple=True,
    callback=_all,
    metavar="KINDS",
    help=f"Make only these, separated by commas: {', '.join(KINDS)}. The slide is made only when named here.",
)
@click.option(
    "--format",
    "formats",
    type=_Names("formats", "format", FORMATS),
    multiple=True,
    callback=_all,
    metavar="FORMATS",
    help=f"Make files of these formats, separated by commas: {', '.join(FORMATS)}; pptx and pdf when left out.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="Who may read them; internal documents show internal notes, are marked, and have a folder of their own.",
)
@click.option("--preview", is_flag=True, help="Make pictures and a web page of the slides too, beside each deck.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write; the workspace's output/ when left out.",
)
@click.option(
    "--theme",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="PowerPoint template to use; wins over the one that the specs name.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help="Processes to use; one per core when left out.",
)
@click.option(
    "--keep-intermediate",
    "intermediate",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write the Markdown, the parsed document and the HTML of each document into DIR, to look for faults.",
)
@click.option("--force", is_flag=True, help="Make everything anew, although nothing has changed since the last build.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a document is missing or out of date.")
@click.option("--json", "as_json", is_flag=True, help="Say what was made, and what is wrong, as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def build(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    only: frozenset[str] | None,
    formats: frozenset[str] | None,
    audience: str,
    preview: bool,
    output: Path | None,
    theme: Path | None,
    jobs: int | None,
    intermediate: Path | None,
    force: bool,
    check: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Make the documents of each SPEC; without SPEC, of every integration of the workspace, and the guide.

    Nothing is written unless everything that was asked for could be made, and nothing is made anew unless something
    has changed: the specs, the templates, the theme, the documents themselves, or golive.
    """
    from golive.cli.build_output import documents_of, report, row_of, stale, write
    from golive.pipeline.up_to_date import fresh, remember, state

    order: dict[str, Any] = {
        "specs": specs,
        "workspace": workspace and str(workspace),
        "only": only and sorted(only),
        "formats": formats and sorted(formats),
        "audience": audience,
        "preview": preview,
        "output": output and str(output),
        "theme": theme and str(theme),
    }
    # What is found here is as good as made. Whatever takes long to import comes after it.
    if not force and not intermediate and (known := fresh(order)):
        report(known["documents"], [], as_json=as_json, quiet=quiet)
        return 0
    from msgspec.structs import replace

    from golive.pipeline.jobs import jobs_of

    began = state(order)
    projects, problems = _load(specs, workspace, only, theme)
    if audience != AUDIENCES[0]:
        projects = tuple(replace(project, internal=True) for project in projects)
    read = _themes(projects)
    states = began, state(order, read)
    kinds = only or frozenset(KINDS) - ON_REQUEST
    work = jobs_of(projects, kinds, preview=preview, formats=formats or frozenset())
    if not work and not problems:
        raise click.UsageError(_nothing(specs, kinds, formats))
    done = [] if problems else _make(work, jobs, quiet=quiet or as_json)
    problems += [problem for end in done for problem in end.problems]
    documents = {} if problems else documents_of(done, output)
    problems += stale(documents) if check else write(documents)
    if intermediate and not check:
        problems += [one for one in _write_intermediate(projects, kinds, intermediate) if one not in problems]
    rows = [row_of(path, *document) for path, document in documents.items()]
    if not problems:
        remember(order, read, states, {"documents": rows})
    report(rows, problems, as_json=as_json, quiet=quiet)
    return 1 if problems else 0


def _write_intermediate(projects: "tuple[Project, ...]", kinds: frozenset[str], folder: Path) -> "list[Problem]":
    """Write the stages on the way to each document, and return the problems of those that could not be made."""
    from golive.cli.build_output import documents_of, write
    from golive.pipeline.formats import INTERMEDIATE
    from golive.pipeline.jobs import jobs_of, run

    done = list(run(jobs_of(projects, kinds, formats=INTERMEDIATE)))
    problems = write(documents_of([end for end in done if end.made], folder))
    return [*problems, *(problem for end in done for problem in end.problems)]


def _load(
    specs: tuple[str, ...], workspace: Path | None, only: frozenset[str] | None, theme: Path | None
) -> "tuple[tuple[Project, ...], list[Problem]]":
    from msgspec.structs import replace

    from golive.cli.spec_arguments import load_projects
    from golive.releases.status import standing_of
    from golive.support.problems import GoliveError

    projects, problems = load_projects(specs, workspace, guide=only is not None and "guide" in only)
    if theme:
        projects = tuple(replace(project, theme=theme) for project in projects)
    known = []
    for project in projects:
        try:
            known.append(replace(project, standing=standing_of(project)))
        except GoliveError as error:
            problems += error.problems
    return tuple(known), problems


def _themes(projects: "tuple[Project, ...]") -> list[Path]:
    """The files of the themes; those are looked for that are not there, too."""
    from golive.project.theme import roles_file

    return [path for project in projects if project.theme for path in (project.theme, roles_file(project.theme))]


def _nothing(specs: tuple[str, ...], kinds: frozenset[str], formats: frozenset[str] | None) -> str:
    """Why there is nothing to make, and what there is."""
    from golive.pipeline.build import OUTPUTS
    from golive.pipeline.formats import formats_of

    wanted, of = ", ".join(sorted(kinds)), ", ".join(specs) or "this workspace"
    if not formats:
        return f"There is nothing to make: {wanted} of {of}."
    made: dict[str, list[str]] = {}
    for own in OUTPUTS:
        for row in formats_of(own):
            made.setdefault(row.format, []).append(row.kind)
    there = "; ".join(f"{name}: {', '.join(of_it)}" for name, of_it in made.items())
    return f"There is nothing to make: {', '.join(sorted(formats))} for {wanted} of {of}. There is {there}."


def _make(work: "tuple[Job, ...]", count: int | None, *, quiet: bool) -> "list[Done]":
    import os

    from golive.cli.output import progress
    from golive.pipeline.jobs import processes, run

    done = []
    # A single paper is made sooner than a second process has started.
    wanted = min(count or os.cpu_count() or 1, len(work))
    with progress(len(work), quiet=quiet) as step, processes(wanted) as executor:
        for end in run(work, executor):
            done.append(end)
            step(f"{end.job.project.about.id} {end.job.kind}")
    return done
