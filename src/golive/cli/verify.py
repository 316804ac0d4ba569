"""`golive verify`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.project.project import Project
    from golive.project.workspace import Workspace
    from golive.provenance.statement import Statement
    from golive.provenance.verdict import Verdict
    from golive.reports.json_outputs.document_outputs import VerifiedDocument
    from golive.support.problems import Problem


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace to compare with; by default found upward from FILE or the current folder.",
)
def verify(*, files: tuple[Path, ...], as_json: bool, workspace: Path | None) -> int:
    """Verify documents that golive built: document, version, whether it is released, whether it was changed.

    Exits 1 when a FILE was changed since it was made, is out of date with the workspace, or was not made by golive.
    Whether its version is released is reported, but does not affect the exit code. Without a workspace, golive only
    looks for changes.
    """
    from golive.cli.output import convert_problems, show_json, show_problems
    from golive.provenance.document_file import read_statement
    from golive.provenance.verdict import Verdict, compare_with_workspace
    from golive.support.problems import GoliveError

    rows: list[VerifiedDocument] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        try:
            statement = read_statement(path)
            found, project = find_project(path, statement, workspace)
            verdict = compare_with_workspace(statement, project) if found else Verdict(statement)
        except GoliveError as error:
            problems += error.problems
            continue
        rows.append(_verdict_to_dict(path, verdict, found))
        if not as_json:
            _print_verdict(path, verdict, found)
    if as_json:
        show_json({"files": rows, "problems": convert_problems(problems)})
    else:
        show_problems(problems)
    return 1 if problems or not all(row["ok"] for row in rows) else 0


def find_project(path: Path, statement: "Statement", named: Path | None) -> "tuple[Workspace | None, Project | None]":
    """Find the workspace to compare with and its matching document; None for each that does not exist.

    Raises:
        SpecError: the document is not valid, or the named folder is not a workspace.
    """
    from golive.cli.output import warn_unfinished_release
    from golive.project.project import load_guide, load_integration

    workspace = _find_workspace(path, named)
    if workspace is None:
        return None, None
    warn_unfinished_release(workspace)
    if statement.kind == "guide":
        return workspace, load_guide(workspace) if workspace.guide_file.exists() else None
    file = next((one for one in workspace.list_integration_files() if one.stem == statement.id), None)
    if file is None:  # the file name may differ from the id of the spec
        file = next((one for one in workspace.list_integration_files() if _has_spec_id(one, statement.id)), None)
    return workspace, load_integration(workspace, file) if file else None


def _has_spec_id(file: Path, spec_id: str) -> bool:
    import re

    text = file.read_text(encoding="utf-8", errors="replace")
    return re.search(rf"^id:\s*[\"']?{re.escape(spec_id)}[\"']?\s*(#.*)?$", text, re.MULTILINE) is not None


def _find_workspace(path: Path, named: Path | None) -> "Workspace | None":
    from golive.project.workspace import find_workspace, open_workspace
    from golive.support.problems import SpecError

    if named:
        return open_workspace(named)
    for start in (path, Path.cwd()):
        try:
            return find_workspace(start)
        except SpecError:
            continue
    return None


def _print_verdict(path: Path, verdict: "Verdict", workspace: "Workspace | None") -> None:
    from golive.cli.output import shorten_path
    from golive.yaml_io.message_text import escape_unprintable

    made = verdict.statement
    click.echo(click.style(str(shorten_path(path)), fg=None if verdict.is_current else "red", bold=True))
    click.echo(
        escape_unprintable(
            f"  {made.kind} of {made.id} {made.version}, digest {made.digest}, by {made.made_by}"
            f"{f', pages set by {made.engine}' if made.engine else ''}"
        )
    )
    if made.is_intact:
        click.echo("  unchanged since it was made")
    else:
        click.echo(click.style("  CHANGED since it was made", fg="red"))
        for change in made.changes:
            click.echo(escape_unprintable(f"    {change}"))
    for line in _describe_comparison(verdict, workspace):
        click.echo(escape_unprintable(f"  {line}"))
    for one in verdict.sign_offs:
        click.echo(escape_unprintable(f"  {'approval' if one.approval.date else 'awaited'}: {one.description}"))


def _describe_comparison(verdict: "Verdict", workspace: "Workspace | None") -> list[str]:
    """Describe how the file compares with the workspace and its releases."""
    from golive.schema.value_text import join_words

    version = verdict.statement.version
    if workspace is None:
        return ["no workspace to compare with: name one with --workspace"]
    if not verdict.is_found:
        return [f"there is no such document in {workspace.root}"]
    release = {
        "released": f"made from {version} as it was released",
        "edited": f"not as released: it was made from {version} as it was released, and edited since",
        "other": f"not what was released as {version}: it differs in {join_words(verdict.release_differences)}",
        "withdrawn": f"the release of {version} was withdrawn; see `golive log`",
        "none": f"{version} has not been released",
    }
    same = "as the workspace stands now"
    return [
        release[verdict.release],
        f"not {same}: it differs in {join_words(verdict.changed_parts)}" if verdict.changed_parts else same,
    ]


def _verdict_to_dict(path: Path, verdict: "Verdict", workspace: "Workspace | None") -> "VerifiedDocument":
    made = verdict.statement
    values: VerifiedDocument = {
        "file": str(path),
        "ok": verdict.is_current,
        "id": made.id,
        "kind": made.kind,
        "version": made.version,
        "digest": made.digest,
        "parts": dict(made.parts),
        "made_by": made.made_by,
        "unchanged": made.is_intact,
        "changes": list(made.changes),
        "found": verdict.is_found and workspace is not None,
        "workspace": str(workspace.root) if workspace else None,
        "differs": list(verdict.changed_parts),
        "release": verdict.release,
        "differs_from_release": list(verdict.release_differences),
        "approvals": [one.as_dict for one in verdict.sign_offs],
    }
    if made.engine:
        values["engine"] = made.engine
    return values
