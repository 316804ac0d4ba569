"""Begin an integration with the questionnaire that a new biller filled in."""

from datetime import date
from pathlib import Path

from msgspec import Struct

from golive.exchange.sheet_cells import read_grids
from golive.exchange.workbook.faulty_copy import make_faulty_copy
from golive.exchange.workbook.receive import Receipt, SpecFile, build_whole_book
from golive.exchange.workbook.returned import Returned, read_returned
from golive.exchange.workbook.write import write_workbook
from golive.project.workspace import Workspace
from golive.scaffold.from_workbook import NewSpecRequest, begin_spec, build_blank, find_biller_name, get_new_text
from golive.schema import Organization
from golive.studio.views.interview import METHOD_WORDS, choose_integration_id
from golive.studio.views.questionnaire import FaultRow, make_fault_row
from golive.support.files import write_files_atomically
from golive.support.problems import GoliveError, OriginError, make_problem
from golive.topics.inputs import Choice
from golive.yaml_io.load import load


class BegunIntegration(Struct, frozen=True):
    """What a filled-in questionnaire begins.

    Attributes:
        id: the id of the integration.
        file_name: name of the questionnaire.
        is_written: whether the integration was written.
        faults: what has to be fixed first.
        notes: what should be looked at.
        marked_copy: the copy in which everything wrong has a red frame; None if there is none.
    """

    id: str
    file_name: str
    is_written: bool
    faults: tuple[FaultRow, ...] = ()
    notes: tuple[FaultRow, ...] = ()
    marked_copy: bytes | None = None


def list_methods() -> tuple[Choice, ...]:
    """Return the ways in which data moves; each has a questionnaire of its own."""
    return tuple(Choice(word, label, meaning) for word, (label, meaning) in METHOD_WORDS.items())


def write_blank_questionnaire(workspace: Workspace, method: str) -> bytes:
    """Return the questionnaire for a new biller as a workbook.

    Raises:
        GoliveError: there is no such method, or the vendor's file cannot be read.
    """
    return write_workbook(build_blank(method, _read_vendor_name(workspace)))


def begin_integration(workspace: Workspace, name: str, content: bytes, owner: str, today: date) -> BegunIntegration:
    """Write the integration of a filled-in questionnaire, or say what has to be fixed first.

    Args:
        workspace: the workspace.
        name: name of the file, for messages.
        content: the file.
        owner: who is responsible for the integration on the vendor's side.
        today: the day of its first version.
    """
    path = Path(name)
    try:
        returned = read_returned(path, read_grids(path, content))
        if returned.record.spec_id:
            hint = "Drop it on the page “Questionnaire” of that one."
            message = f"is the questionnaire of an integration that exists, `{returned.record.spec_id}`"
            raise OriginError(make_problem(message, hint, path=path))
        book = build_blank(returned.record.method, _read_vendor_name(workspace))
        new_id = choose_integration_id(workspace, find_biller_name(returned, book))
        spec, receipt = begin_spec(returned, workspace, book, NewSpecRequest(new_id, owner, today))
        if receipt.is_complete:
            files = {spec.path: get_new_text(spec, receipt).encode()}
            write_files_atomically(files, "the writing of the spec", {})
    except GoliveError as error:
        named = (one if one.cell else one._replace(message=f"“{name}” {one.message}") for one in error.problems)
        return BegunIntegration("", name, is_written=False, faults=tuple(map(make_fault_row, named)))
    return BegunIntegration(
        new_id,
        name,
        is_written=receipt.is_complete,
        faults=tuple(map(make_fault_row, receipt.problems)),
        notes=tuple(map(make_fault_row, receipt.warnings)),
        marked_copy=None if receipt.is_complete else _write_marked_copy(returned, receipt, spec),
    )


def _write_marked_copy(returned: Returned, receipt: Receipt, spec: SpecFile) -> bytes | None:
    try:
        return write_workbook(make_faulty_copy(returned, receipt, build_whole_book(returned, spec)))
    except GoliveError:
        return None


def _read_vendor_name(workspace: Workspace) -> str:
    return load(workspace.organization_file, Organization, inside=workspace.data_folder).value.name
