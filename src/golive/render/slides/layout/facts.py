"""Facts: a value set large over the label that says what it is."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.document import Table
from golive.render.slides.layout.form import Level, Setting, Simple
from golive.render.slides.layout.prose import divided
from golive.render.slides.layout.text_layout import POINTS, bold, height_in, line_texts, spans_of
from golive.render.slides.model import Element, Panel, Para, Rect, Span

_GUTTER: Final = 0.24
_PAD: Final = 0.18
_ONE_LINE: Final = (36.0, 32.0, 28.0, 24.0)
_TWO_LINES: Final = (24.0, 22.0, 20.0, 18.0, 16.0)
_LABEL_PT: Final = 14.0
_ACROSS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 3, 7: 4, 8: 4, 9: 3}
_TALLEST: Final = 1.6


class Facts(Struct, frozen=True):
    """A two-column table, label and value, as panels in rows; its header only names the two columns."""

    table: Table
    setting: Setting

    def measure(self, level: Level, width: float, room: float) -> "MeasuredFacts":  # noqa: ARG002
        """Set in panels: a part is a row of them. Values share the largest size at which each takes one line."""
        pairs = [(spans_of(label), spans_of(value, self.setting.keys)) for label, value in self.table.rows]
        across = _ACROSS.get(len(pairs), 4)
        own = (width - _GUTTER * (across - 1)) / across
        inner = own - 2 * _PAD
        family = self.setting.fonts.body
        size = _size([value for _, value in pairs], inner, family)
        rows: list[tuple[tuple[Para, ...], ...]] = []
        for start in range(0, len(pairs), across):
            cells = [
                divided(_paras(label, value, size), inner, room - 2 * _PAD - _GUTTER, family)
                for label, value in pairs[start : start + across]
            ]
            rows += [
                tuple(cell[page] if page < len(cell) else () for cell in cells) for page in range(max(map(len, cells)))
            ]
        heights = tuple(max(height_in(c, inner, family) for c in row) + 2 * _PAD + _GUTTER for row in rows)
        return MeasuredFacts(tuple(rows), heights, own)


def _size(values: list[tuple[Span, ...]], inner: float, family: str) -> float:
    """The largest size at which each value takes one line, or two where one would be small."""
    for sizes, lines in ((_ONE_LINE, 1), (_TWO_LINES, 2)):
        for size in sizes:
            counts = (len(line_texts(bold(value), inner * POINTS, size, family)) for value in values)
            if max(counts, default=0) <= lines:
                return size
    return _TWO_LINES[-1]


def _paras(label: tuple[Span, ...], value: tuple[Span, ...], size: float) -> tuple[Para, ...]:
    return (
        Para(bold(value), size, color="accent"),
        Para(label, _LABEL_PT, before_pt=2, color="muted"),
    )


class MeasuredFacts(Simple, frozen=True):
    """Rows of facts at their size."""

    rows: tuple[tuple[tuple[Para, ...], ...], ...]
    heights: tuple[float, ...]
    width: float

    def most(self, start: int, stop: int) -> float:
        """Panels grow a little."""
        return sum(self.heights[start:stop]) * _TALLEST

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Panels of even heights, with an accent above each."""
        factor = max((rect.height + _GUTTER) / (sum(self.heights[start:stop]) or 1.0), 1.0)
        elements: list[Element] = []
        y = rect.y
        number = sum(len(row) for row in self.rows[:start])
        for row, natural in zip(self.rows[start:stop], self.heights[start:stop], strict=True):
            height = natural * factor - _GUTTER
            for column, paras in enumerate(row):
                number += 1
                place = Rect(rect.x + column * (self.width + _GUTTER), y, self.width, height)
                inset = (_PAD, _PAD, _PAD, _PAD)
                text = (replace(paras[0], before_pt=0), *paras[1:]) if paras else ()
                elements.append(Panel(f"fact:{number}", place, text, "soft", anchor="middle", inset=inset))
                elements.append(Panel(f"accent:{number}", replace(place, height=0.06), (), "accent"))
            y += height + _GUTTER
        return tuple(elements)
