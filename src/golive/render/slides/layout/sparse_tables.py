"""Give a table of one to four short rows that is alone on its slide, or above a text, a form that fills the slide.

A single row becomes a table of its facts, one per row; a few rows become cards side by side.
"""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Block, Paragraph, Run, Runs, Table, plain_text
from golive.render.slides.layout.boxes import BoxesForm, SourceBox
from golive.render.slides.layout.form import FORM_GAP_IN, SIZE_LEVELS, Form, FormContext, MeasuredForm, SizeLevel
from golive.render.slides.layout.tables import TableForm
from golive.render.slides.layout.text_layout import convert_runs
from golive.support.problems import LayoutError

_SPARSE_SHARE: Final = 0.6
"""A table that fills less than this share of the height, with its rows as high as they may be, is sparse."""
_EMPTY_SHARE: Final = 0.4
"""A table that fills less than this share is replaced even by cards that are not full."""
_FILLED_CARDS_SHARE: Final = 0.5
"""Cards whose text fills at least this share of the height look full."""
_MAX_CARDS: Final = 4
_MIN_COLUMNS: Final = 2
_MIN_CARD_PT: Final = 14.0
_NOTHING: Final = frozenset({"", "–"})


class SparseTableForm(Struct, frozen=True):
    """A table that takes another form where it would leave most of its slide empty.

    Attributes:
        form: the table.
        below: the text below it; None if it is alone.
    """

    form: TableForm
    below: Form | None = None

    def measure(self, level: SizeLevel, width: float, room: float) -> MeasuredForm:
        """Measure the table, or the form that fills the slide better; lengths are in inches."""
        table = self.form.measure(level, width, room)
        filled = table.max_height(0, len(table.heights))
        if self.below:
            room -= sum(self.below.measure(SIZE_LEVELS[0], width, room).heights) + FORM_GAP_IN
        other = build_fuller_form(self.form.table, self.form) if filled < _SPARSE_SHARE * room else None
        fuller = _measure_on_one_slide(other, width, room) if other else None
        if fuller and (isinstance(other, TableForm) or filled < _EMPTY_SHARE * room):
            return fuller
        return fuller if fuller and sum(fuller.heights) >= _FILLED_CARDS_SHARE * room else table


def build_fuller_form(table: Table, form: TableForm) -> Form | None:
    """Return the form that shows a few rows better than the table; None if there is none."""
    if table.caption or len(table.header) < _MIN_COLUMNS or not 1 <= len(table.rows) <= _MAX_CARDS:
        return None
    if len(table.rows) == 1 and len(table.header) > _MIN_COLUMNS:
        return replace(form, table=_transpose_row(table), kind="")
    if any(plain_text(row[0]) in _NOTHING for row in table.rows):
        return None
    return BoxesForm(
        tuple(_build_card(table, row, form.context) for row in table.rows), form.context, is_cards=True, is_alone=True
    )


def _transpose_row(table: Table) -> Table:
    """Return a table of two columns with a row for each further column of the only row."""
    (row,) = table.rows
    rows = tuple((head, cell) for head, cell in zip(table.header, row, strict=True) if plain_text(cell) not in _NOTHING)
    attributes = {"heads": "yes", "widths": "25 75"}
    return replace(table, header=rows[0], rows=rows[1:], align=("", ""), attributes=attributes)


def _build_card(table: Table, row: tuple[Runs, ...], context: FormContext) -> SourceBox:
    """Return a card headed by the first cell; below it, the other cells, each under the name of its column."""
    blocks: tuple[Block, ...] = tuple(
        Paragraph((Run(f"{plain_text(head)}\n", bold=True), *cell), table.line)
        for head, cell in zip(table.header[1:], row[1:], strict=True)
        if plain_text(cell) not in _NOTHING
    )
    return SourceBox(convert_runs(row[0], context.keys), "dark", blocks, table.line)


def _measure_on_one_slide(form: Form, width: float, room: float) -> MeasuredForm | None:
    """Measure at the largest sizes at which the form takes one slide; None if the text would become small."""
    for level in SIZE_LEVELS:
        if level.card < _MIN_CARD_PT:
            return None
        try:
            measured = form.measure(level, width, room)
        except LayoutError:
            continue
        if measured.overhead + sum(measured.heights) <= room:
            return measured
    return None
