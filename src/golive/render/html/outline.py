"""Build the outline of a document: heading numbers, anchors, and entries of the table of contents."""

from collections.abc import Iterator

from msgspec import Struct

from golive.markdown.document import Block, Container, Document, Heading, Runs

_MAX_CONTENTS_LEVEL = 2


class OutlineEntry(Struct, frozen=True):
    """A heading outside cards and columns.

    Attributes:
        level: 1 to 4.
        number: "3" or "3.2"; empty if the heading has no number.
        runs: its text.
        anchor: its HTML id, the target of links.
        in_contents: whether it is listed in the table of contents.
    """

    level: int
    number: str
    runs: Runs
    anchor: str
    in_contents: bool


def build_outline(document: Document, *, is_numbered: bool = True) -> tuple[OutlineEntry, ...]:
    """Return all headings in reading order; if `is_numbered`, chapters get 1, 2, … and sections 1.1, 1.2, …."""
    entries: list[OutlineEntry] = []
    chapter = section = 0
    numbered = True
    for index, (heading, with_contents) in enumerate(_iter_headings(document.blocks)):
        number = ""
        if heading.level == 1:
            numbered = is_numbered and heading.attributes.get("numbered") != "no"
            chapter, section = chapter + numbered, 0
            number = str(chapter) if numbered else ""
        elif heading.level == _MAX_CONTENTS_LEVEL and numbered and chapter:
            section += 1
            number = f"{chapter}.{section}"
        anchor = heading.attributes.get("key") or f"part.{index + 1}"
        listed = heading.level <= _MAX_CONTENTS_LEVEL and not with_contents
        entries.append(OutlineEntry(heading.level, number, heading.runs, anchor, listed))
    return tuple(entries)


def _iter_headings(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading, bool]]:
    """Yield each heading of the main flow and whether its chapter contains the table of contents."""
    flow = list(iter_flow_blocks(blocks))
    for index, block in enumerate(flow):
        if isinstance(block, Heading):
            yield block, block.level == 1 and _has_contents(flow[index + 1 :])


def iter_flow_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks in reading order, including the blocks of landscape pages but not those of other containers."""
    for block in blocks:
        if isinstance(block, Container) and block.name == "landscape":
            yield from iter_flow_blocks(block.blocks)
        else:
            yield block


def _has_contents(following: list[Block]) -> bool:
    for block in following:
        if isinstance(block, Heading) and block.level == 1:
            return False
        if isinstance(block, Container) and block.name == "contents":
            return True
    return False
