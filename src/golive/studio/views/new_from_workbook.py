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
from golive.studio.sessions.targets import INTEGRATION, find_target
from golive.studio.views.existing_integrations import ExistingIntegration, find_integrations_of
from golive.studio.views.interview import METHOD_WORDS, choose_integration_id
from golive.studio.views.questionnaire import FaultRow, make_fault_row
from golive.support.files import write_files_atomically
from golive.support.problems import GoliveError, OriginError, make_problem
from golive.topics.inputs import Choice
from golive.yaml_io.load import load


class FilledQuestionnaire(Struct, frozen=True):
    """A questionnaire that came back: its file name, its bytes, and who is responsible on the vendor's side."""

    file_name: str
    content: bytes
    owner: str


class BegunIntegration(Struct, frozen=True):
    """What a filled-in questionnaire begins.

    Attributes:
        id: the id of the integration.
        file_name: name of the questionnaire.
        is_written: whether the integration was written.
        faults: what has to be fixed first.
        notes: what should be looked at.
        marked_copy: the copy in which everything wrong has a red frame; None if there is none.
        existing: the integrations of the same biller; then nothing is written.
        may_be_second: whether the questionnaire may begin a second one beside them.
    """

    id: str
    file_name: str
    is_written: bool
    faults: tuple[FaultRow, ...] = ()
    notes: tuple[FaultRow, ...] = ()
    marked_copy: bytes | None = None
    existing: tuple[ExistingIntegration, ...] = ()
    may_be_second: bool = True


def list_methods() -> tuple[Choice, ...]:
    """Return the ways in which data moves; each has a questionnaire of its own."""
    return tuple(Choice(word, label, meaning) for word, (label, meaning) in METHOD_WORDS.items())


def write_blank_questionnaire(workspace: Workspace, method: str) -> bytes:
    """Return the questionnaire for a new biller as a workbook.

    Raises:
        GoliveError: there is no such method, or the vendor's file cannot be read.
    """
    return write_workbook(build_blank(method, _read_vendor_name(workspace)))


def read_filled_questionnaire(filled: FilledQuestionnaire) -> Returned:
    """Read a questionnaire.

    Raises:
        OriginError: it is none.
    """
    path = Path(filled.file_name)
    return read_returned(path, read_grids(path, filled.content))


def begin_integration(
    workspace: Workspace, filled: FilledQuestionnaire, today: date, *, is_second: bool = False
) -> BegunIntegration:
    """Write the integration of a filled-in questionnaire, or say what has to be fixed or decided first.

    Args:
        workspace: the workspace.
        filled: the questionnaire.
        today: the day of the first version.
        is_second: whether it is begun although its biller has an integration.
    """
    name = filled.file_name
    try:
        returned = read_filled_questionnaire(filled)
        if returned.record.spec_id:
            existing = _find_sender(workspace, returned)
            return BegunIntegration("", name, is_written=False, existing=(existing,), may_be_second=False)
        book = build_blank(returned.record.method, _read_vendor_name(workspace))
        biller = find_biller_name(returned, book)
        if not is_second and (found := find_integrations_of(workspace, biller)):
            return BegunIntegration("", name, is_written=False, existing=found)
        new_id = choose_integration_id(workspace, biller)
        spec, receipt = begin_spec(returned, workspace, book, NewSpecRequest(new_id, filled.owner, today))
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


def _find_sender(workspace: Workspace, returned: Returned) -> ExistingIntegration:
    """Return the integration that a questionnaire was sent for.

    Raises:
        OriginError: it is not there any more.
    """
    target = find_target(workspace, INTEGRATION, returned.record.spec_id)
    if target is None:
        message = f"is the questionnaire of the integration `{returned.record.spec_id}`, which is not in this folder"
        hint = "Open the folder that it was sent from, or send the biller the empty questionnaire of this page."
        raise OriginError(make_problem(message, hint, path=returned.path))
    return ExistingIntegration(target.id, target.id, "", target.url)


def _write_marked_copy(returned: Returned, receipt: Receipt, spec: SpecFile) -> bytes | None:
    try:
        return write_workbook(make_faulty_copy(returned, receipt, build_whole_book(returned, spec)))
    except GoliveError:
        return None


def _read_vendor_name(workspace: Workspace) -> str:
    return load(workspace.organization_file, Organization, inside=workspace.data_folder).value.name
