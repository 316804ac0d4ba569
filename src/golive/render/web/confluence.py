"""Document → a page for a Confluence wiki: its storage format, and the pictures to be attached to the page.

The format has no inline SVG and no data addresses: a picture is an attachment, named by the page. It has no captions
either: they are paragraphs. What stands side by side on paper stands one below the other.
"""

from collections.abc import Mapping
from html import escape
from typing import Final

from golive.figures.drawing import Color, Drawing
from golive.markdown.chart import Chart, read_chart
from golive.markdown.document import Block, Code, Container, Document, Heading, List, Meta, Paragraph, Run, Runs, Table
from golive.render.html.block_rules import check
from golive.render.html.blocks import CALLOUTS
from golive.render.html.outline import Entry, blocks_in_flow, outline
from golive.render.html.paper_size import Form
from golive.render.html.picture import Figure
from golive.render.web.characters import clean
from golive.render.web.confluence_tables import facts_xml, table_xml
from golive.render.web.figures import drawn, svg_file
from golive.render.web.storage_format import anchor, boxed, code, image, macro, paragraph, text_of

_PANELS: Final = {"note": "info", "warning": "warning", "tip": "tip"}
_PART_LEVEL: Final = 3
_WIDTH_IN, _HEIGHT_IN = 9.0, 5.5
_TOC: Final = {"minLevel": "1", "maxLevel": "2"}

Files = tuple[tuple[str, bytes], ...]


def to_storage(document: Document, meta: Meta, figure: Figure, form: Form) -> bytes:
    """A document in Confluence's storage format: what is sent as the body of a page.

    Args:
        document: what it says.
        meta: what stands at the top of the page; its title is the page's own, and is not in the body.
        figure: draws a figure into a frame, by its name.
        form: "runbook" (numbered chapters) or "explainer".

    Returns:
        UTF-8, without a root element and without an XML declaration, as the wiki takes it; equal input gives equal
        bytes.

    Raises:
        ContentError: what has no form on a page, every place at once.
    """
    check(document, form)
    writer = _Writer(document, figure, numbers=form == "runbook")
    return clean(_head(meta) + writer.write(tuple(blocks_in_flow(document.blocks)))).encode()


def attachments(document: Document, figure: Figure, palette: Mapping[Color, str]) -> Files:
    """The pictures that the page names, to be attached to it: file names and bytes."""
    writer = _Writer(document, figure, numbers=False)
    writer.write(tuple(blocks_in_flow(document.blocks)))
    return tuple((name, svg_file(drawing, palette)) for name, drawing in writer.drawings.items())


def _head(meta: Meta) -> str:
    """The facts of the cover, as properties that a report over many pages can list; and whether this is a draft."""
    draft = boxed("warning", paragraph(escape(meta.draft))) if meta.draft else ""
    return draft + (boxed("details", facts_xml(meta.facts)) if meta.facts else "")


class _Writer:
    """Writes blocks one after the other, counting tables and figures and following the outline."""

    def __init__(self, document: Document, figure: Figure, *, numbers: bool) -> None:
        self.drawings: dict[str, Drawing] = {}
        self._next = iter(outline(document, numbers=numbers))
        self._figure = figure
        self._numbers = numbers
        self._tables = self._level = 0

    def write(self, blocks: tuple[Block, ...]) -> str:
        """All blocks as storage format."""
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(next(self._next), block)
            case Paragraph(runs=runs):
                return f"{paragraph(text_of(runs))}\n" if runs else ""
            case List():
                return self._list(block)
            case Table():
                return self._table(block, "plain")
            case Code():
                return code(block.text, block.language)
            case Container():
                return self._container(block)
            case _:
                raise AssertionError(block)

    def _heading(self, entry: Entry, heading: Heading) -> str:
        number = f"{entry.number} " if entry.number else ""
        return self._head(entry.level, heading, number)

    def _head(self, level: int, heading: Heading, number: str = "") -> str:
        """A heading with its anchor; a level is never skipped."""
        self._level = min(level, self._level + 1)
        tag = f"h{self._level}"
        return f"<{tag}>{anchor(heading.attributes.get('key'))}{number}{text_of(heading.runs)}</{tag}>\n"

    def _list(self, block: List) -> str:
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{self.write(item.blocks)}</li>\n" for item in block.items)
        return f"<{tag}>\n{items}</{tag}>\n"

    def _table(self, table: Table, look: str) -> str:
        key = anchor(table.attributes.get("key"))
        caption = ""
        if table.caption:
            self._tables += 1
            caption = f"<strong>Table {self._tables}.</strong> {text_of(table.caption)}"
        before = f"{paragraph(key + caption)}\n" if key or caption else ""
        return before + table_xml(table, look)

    def _container(self, box: Container) -> str:
        match box.name:
            case "figure":
                captions = tuple(block.runs for block in box.blocks if isinstance(block, Paragraph))
                return self._picture(box, box.argument, captions)
            case "chart":
                return self._chart(box)
            case "callout":
                return self._callout(box)
            case "cards" | "columns":
                return self._parts(box)
            case "facts" | "compare":
                return "".join(self._table(block, box.name) for block in box.blocks if isinstance(block, Table))
            case "contents":
                return f"{paragraph(macro('toc', _TOC))}\n"
            case _:
                raise AssertionError(box.name)

    def _chart(self, box: Container) -> str:
        """Bars, and the numbers that they were made of: a wiki's readers copy and sort them."""
        chart = read_chart(box)
        if not chart.is_readable:
            key = box.attributes.get("key")
            return (f"{paragraph(anchor(key))}\n" if key else "") + self.write(box.blocks)
        tables = "".join(table_xml(block, "plain") for block in box.blocks if isinstance(block, Table))
        return self._picture(box, chart, (chart.caption,) if chart.caption else ()) + tables

    def _picture(self, box: Container, shown: str | Chart, captions: tuple[Runs, ...]) -> str:
        drawing = drawn(shown, self._figure, _WIDTH_IN, _HEIGHT_IN)
        count = len(self.drawings) + 1
        name = f"figure-{count}.svg"
        self.drawings[name] = drawing
        shape = paragraph(anchor(box.attributes.get("key")) + image(name, drawing.alt))
        number = f"<strong>Figure {count}.</strong> " if self._numbers else ""
        said = "<br/>".join(text_of(runs) for runs in captions)
        return f"{shape}\n" + (f"{paragraph(number + said)}\n" if said else "")

    def _callout(self, box: Container) -> str:
        """A panel of the wiki; its name begins the text, since not every editor of the wiki shows a panel's title."""
        name = Run(f"{box.attributes.get('title') or CALLOUTS[box.argument]}.", bold=True)
        blocks = box.blocks
        runs: Runs = (name,)
        if blocks and isinstance(blocks[0], Paragraph):
            runs, blocks = (name, Run(" "), *blocks[0].runs), blocks[1:]
        return boxed(_PANELS[box.argument], f"{paragraph(text_of(runs))}\n{self.write(blocks)}")

    def _parts(self, box: Container) -> str:
        """Cards and columns: each head, and what is below it."""
        level = self._level
        out = []
        for block in box.blocks:
            if isinstance(block, Heading):
                self._level = level
                out.append(self._head(_PART_LEVEL, block))
            else:
                out.append(self._block(block))
        self._level = level
        return "".join(out)
