"""Where the contents stand: on a screen they are beside the text, not a chapter of it."""

from msgspec import Struct

from golive.markdown.document import Block, Container, Heading
from golive.render.html.outline import blocks_in_flow


class Parts(Struct, frozen=True):
    """A document's blocks in reading order, without its contents.

    Attributes:
        before: what stands before the contents.
        title: their chapter's heading where that chapter holds nothing else; else empty.
        after: what stands behind them.
    """

    before: tuple[Block, ...]
    title: tuple[Heading, ...]
    after: tuple[Block, ...]


def divide(blocks: tuple[Block, ...]) -> Parts:
    """Take the contents out of a document; what stood on turned pages stands among the others."""
    flow = tuple(blocks_in_flow(blocks))
    place = next((index for index, block in enumerate(flow) if _is_contents(block)), None)
    if place is None:
        return Parts((), (), flow)
    before, after = flow[:place], tuple(block for block in flow[place + 1 :] if not _is_contents(block))
    head = before[-1] if before else None
    alone = not after or _is_chapter(after[0])
    if isinstance(head, Heading) and _is_chapter(head) and alone:
        return Parts(before[:-1], (head,), after)
    return Parts(before, (), after)


def _is_contents(block: Block) -> bool:
    return isinstance(block, Container) and block.name == "contents"


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1
