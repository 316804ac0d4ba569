"""`golive import`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.exchange.imports.offer import ImportOffer
    from golive.exchange.imports.plan import FilesToWrite, ImportPlan, ImportRequest
    from golive.support.problems import Problem

_KINDS = ("openapi", "wsdl", "copybook", "sample", "sheet")


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--into", "spec", metavar="SPEC", shell_complete=complete_ids, help="The spec to import into.")
@click.option("--interface", default="", metavar="ID", help="The interface; by default the only one that fits.")
@click.option(
    "--pick",
    "picks",
    multiple=True,
    metavar="PATTERN",
    help="What to import: keys of the list, `*` for any characters.",
)
@click.option("--skip", "skips", multiple=True, metavar="PATTERN", help="What to leave out.")
@click.option("--kind", type=click.Choice(_KINDS), help="The kind of file; by default told from its content.")
@click.option(
    "--columns",
    default="",
    metavar="LIST",
    help="Where fields of a fixed-width sample start, such as 1,3,13; or columns of a sheet, such as name=B.",
)
@click.option("--record", default="", metavar="ID", help="The id for the record of a sample without record types.")
@click.option(
    "--header/--no-header",
    "has_header",
    default=None,
    help="Whether the first line of a delimited sample names its columns.",
)
@click.option("--accept", is_flag=True, help="Where they differ, use the value from the file, not the one in the spec.")
@click.option("--prune", is_flag=True, help="Remove records, calls and fields that this import does not bring.")
@click.option("--origins", is_flag=True, help="List where each imported value of SPEC comes from.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change in the spec.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from SPEC or the current folder.",
)
def import_files(  # noqa: PLR0913 - click passes each option as a parameter
    *,
    files: tuple[Path, ...],
    spec: str | None,
    interface: str,
    picks: tuple[str, ...],
    skips: tuple[str, ...],
    kind: str | None,
    columns: str,
    record: str,
    has_header: bool | None,
    accept: bool,
    prune: bool,
    origins: bool,
    dry_run: bool,
    as_json: bool,
    workspace: Path | None,
) -> int:
    """Import FILE into a spec: OpenAPI, WSDL, a COBOL copybook, a sample file, or a layout in Excel.

    Without --into, lists what a file offers. Each value that is imported keeps its place in the file. What the spec
    says already stays, unless an earlier import of the file wrote it; differences are named. With --accept the file
    wins, and what only the spec has stays; --prune removes that.

    Exits 1 when the spec says something else than the file, or when `golive check` would find new errors.
    """
    from golive.exchange.imports.plan import ImportRequest
    from golive.exchange.imports.registry import ReadOptions

    if origins:
        if files or not spec:
            raise click.UsageError("--origins needs --into SPEC, and no FILE.")
        return _show_origins(spec, workspace, as_json=as_json)
    if not files:
        raise click.UsageError("Name the file to import.")
    options = ReadOptions(tuple(one.strip() for one in columns.split(",") if one.strip()), record, has_header)
    offers = _read_offers(files, kind or "", options)
    if spec is None:
        from golive.cli.import_output import list_offers

        return list_offers(offers, picks, as_json=as_json)
    request = ImportRequest(interface, picks, skips, accept, prune)
    return _import_into(spec, workspace, offers, request, dry_run=dry_run, as_json=as_json)


def _read_offers(files: tuple[Path, ...], kind: str, options: Any) -> "list[ImportOffer]":  # noqa: ANN401 - ReadOptions, imported late
    """Read every file; raise the problems of all that cannot be read."""
    from golive.cli.output import shorten_path
    from golive.exchange.imports.offer import read_import_file
    from golive.exchange.imports.registry import read_offer
    from golive.support.problems import OutputError

    offers: list[ImportOffer] = []
    problems: list[Problem] = []
    for path in files:
        try:
            offers.append(read_offer(read_import_file(path, shorten_path(path)), kind, options))
        except OutputError as error:
            problems += error.problems
    if problems:
        raise OutputError(*problems)
    return offers


def _import_into(  # noqa: PLR0913 - what the command was given
    spec: str,
    folder: Path | None,
    offers: "list[ImportOffer]",
    request: "ImportRequest",
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    from msgspec.structs import replace

    from golive.cli.import_output import ask_picks, print_plan, show_plans_as_json
    from golive.exchange.imports.plan import plan_imports

    workspace, path = _find_spec(spec, folder)
    if not request.picks and not as_json and sys.stdin.isatty() and sys.stdout.isatty():
        request = replace(request, picks=ask_picks(offers))
    plans, files = plan_imports(workspace, path, offers, request)
    if not dry_run:
        files.save()
    if as_json:
        show_plans_as_json(plans, files, is_written=not dry_run)
    else:
        for plan in plans:
            print_plan(plan)
            if plan.lacks_picks:
                name = plan.offer.file
                click.echo(
                    f"Nothing of {name} is picked. `golive import {name}` lists what there is; name it with --pick."
                )
        _print_files(files, is_written=not dry_run)
    return int(any(_needs_attention(plan) for plan in plans))


def _needs_attention(plan: "ImportPlan") -> bool:
    return bool(plan.conflicts) or any(problem.severity == "error" for problem in plan.new_problems)


def _print_files(files: "FilesToWrite", *, is_written: bool) -> None:
    from golive.cli.output import shorten_path

    for comment in files.result.removed_comments:
        click.echo(f"removed with what it described: {comment}", err=True)
    if not files.result.changes:
        click.echo("There is nothing to change in the spec.")
    elif not is_written:
        click.echo(files.result.diff, nl=False)
    for change in files.result.changes if is_written else ():
        click.echo(f"wrote {shorten_path(change.path)}")


def _find_spec(spec: str, folder: Path | None) -> tuple[Any, Path]:
    from golive.project.subjects import find_spec_file
    from golive.support.problems import SpecError, make_problem

    workspace, path = find_spec_file(spec, folder)
    if path is None:
        raise SpecError(make_problem("the guide has no interfaces", "Name an integration."))
    return workspace, path


def _show_origins(spec: str, folder: Path | None, *, as_json: bool) -> int:
    from golive.cli.output import show_json
    from golive.exchange.imports.import_log import find_origins, get_log_file, read_log
    from golive.schema import Integration
    from golive.yaml_io.load import load
    from golive.yaml_io.message_text import escape_unprintable

    workspace, path = _find_spec(spec, folder)
    spec_id = load(path, Integration, inside=workspace.data_folder).value.id
    log, _ = read_log(get_log_file(workspace.data_folder, spec_id))
    origins = find_origins(log)
    if as_json:
        show_json({"origins": {name: {"file": file, "place": place} for name, (file, place) in origins.items()}})
        return 0
    for name, (file, place) in origins.items():
        click.echo(escape_unprintable(f"{name}: {file} {place}"))
    if not origins:
        click.echo(f"Nothing was imported into {spec_id}.", err=True)
    return 0
