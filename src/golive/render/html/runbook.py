"""The runbook form: a cover, then chapters; wide parts on pages turned sideways."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from golive.markdown.document import Block, Container, Document, Heading, Meta
from golive.render.html.blocks import Room, Writer
from golive.render.html.cover import cover_html
from golive.render.html.inline import label
from golive.render.html.outline import Entry
from golive.render.html.paper_size import Sheet

# A figure may be this high on an upright page; on a turned one it leaves room for a heading and its caption.
_FIGURE_HEIGHT_IN = 5.4
_HEADING_ROOM_IN = 1.4


class _Stretch(Struct, frozen=True):
    """Blocks of a chapter that stand on pages turned the same way."""

    wide: bool
    blocks: tuple[Block, ...]


def runbook_html(document: Document, meta: Meta, writer: Writer, sheet: Sheet) -> str:
    """The body of a runbook."""
    wide = sheet.turned()
    rooms = {
        False: Room(sheet.text_width_in, _FIGURE_HEIGHT_IN, sheet.text_height_in),
        True: Room(wide.text_width_in, wide.text_height_in - _HEADING_ROOM_IN, wide.text_height_in),
    }
    parts = [cover_html(meta)]
    heads = (entry for entry in writer.entries if entry.level == 1)
    main_part = wide_before = False
    for blocks in _chapters(document.blocks):
        head = next(heads) if _is_chapter(blocks[0]) else None
        # The first chapter and the first with a number begin a part; after a turned page the sheet changes anyhow.
        begins = bool(head and head.number) and not main_part
        new_page = len(parts) == 1 or begins or wide_before
        main_part = main_part or begins
        for stretch in _stretches(blocks):
            body = writer.write(stretch.blocks, rooms[stretch.wide])
            parts.append(_section(stretch, head, body, new_page=new_page))
            head, new_page, wide_before = None, False, stretch.wide
    return "".join(parts)


def _section(stretch: _Stretch, head: Entry | None, body: str, *, new_page: bool) -> str:
    """The pages of a stretch. A chapter starts on a new page unless half of the last one is free.

    The empty box in front of the heading asks for that half: it takes no room itself.
    """
    classes = ["chapter" if head else "rest", "wide" if stretch.wide else "upright"]
    need = ""
    if new_page:
        classes.append("new")
    elif head and not stretch.wide:
        title = " ".join(filter(None, (head.number, label(head.runs))))
        need = f'<div class="need" data-chapter="{title}"></div>'
    return f'<section class="{" ".join(classes)}">{need}{body}</section>\n'


def _chapters(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """The blocks from one first-level heading up to the next."""
    starts = [index for index, block in enumerate(blocks) if _is_chapter(block)]
    bounds = sorted({0, *starts, len(blocks)})
    for start, end in pairwise(bounds):
        yield blocks[start:end]


def _is_chapter(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _stretches(blocks: tuple[Block, ...]) -> list[_Stretch]:
    """Divide a chapter where the pages turn; a heading goes with what follows it."""
    stretches: list[_Stretch] = []
    for block in blocks:
        wide = isinstance(block, Container) and block.name == "landscape"
        inner = block.blocks if isinstance(block, Container) and wide else (block,)
        if stretches and stretches[-1].wide == wide:
            last = stretches.pop()
            stretches.append(_Stretch(wide, (*last.blocks, *inner)))
            continue
        if wide and stretches:
            upright = stretches.pop().blocks
            kept = len(upright)
            while kept and isinstance(upright[kept - 1], Heading):
                kept -= 1
            inner = (*upright[kept:], *inner)
            if kept:
                stretches.append(_Stretch(wide=False, blocks=upright[:kept]))
            elif stretches:
                inner = (*stretches.pop().blocks, *inner)
        stretches.append(_Stretch(wide, inner))
    return stretches
