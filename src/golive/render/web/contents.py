"""Separate the table of contents from a document: on screens it is shown beside the text."""

from msgspec import Struct

from golive.markdown.document import Block, Container, Heading
from golive.render.html.outline import iter_flow_blocks


class ContentsSplit(Struct, frozen=True):
    """The blocks of a document in reading order, without the table of contents.

    Attributes:
        before: blocks before the table of contents.
        title: heading of its chapter if that chapter contains nothing else; otherwise empty.
        after: blocks after it.
    """

    before: tuple[Block, ...]
    title: tuple[Heading, ...]
    after: tuple[Block, ...]


def split_contents(blocks: tuple[Block, ...]) -> ContentsSplit:
    """Split blocks at the table of contents and remove it; blocks of landscape pages are included in order."""
    flow = tuple(iter_flow_blocks(blocks))
    place = next((index for index, block in enumerate(flow) if _is_contents(block)), None)
    if place is None:
        return ContentsSplit((), (), flow)
    before, after = flow[:place], tuple(block for block in flow[place + 1 :] if not _is_contents(block))
    head = before[-1] if before else None
    alone = not after or _is_chapter(after[0])
    if isinstance(head, Heading) and _is_chapter(head) and alone:
        return ContentsSplit(before[:-1], (head,), after)
    return ContentsSplit(before, (), after)


def _is_contents(block: Block) -> bool:
    return isinstance(block, Container) and block.name == "contents"


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1
