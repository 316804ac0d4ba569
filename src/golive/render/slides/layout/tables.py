"""Lay out tables: fitted column widths, undivided rows if possible, a header on every slide."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color, Rect
from golive.markdown.document import Runs, Table, plain_text
from golive.render.palette import contrast_ratio
from golive.render.slides.layout.columns import break_wide_values, compute_column_widths, scale_widths_by_shares
from golive.render.slides.layout.form import FormContext, SizeLevel
from golive.render.slides.layout.problems import make_template_problem
from golive.render.slides.layout.table_strips import CELL_MARGIN_IN, Cells, RowStrip, join_strips
from golive.render.slides.layout.text_layout import (
    convert_runs,
    make_bold,
    measure_height_in,
    remove_links,
)
from golive.render.slides.model import Element, Grid, Panel, Para, Span, TableCell, TableLook, TableRow
from golive.render.slides.theme.colors import (
    MIN_TEXT_CONTRAST,
    ColorScheme,
    choose_text_color,
    get_soft_color,
    resolve_color,
)
from golive.support.problems import LayoutError
from golive.typography.units import POINTS_PER_INCH

_MAX_ROW_GROWTH: Final = 2.1
"""Maximum row height, as a multiple of the natural height."""
_MAX_HEADER_GROWTH: Final = 1.35
_MAX_ROW_HEIGHT_IN: Final = 0.85
_MIN_PIECE_LINES: Final = 2
_ROW_PIECE_SHARE: Final = 0.13
"""Height of a piece of a divided row, as a share of the slide body."""
_CAPTION_PT: Final = 12.0
_RACI_COLORS: Final[dict[str, Color]] = {"A": "dark", "R": "accent", "C": "sit-soft", "I": "soft"}
_COMPARE_COLORS: Final[tuple[Color, ...]] = ("dark", "sit", "uat")

RowSpans = tuple[tuple[Span, ...], ...]


class TableForm(Struct, frozen=True):
    """A table; `kind` is its `kind` attribute, or "compare" for the three columns of `::: compare`."""

    table: Table
    context: FormContext
    number: int
    kind: str

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredTable":
        """Measure at a size level; a part is a row or a strip of a row."""
        size = max(12.0, level.table - 1) if self.kind == "layout" else level.table
        family = self.context.fonts.body
        spans: list[RowSpans] = [tuple(remove_links(make_bold(convert_runs(cell))) for cell in self.table.header)]
        spans.extend(self._style_row(row) for row in self.table.rows)
        widths = self._compute_widths(spans, width, size)
        spans = [break_wide_values(row, widths, size, family) for row in spans]
        header = self._build_paras(spans[0], size)
        head = _measure_row_height(header, widths, family)
        caption = self._build_caption()
        top = measure_height_in(caption, width, family) + 0.06 if caption else 0.0
        rows = [RowStrip.from_row(self._build_paras(styled, size), widths, family) for styled in spans[1:]]
        if any(_count_fitting_lines(room - head - top, size, row.line_pitch) < 1 for row in rows):
            raise self._no_room_error()
        strips = tuple(strip for row in rows for strip in self._divide_row(row, room, head + top))
        heights = tuple(strip.height for strip in strips)
        return MeasuredTable(self, tuple(widths), header, strips, heights, head, top, caption, family)

    def _divide_row(self, row: RowStrip, room: float, overhead: float) -> tuple[RowStrip, ...]:
        size = row.row[0][0].size_pt
        least = max(_MIN_PIECE_LINES, _count_fitting_lines(_ROW_PIECE_SHARE * room, size, row.line_pitch))
        return row.divide_row(least, _count_fitting_lines(room - overhead, size, row.line_pitch))

    def _style_row(self, row: tuple[Runs, ...]) -> RowSpans:
        return tuple(self._style_cell(convert_runs(cell, self.context.keys), column) for column, cell in enumerate(row))

    def _style_cell(self, spans: tuple[Span, ...], column: int) -> tuple[Span, ...]:
        if self.kind == "raci" and column and _get_raci_fill("".join(span.text for span in spans)):
            return remove_links(make_bold(spans))
        heads = self.table.attributes.get("heads") == "yes" or self.kind in {"keys", "compare"}
        return make_bold(spans) if column == 0 and heads else spans

    def _compute_widths(self, spans: list[RowSpans], width: float, size: float) -> tuple[float, ...]:
        shares = self.table.attributes.get("widths", "").split()
        if len(shares) == len(spans[0]) and all(share.isdigit() for share in shares):
            return scale_widths_by_shares([max(float(share), 1.0) for share in shares], width)
        widths = compute_column_widths(spans, width, size, self.context.fonts.body, 2 * CELL_MARGIN_IN[0])
        if self.kind == "compare" and len(widths) == 3:  # noqa: PLR2004 - aspect, SIT, UAT
            rest = (width - min(widths[0], width * 0.22)) / 2
            widths = (width - 2 * rest, rest, rest)
        if self.kind == "raci" and len(widths) > 1:
            even = sum(widths[1:]) / (len(widths) - 1)
            if even >= max(widths[1:]) * 0.8:
                widths = (widths[0], *(even for _ in widths[1:]))
        if min(widths) < 2 * CELL_MARGIN_IN[0] + size / POINTS_PER_INCH:
            raise LayoutError(
                make_template_problem(
                    self.context.source,
                    self.table.line,
                    f"a table of {len(widths)} columns is too wide",
                    "Divide it into two tables, or leave columns out.",
                )
            )
        return widths

    def _build_paras(self, cells: RowSpans, size: float) -> Cells:
        paras = []
        for column, spans in enumerate(cells):
            wish = self.table.align[column] if column < len(self.table.align) else ""
            align = "center" if self.kind == "raci" and column else wish
            paras.append((Para(spans, size, align=align if align in {"center", "right"} else "left"),))  # type: ignore[arg-type]
        return tuple(paras)

    def _no_room_error(self) -> LayoutError:
        message, hint = "the header of this table leaves no room for its rows", "Shorten the heads of its columns."
        longest = max(map(plain_text, self.table.header), key=len)
        return LayoutError(make_template_problem(self.context.source, self.table.line, message, hint, longest))

    def _build_caption(self) -> tuple[Para, ...]:
        if not self.table.caption:
            return ()
        return (Para(make_bold(convert_runs(self.table.caption, self.context.keys)), _CAPTION_PT, color="muted"),)

    @property
    def look(self) -> TableLook | None:
        """Return the style of the template that the table has; None if its cells have colors of their own."""
        return None if self.kind in {"raci", "compare"} else self.context.placeholders.table_look

    def choose_cell_fill(self, column: int, para: Para, *, striped: bool) -> Color | None:
        """Return the fill color of a body cell; None for no fill."""
        if self.kind == "raci" and column:
            return _get_raci_fill(para.text)
        if self.kind == "compare" and column:
            return get_soft_color(_COMPARE_COLORS[min(column, 2)])
        return "soft" if striped else None


def _get_raci_fill(text: str) -> Color | None:
    """Return the fill color of a RACI mark; None if the text is not a mark."""
    return _RACI_COLORS.get(text.strip()[:1])


def _measure_row_height(row: Cells, widths: tuple[float, ...], family: str) -> float:
    inner = [
        measure_height_in(paras, width - 2 * CELL_MARGIN_IN[0], family)
        for paras, width in zip(row, widths, strict=True)
    ]
    return max(inner) + 2 * CELL_MARGIN_IN[1]


def _count_fitting_lines(height: float, size: float, pitch: float) -> int:
    """Return how many lines fit in a row of the given height, in inches."""
    return int(((height - 2 * CELL_MARGIN_IN[1]) * POINTS_PER_INCH - 0.2) / (pitch * size))


class MeasuredTable(Struct, frozen=True):
    """A measured table; lengths are in inches.

    Attributes:
        heights: height of each strip; merged strips of one row are lower than their sum.
        header_height: height of the header row.
        caption_height: height of the caption, with its gap.
    """

    form: TableForm
    widths: tuple[float, ...]
    header: Cells
    strips: tuple[RowStrip, ...]
    heights: tuple[float, ...]
    header_height: float
    caption_height: float
    caption: tuple[Para, ...]
    family: str

    @property
    def has_row_heads(self) -> bool:
        """Return whether the first column names the rows."""
        return self.form.table.attributes.get("heads") == "yes" or self.form.kind in {"compare", "keys"}

    @property
    def continued_parts(self) -> frozenset[int]:
        """The strips whose row goes on in the next one."""
        return frozenset(n for n, strip in enumerate(self.strips) if not strip.is_last)

    @property
    def overhead(self) -> float:
        """Return the height of the header and caption, which are repeated on every slide."""
        return self.header_height + self.caption_height

    @property
    def keep_with_next(self) -> bool:
        """Return False: a slide may end after a table."""
        return False

    def max_height(self, start: int, stop: int) -> float:
        """Return the greatest useful height, which limits row growth."""
        rows = join_strips(self.strips[start:stop])
        return (
            self.caption_height
            + _compute_roomy_height(self.header_height, _MAX_HEADER_GROWTH)
            + sum(_compute_roomy_height(row.height) for row in rows)
        )

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place a native table with its caption above."""
        strips = join_strips(self.strips[start:stop])
        natural = (self.header_height, *(strip.height for strip in strips))
        wishes = [_compute_roomy_height(self.header_height, _MAX_HEADER_GROWTH) - self.header_height]
        wishes += [_compute_roomy_height(height) - height for height in natural[1:]]
        share = min(1.0, max(rect.height - self.caption_height - sum(natural), 0.0) / (sum(wishes) or 1.0))
        heights = [height + wish * share for height, wish in zip(natural, wishes, strict=True)]
        rows = [TableRow(heights[0], self._build_header_cells())]
        for number, strip in enumerate(strips, 1):
            cells = strip.build_cells(self.widths, self.family)
            rows.append(TableRow(heights[number], self._build_row_cells(cells, striped=number % 2 == 0)))
        place = Rect(rect.x, rect.y + self.caption_height, rect.width, sum(heights))
        grid = Grid(
            f"table:{self.form.number}",
            place,
            self.widths,
            tuple(rows),
            self._build_alt_text(len(strips)),
            row_heads=self.has_row_heads,
            margin=CELL_MARGIN_IN,
            look=self.form.look,
        )
        if not self.caption:
            return (grid,)
        above = Rect(rect.x, rect.y, rect.width, self.caption_height - 0.06)
        return (Panel(f"caption:{self.form.number}", above, self.caption), grid)

    def _build_header_cells(self) -> tuple[TableCell, ...]:
        look = self.form.look
        if look:
            return tuple(_build_styled_cell(para, look.header, self.form.context.scheme) for (para,) in self.header)
        cells = []
        for column, (para,) in enumerate(self.header):
            fill: Color = _COMPARE_COLORS[min(column, 2)] if self.form.kind == "compare" else "dark"
            cells.append(
                TableCell((replace(para, color=choose_text_color(fill, self.form.context.scheme, "paper")),), fill)
            )
        return tuple(cells)

    def _build_row_cells(self, row: Cells, *, striped: bool) -> tuple[TableCell, ...]:
        look = self.form.look
        if look:
            scheme, heads = self.form.context.scheme, self.has_row_heads
            return tuple(
                _build_styled_cell(para, look.first_column, scheme) if heads and not column else _inherit_cell(para)
                for column, (para,) in enumerate(row)
            )
        cells = []
        for column, (para,) in enumerate(row):
            fill = self.form.choose_cell_fill(column, para, striped=striped)
            styled = para
            if fill is not None and self.form.kind == "raci" and column:
                styled = replace(para, color=choose_text_color(fill, self.form.context.scheme))
            cells.append(TableCell((styled,), fill))
        return tuple(cells)

    def _build_alt_text(self, count: int) -> str:
        heads = ", ".join(" ".join(para.text.split()) for (para,) in self.header)
        said = f"Table with {count} {'row' if count == 1 else 'rows'} and the columns {heads}."
        return said if not self.caption else f"{self.caption[0].text}. {said}"


def _compute_roomy_height(height: float, roomiest: float = _MAX_ROW_GROWTH) -> float:
    return max(height, min(height * roomiest, _MAX_ROW_HEIGHT_IN))


def _inherit_cell(para: Para) -> TableCell:
    return TableCell((para,), has_own_color=False)


def _build_styled_cell(para: Para, colors: tuple[str, str], scheme: ColorScheme) -> TableCell:
    """Build a head in the style of the template; its text or its fill changes if it could not be read."""
    text, fill = colors
    if contrast_ratio(text, fill) >= MIN_TEXT_CONTRAST:
        return _inherit_cell(para)
    inks: tuple[Color, ...] = ("paper", "ink")
    for ink in inks:
        if contrast_ratio(resolve_color(ink, scheme), fill) >= MIN_TEXT_CONTRAST:
            return TableCell((replace(para, color=ink),))
    return TableCell((replace(para, color=choose_text_color("dark", scheme, "paper")),), "dark")
