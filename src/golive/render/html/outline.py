"""The headings of a document: their numbers, their anchors, and which of them the contents list."""

from collections.abc import Iterator

from msgspec import Struct

from golive.markdown.document import Block, Container, Document, Heading, Runs

_LISTED_LEVEL = 2


class Entry(Struct, frozen=True):
    """A heading outside cards and columns.

    Attributes:
        level: 1 to 4.
        number: "3" or "3.2"; empty where the heading has none.
        runs: its text.
        anchor: what a link to it names.
        listed: whether the contents name it.
    """

    level: int
    number: str
    runs: Runs
    anchor: str
    listed: bool


def outline(document: Document, *, numbers: bool = True) -> tuple[Entry, ...]:
    """All headings in reading order: chapters numbered 1, 2, …, their sections 1.1, 1.2, …; or none numbered."""
    entries: list[Entry] = []
    chapter = section = 0
    numbered = True
    for index, (heading, with_contents) in enumerate(_headings(document.blocks)):
        number = ""
        if heading.level == 1:
            numbered = numbers and heading.attributes.get("numbered") != "no"
            chapter, section = chapter + numbered, 0
            number = str(chapter) if numbered else ""
        elif heading.level == _LISTED_LEVEL and numbered and chapter:
            section += 1
            number = f"{chapter}.{section}"
        anchor = heading.attributes.get("key") or f"part.{index + 1}"
        listed = heading.level <= _LISTED_LEVEL and not with_contents
        entries.append(Entry(heading.level, number, heading.runs, anchor, listed))
    return tuple(entries)


def _headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading, bool]]:
    """Headings of the flow, and whether their chapter is the contents itself."""
    flow = list(blocks_in_flow(blocks))
    for index, block in enumerate(flow):
        if isinstance(block, Heading):
            yield block, block.level == 1 and _holds_contents(flow[index + 1 :])


def blocks_in_flow(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks in reading order, those of sideways pages among them; cards and columns have heads of their own."""
    for block in blocks:
        if isinstance(block, Container) and block.name == "landscape":
            yield from blocks_in_flow(block.blocks)
        else:
            yield block


def _holds_contents(following: list[Block]) -> bool:
    for block in following:
        if isinstance(block, Heading) and block.level == 1:
            return False
        if isinstance(block, Container) and block.name == "contents":
            return True
    return False
