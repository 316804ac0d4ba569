"""The questionnaire as a workbook: sent to a contact, and what a returned one brings."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from golive.exchange.sheet_cells import read_grids
from golive.exchange.workbook.book import Book, Selection
from golive.exchange.workbook.build import build_book
from golive.exchange.workbook.faulty_copy import make_faulty_copy
from golive.exchange.workbook.merge import CellChange, Side
from golive.exchange.workbook.receive import (
    Receipt,
    SpecFile,
    build_whole_book,
    read_book_source,
    receive_workbook,
)
from golive.exchange.workbook.returned import Returned, read_returned
from golive.exchange.workbook.write import write_workbook
from golive.scaffold.from_workbook import build_blank, find_biller_name
from golive.schema import Organization
from golive.studio.sessions.kept_uploads import KeptUpload
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.existing_integrations import make_biller_key
from golive.support.problems import OriginError, Problem, make_problem
from golive.topics.inputs import Choice
from golive.topics.questions import list_reference_choices
from golive.yaml_io.load import load

_EMPTY = "empty"
_QUOTED = re.compile(r"`([^`]*)`")


class AnswerRow(Struct, frozen=True):
    """An answer that came back changed.

    Attributes:
        place: its cell, such as `Biller!D21`.
        question: the question.
        theirs: what came back.
        ours: what the spec says now.
        sent: what was sent.
        name: for a conflict, the name of its choice in the form; else empty.
        choice: what is chosen; empty for nothing yet.
    """

    place: str
    question: str
    theirs: str
    ours: str
    sent: str = ""
    name: str = ""
    choice: str = ""


class FaultRow(Struct, frozen=True):
    """Something that has to be fixed or looked at: its place, what it is, and what to do."""

    place: str
    message: str
    hint: str


class ReceivedPage(Struct, frozen=True):
    """What a returned questionnaire brings.

    Attributes:
        key: the key of the questionnaire.
        file_name: its name.
        sent_version: the version of the spec that it was made from.
        changes: the answers that are taken over.
        additions: the items that are added, in words.
        conflicts: the answers for which somebody has to choose.
        faults: what has to be fixed first.
        notes: what should be looked at.
        is_same: whether it brings nothing.
        can_take_over: whether everything can be taken over, once the conflicts are chosen.
    """

    key: str
    file_name: str
    sent_version: str
    changes: tuple[AnswerRow, ...]
    additions: tuple[str, ...]
    conflicts: tuple[AnswerRow, ...]
    faults: tuple[FaultRow, ...]
    notes: tuple[FaultRow, ...]
    is_same: bool
    can_take_over: bool


def list_contacts(snapshot: FileSnapshot) -> tuple[Choice, ...]:
    """Return the contacts who can be asked."""
    return list_reference_choices(snapshot.values, "team")


def make_spec_file(session: EditSession) -> SpecFile:
    """Return the file of a session with its unsaved text."""
    return SpecFile(session.workspace, session.target.path, session.overlay)


def write_questionnaire(session: EditSession, contact: str, *, only_open: bool) -> bytes | None:
    """Return the questionnaire as a workbook; None if there is nothing to ask.

    Raises:
        GoliveError: the spec has errors.
    """
    known = {one.word for one in list_contacts(session.read())}
    selection = Selection(contact if contact in known else "", only_open)
    book: Book = build_book(read_book_source(make_spec_file(session)), selection)
    return write_workbook(book) if book.sheets else None


def read_questionnaire(session: EditSession, name: str, content: bytes) -> Returned:
    """Read a returned questionnaire.

    Raises:
        OriginError: it is none, or not of this integration.
    """
    try:
        return _read(session, Path(name), content)
    except OriginError as error:  # the page shows no path before a message
        named = (one._replace(path=None, message=f"{name} {one.message}") for one in error.problems)
        raise OriginError(*named) from None


def _read(session: EditSession, path: Path, content: bytes) -> Returned:
    returned = read_returned(path, read_grids(path, content))
    snapshot = session.read()
    if not snapshot.is_readable:
        raise OriginError(make_problem("cannot be merged, because the spec cannot be read", "Clear that up first."))
    spec_id = str(snapshot.values.get("id", ""))
    if not returned.record.spec_id:
        _require_same_biller(session, returned, snapshot)
        return returned
    if returned.record.spec_id != spec_id:
        message = f"is the questionnaire of another integration, `{returned.record.spec_id}`"
        raise OriginError(make_problem(message, "Drop it on the page of that one.", path=path))
    return returned


def _require_same_biller(session: EditSession, returned: Returned, snapshot: FileSnapshot) -> None:
    """Raise an error if the questionnaire of a new biller is from another one than the integration is for."""
    vendor = load(session.workspace.organization_file, Organization, inside=session.workspace.data_folder).value.name
    biller = find_biller_name(returned, build_blank(returned.record.method, vendor))
    about = snapshot.values.get("biller")
    own = str(about.get("name", "")) if isinstance(about, dict) else ""
    if make_biller_key(biller) != make_biller_key(own):
        hint = "Drop it on the page “New integration from a questionnaire”, which begins an integration with it."
        message = (
            f"is the questionnaire of a new biller, {biller}, and this integration is for {own or 'no biller yet'}"
        )
        raise OriginError(make_problem(message, hint, path=returned.path))


def receive(session: EditSession, kept: KeptUpload[Returned], choices: Mapping[str, str]) -> Receipt:
    """Return what a questionnaire brings to the spec as it is now.

    Args:
        session: the file.
        kept: the questionnaire.
        choices: what was chosen for conflicts, by the name of the choice.

    Raises:
        GoliveError: the spec cannot be read.
    """

    def choose(change: CellChange) -> Side | None:
        chosen = choices.get(name_choice(change), "")
        return "theirs" if chosen == "theirs" else "ours" if chosen == "ours" else None

    return receive_workbook(kept.content, make_spec_file(session), choose)


def name_choice(change: CellChange) -> str:
    """Return the name of the choice for a conflict in the form."""
    return f"choose {change.place}"


def build_received_page(kept: KeptUpload[Returned], receipt: Receipt) -> ReceivedPage:
    """Return what a questionnaire brings, for the page."""
    rows = {id(one): _make_row(one) for one in (*receipt.changes, *receipt.conflicts)}
    chosen = [one for one in receipt.changes if one.is_conflict]
    plain = [one for one in receipt.changes if not one.is_conflict]
    conflicts = [_add_choice(rows[id(one)], one, "theirs") for one in chosen]
    conflicts += [_add_choice(rows[id(one)], one, "") for one in receipt.conflicts]
    return ReceivedPage(
        kept.key,
        kept.content.path.name,
        kept.content.record.version,
        tuple(rows[id(one)] for one in plain),
        tuple(
            f"{one.topic.title}: {' › '.join((*one.parents, one.name))} ({one.returned.place})"
            for one in receipt.additions
        ),
        tuple(sorted(conflicts, key=lambda row: row.place)),
        tuple(map(make_fault_row, receipt.problems)),
        tuple(map(make_fault_row, receipt.warnings)),
        not (receipt.changes or receipt.additions or receipt.conflicts or receipt.problems),
        not receipt.problems,
    )


def write_marked_copy(session: EditSession, kept: KeptUpload[Returned], receipt: Receipt) -> bytes:
    """Return the copy in which everything wrong has a red frame.

    Raises:
        GoliveError: the spec has errors.
    """
    book = build_whole_book(kept.content, make_spec_file(session))
    return write_workbook(make_faulty_copy(kept.content, receipt, book))


def _make_row(change: CellChange) -> AnswerRow:
    texts: list[Any] = [one or _EMPTY for one in (change.theirs, change.ours, change.sent)]
    return AnswerRow(str(change.place), change.label, *texts)


def _add_choice(row: AnswerRow, change: CellChange, choice: str) -> AnswerRow:
    return AnswerRow(row.place, row.question, row.theirs, row.ours, row.sent, name_choice(change), choice)


def make_fault_row(problem: Problem) -> FaultRow:
    """Return a problem of a workbook for its page."""
    message, hint = (_QUOTED.sub(r"“\1”", text) for text in (problem.message, problem.hint))
    sentence = message if problem.cell else f"{message[:1].upper()}{message[1:]}"  # the cell is its subject
    return FaultRow(problem.cell, f"{sentence}.", hint)
