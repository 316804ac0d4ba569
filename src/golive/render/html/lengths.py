"""Estimate the length of blocks by their letters, to keep short blocks together on a page."""

from itertools import pairwise
from math import inf

from msgspec import Struct

from golive.markdown.document import Block, CodeBlock, Container, Item, List, Paragraph, Table, plain_text
from golive.typography.lines import break_lines
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

MIN_LINES_AFTER_HEADING = 3
"""Minimum number of lines on the same page below a heading; shorter blocks stay with the next block."""
_MAX_WHOLE_LIST_LINES = 6
_MAX_ITEM_PAIR_LINES = 8
_LIST_INDENT_IN = 0.19
_TEXT_PT = 9.4  # text size in the style sheet; smaller text has fewer lines, which is also safe


class KeptItems(Struct, frozen=True):
    """Items of a list that stay on one page: all of them, the first two, the last two."""

    all: bool = False
    first: bool = False
    last: bool = False


def choose_kept_items(block: List, width_in: float) -> KeptItems:
    """Return which items of a list stay on one page, so that none of its ends stands alone on a page."""
    lines = [_count_item_lines(item, width_in) for item in block.items]
    if sum(lines) <= _MAX_WHOLE_LIST_LINES:
        return KeptItems(all=len(lines) > 1)
    pairs = [one + two <= _MAX_ITEM_PAIR_LINES for one, two in pairwise(lines)]
    if pairs and pairs[-1] and sum(lines[:-2]) < MIN_LINES_AFTER_HEADING:
        return KeptItems(all=True)  # too little would stay below a heading
    return KeptItems(first=pairs[0], last=pairs[-1]) if pairs else KeptItems()


def _count_item_lines(item: Item, width_in: float) -> float:
    """Estimate the number of lines of a list item; infinite if it holds more than text and lists."""
    lines = 0.0
    for block in item.blocks:
        match block:
            case Paragraph(runs=runs):
                lines += _count_text_lines(plain_text(runs), width_in - _LIST_INDENT_IN)
            case List(items=items):
                lines += sum(_count_item_lines(inner, width_in - _LIST_INDENT_IN) for inner in items)
            case _:
                return inf
    return max(1.0, lines)


def _count_text_lines(text: str, width_in: float) -> int:
    """Count the lines of a text, which may hold words that are longer than a line; an estimate if it is long."""
    width_pt, font = POINTS_PER_INCH * width_in, load_font_metrics("Inter")
    estimate = 1 + int(font.measure_width_pt(text, _TEXT_PT) / width_pt)
    return estimate if estimate > _MAX_ITEM_PAIR_LINES else len(break_lines(text, width_pt, _TEXT_PT, font))


def introduces_next(block: Block, next_block: Block | None, width_in: float) -> bool:
    """Return whether a block is a paragraph that introduces the next block: it ends with a colon or precedes code."""
    if not isinstance(block, Paragraph):
        return False
    return plain_text(block.runs).endswith(":") or (
        isinstance(next_block, CodeBlock) and estimate_line_count(block, width_in) < MIN_LINES_AFTER_HEADING
    )


def estimate_line_count(block: Block, width_in: float) -> int:
    """Estimate the number of lines of a block; exact only below `MIN_LINES_AFTER_HEADING`."""
    match block:
        case Paragraph(runs=runs):
            return 1 + int(
                load_font_metrics("Inter").measure_width_pt(plain_text(runs), _TEXT_PT) / (POINTS_PER_INCH * width_in)
            )
        case List(items=items):
            return sum(max(1, sum(estimate_line_count(inner, width_in) for inner in item.blocks)) for item in items)
        case CodeBlock(text=text):
            return text.count("\n") + 1
        case Container(name="facts", blocks=(Table(rows=rows),)):
            return -(-len(rows) // 2)
        case _:
            return MIN_LINES_AFTER_HEADING


def count_letters(blocks: tuple[Block, ...]) -> int:
    """Estimate the number of letters in blocks; a line of code counts as a full line of text."""
    total = 0
    for block in blocks:
        match block:
            case Paragraph(runs=runs):
                total += len(plain_text(runs)) + 30
            case List(items=items):
                total += sum(count_letters(item.blocks) for item in items)
            case Table(rows=rows):
                total += sum(len(plain_text(cell)) + 15 for row in rows for cell in row)
            case CodeBlock(text=text):
                total += 45 * (text.count("\n") + 1)
            case Container(blocks=inner):
                total += count_letters(inner)
            case _:
                pass
    return total
