"""The documents of a build: what was made, writing it, comparing it with what lies there, saying it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from golive.pipeline.jobs import Done
    from golive.support.problems import Problem

    Document = tuple[str, bytes, tuple[tuple[str, str], ...]]
    """Its kind, its bytes, and the versions of what set it."""


def documents_of(done: "list[Done]", output: Path | None) -> "dict[Path, Document]":
    """Every file that was made, by its path."""
    documents: dict[Path, Document] = {}
    for end in done:
        if end.made:
            target = (output if output is not None else end.job.project.workspace.output).absolute()
            documents[target / end.made.place] = (end.made.kind, end.made.content, end.made.engines)
            documents |= {target / place: (end.made.extra, content, ()) for place, content in end.made.extras}
    return documents


def write(documents: "Mapping[Path, Document]") -> "list[Problem]":
    """Write all of them, or none; nothing is wrong with them then.

    Raises:
        OutputError: they cannot be written.
    """
    from golive.support.files import drop_others, write_all

    write_all({path: content for path, (_, content, _) in documents.items()})
    pictures = [path for path in documents if path.suffix == ".svg"]
    drop_others(pictures, "[0-9][0-9]*-*.svg")
    drop_others(pictures, "figure-[0-9]*.svg")
    return []


def stale(documents: "Mapping[Path, Document]") -> "list[Problem]":
    """What is wrong with the documents that lie there already."""
    from golive.support.problems import problem

    hint = "Build it: golive build."
    problems = []
    for path, (_, content, _) in documents.items():
        if not path.is_file():
            problems.append(problem("this document is missing", hint, path=path))
        elif path.read_bytes() != content:
            problems.append(problem("this document is out of date", hint, path=path))
    return problems


def row_of(path: Path, kind: str, content: bytes, engines: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """What is said of a document, and kept: plain values."""
    import hashlib

    row = {"kind": kind, "path": str(path), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return {**row, "engines": dict(engines)} if engines else row


def report(rows: list[dict[str, Any]], problems: "list[Problem]", *, as_json: bool, quiet: bool) -> None:
    """Say what was made, or what is wrong."""
    from golive.cli.output import near, problems_as_json, show_json, show_problems

    if as_json:
        documents = [{**row, "path": str(near(Path(row["path"])))} for row in rows]
        show_json({"documents": documents, "problems": problems_as_json(problems)})
        return
    show_problems(problems)
    if not quiet and not problems:
        for row in rows:
            click.echo(near(Path(row["path"])))
