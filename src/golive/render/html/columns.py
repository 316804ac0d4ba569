"""Distribute the width of a table among its columns."""

from collections.abc import Sequence

from msgspec import Struct

from golive.markdown.document import Runs
from golive.render.html.inline import is_followed_by_page_number
from golive.typography.metrics import load_font_metrics

TABLE_TEXT_PT = 8.4
CELL_PADDING_PT = 14.0
_STEPS = 48
# Only this many rows with the most text are measured in a long table.
_SAMPLED_ROWS = 40
_MIN_COLUMN_PT = 14.0
# Words wider than these shares of the table are broken, such as hashes and paths, to leave room for other columns.
_MAX_WORD_SHARE = 0.42
_MAX_CODE_SHARE = 0.2


# Digits are measured with tabular width: every digit is as wide as a zero.
_UNIFORM_DIGITS = str.maketrans("123456789", "000000000")
_PAGE_NUMBER = "(p.\u00a0000)"


class CellWidths(Struct, frozen=True):
    """Text widths of a cell in points: its longest word, its longest word in code, and each of its lines."""

    longest_word_pt: float
    longest_code_word_pt: float
    line_widths_pt: tuple[float, ...]


def compute_column_shares(rows: Sequence[Sequence[Runs]], width_pt: float) -> tuple[float, ...]:
    """Share the width of a table among its columns, so that the table's height is small.

    Every column first gets the width of its longest word; if the sum is too wide, the longest words are broken. The
    remaining width goes, in small steps, to the column that reduces the height most.

    Args:
        rows: the cells, header first; all rows equally long.
        width_pt: width of the whole table, in points.

    Returns:
        One share per column, in percent; their sum is 100.
    """
    cells = [[measure_cell(cell, is_header=index == 0) for cell in row] for index, row in enumerate(rows)]
    count = len(cells[0])
    inner = max(width_pt - count * CELL_PADDING_PT, count * _MIN_COLUMN_PT)
    words = [
        _compute_min_width([row[column] for row in cells], inner, is_only_column=count == 1) for column in range(count)
    ]
    widths = _cap_widths(words, inner)
    judged = sorted(cells, key=lambda row: -sum(sum(cell.line_widths_pt) for cell in row))[:_SAMPLED_ROWS]
    step = (inner - sum(widths)) / _STEPS
    if step > 0:
        _widen_columns(judged, widths, step)
    padded = [width + CELL_PADDING_PT for width in widths]
    return tuple(round(100 * width / sum(padded), 2) for width in padded)


def _compute_min_width(cells: Sequence[CellWidths], text_width_pt: float, *, is_only_column: bool) -> float:
    """Return the minimum column width in points that keeps words whole, up to a share of the table width."""
    word, code = max(cell.longest_word_pt for cell in cells), max(cell.longest_code_word_pt for cell in cells)
    limits = (
        (text_width_pt, text_width_pt)
        if is_only_column
        else (_MAX_WORD_SHARE * text_width_pt, _MAX_CODE_SHARE * text_width_pt)
    )
    return max(_MIN_COLUMN_PT, min(word, limits[0]), min(code, limits[1]))


def _cap_widths(words: list[float], room: float) -> list[float]:
    """Cap widths to a common maximum so that their sum is at most `room`."""
    if sum(words) <= room:
        return list(words)
    low, high = 0.0, max(words)
    for _ in range(24):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(min(word, cap) for word in words) <= room else (low, cap)
    return [min(word, low) for word in words]


def _widen_columns(rows: Sequence[Sequence[CellWidths]], widths: list[float], step: float) -> None:
    """Widen columns step by step: each time the one that reduces the height most, else the fullest one."""
    heights = [[_estimate_height(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    # The heights that cells would have if their column alone were one step wider.
    wider = [[_estimate_height(cell, width + step) for cell, width in zip(row, widths, strict=True)] for row in rows]
    for _ in range(_STEPS):
        gains = _compute_gains(heights, wider, len(widths))
        if max(gains) > 0:
            chosen = gains.index(max(gains))
        else:
            chosen = max(range(len(widths)), key=lambda column: _find_longest_line(rows, column) / widths[column])
        widths[chosen] += step
        for row, own, next_own in zip(rows, heights, wider, strict=True):
            own[chosen] = next_own[chosen]
            next_own[chosen] = _estimate_height(row[chosen], widths[chosen] + step)


def _estimate_height(cell: CellWidths, width: float) -> float:
    """Estimate the number of lines of a cell."""
    total = 0.0
    for line in cell.line_widths_pt:
        total += line / width if line > width else 1.0
    return total


def _compute_gains(heights: Sequence[list[float]], wider: Sequence[list[float]], count: int) -> list[float]:
    """Return by how much each column reduces the height of the table if it is one step wider."""
    gains = [0.0] * count
    for own, next_own in zip(heights, wider, strict=True):
        tallest = max(own)
        column = own.index(tallest)
        second = 1.0
        for other, height in enumerate(own):
            if height > second and other != column:
                second = height
        gains[column] += tallest - max(next_own[column], second)
        # Adds a small gain for every cell that would get fewer lines, so that equally tall columns grow together.
        for other in range(count):
            gains[other] += (own[other] - next_own[other]) / 8
    return gains


def _find_longest_line(rows: Sequence[Sequence[CellWidths]], column: int) -> float:
    return max([1.0, *(line for row in rows for line in row[column].line_widths_pt)])


def measure_cell(cell: Runs, *, is_header: bool = False) -> CellWidths:
    """Measure the text of a table cell, and the page number behind each internal reference.

    Args:
        cell: the text.
        is_header: whether the text is bold, as in header cells.
    """
    longest = {False: 0.0, True: 0.0}
    lines = [0.0]
    for index, run in enumerate(cell):
        measured = load_font_metrics("JetBrains Mono" if run.code else "Inter", bold=is_header or run.bold)
        for number, part in enumerate(run.text.translate(_UNIFORM_DIGITS).split("\n")):
            if number:
                lines.append(0.0)
            lines[-1] += measured.measure_width_pt(part, TABLE_TEXT_PT)
            longest[run.code] = max(
                [longest[run.code], *(measured.measure_width_pt(p, TABLE_TEXT_PT) for p in part.split(" "))]
            )
        if is_followed_by_page_number(cell, index):
            plain = load_font_metrics("Inter")
            lines[-1] += plain.measure_width_pt(f" {_PAGE_NUMBER}", TABLE_TEXT_PT)
            longest[False] = max(longest[False], plain.measure_width_pt(_PAGE_NUMBER, TABLE_TEXT_PT))
    return CellWidths(longest[False], longest[True], tuple(lines))
