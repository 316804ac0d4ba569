"""Blocks → HTML: what both forms of paper have in common."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from golive.markdown.chart import Chart, read_chart
from golive.markdown.document import Block, Code, Container, Document, Heading, List, Paragraph, Runs, Table
from golive.render.html.contents import contents_html
from golive.render.html.inline import inline
from golive.render.html.lengths import FEW_LINES, announces, letters, lines_of
from golive.render.html.outline import Entry, outline
from golive.render.html.tables import FITTING_COLUMNS, TableForm, scrolling, table_html

CALLOUTS = {"note": "Note", "warning": "Warning", "tip": "Tip"}
_CARDS_IN_A_ROW = 3
_GAP_IN = 0.16
# Columns of more letters than this stand one below the other, since a row of columns is kept on one page.
_LONGEST_COLUMN = 1_300
# A callout of more letters than this, code of more lines, may be divided between pages.
_LONGEST_CALLOUT = 1_000
_SHORT_CODE_LINES = 24
_CODE_LETTERS = 90


class Room(Struct, frozen=True):
    """The room that blocks are set in.

    Attributes:
        width_in: its width, in inches.
        height_in: how high a figure may be, in inches.
        page_in: the height between the margins of its pages, in inches; no page is that high where there are none.
        paged: whether references say their page.
        scrolls: whether what is wide can be scrolled.
    """

    width_in: float
    height_in: float
    page_in: float = 1_000.0
    paged: bool = True
    scrolls: bool = False


Illustrate = Callable[[str | Chart, Room, str], str]


class Writer:
    """Writes blocks one after the other, counting tables and figures and following the outline.

    `numbers`: whether chapters and figures have numbers; `top`: the level of a chapter's element, 1 for `h1`.
    """

    def __init__(self, document: Document, illustrate: Illustrate, *, numbers: bool = True, top: int = 1) -> None:
        self.entries = outline(document, numbers=numbers)
        self._numbers, self._top = numbers, top
        self._next = iter(self.entries)
        self._illustrate = illustrate
        self._tables = self._figures = self._level = 0

    def write(self, blocks: tuple[Block, ...], room: Room) -> str:
        """All blocks as HTML."""
        parts = []
        lines = FEW_LINES
        for block, after in zip_longest(blocks, blocks[1:]):
            lines = 0 if isinstance(block, Heading) else lines + lines_of(block, room.width_in)
            follows = after is not None and not isinstance(after, Heading)
            leads = lines < FEW_LINES or announces(block, after, room.width_in)
            parts.append(self._block(block, room, leads=follows and leads))
        return "".join(parts)

    def _block(self, block: Block, room: Room, *, leads: bool) -> str:
        """A block as HTML; one that leads stays on the page of what follows it."""
        match block:
            case Heading():
                return self._heading(next(self._next))
            case Paragraph():
                return _paragraph(block, room, leads=leads)
            case List():
                return self._list(block, room, leads=leads)
            case Table():
                return self._table(block, room, "plain")
            case Code():
                return scrolling(_code(block), "Lines") if room.scrolls else _code(block)
            case Container():
                return self._container(block, room, leads=leads)
            case _:
                raise AssertionError(block)

    def _heading(self, entry: Entry) -> str:
        tag = self._tag(entry.level)
        number = f'<span class="number">{entry.number}</span> ' if entry.number else ""
        title = inline(entry.runs, paged=False)
        return f'<{tag} class="level-{entry.level}" id="{escape(entry.anchor)}">{number}{title}</{tag}>\n'

    def _tag(self, level: int) -> str:
        """A heading's element: a level is never skipped, whatever its looks."""
        self._level = min(level, self._level + 1)
        return f"h{self._level + self._top - 1}"

    def _list(self, block: List, room: Room, *, leads: bool) -> str:
        tag = "ol" if block.ordered else "ul"
        dress = ' class="lead-in"' if leads else ""
        items: list[str] = []
        for item in block.items:
            first = item.blocks[0] if item.blocks else None
            lead = inline(first.runs, paged=room.paged) if isinstance(first, Paragraph) else ""
            rest = item.blocks[1:] if isinstance(first, Paragraph) else item.blocks
            items.append(f"<li>{lead}{self.write(rest, room)}</li>\n")
        return f"<{tag}{dress}>\n{''.join(items)}</{tag}>\n"

    def _table(self, table: Table, room: Room, look: str, *, leads: bool = False) -> str:
        number = ""
        if table.caption:
            self._tables += 1
            number = f"Table {self._tables}."
        made = table_html(table, TableForm(look, room.width_in, room.page_in, number, room.paged, leads))
        wide = room.scrolls and len(table.header) > FITTING_COLUMNS
        return scrolling(made, number.removesuffix(".") or "Table") if wide else made

    def _container(self, box: Container, room: Room, *, leads: bool) -> str:
        match box.name:
            case "figure":
                return self._figure(box, box.argument, _captions(box), room)
            case "chart":
                return self._chart(box, room)
            case "callout":
                return self._callout(box, room)
            case "cards" | "columns":
                return self._side_by_side(box, room)
            case "facts" | "compare":
                tables = [block for block in box.blocks if isinstance(block, Table)]
                return "".join(self._table(table, room, box.name, leads=leads) for table in tables)
            case "contents":
                return contents_html(self.entries)
            case _:
                raise AssertionError(box.name)

    def _chart(self, box: Container, room: Room) -> str:
        """Bars; where they are too many to be read, the table that they came from."""
        chart = read_chart(box)
        if chart.is_readable:
            return self._figure(box, chart, (chart.caption,) if chart.caption else (), room)
        key = box.attributes.get("key")
        table = self.write(box.blocks, room)
        return f'<div id="{escape(key)}">{table}</div>\n' if key else table

    def _figure(self, box: Container, shown: str | Chart, captions: tuple[Runs, ...], room: Room) -> str:
        self._figures += 1
        picture = self._illustrate(shown, room, f"figure-{self._figures}-")
        key = box.attributes.get("key")
        anchor = f' id="{escape(key)}"' if key else ""
        number = f"<b>Figure {self._figures}.</b> " if self._numbers else ""
        said = "<br>".join(inline(runs, paged=room.paged) for runs in captions)
        caption = f"<figcaption>{number}{said}</figcaption>" if said else ""
        name = shown if isinstance(shown, str) else "chart"
        return f'<figure class="{escape(name)}"{anchor}>{picture}{caption}</figure>\n'

    def _callout(self, box: Container, room: Room) -> str:
        name = box.argument
        head = f'<span class="name">{escape(box.attributes.get("title") or CALLOUTS[name])}.</span>'
        blocks = box.blocks
        if blocks and isinstance(blocks[0], Paragraph):
            head, blocks = f"{head} {inline(blocks[0].runs, paged=room.paged)}", blocks[1:]
        within = replace(room, width_in=room.width_in - 0.3)
        short = " short" if letters(box.blocks) <= _LONGEST_CALLOUT else ""
        return f'<div class="callout {name}{short}"><p>{head}</p>\n{self.write(blocks, within)}</div>\n'

    def _side_by_side(self, box: Container, room: Room) -> str:
        parts = list(_parts(box.blocks))
        per_row = -(-len(parts) // -(-len(parts) // _CARDS_IN_A_ROW)) if parts else 1
        kind = "card" if box.name == "cards" else "column"
        if any(letters(blocks) > _LONGEST_COLUMN for _, blocks in parts):
            per_row = 1
        width = (room.width_in - _GAP_IN * (per_row - 1)) / per_row - (0.3 if kind == "card" else 0)
        within = replace(room, width_in=width, height_in=room.height_in / 2)
        level = self._level
        rows = []
        for start in range(0, len(parts), per_row):
            cells = []
            for head, blocks in parts[start : start + per_row]:
                self._level = level
                cells.append(self._part(kind, head, blocks, within))
            rows.append(f'<div class="{kind}s side-{per_row}">{"".join(cells)}</div>\n')
        self._level = level
        return "".join(rows)

    def _part(self, kind: str, head: Heading | None, blocks: tuple[Block, ...], room: Room) -> str:
        tone = head.attributes.get("tone", "plain") if head else "plain"
        title = ""
        if head:
            tag = self._tag(3)
            key = head.attributes.get("key")
            anchor = f' id="{escape(key)}"' if key else ""
            title = f'<{tag} class="head"{anchor}>{inline(head.runs, paged=False)}</{tag}>'
        return f'<div class="{kind} {escape(tone)}">{title}{self.write(blocks, room)}</div>'


def _paragraph(block: Paragraph, room: Room, *, leads: bool) -> str:
    if not block.runs:
        return ""
    dress = ' class="lead-in"' if leads else ""
    return f"<p{dress}>{inline(block.runs, paged=room.paged)}</p>\n"


def _captions(box: Container) -> tuple[Runs, ...]:
    """The paragraphs in a figure."""
    return tuple(block.runs for block in box.blocks if isinstance(block, Paragraph))


def _parts(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading | None, tuple[Block, ...]]]:
    """A head with the blocks below it, again and again; what stands before the first head has none."""
    head: Heading | None = None
    gathered: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if head or gathered:
                yield head, tuple(gathered)
            head, gathered = block, []
        else:
            gathered.append(block)
    if head or gathered:
        yield head, tuple(gathered)


def _code(block: Code) -> str:
    """Lines letter for letter. HTML drops the first line break inside `pre`: one is put there for it to drop."""
    lines = sum(1 + len(line) // _CODE_LETTERS for line in block.text.split("\n"))
    short = " short" if lines <= _SHORT_CODE_LINES else ""
    return f'<pre class="code{short}">\n{escape(block.text)}</pre>\n'
