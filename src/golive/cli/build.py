"""`golive build`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.targets_option import spec_arguments

if TYPE_CHECKING:
    from golive.errors import Problem
    from golive.portfolio import Done, Job
    from golive.project import Project

KINDS = ("deck", "slide", "runbook", "guide", "explainer")
ON_REQUEST = frozenset({"slide"})
"""Made only where `--only` names them."""
FORMATS = ("pptx", "pdf", "html", "confluence")
"""Of slides the first, of the others the rest; each document is made in its own, pptx or pdf, when none is named."""


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


@click.command()
@spec_arguments
@click.option(
    "--only",
    type=_Names("kinds", "document", KINDS),
    metavar="KINDS",
    help=f"Make only these, separated by commas: {', '.join(KINDS)}. The slide is made only when named here.",
)
@click.option(
    "--format",
    "formats",
    type=_Names("formats", "format", FORMATS),
    metavar="FORMATS",
    help=f"Make files of these formats, separated by commas: {', '.join(FORMATS)}; pptx and pdf when left out.",
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
@click.option("--json", "as_json", is_flag=True, help="Say what was made, and what is wrong, as JSON.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def build(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    specs: tuple[str, ...],
    workspace: Path | None,
    only: frozenset[str] | None,
    formats: frozenset[str] | None,
    preview: bool,
    output: Path | None,
    theme: Path | None,
    jobs: int | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Make the documents of each SPEC; without SPEC, of every integration of the workspace, and the guide.

    Nothing is written unless everything that was asked for could be made.
    """
    from dataclasses import replace

    from golive.cli.targets import load_projects
    from golive.portfolio import jobs_of

    kinds = only or frozenset(KINDS) - ON_REQUEST
    projects, problems = load_projects(specs, workspace, guide=only is not None and "guide" in only)
    if theme:
        projects = tuple(replace(project, theme=theme) for project in projects)
    work = jobs_of(projects, kinds, preview=preview, formats=formats or frozenset())
    if not work and not problems:
        raise click.UsageError(_nothing(specs, kinds, formats))
    done: list[Done] = [] if problems else _make(work, jobs, quiet=quiet or as_json)
    problems += [problem for end in done for problem in end.problems]
    documents = {} if problems else _write(done, output)
    _report(documents, problems, as_json=as_json, quiet=quiet)
    return 1 if problems else 0


def _nothing(specs: tuple[str, ...], kinds: frozenset[str], formats: frozenset[str] | None) -> str:
    """Why there is nothing to make, and what there is."""
    from golive.build import OUTPUTS
    from golive.formats import formats_of

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


def _write(done: "list[Done]", output: Path | None) -> Mapping[Path, tuple[str, bytes]]:
    from golive.store import drop_others, write_all

    documents: dict[Path, tuple[str, bytes]] = {}
    for end in done:
        if end.made:
            target = _target(end.job.project, output)
            documents[target / end.made.place] = (end.made.kind, end.made.content)
            documents |= {target / place: (end.made.extra, content) for place, content in end.made.extras}
    write_all({path: content for path, (_, content) in documents.items()})
    pictures = [path for path in documents if path.suffix == ".svg"]
    drop_others(pictures, "[0-9][0-9]*-*.svg")
    drop_others(pictures, "figure-[0-9]*.svg")
    return documents


def _target(project: "Project", output: Path | None) -> Path:
    return output if output is not None else project.workspace.output


def _report(
    documents: Mapping[Path, tuple[str, bytes]], problems: "list[Problem]", *, as_json: bool, quiet: bool
) -> None:
    import hashlib

    from golive.cli.report import near, problems_as_json, show_json, show_problems

    if as_json:
        rows = [
            {
                "kind": kind,
                "path": str(near(path)),
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
            for path, (kind, content) in documents.items()
        ]
        show_json({"documents": rows, "problems": problems_as_json(problems)})
        return
    show_problems(problems)
    if not quiet:
        for path in documents:
            click.echo(near(path))
