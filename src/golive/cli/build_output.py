"""Collect the documents of a build, write them, compare them with existing files, and report them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from golive.pipeline.jobs import JobResult
    from golive.pipeline.replacement import NewFile, WritePlan
    from golive.render.slides.merge.report import MergeReport
    from golive.support.problems import Problem

_MAX_LINES = 40


def collect_documents(done: "list[JobResult]", output: Path | None) -> "dict[Path, NewFile]":
    """Return every file that was built, keyed by its absolute path."""
    from golive.pipeline.replacement import NewFile

    documents: dict[Path, NewFile] = {}
    for end in done:
        if end.made:
            project, kind = end.job.project, end.made.kind
            target = (output if output is not None else project.workspace.output_folder).absolute()
            subject, standing = project.document_subject, project.standing
            released = standing.released if standing and not standing.draft else ""
            about = (subject.id, kind, released, standing.parts if standing else ())
            documents[target / end.made.place] = NewFile(end.made.content, kind, *about, end.made.engines)
            documents |= {
                target / place: NewFile(content, end.made.extra, *about) for place, content in end.made.extras
            }
    return documents


def write_documents(plan: "WritePlan", documents: "Mapping[Path, NewFile]") -> None:
    """Write all files of a plan or none, and remove pictures of an earlier build that nobody changed.

    Raises:
        OutputError: a document cannot be written, or was changed since it was judged.
    """
    from golive.cli.output import write_files
    from golive.pipeline.replacement import find_removable
    from golive.support.files import list_stale_files

    pictures = [path for path in documents if path.suffix == ".svg"]
    stale = [path for name in ("[0-9][0-9]*-*.svg", "figure-[0-9]*.svg") for path in list_stale_files(pictures, name)]
    removed = {path: path.read_bytes() for path in find_removable(stale, documents)}
    write_files({**plan.files, **dict.fromkeys(removed)}, "the build", {**plan.expected, **removed})


def find_stale_documents(documents: "Mapping[Path, NewFile]", plan: "WritePlan") -> "list[Problem]":
    """Return a problem for each document that is missing, out of date or not golive's on disk."""
    from golive.support.problems import make_problem

    hint = "Build it: golive build."
    refused = {problem.path for problem in plan.problems}
    stale = [path for path in documents if path in plan.files and path not in refused]
    return [
        *plan.problems,
        *(
            make_problem(f"this document is {'out of date' if path.is_file() else 'missing'}", hint, path=path)
            for path in stale
        ),
    ]


def document_to_dict(path: Path, new: "NewFile", plan: "WritePlan") -> dict[str, Any]:
    """Convert a document to the plain values that are reported and stored in the build record."""
    import hashlib

    kept = plan.kept
    content = path.read_bytes() if path in kept else plan.files.get(path, new.content)
    row = {"kind": new.role, "path": str(path), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if path in kept:
        row["kept"] = kept[path]
    if path in plan.merged:
        row["merge"] = _report_to_dict(plan.merged[path])
    return {**row, "engines": dict(new.engines)} if new.engines else row


def _report_to_dict(report: "MergeReport") -> dict[str, Any]:
    """Convert the report of a merge to plain values."""
    from msgspec import to_builtins

    conflicts = [{**to_builtins(one), "message": one.message} for one in report.conflicts]
    values: dict[str, Any] = {**to_builtins(report), "conflicts": conflicts}
    return values


def print_merges(merged: "Mapping[Path, MergeReport]", *, quiet: bool) -> None:
    """Print to stderr what a person edited in each deck and is kept, and what conflicts."""
    from golive.cli.output import shorten_path
    from golive.yaml_io.naming import escape_unprintable

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
