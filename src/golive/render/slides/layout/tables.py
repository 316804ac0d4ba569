"""Tables: columns by what they hold, rows that stay whole, the header repeated on every slide."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.markdown.document import Runs, Table, plain
from golive.render.slides.layout.columns import column_widths, shared_widths
from golive.render.slides.layout.form import Level, Setting
from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.table_strips import MARGIN, Cells, Strip, joined
from golive.render.slides.layout.text_layout import POINTS, bold, height_in, spans_of, unlinked
from golive.render.slides.model import Cell, Element, Grid, Panel, Para, Rect, Row, Span
from golive.render.slides.theme.colors import soft, text_on
from golive.support.problems import LayoutError

_ROOMIEST: Final = 2.1
"""A row grows to at most this multiple of its height."""
_HEAD_ROOMIEST: Final = 1.35
_TALLEST_ROW: Final = 0.85
_LEAST_LINES: Final = 2
_PIECE: Final = 0.13
"""Share of a slide's body that a piece of a row takes where the row is divided."""
_CAPTION_PT: Final = 12.0
_RACI: Final[dict[str, Color]] = {"A": "dark", "R": "accent", "C": "sit-soft", "I": "soft"}
_TESTS: Final[tuple[Color, ...]] = ("dark", "sit", "uat")

Dressed = tuple[tuple[Span, ...], ...]


class Tabular(Struct, frozen=True):
    """A table; `kind` is "compare" for the three columns of `::: compare`."""

    table: Table
    setting: Setting
    number: int
    kind: str

    def measure(self, level: Level, width: float, room: float) -> "MeasuredTable":
        """Set at a level: a part is a row."""
        size = max(10.0, level.table - 1) if self.kind == "layout" else level.table
        family = self.setting.fonts.body
        spans: list[Dressed] = [tuple(unlinked(bold(spans_of(cell))) for cell in self.table.header)]
        spans.extend(self._row(row) for row in self.table.rows)
        widths = self._widths(spans, width, size)
        header = self._paras(spans[0], size)
        head = _row_height(header, widths, family)
        caption = self._caption()
        top = height_in(caption, width, family) + 0.06 if caption else 0.0
        rows = [Strip.of(self._paras(dressed, size), widths, family) for dressed in spans[1:]]
        if any(_lines_in(room - head - top, size, row.pitch) < 1 for row in rows):
            raise self._no_room()
        strips = tuple(strip for row in rows for strip in self._parted(row, room, head + top))
        heights = tuple(strip.height for strip in strips)
        return MeasuredTable(self, tuple(widths), header, strips, heights, head, top, caption, family)

    def _parted(self, row: Strip, room: float, overhead: float) -> tuple[Strip, ...]:
        size = row.row[0][0].size_pt
        least = max(_LEAST_LINES, _lines_in(_PIECE * room, size, row.pitch))
        return row.parted(least, _lines_in(room - overhead, size, row.pitch))

    def _row(self, row: tuple[Runs, ...]) -> Dressed:
        return tuple(self._dressed(spans_of(cell, self.setting.keys), column) for column, cell in enumerate(row))

    def _dressed(self, spans: tuple[Span, ...], column: int) -> tuple[Span, ...]:
        if self.kind == "raci" and column and _mark("".join(span.text for span in spans)):
            return unlinked(bold(spans))
        heads = self.table.attributes.get("heads") == "yes" or self.kind in {"keys", "compare"}
        return bold(spans) if column == 0 and heads else spans

    def _widths(self, spans: list[Dressed], width: float, size: float) -> tuple[float, ...]:
        shares = self.table.attributes.get("widths", "").split()
        if len(shares) == len(spans[0]) and all(share.isdigit() for share in shares):
            return shared_widths([max(float(share), 1.0) for share in shares], width)
        widths = column_widths(spans, width, size, self.setting.fonts.body, 2 * MARGIN[0])
        if self.kind == "compare" and len(widths) == 3:  # noqa: PLR2004 - aspect, SIT, UAT
            rest = (width - min(widths[0], width * 0.22)) / 2
            widths = (width - 2 * rest, rest, rest)
        if self.kind == "raci" and len(widths) > 1:
            even = sum(widths[1:]) / (len(widths) - 1)
            if even >= max(widths[1:]) * 0.8:
                widths = (widths[0], *(even for _ in widths[1:]))
        if min(widths) < 2 * MARGIN[0] + size / POINTS:
            raise LayoutError(
                fault(
                    self.setting.source,
                    self.table.line,
                    f"a table of {len(widths)} columns is too wide",
                    "Divide it into two tables, or leave columns out.",
                )
            )
        return widths

    def _paras(self, cells: Dressed, size: float) -> Cells:
        paras = []
        for column, spans in enumerate(cells):
            wish = self.table.align[column] if column < len(self.table.align) else ""
            align = "center" if self.kind == "raci" and column else wish
            paras.append((Para(spans, size, align=align if align in {"center", "right"} else "left"),))  # type: ignore[arg-type]
        return tuple(paras)

    def _no_room(self) -> LayoutError:
        message, hint = "the header of this table leaves no room for its rows", "Shorten the heads of its columns."
        longest = max(map(plain, self.table.header), key=len)
        return LayoutError(fault(self.setting.source, self.table.line, message, hint, longest))

    def _caption(self) -> tuple[Para, ...]:
        if not self.table.caption:
            return ()
        return (Para(bold(spans_of(self.table.caption, self.setting.keys)), _CAPTION_PT, color="muted"),)

    def cell_fill(self, column: int, para: Para, *, striped: bool) -> Color | None:
        """What stands behind a cell of the body."""
        if self.kind == "raci" and column:
            return _mark(para.text)
        if self.kind == "compare" and column:
            return soft(_TESTS[min(column, 2)])
        return "soft" if striped else None


