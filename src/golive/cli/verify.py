"""`golive verify`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from golive.project.project import Project
    from golive.project.workspace import Workspace
    from golive.provenance.statement import Statement
    from golive.provenance.verdict import Verdict
    from golive.support.problems import Problem


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace to compare with; found upward from FILE or the current folder when left out.",
)
def verify(*, files: tuple[Path, ...], as_json: bool, workspace: Path | None) -> int:
    """Say of PDFs and decks that golive made: which document and version, released or not, changed since or not.

    Exits 1 when a FILE was changed since it was made, is not what the workspace says now, or is no document of golive.
    Whether its version is released is said, and does not decide. Without a workspace only changes are looked for.
    """
    from golive.cli.output import problems_as_json, show_json, show_problems
    from golive.provenance.file import read_statement
    from golive.provenance.verdict import Verdict, judge
    from golive.support.problems import GoliveError

    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(files):
        try:
            statement = read_statement(path)
            found, project = _project(path, statement, workspace)
            verdict = judge(statement, project) if found else Verdict(statement)
        except GoliveError as error:
            problems += error.problems
            continue
        rows.append(_as_json(path, verdict, found))
        if not as_json:
            _show(path, verdict, found)
    if as_json:
        show_json({"files": rows, "problems": problems_as_json(problems)})
    else:
        show_problems(problems)
    return 1 if problems or not all(row["ok"] for row in rows) else 0


def _project(path: Path, statement: "Statement", named: Path | None) -> "tuple[Workspace | None, Project | None]":
    """The workspace to compare with, and the document in it; None where there is none.

    Raises:
        SpecError: the document there is not valid, or no workspace is where one was named.
    """
    from golive.cli.output import tell_unfinished
    from golive.project.project import load_guide, load_integration

    workspace = _workspace(path, named)
    if workspace is None:
        return None, None
    tell_unfinished(workspace)
    if statement.kind == "guide":
        return workspace, load_guide(workspace) if workspace.guide.exists() else None
    file = next((one for one in workspace.integrations() if one.stem == statement.id), None)
    if file is None:  # a file need not be named like the spec in it
        file = next((one for one in workspace.integrations() if _says(one, statement.id)), None)
    return workspace, load_integration(workspace, file) if file else None


def _says(file: Path, spec_id: str) -> bool:
    import re

    text = file.read_text(encoding="utf-8", errors="replace")
    return re.search(rf"^id:\s*[\"']?{re.escape(spec_id)}[\"']?\s*(#.*)?$", text, re.MULTILINE) is not None


def _workspace(path: Path, named: Path | None) -> "Workspace | None":
    from golive.project.workspace import at, find
    from golive.support.problems import SpecError

    if named:
        return at(named)
    for start in (path, Path.cwd()):
        try:
            return find(start)
        except SpecError:
            continue
    return None


def _show(path: Path, verdict: "Verdict", workspace: "Workspace | None") -> None:
    from golive.cli.output import near
    from golive.yaml_io.naming import safe

    made = verdict.statement
    click.echo(click.style(str(near(path)), fg=None if verdict.is_good else "red", bold=True))
    click.echo(safe(f"  {made.kind} of {made.id} {made.version}, digest {made.digest}, by {made.made_by}"))
    if made.is_intact:
        click.echo("  unchanged since it was made")
    else:
        click.echo(click.style("  CHANGED since it was made", fg="red"))
        for change in made.changes:
            click.echo(safe(f"    {change}"))
    for line in _against(verdict, workspace):
        click.echo(safe(f"  {line}"))
    for one in verdict.sign_offs:
        click.echo(safe(f"  {'approval' if one.approval.date else 'awaited'}: {one.said}"))


def _against(verdict: "Verdict", workspace: "Workspace | None") -> list[str]:
    """What the workspace says of a file."""
    from golive.schema.value_text import join

    version = verdict.statement.version
    if workspace is None:
        return ["no workspace to compare with: name one with --workspace"]
    if not verdict.is_found:
        return [f"there is no such document in {workspace.root}"]
    made = "made" if verdict.statement.is_intact else "was made, before that change,"
    release = {
        "released": f"{made} from {version} as it was released",
        "other": f"not what was released as {version}: it differs in {join(verdict.against)}",
        "none": f"{version} has not been released",
    }
    same = "as the workspace stands now"
    return [release[verdict.release], f"not {same}: it differs in {join(verdict.differs)}" if verdict.differs else same]


def _as_json(path: Path, verdict: "Verdict", workspace: "Workspace | None") -> dict[str, Any]:
    made = verdict.statement
    return {
        "file": str(path),
        "ok": verdict.is_good,
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
        "differs": list(verdict.differs),
        "release": verdict.release,
        "differs_from_release": list(verdict.against),
        "approvals": [one.plain for one in verdict.sign_offs],
    }
