"""How long blocks are, judged by their letters: what is short stays together on a page."""

from golive.markdown.document import Block, Code, Container, List, Paragraph, Table, plain
from golive.typography.metrics import face

FEW_LINES = 3
"""So many lines below a heading stand on its page; fewer stay with what follows them."""
_TEXT_PT = 9.4  # as the style sheet sets it; smaller text has fewer lines, and stays with what follows all the more


def announces(block: Block, after: Block | None, width_in: float) -> bool:
    """Whether a block is a paragraph that announces what comes after it: by a colon, or as a line above code."""
    if not isinstance(block, Paragraph):
        return False
    return plain(block.runs).endswith(":") or (isinstance(after, Code) and lines_of(block, width_in) < FEW_LINES)


def lines_of(block: Block, width_in: float) -> int:
    """How many lines a block has at least, where that decides whether it may stand alone below a heading."""
    match block:
        case Paragraph(runs=runs):
            return 1 + int(face("Inter").width(plain(runs), _TEXT_PT) / (72 * width_in))
        case List(items=items):
            return sum(max(1, sum(lines_of(inner, width_in) for inner in item.blocks)) for item in items)
        case Container(name="facts", blocks=(Table(rows=rows),)):
            return -(-len(rows) // 2)
        case _:
            return FEW_LINES


def letters(blocks: tuple[Block, ...]) -> int:
    """About how many letters blocks hold; a line of code counts as a line of text."""
    total = 0
    for block in blocks:
        match block:
            case Paragraph(runs=runs):
                total += len(plain(runs)) + 30
            case List(items=items):
                total += sum(letters(item.blocks) for item in items)
            case Table(rows=rows):
                total += sum(len(plain(cell)) + 15 for row in rows for cell in row)
            case Code(text=text):
                total += 45 * (text.count("\n") + 1)
            case Container(blocks=inner):
                total += letters(inner)
            case _:
                pass
    return total
