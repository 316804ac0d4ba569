"""Print what a build made, what it kept, and its problems."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from golive.render.slides.merge.report import MergeReport
    from golive.support.problems import Problem

_MAX_LINES = 40


def describe_engine_switch(*, switched: bool) -> tuple[str, ...]:
    """Return a note if Typst set PDFs although nobody asked for it, because WeasyPrint cannot run."""
    note = "WeasyPrint cannot run here, so golive used Typst for the PDFs; `golive doctor` says what is missing."
    return (note,) if switched else ()


def print_merges(merged: "Mapping[Path, MergeReport]", *, quiet: bool) -> None:
    """Print to stderr what a person edited in each deck and is kept, and what conflicts."""
    from golive.cli.output import shorten_path
    from golive.yaml_io.message_text import escape_unprintable

    for path, report in merged.items() if not quiet else ():
        numbers = {"edit": len(report.edits), "change": report.applied, "conflict": len(report.conflicts)}
        words = [f"{number} {word}{'' if number == 1 else 's'}" for word, number in numbers.items()]
        counts = f"{words[0]} kept, {words[1]} brought in, {words[2]}"
        click.echo(f"{shorten_path(path)}: {counts}", err=True)
        lines = [f"kept: {one.message}" for one in report.edits]
        lines += [f"conflict: {one.message}" for one in report.conflicts]
        lines += [f"look: {one}" for one in report.faults]
        for line in lines[:_MAX_LINES]:
            click.echo(escape_unprintable(f"  {line}"), err=True)
        if len(lines) > _MAX_LINES:
            click.echo(f"  {len(lines) - _MAX_LINES} more; see --json.", err=True)


def print_notes(notes: "tuple[str, ...]", kept: "Mapping[Path, str]", *, quiet: bool) -> None:
    """Print to stderr why documents differ from a release, and which files stay as they were released."""
    from golive.cli.output import shorten_path

    for note in notes:
        click.echo(note, err=True)
    for path, reason in kept.items() if not quiet else ():
        click.echo(f"{shorten_path(path)} {reason}.", err=True)


def print_warnings(rows: "Iterable[Mapping[str, Any]]") -> None:
    """Print warnings that `warnings_to_rows` converted, in full to stderr."""
    from golive.cli.output import show_problems
    from golive.support.problems import Problem

    show_problems(
        Problem(**{**row, "path": Path(row["path"]) if row["path"] else None, "where": tuple(row["where"])})
        for row in rows
    )


def print_build_report(
    rows: list[dict[str, Any]], problems: "list[Problem]", *, as_json: bool, quiet: bool, lists_all: bool = False
) -> None:
    """Print the documents that were built, or the problems; both if `lists_all` is set."""
    from golive.cli.output import convert_problems, show_json, show_problems

    if as_json:
        documents = [
            {**row, **{name: _shorten_address(row[name]) for name in ("path", "replaced") if name in row}}
            for row in rows
        ]
        show_json({"documents": documents, "problems": convert_problems(problems)})
        return
    show_problems(problems)
    if not quiet and (lists_all or not problems):
        for row in rows:
            click.echo(_shorten_address(row["path"]))


def _shorten_address(path: str) -> str:
    """Return a path relative to the current folder, or the address of an object in a bucket as it is."""
    from golive.cli.output import shorten_path

    return path if "://" in path else str(shorten_path(Path(path)))
