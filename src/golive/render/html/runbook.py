"""Render the runbook: a cover, then chapters; wide parts go on landscape pages."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from golive.markdown.document import Block, Container, Document, Heading, Meta
from golive.render.html.blocks import BlockWriter, LayoutArea
from golive.render.html.cover import cover_html
from golive.render.html.inline import label_html
from golive.render.html.outline import OutlineEntry
from golive.render.html.paper_size import Sheet

# Maximum figure height on portrait pages, and the space for heading and caption on landscape pages.
_FIGURE_HEIGHT_IN = 5.4
_HEADING_ROOM_IN = 1.4


class _PageGroup(Struct, frozen=True):
    """Consecutive blocks of a chapter on pages with the same orientation."""

    is_landscape: bool
    blocks: tuple[Block, ...]


def runbook_html(document: Document, meta: Meta, writer: BlockWriter, sheet: Sheet) -> str:
    """Render the body of a runbook."""
    wide = sheet.to_landscape()
    rooms = {
        False: LayoutArea(sheet.text_width_in, _FIGURE_HEIGHT_IN, sheet.text_height_in),
        True: LayoutArea(wide.text_width_in, wide.text_height_in - _HEADING_ROOM_IN, wide.text_height_in),
    }
    parts = [cover_html(meta)]
    heads = (entry for entry in writer.entries if entry.level == 1)
    main_part = wide_before = False
    for blocks in _split_chapters(document.blocks):
        head = next(heads) if _is_chapter(blocks[0]) else None
        # The first chapter and the first numbered one start on a new page; so does everything after a landscape page.
        begins = bool(head and head.number) and not main_part
        new_page = len(parts) == 1 or begins or wide_before
        main_part = main_part or begins
        for stretch in _split_by_orientation(blocks):
            body = writer.write(stretch.blocks, rooms[stretch.is_landscape])
            parts.append(_section_html(stretch, head, body, new_page=new_page))
            head, new_page, wide_before = None, False, stretch.is_landscape
    return "".join(parts)


def _section_html(stretch: _PageGroup, head: OutlineEntry | None, body: str, *, new_page: bool) -> str:
    """Render a page group. A chapter starts on a new page unless half of the previous page is free.

    The empty box before the heading requires that half page; it takes no space itself.
    """
    classes = ["chapter" if head else "rest", "wide" if stretch.is_landscape else "upright"]
    need = ""
    if new_page:
        classes.append("new")
    elif head and not stretch.is_landscape:
        title = " ".join(filter(None, (head.number, label_html(head.runs))))
        need = f'<div class="need" data-chapter="{title}"></div>'
    return f'<section class="{" ".join(classes)}">{need}{body}</section>\n'


def _split_chapters(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of each chapter; a chapter starts at a first-level heading."""
    starts = [index for index, block in enumerate(blocks) if _is_chapter(block)]
    bounds = sorted({0, *starts, len(blocks)})
    for start, end in pairwise(bounds):
        yield blocks[start:end]


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _split_by_orientation(blocks: tuple[Block, ...]) -> list[_PageGroup]:
    """Split a chapter where the page orientation changes; headings stay with the block that follows."""
    stretches: list[_PageGroup] = []
    for block in blocks:
        wide = isinstance(block, Container) and block.name == "landscape"
        inner = block.blocks if isinstance(block, Container) and wide else (block,)
        if stretches and stretches[-1].is_landscape == wide:
            last = stretches.pop()
            stretches.append(_PageGroup(wide, (*last.blocks, *inner)))
            continue
        if wide and stretches:
            upright = stretches.pop().blocks
            kept = len(upright)
            while kept and isinstance(upright[kept - 1], Heading):
                kept -= 1
            inner = (*upright[kept:], *inner)
            if kept:
                stretches.append(_PageGroup(is_landscape=False, blocks=upright[:kept]))
            elif stretches:
                inner = (*stretches.pop().blocks, *inner)
        stretches.append(_PageGroup(wide, inner))
    return stretches
