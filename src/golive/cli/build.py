"""`golive build`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.targets_option import spec_arguments

if TYPE_CHECKING:
    from golive.errors import Problem
    from golive.portfolio import Done, Job
    from golive.project import Project

    Document = tuple[str, bytes, tuple[tuple[str, str], ...]]
    """Its kind, its bytes, and the versions of what set it."""

KINDS = ("deck", "slide", "runbook", "guide", "explainer")
ON_REQUEST = frozenset({"slide"})
"""Made only where `--only` names them."""


class _Kinds(click.ParamType[frozenset[str]]):
    """Names of documents, separated by commas."""

    name = "kinds"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        for name in names:
            if name not in KINDS:
                from difflib import get_close_matches

                near = get_close_matches(name, KINDS, n=1, cutoff=0.4)
                hint = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(KINDS)}."
                self.fail(f"there is no document `{name}`. {hint}", param, ctx)
        if not names:
            self.fail(f"name at least one of {', '.join(KINDS)}", param, ctx)
        return frozenset(names)


@click.command()
@spec_arguments
@click.option(
    "--only",
    type=_Kinds(),
    metavar="KINDS",
    help=f"Make only these, separated by commas: {', '.join(KINDS)}. The slide is made only when named here.",
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
@click.option("--force", is_flag=True, help="Make everything anew, although nothing has changed since the last build.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a document is missing or out of date.")
@click.option("--json", "as_json", is_flag=True, help="Say what was made, and what is wrong, as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def build(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    only: frozenset[str] | None,
    preview: bool,
    output: Path | None,
    theme: Path | None,
    jobs: int | None,
    force: bool,
    check: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Make the documents of each SPEC; without SPEC, of every integration of the workspace, and the guide.

    Nothing is written unless everything that was asked for could be made, and nothing is made anew unless something
    has changed: the specs, the templates, the theme, the documents themselves, or golive.
    """
    from golive.freshness import fresh, remember, state

    order: dict[str, Any] = {
        "specs": specs,
        "workspace": workspace and str(workspace),
        "only": only and sorted(only),
        "preview": preview,
        "output": output and str(output),
        "theme": theme and str(theme),
    }
    # What is found here is as good as made. Whatever takes long to import comes after it.
    if not force and (known := fresh(order)):
        _report(known["documents"], [], as_json=as_json, quiet=quiet)
        return 0
    began = state(order)
    projects, problems = _load(specs, workspace, only, theme)
    read = _themes(projects)
    states = began, state(order, read)
    kinds = only or frozenset(KINDS) - ON_REQUEST
    work = () if problems else _jobs(projects, kinds, specs, preview=preview)
    done = _make(work, jobs, quiet=quiet or as_json) if work else []
    problems += [problem for end in done for problem in end.problems]
    documents = {} if problems else _documents(done, output)
    problems += _stale(documents) if check else _write(documents)
    rows = [_row(path, *document) for path, document in documents.items()]
    if not problems:
        remember(order, read, states, {"documents": rows})
    _report(rows, problems, as_json=as_json, quiet=quiet)
    return 1 if problems else 0


def _load(
    specs: tuple[str, ...], workspace: Path | None, only: frozenset[str] | None, theme: Path | None
) -> "tuple[tuple[Project, ...], list[Problem]]":
    from dataclasses import replace

    from golive.cli.targets import load_projects

    projects, problems = load_projects(specs, workspace, guide=only is not None and "guide" in only)
    if theme:
        projects = tuple(replace(project, theme=theme) for project in projects)
    return projects, problems


def _jobs(
    projects: "tuple[Project, ...]", kinds: frozenset[str], specs: tuple[str, ...], *, preview: bool
) -> "tuple[Job, ...]":
    from golive.portfolio import jobs_of

    work = jobs_of(projects, kinds, preview=preview)
    if not work:
        raise click.UsageError(
            f"There is nothing to make: {', '.join(sorted(kinds))} of {', '.join(specs) or 'this workspace'}."
        )
    return work


def _themes(projects: "tuple[Project, ...]") -> list[Path]:
    """The files of the themes; those are looked for that are not there, too."""
    from golive.brand import roles_file

    return [path for project in projects if project.theme for path in (project.theme, roles_file(project.theme))]


def _make(work: "tuple[Job, ...]", count: int | None, *, quiet: bool) -> "list[Done]":
    import os

    from golive.cli.report import progress
    from golive.portfolio import processes, run

    done = []
    # A single paper is made sooner than a second process has started.
    wanted = min(count or os.cpu_count() or 1, len(work))
    with progress(len(work), quiet=quiet) as step, processes(wanted) as executor:
        for end in run(work, executor):
            done.append(end)
            step(f"{end.job.project.about.id} {end.job.kind}")
    return done


def _documents(done: "list[Done]", output: Path | None) -> "dict[Path, Document]":
    """Every file that was made, by its path."""
    documents: dict[Path, Document] = {}
    for end in done:
        if end.made:
            target = (output if output is not None else end.job.project.workspace.output).absolute()
            documents[target / end.made.place] = (end.made.kind, end.made.content, end.made.engines)
            documents |= {target / place: ("preview", content, ()) for place, content in end.made.extras}
    return documents


def _write(documents: "Mapping[Path, Document]") -> "list[Problem]":
    from golive.store import drop_others, write_all

    write_all({path: content for path, (_, content, _) in documents.items()})
    drop_others([path for path in documents if path.suffix == ".svg"], "[0-9][0-9]*-*.svg")
    return []


def _stale(documents: "Mapping[Path, Document]") -> "list[Problem]":
    """What is wrong with the documents that lie there already."""
    from golive.errors import problem

    hint = "Build it: golive build."
    problems = []
    for path, (_, content, _) in documents.items():
        if not path.is_file():
            problems.append(problem("this document is missing", hint, path=path))
        elif path.read_bytes() != content:
            problems.append(problem("this document is out of date", hint, path=path))
    return problems


def _row(path: Path, kind: str, content: bytes, engines: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    import hashlib

    row = {"kind": kind, "path": str(path), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return {**row, "engines": dict(engines)} if engines else row


def _report(rows: list[dict[str, Any]], problems: "list[Problem]", *, as_json: bool, quiet: bool) -> None:
    from golive.cli.report import near, problems_as_json, show_json, show_problems

    if as_json:
        documents = [{**row, "path": str(near(Path(row["path"])))} for row in rows]
        show_json({"documents": documents, "problems": problems_as_json(problems)})
        return
    show_problems(problems)
    if not quiet and not problems:
        for row in rows:
            click.echo(near(Path(row["path"])))
