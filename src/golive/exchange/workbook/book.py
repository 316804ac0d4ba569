"""The workbook before it is written: sheets with their fields, items and cells, made from the topics of a spec."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from golive.exchange.workbook.addresses import Path
from golive.exchange.workbook.cell_text import CellCodec
from golive.topics.inputs import Choice
from golive.topics.topic import Topic

CellState = Literal["open", "answered", "blank", "locked"]
"""`open`: an answer is wanted; `blank`: none is needed yet; `locked`: shown, and not to be changed here."""


class BookField(Struct, frozen=True):
    """A question of a sheet: a row, or the column of a table.

    Attributes:
        key: its place below an item, such as `schedule.cut_off`.
        label: the question.
        heading: the groups around it, such as "Schedule"; may be empty.
        help: what it means.
        codec: how its answers are written.
        number: the number of its open item; 0 for none.
        needed_by: the phase that needs it, in words; may be empty.
        asked_of: the id of the contact who answers it; may be empty.
        is_required: whether every item must have it.
    """

    key: str
    label: str
    heading: str
    help: str
    codec: CellCodec
    number: int = 0
    needed_by: str = ""
    asked_of: str = ""
    is_required: bool = False


class BookCell(Struct, frozen=True):
    """The answer to one question of one item.

    Attributes:
        path: its path in the spec; empty for an item that is not in the spec.
        text: what stands in the cell.
        state: whether an answer is wanted.
        codec: how answers are written.
        asked_of: the id of the contact who answers it; may be empty.
        asked_name: the name of this contact.
        fault: what is wrong with the answer, for a copy that is sent back; may be empty.
        replaced: the text of the spec, where a copy that is sent back shows another; None where it shows the same.
    """

    path: Path
    text: str
    state: CellState
    codec: CellCodec
    asked_of: str = ""
    asked_name: str = ""
    fault: str = ""
    replaced: str | None = None

    @property
    def spec_text(self) -> str:
        """The text that the spec has for the cell."""
        return self.text if self.replaced is None else self.replaced


class BookItem(Struct, frozen=True):
    """An item of a sheet: a column, or the row of a table.

    Attributes:
        path: its path in the spec; empty for the whole spec.
        name: its name, for headings.
        parents: the names of the items that contain it, outermost first.
        list_label: the name of the list, where a sheet has several lists with the same parents.
        cells: its answers, by the keys of the fields; a question that does not apply to it has none.
        is_new: whether it is not in the spec.
    """

    path: Path
    name: str
    parents: tuple[str, ...]
    list_label: str
    cells: Mapping[str, BookCell]
    is_new: bool = False


class BookSheet(Struct, frozen=True):
    """One sheet, with the answers to one topic.

    Attributes:
        topic: the topic.
        title: the name of the sheet.
        is_across: whether questions are rows and items are columns; in a table it is the other way around.
        fields: the questions.
        items: the items.
        parent_labels: headings for the names of parents, such as "Interface" and "Record".
        list_labels: the names of its lists, if there are several with the same parents.
        takes_items: whether items may be added.
    """

    topic: Topic
    title: str
    is_across: bool
    fields: tuple[BookField, ...]
    items: tuple[BookItem, ...]
    parent_labels: tuple[str, ...] = ()
    list_labels: tuple[str, ...] = ()
    takes_items: bool = False


class Selection(Struct, frozen=True):
    """What of a spec is asked.

    Attributes:
        contact: the id of the only contact whose questions are asked; empty for everyone's.
        only_open: whether only open questions are asked.
        topics: the only topics that are asked; empty for all.
    """

    contact: str = ""
    only_open: bool = False
    topics: frozenset[str] = frozenset()


class Book(Struct, frozen=True):
    """A workbook.

    Attributes:
        spec_id: the id of the spec; empty for a new biller.
        name: the name of the integration.
        vendor: the name of the vendor.
        version: the version of the spec.
        contact: the id of the contact who is asked; empty for everyone.
        sheets: its sheets.
        identities: what tells each item of a list that a sheet shows, or that contains such an item, from the others.
        references: the choices of each list that answers refer to, by its path.
        people: the names of the contacts by id.
        method: for a new biller, how its data moves; else empty.
        remarks: what is wrong with a returned workbook beside its answers, for a copy that is sent back.
    """

    spec_id: str
    name: str
    vendor: str
    version: str
    contact: str
    sheets: tuple[BookSheet, ...]
    identities: Mapping[Path, str]
    references: Mapping[str, tuple[Choice, ...]]
    people: Mapping[str, str]
    method: str = ""
    remarks: tuple[str, ...] = ()

    def list_texts(self) -> Mapping[Path, str]:
        """Return the text that the spec has for every cell, by its path; empty ones are left out."""
        cells = (cell for sheet in self.sheets for item in sheet.items for cell in item.cells.values())
        return {cell.path: text for cell in cells if (text := cell.spec_text) and cell.path}
