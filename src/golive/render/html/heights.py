"""Estimate the height of table rows before layout, and split rows that are too tall for a page.

Estimates are on the high side: a line counts as slightly wider than its letters, because words do not fill it.
"""

import math
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from golive.markdown.document import Run, Runs
from golive.render.html.columns import CELL_PADDING_PT, TABLE_TEXT_PT, CellWidths, measure_cell
from golive.render.html.inline import is_followed_by_page_number

_LINE_PT = 1.36 * TABLE_TEXT_PT
_ROW_PADDING_PT = 8.1
# Factor for the space that word wrapping leaves at line ends.
_LINE_WASTE = 1.1
# Maximum letter width relative to the text size.
_MAX_LETTER_WIDTH = 1.2
_PIECES = re.compile(r"\n|[^\S\n]*[^\s]+|[^\S\n]+")


def estimate_row_height_pt(row: Sequence[Runs], widths: Sequence[float]) -> float:
    """Estimate the height of a table row in points.

    Args:
        row: its cells.
        widths: column widths, in points, including padding.
    """
    return _ROW_PADDING_PT + _LINE_PT * max(
        _count_lines(measure_cell(cell), width) for cell, width in zip(row, widths, strict=True)
    )


def split_row(row: Sequence[Runs], widths: Sequence[float], max_height_pt: float) -> Iterator[tuple[Runs, ...]]:
    """Split a row into rows that are each at most `max_height_pt` tall; yield the row unchanged if it fits.

    Args:
        row: its cells.
        widths: column widths, in points.
        max_height_pt: maximum row height, in points.

    Yields:
        Rows with the same number of cells; finished cells are empty. Together they contain all text of the row.
    """
    if estimate_row_height_pt(row, widths) <= max_height_pt:
        yield tuple(row)
        return
    room = max(1, math.floor((max_height_pt - _ROW_PADDING_PT) / _LINE_PT))
    columns = [list(_split_cell(cell, width, room)) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, columns))):
        yield tuple(column[number] if number < len(column) else () for column in columns)


def _count_lines(cell: CellWidths, width: float) -> int:
    inner = max(width - CELL_PADDING_PT, 1.0)
    return sum(max(1, math.ceil(line * (_LINE_WASTE if line > inner else 1) / inner)) for line in cell.line_widths_pt)


def _split_cell(cell: Runs, width: float, max_lines: int) -> Iterator[Runs]:
    """Split the text of a cell into portions of at most `max_lines` lines."""
    inner = max(width - CELL_PADDING_PT, 1.0) / _LINE_WASTE
    portion: list[Run] = []
    lines, used = 1, 0.0
    pieces = tuple(_split_words(cell, longest=max(1, int(max_lines * inner / TABLE_TEXT_PT / _MAX_LETTER_WIDTH))))
    for index, piece in enumerate(pieces):
        breaks = piece.text == "\n"
        measured = piece if is_followed_by_page_number(pieces, index) else replace(piece, href=None)
        wide = 0.0 if breaks else measure_cell((measured,)).line_widths_pt[0]
        after = lines + 1 if breaks else lines + int((used + wide) / inner)
        if after > max_lines and portion:
            yield _merge_runs(portion)
            portion, lines, used = [], 1, 0.0
            if breaks:
                continue
            after = 1 + int(wide / inner)
        used = 0.0 if breaks else (used + wide) % inner
        lines = after
        portion.append(piece)
    yield _merge_runs(portion)


def _merge_runs(pieces: Sequence[Run]) -> Runs:
    """Merge adjacent words with the same formatting into one run; line breaks stay separate runs."""
    runs: list[Run] = []
    for piece in pieces:
        last = runs[-1] if runs else None
        if last and "\n" not in (last.text, piece.text) and replace(last, text="") == replace(piece, text=""):
            runs[-1] = replace(last, text=last.text + piece.text)
        else:
            runs.append(piece)
    return tuple(runs)


def _split_words(cell: Runs, longest: int) -> Iterator[Run]:
    """Yield words with their leading spaces, and line breaks; words longer than `longest` letters are split."""
    for run in cell:
        for text in _PIECES.findall(run.text):
            for start in range(0, len(text), longest):
                yield replace(run, text=text[start : start + longest])
