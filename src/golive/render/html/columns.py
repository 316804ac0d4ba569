"""Shares of a table's width among its columns."""

from collections.abc import Sequence

from msgspec import Struct

from golive.markdown.document import Runs
from golive.typography.metrics import face

SIZE_PT = 8.4
PADDING_PT = 14.0
_STEPS = 48
# A long table is judged by its fullest rows.
_JUDGED_ROWS = 40
_LEAST_PT = 14.0
# A word that takes more of the width than this is broken; a fingerprint or a path may be, before it starves the others.
_WORD_SHARE = 0.42
_CODE_SHARE = 0.2


# Figures are set equally wide, as wide as a nought.
_FIGURES = str.maketrans("123456789", "000000000")


class Cell(Struct, frozen=True):
    """The widths of a cell's longest word, of its longest word in code, and of its lines, in points."""

    word: float
    code: float
    lines: tuple[float, ...]


def column_shares(rows: Sequence[Sequence[Runs]], width_pt: float) -> tuple[float, ...]:
    """Share the width of a table among its columns, so that the table becomes low.

    Every column first gets its longest word; where that is too much, the longest words of all are broken. What is
    left goes, in small steps, to the column that lowers the table most.

    Args:
        rows: the cells, header first; all rows equally long.
        width_pt: width of the whole table, in points.

    Returns:
        One share per column, in percent; their sum is 100.
    """
    cells = [[measure(cell, head=index == 0) for cell in row] for index, row in enumerate(rows)]
    count = len(cells[0])
    inner = max(width_pt - count * PADDING_PT, count * _LEAST_PT)
    words = [_least([row[column] for row in cells], inner, alone=count == 1) for column in range(count)]
    widths = _capped(words, inner)
    judged = sorted(cells, key=lambda row: -sum(sum(cell.lines) for cell in row))[:_JUDGED_ROWS]
    step = (inner - sum(widths)) / _STEPS
    for _ in range(_STEPS if step > 0 else 0):
        widths[_best(judged, widths, step)] += step
    padded = [width + PADDING_PT for width in widths]
    return tuple(round(100 * width / sum(padded), 2) for width in padded)


def _least(cells: Sequence[Cell], inner: float, *, alone: bool) -> float:
    """The width below which a column breaks words that should stay whole."""
    word, code = max(cell.word for cell in cells), max(cell.code for cell in cells)
    limits = (inner, inner) if alone else (_WORD_SHARE * inner, _CODE_SHARE * inner)
    return max(_LEAST_PT, min(word, limits[0]), min(code, limits[1]))


def _capped(words: list[float], room: float) -> list[float]:
    """The longest words, cut to one common width where they are wider than the room together."""
    if sum(words) <= room:
        return list(words)
    low, high = 0.0, max(words)
    for _ in range(24):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(min(word, cap) for word in words) <= room else (low, cap)
    return [min(word, low) for word in words]


def _best(rows: Sequence[Sequence[Cell]], widths: Sequence[float], step: float) -> int:
    """The column that lowers the table most when it is made a step wider; the fullest where none does."""
    gains = [0.0] * len(widths)
    for row in rows:
        heights = [sum(max(1.0, line / width) for line in cell.lines) for cell, width in zip(row, widths, strict=True)]
        tallest = max(heights)
        column = heights.index(tallest)
        second = max([1.0, *(height for other, height in enumerate(heights) if other != column)])
        wider = sum(max(1.0, line / (widths[column] + step)) for line in row[column].lines)
        gains[column] += tallest - max(wider, second)
        # A little for every cell that would get fewer lines, so that equally high columns grow together.
        for other, cell in enumerate(row):
            spared = heights[other] - sum(max(1.0, line / (widths[other] + step)) for line in cell.lines)
            gains[other] += spared / 8
    if max(gains) <= 0:
        return max(range(len(widths)), key=lambda column: _longest(rows, column) / widths[column])
    return gains.index(max(gains))


def _longest(rows: Sequence[Sequence[Cell]], column: int) -> float:
    return max([1.0, *(line for row in rows for line in row[column].lines)])


def measure(cell: Runs, *, head: bool = False) -> Cell:
    """How wide the text of a cell is in a table, where `head` says that it is a header's."""
    longest = {False: 0.0, True: 0.0}
    lines = [0.0]
    for run in cell:
        measured = face("JetBrains Mono" if run.code else "Inter", bold=head or run.bold)
        for number, part in enumerate(run.text.translate(_FIGURES).split("\n")):
            if number:
                lines.append(0.0)
            lines[-1] += measured.width(part, SIZE_PT)
            longest[run.code] = max([longest[run.code], *(measured.width(p, SIZE_PT) for p in part.split())])
    return Cell(longest[False], longest[True], tuple(lines))