def _mark(text: str) -> Color | None:
    """What stands behind a mark of a RACI table; None where a cell holds none."""
    return _RACI.get(text.strip()[:1])


def _row_height(row: Cells, widths: tuple[float, ...], family: str) -> float:
    inner = [height_in(paras, width - 2 * MARGIN[0], family) for paras, width in zip(row, widths, strict=True)]
    return max(inner) + 2 * MARGIN[1]


def _lines_in(height: float, size: float, pitch: float) -> int:
    """How many lines a row of a height has room for."""
    return int(((height - 2 * MARGIN[1]) * POINTS - 0.2) / (pitch * size))


class MeasuredTable(Struct, frozen=True):
    """A table at its size; heights in inches.

    Attributes:
        heights: of each strip; strips of one row that stand together are lower than that.
        head: of its header.
        top: of its caption.
    """

    form: Tabular
    widths: tuple[float, ...]
    header: Cells
    strips: tuple[Strip, ...]
    heights: tuple[float, ...]
    head: float
    top: float
    caption: tuple[Para, ...]
    family: str

    @property
    def seams(self) -> frozenset[int]:
        """The strips whose row goes on in the next one."""
        return frozenset(n for n, strip in enumerate(self.strips) if not strip.is_last)

    @property
    def overhead(self) -> float:
        """The header and the caption stand on every slide."""
        return self.head + self.top

    @property
    def leads(self) -> bool:
        """A table may end a slide."""
        return False

    def most(self, start: int, stop: int) -> float:
        """Rows may become roomier, not grotesque."""
        rows = joined(self.strips[start:stop])
        return self.top + _grown(self.head, _HEAD_ROOMIEST) + sum(_grown(row.height) for row in rows)

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """A native table, with its caption above."""
        strips = joined(self.strips[start:stop])
        natural = (self.head, *(strip.height for strip in strips))
        wishes = [_grown(self.head, _HEAD_ROOMIEST) - self.head]
        wishes += [_grown(height) - height for height in natural[1:]]
        share = min(1.0, max(rect.height - self.top - sum(natural), 0.0) / (sum(wishes) or 1.0))
        heights = [height + wish * share for height, wish in zip(natural, wishes, strict=True)]
        rows = [Row(heights[0], self._header())]
        for number, strip in enumerate(strips, 1):
            cells = strip.cells(self.widths, self.family)
            rows.append(Row(heights[number], self._cells(cells, striped=number % 2 == 0)))
        place = Rect(rect.x, rect.y + self.top, rect.width, sum(heights))
        grid = Grid(
            f"table:{self.form.number}",
            place,
            self.widths,
            tuple(rows),
            self._alt(len(strips)),
            row_heads=self.form.table.attributes.get("heads") == "yes" or self.form.kind in {"compare", "keys"},
            margin=MARGIN,
        )
        if not self.caption:
            return (grid,)
        above = Rect(rect.x, rect.y, rect.width, self.top - 0.06)
        return (Panel(f"caption:{self.form.number}", above, self.caption), grid)

    def _header(self) -> tuple[Cell, ...]:
        cells = []
        for column, (para,) in enumerate(self.header):
            fill: Color = _TESTS[min(column, 2)] if self.form.kind == "compare" else "dark"
            cells.append(Cell((replace(para, color=text_on(fill, self.form.setting.scheme, "paper")),), fill))
        return tuple(cells)

    def _cells(self, row: Cells, *, striped: bool) -> tuple[Cell, ...]:
        cells = []
        for column, (para,) in enumerate(row):
            fill = self.form.cell_fill(column, para, striped=striped)
            dressed = para
            if fill is not None and self.form.kind == "raci" and column:
                dressed = replace(para, color=text_on(fill, self.form.setting.scheme))
            cells.append(Cell((dressed,), fill))
        return tuple(cells)

    def _alt(self, count: int) -> str:
        heads = ", ".join(" ".join(para.text.split()) for (para,) in self.header)
        said = f"Table with {count} {'row' if count == 1 else 'rows'} and the columns {heads}."
        return said if not self.caption else f"{self.caption[0].text}. {said}"


def _grown(height: float, roomiest: float = _ROOMIEST) -> float:
    return max(height, min(height * roomiest, _TALLEST_ROW))
