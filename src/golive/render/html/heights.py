"""How high the rows of a table become, judged before they are set; and rows too high for a page, divided.

The judgement is on the high side: a line is taken to be a little wider than its letters, since words do not fill it.
"""

import math
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from golive.markdown.document import Run, Runs
from golive.render.html.columns import PADDING_PT, SIZE_PT, Cell, measure

_LINE_PT = 1.36 * SIZE_PT
_ROW_PADDING_PT = 8.1
# Words leave about this share of a line empty.
_WASTE = 1.1
# No letter is wider than this share of the type's size.
_LETTER = 1.2
_PIECES = re.compile(r"\n|[^\S\n]*[^\s]+|[^\S\n]+")


def row_height(row: Sequence[Runs], widths: Sequence[float]) -> float:
    """How high a row becomes, in points.

    Args:
        row: its cells.
        widths: of its columns, in points, the space between them included.
    """
    return _ROW_PADDING_PT + _LINE_PT * max(
        _lines(measure(cell), width) for cell, width in zip(row, widths, strict=True)
    )


def divide(row: Sequence[Runs], widths: Sequence[float], most: float) -> Iterator[tuple[Runs, ...]]:
    """A row as several of which none is higher than a limit; the row itself where it is low enough.

    Args:
        row: its cells.
        widths: of its columns, in points.
        most: the limit, in points.

    Yields:
        Rows of as many cells; a cell that is used up is empty. Together they hold every letter of the row.
    """
    if row_height(row, widths) <= most:
        yield tuple(row)
        return
    room = max(1, math.floor((most - _ROW_PADDING_PT) / _LINE_PT))
    columns = [list(_portions(cell, width, room)) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, columns))):
        yield tuple(column[number] if number < len(column) else () for column in columns)


def _lines(cell: Cell, width: float) -> int:
    inner = max(width - PADDING_PT, 1.0)
    return sum(max(1, math.ceil(line * (_WASTE if line > inner else 1) / inner)) for line in cell.lines)


def _portions(cell: Runs, width: float, room: int) -> Iterator[Runs]:
    """The text of a cell in portions of so many lines."""
    inner = max(width - PADDING_PT, 1.0) / _WASTE
    portion: list[Run] = []
    lines, used = 1, 0.0
    for piece in _pieces(cell, longest=max(1, int(room * inner / SIZE_PT / _LETTER))):
        breaks = piece.text == "\n"
        wide = 0.0 if breaks else measure((piece,)).lines[0]
        after = lines + 1 if breaks else lines + int((used + wide) / inner)
        if after > room and portion:
            yield _joined(portion)
            portion, lines, used = [], 1, 0.0
            if breaks:
                continue
            after = 1 + int(wide / inner)
        used = 0.0 if breaks else (used + wide) % inner
        lines = after
        portion.append(piece)
    yield _joined(portion)


def _joined(pieces: Sequence[Run]) -> Runs:
    """Words that are set the same way as one run again; line breaks are runs of their own."""
    runs: list[Run] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last and "\n" not in (last.text, piece.text) and replace(last, text="") == replace(piece, text=""):
            runs[-1] = replace(last, text=last.text + piece.text)
        else:
            runs.append(piece)
    return tuple(runs)


def _pieces(cell: Runs, longest: int) -> Iterator[Run]:
    """Words, each with the blanks before it, and line breaks; a word of more letters than `longest` in pieces."""
    for run in cell:
        for text in _PIECES.findall(run.text):
            for start in range(0, len(text), longest):
                yield replace(run, text=text[start : start + longest])
