"""Collect the documents of a build, write them, compare them with existing files, and report them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from golive.pipeline.jobs import JobResult
    from golive.support.problems import Problem

    Document = tuple[str, bytes, tuple[tuple[str, str], ...]]
    """The kind, the bytes, and the versions of the layout engines."""


def collect_documents(done: "list[JobResult]", output: Path | None) -> "dict[Path, Document]":
    """Return every file that was built, keyed by its absolute path."""
    documents: dict[Path, Document] = {}
    for end in done:
        if end.made:
            target = (output if output is not None else end.job.project.workspace.output_folder).absolute()
            documents[target / end.made.place] = (end.made.kind, end.made.content, end.made.engines)
            documents |= {target / place: (end.made.extra, content, ()) for place, content in end.made.extras}
    return documents


def write_documents(documents: "Mapping[Path, Document]") -> "list[Problem]":
    """Write all documents or none; return an empty list of problems.

    Raises:
        OutputError: a document cannot be written.
    """
    from golive.cli.output import write_files
    from golive.support.files import list_stale_files

    pictures = [path for path in documents if path.suffix == ".svg"]
    stale = [path for name in ("[0-9][0-9]*-*.svg", "figure-[0-9]*.svg") for path in list_stale_files(pictures, name)]
    contents: dict[Path, bytes | None] = {path: content for path, (_, content, _) in documents.items()}
    write_files(contents | dict.fromkeys(stale), "the build")
    return []


def find_stale_documents(documents: "Mapping[Path, Document]") -> "list[Problem]":
    """Return a problem for each document that is missing or out of date on disk."""
    from golive.support.problems import make_problem

    hint = "Build it: golive build."
    problems = []
    for path, (_, content, _) in documents.items():
        if not path.is_file():
            problems.append(make_problem("this document is missing", hint, path=path))
        elif path.read_bytes() != content:
            problems.append(make_problem("this document is out of date", hint, path=path))
    return problems


def document_to_dict(path: Path, kind: str, content: bytes, engines: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Convert a document to the plain values that are reported and stored in the build record."""
    import hashlib

    row = {"kind": kind, "path": str(path), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return {**row, "engines": dict(engines)} if engines else row


def print_build_report(rows: list[dict[str, Any]], problems: "list[Problem]", *, as_json: bool, quiet: bool) -> None:
    """Print the documents that were built, or the problems."""
    from golive.cli.output import convert_problems, shorten_path, show_json, show_problems

    if as_json:
        documents = [{**row, "path": str(shorten_path(Path(row["path"])))} for row in rows]
        show_json({"documents": documents, "problems": convert_problems(problems)})
        return
    show_problems(problems)
    if not quiet and not problems:
        for row in rows:
            click.echo(shorten_path(Path(row["path"])))
