"""Estimate the length of blocks by their letters, to keep short blocks together on a page."""

from golive.markdown.document import Block, CodeBlock, Container, List, Paragraph, Table, plain_text
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

MIN_LINES_AFTER_HEADING = 3
"""Minimum number of lines on the same page below a heading; shorter blocks stay with the next block."""
_TEXT_PT = 9.4  # text size in the style sheet; smaller text has fewer lines, which is also safe


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
