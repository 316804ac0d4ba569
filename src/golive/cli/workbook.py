"""`golive workbook send` and `golive workbook read`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli.new import METHODS
from golive.cli.spec_options import complete_ids

if TYPE_CHECKING:
    from golive.exchange.workbook.receive import Receipt, SpecFile
    from golive.exchange.workbook.returned import Returned
    from golive.project.workspace import Workspace

_WORKSPACE_HELP = "The workspace; by default found upward from the file or the current folder."


@click.group()
def workbook() -> None:
    """Ask the biller in an Excel workbook, and take the answers back into the spec."""


@workbook.command()
@click.argument("spec", metavar="[SPEC]", required=False, shell_complete=complete_ids)
@click.option("--for", "contact", metavar="CONTACT", help="Ask only what this contact answers: an id or a name.")
@click.option("--only-open", is_flag=True, help="Ask only what is still open.")
@click.option("--blank", is_flag=True, help="Ask a new biller everything; there is no SPEC yet.")
@click.option("--method", type=click.Choice(METHODS), default="batch", help="With --blank: how data moves.")
@click.option("--output", "-o", "target", type=click.Path(path_type=Path), metavar="FILE", help="The file to write.")
@click.option("--force", is_flag=True, help="Overwrite FILE, whatever it is.")
@click.option("--workspace", type=click.Path(path_type=Path), metavar="DIR", help=_WORKSPACE_HELP)
def send(
    *,
    spec: str | None,
    blank: bool,
    target: Path | None,
    force: bool,
    workspace: Path | None,
    **said: Any,  # noqa: ANN401
) -> int:
    """Write the questionnaire of SPEC as an Excel workbook, to be filled in and read again.

    It has the answers known so far, the open questions in yellow, and nothing that is marked as internal. By
    default it is written to the output folder, next to the integration's documents.
    """
    from golive.cli.output import shorten_path, write_files
    from golive.exchange.workbook.write import write_workbook
    from golive.schema.value_text import format_count

    if blank == bool(spec):
        raise click.UsageError("Name a SPEC, or say --blank for a new biller.")
    if blank and (said["contact"] or said["only_open"]):
        raise click.UsageError("--for and --only-open ask about a SPEC; --blank has none.")
    found = _find_workspace(spec, workspace)
    if blank:
        from golive.scaffold.from_workbook import build_blank

        path = target or found.output_folder / "new-biller-questionnaire.xlsx"
        book = build_blank(said["method"], _read_vendor_name(found))
    else:
        book = _build_book(_find_spec(found, str(spec)), said["contact"], only_open=said["only_open"])
        suffix = f"-{book.contact}" if book.contact else ""
        path = target or found.output_folder / book.spec_id / f"{book.spec_id}-questionnaire{suffix}.xlsx"
    if not book.sheets:
        click.echo("There is nothing to ask.", err=True)
        return 1
    if not force:
        _refuse_foreign_file(path)
    write_files({path.absolute(): write_workbook(book)}, "the writing of the workbook")
    count = sum(cell.state == "open" for sheet in book.sheets for item in sheet.items for cell in item.cells.values())
    sheets, questions = format_count(len(book.sheets), "sheet"), format_count(count, "open question")
    click.echo(f"{shorten_path(path)}: {sheets}, {questions}")
    return 0


@workbook.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change in the spec.")
@click.option("--accept", type=click.Choice(["theirs", "ours"]), help="Settle conflicts: the workbook, or the spec.")
@click.option("--new", "new_id", metavar="ID", help="For a blank workbook: the id of the new integration.")
@click.option("--owner", metavar="NAME", help="For a blank workbook: who is responsible for it on our side.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Date of the new spec; today by default.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--workspace", type=click.Path(path_type=Path), metavar="DIR", help=_WORKSPACE_HELP)
def read(*, file: Path, dry_run: bool, as_json: bool, workspace: Path | None, **said: Any) -> int:  # noqa: ANN401 - one option each
    """Import the answers in FILE, a questionnaire that was sent and filled in, into its spec.

    Unchanged answers change nothing. If an answer also changed in the spec since the workbook was sent, nothing is
    written until you choose with --accept. Deleted rows remove nothing.

    Exits 1 when an answer cannot be imported; a copy, FILE-to-fix.xlsx, then marks each one with a red frame.
    """
    from golive.cli.output import shorten_path, show_json
    from golive.cli.workbook_report import convert_receipt, print_receipt

    returned = _read_file(file)
    found = _find_workspace(str(file), workspace)
    spec, receipt = _receive(returned, found, said)
    is_written = receipt.is_complete and not dry_run
    written = _save(spec, receipt) if is_written else []
    copy = None if receipt.is_complete or dry_run else _write_copy(returned, receipt, spec)
    if as_json:
        show_json(convert_receipt(returned, receipt, written, copy))
    else:
        print_receipt(returned, receipt, written, dry_run=dry_run)
        if copy:
            click.echo(f"wrote {shorten_path(copy)}, in which each of these has a red frame", err=True)
    return 0 if receipt.is_complete else 1


def _receive(returned: "Returned", workspace: "Workspace", said: dict[str, Any]) -> "tuple[SpecFile, Receipt]":
    """Return the spec of a workbook and what it brings; for a blank one, a new spec that is not saved yet."""
    from golive.exchange.workbook.receive import receive_workbook

    if returned.record.spec_id:
        if said["new_id"] or said["owner"]:
            raise click.UsageError(f"--new and --owner are for a blank workbook; this is of {returned.record.spec_id}.")
        spec = _find_spec(workspace, returned.record.spec_id)
        return spec, receive_workbook(returned, spec, lambda _conflict: said["accept"])
    from golive.cli.workbook_blank import require_new_options
    from golive.scaffold.from_workbook import NewSpecRequest, begin_spec, build_blank

    new_id, owner = require_new_options(said["new_id"], said["owner"])
    day = said["day"].date() if said["day"] else date.today()  # noqa: DTZ011 - the day where the person is
    book = build_blank(returned.record.method, _read_vendor_name(workspace))
    return begin_spec(returned, workspace, book, NewSpecRequest(new_id, owner, day))


def _save(spec: "SpecFile", receipt: "Receipt") -> list[Path]:
    """Write the spec, and return the files that were written."""
    from golive.cli.output import write_files
    from golive.editing import save_edits
    from golive.scaffold.from_workbook import get_new_text

    if spec.unsaved:
        write_files({spec.path: get_new_text(spec, receipt).encode()}, "the writing of the spec", {})
        return [spec.path]
    save_edits(receipt.result)
    return [change.path for change in receipt.result.changes]


def _read_file(file: Path) -> "Returned":
    """Read a returned workbook.

    Raises:
        OriginError: it cannot be read, or is no questionnaire.
    """
    from golive.exchange.sheet_cells import read_grids
    from golive.exchange.workbook.returned import read_returned
    from golive.support.problems import OriginError, make_problem
    from golive.support.regular_files import open_regular_file

    try:
        with open_regular_file(file) as stream:
            content = stream.read()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise OriginError(make_problem(f"cannot be read: {reason}", path=file)) from None
    return read_returned(file, read_grids(file, content))


def _find_workspace(near: str | None, folder: Path | None) -> "Workspace":
    """Return the workspace that is named, or that a file lies in, or that the current folder lies in.

    Raises:
        SpecError: there is none.
    """
    from golive.project.workspace import find_workspace, open_workspace
    from golive.support.problems import SpecError

    if folder:
        return open_workspace(folder)
    if near and (Path(near).exists() or Path(near).suffix):
        try:
            return find_workspace(Path(near))
        except SpecError:
            return find_workspace(Path.cwd())
    return find_workspace(Path.cwd())


def _find_spec(workspace: "Workspace", spec: str) -> "SpecFile":
    """Return the spec with an id, or of a path.

    Raises:
        GoliveError: there is none.
    """
    from golive.exchange.workbook.receive import SpecFile
    from golive.project.subjects import find_spec_file

    _, path = find_spec_file(spec, workspace.root)
    if path is None:
        raise click.UsageError("The guide has no questionnaire; name an integration.")
    return SpecFile(workspace, path)


def _build_book(spec: "SpecFile", contact: str | None, *, only_open: bool) -> Any:  # noqa: ANN401 - Book, not imported at start
    from golive.exchange.workbook.book import Selection
    from golive.exchange.workbook.build import build_book
    from golive.exchange.workbook.receive import read_book_source

    source = read_book_source(spec)
    return build_book(source, Selection(_find_contact(source.values, contact), only_open))


def _find_contact(values: Any, wanted: str | None) -> str:  # noqa: ANN401 - plain values
    """Return the id of a contact by id or name; empty for none.

    Raises:
        click.UsageError: there is no such contact, or there are several.
    """
    if not wanted:
        return ""
    team = [one for one in values.get("team") or () if isinstance(one, dict)]
    for key in ("id", "name"):
        found = [str(one["id"]) for one in team if str(one.get(key, "")).casefold() == wanted.strip().casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            raise click.UsageError(f"Several contacts are called {wanted}: name one by its id, {', '.join(found)}.")
    known = ", ".join(str(one.get("id")) for one in team) or "none"
    raise click.UsageError(f"There is no contact `{wanted}`. Contacts of this integration: {known}.")


def _refuse_foreign_file(path: Path) -> None:
    """Raise OutputError if a file exists that is no questionnaire, or one with answers in it."""
    from golive.exchange.sheet_cells import read_grids
    from golive.exchange.workbook.returned import is_untouched, read_returned
    from golive.support.problems import OriginError, OutputError, make_problem

    if not path.is_file():
        return
    hint = "Choose another file, or pass --force. Nothing was written."
    try:
        is_untouched_file = is_untouched(read_returned(path, read_grids(path, path.read_bytes())))
    except OriginError:
        raise OutputError(make_problem("already exists, and is no questionnaire", hint, path=path)) from None
    if not is_untouched_file:
        raise OutputError(make_problem("already exists, and has answers in it", hint, path=path))


def _write_copy(returned: "Returned", receipt: "Receipt", spec: "SpecFile") -> Path:
    """Write the copy with red frames beside the returned file, and return its path."""
    from golive.cli.output import write_files
    from golive.exchange.workbook.faulty_copy import make_faulty_copy
    from golive.exchange.workbook.receive import build_whole_book
    from golive.exchange.workbook.write import write_workbook

    path = returned.path.with_name(f"{returned.path.stem}-to-fix.xlsx").absolute()
    _refuse_foreign_file(path)
    book = make_faulty_copy(returned, receipt, build_whole_book(returned, spec))
    write_files({path: write_workbook(book)}, "the writing of the copy")
    return path


def _read_vendor_name(workspace: "Workspace") -> str:
    from golive.schema import Organization
    from golive.yaml_io.load import load

    return load(workspace.organization_file, Organization, inside=workspace.data_folder).value.name
