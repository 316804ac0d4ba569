"""Document → Confluence page: storage format, and the images to attach to the page.

The format has no inline SVG and no `data:` URLs: images are attachments of the page. It has no captions either: they
become paragraphs. Side-by-side blocks are stacked vertically.
"""

from collections.abc import Mapping
from html import escape
from typing import Final

from golive.figures.drawing import Color, Drawing
from golive.markdown.chart import Chart, read_chart
from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    List,
    Meta,
    Paragraph,
    Run,
    Runs,
    Table,
)
from golive.ooxml.xml_text import replace_invalid_characters
from golive.render.html.block_rules import check_blocks
from golive.render.html.blocks import CALLOUT_LABELS
from golive.render.html.outline import OutlineEntry, build_outline, iter_flow_blocks
from golive.render.html.paper_size import DocumentForm
from golive.render.html.picture import FigureDrawer
from golive.render.web.confluence_tables import facts_xml, table_xml
from golive.render.web.figures import draw_for_screen, svg_file
from golive.render.web.storage_format import (
    anchor_xml,
    code_xml,
    image_xml,
    macro_xml,
    paragraph_xml,
    rich_text_macro_xml,
    runs_to_xml,
)
from golive.translation import translate

_PANELS: Final = {"note": "info", "warning": "warning", "tip": "tip"}
_PART_LEVEL: Final = 3
_WIDTH_IN, _HEIGHT_IN = 9.0, 5.5
_TOC: Final = {"minLevel": "1", "maxLevel": "2"}

AttachmentFiles = tuple[tuple[str, bytes], ...]


def to_storage_format(document: Document, meta: Meta, draw_figure: FigureDrawer, form: DocumentForm) -> bytes:
    """Render a document in Confluence's storage format, for the body of a page.

    Args:
        document: the document.
        meta: its metadata; the facts go at the top, and the title is not part of the body.
        draw_figure: draws the figure with a given name into a frame.
        form: "runbook" (numbered chapters) or "explainer".

    Returns:
        UTF-8 without a root element and XML declaration, as Confluence expects; equal input gives equal bytes.

    Raises:
        ContentError: the document contains unsupported blocks; lists every place.
    """
    check_blocks(document, form)
    writer = _StorageFormatWriter(document, draw_figure, numbers=form == "runbook")
    return replace_invalid_characters(
        _properties_xml(meta) + writer.write(tuple(iter_flow_blocks(document.blocks)))
    ).encode()


def render_page_attachments(
    document: Document, draw_figure: FigureDrawer, palette: Mapping[Color, str]
) -> AttachmentFiles:
    """Render the images to attach to the page, as pairs of file name and bytes."""
    writer = _StorageFormatWriter(document, draw_figure, numbers=False)
    writer.write(tuple(iter_flow_blocks(document.blocks)))
    return tuple((name, svg_file(drawing, palette)) for name, drawing in writer.drawings.items())


def _properties_xml(meta: Meta) -> str:
    """Render the draft mark, and the facts as page properties, which reports over several pages can list."""
    draft = rich_text_macro_xml("warning", paragraph_xml(escape(meta.draft_mark))) if meta.draft_mark else ""
    return draft + (rich_text_macro_xml("details", facts_xml(meta.facts)) if meta.facts else "")


class _StorageFormatWriter:
    """Renders blocks in order, numbering tables and figures."""

    def __init__(self, document: Document, figure: FigureDrawer, *, numbers: bool) -> None:
        self.drawings: dict[str, Drawing] = {}
        self._next = iter(build_outline(document, is_numbered=numbers))
        self._figure = figure
        self._numbers = numbers
        self._tables = self._level = 0

    def write(self, blocks: tuple[Block, ...]) -> str:
        """Render blocks in storage format."""
        return "".join(self._write_block(block) for block in blocks)

    def _write_block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._write_heading(next(self._next), block)
            case Paragraph(runs=runs):
                return f"{paragraph_xml(runs_to_xml(runs))}\n" if runs else ""
            case List():
                return self._write_list(block)
            case Table():
                return self._write_table(block, "plain")
            case CodeBlock():
                return code_xml(block.text, block.language)
            case Container():
                return self._write_container(block)
            case _:
                raise AssertionError(block)

    def _write_heading(self, entry: OutlineEntry, heading: Heading) -> str:
        number = f"{entry.number} " if entry.number else ""
        return self._write_heading_tag(entry.level, heading, number)

    def _write_heading_tag(self, level: int, heading: Heading, number: str = "") -> str:
        """Render a heading with its anchor; never skips a level."""
        self._level = min(level, self._level + 1)
        tag = f"h{self._level}"
        return f"<{tag}>{anchor_xml(heading.attributes.get('key'))}{number}{runs_to_xml(heading.runs)}</{tag}>\n"

    def _write_list(self, block: List) -> str:
        tag = "ol" if block.ordered else "ul"
        items = "".join(f"<li>{self.write(item.blocks)}</li>\n" for item in block.items)
        return f"<{tag}>\n{items}</{tag}>\n"

    def _write_table(self, table: Table, look: str) -> str:
        key = anchor_xml(table.attributes.get("key"))
        caption = ""
        if table.caption:
            self._tables += 1
            caption = f"<strong>{translate('table.number', number=self._tables)}</strong> {runs_to_xml(table.caption)}"
        before = f"{paragraph_xml(key + caption)}\n" if key or caption else ""
        return before + table_xml(table, look)

    def _write_container(self, box: Container) -> str:
        match box.name:
            case "figure":
                captions = tuple(block.runs for block in box.blocks if isinstance(block, Paragraph))
                return self._write_picture(box, box.argument, captions)
            case "chart":
                return self._write_chart(box)
            case "callout":
                return self._write_callout(box)
            case "cards" | "columns":
                return self._write_parts(box)
            case "facts" | "compare":
                return "".join(self._write_table(block, box.name) for block in box.blocks if isinstance(block, Table))
            case "contents":
                return f"{paragraph_xml(macro_xml('toc', _TOC))}\n"
            case _:
                raise AssertionError(box.name)

    def _write_chart(self, box: Container) -> str:
        """Render a bar chart and its source table, which readers can copy and sort."""
        chart = read_chart(box)
        if not chart.is_readable:
            key = box.attributes.get("key")
            return (f"{paragraph_xml(anchor_xml(key))}\n" if key else "") + self.write(box.blocks)
        tables = "".join(table_xml(block, "plain") for block in box.blocks if isinstance(block, Table))
        return self._write_picture(box, chart, (chart.caption,) if chart.caption else ()) + tables

    def _write_picture(self, box: Container, shown: str | Chart, captions: tuple[Runs, ...]) -> str:
        drawing = draw_for_screen(shown, self._figure, _WIDTH_IN, _HEIGHT_IN)
        count = len(self.drawings) + 1
        name = f"figure-{count}.svg"
        self.drawings[name] = drawing
        shape = paragraph_xml(anchor_xml(box.attributes.get("key")) + image_xml(name, drawing.alt))
        number = f"<strong>{translate('figure.number', number=count)}</strong> " if self._numbers else ""
        said = "<br/>".join(runs_to_xml(runs) for runs in captions)
        return f"{shape}\n" + (f"{paragraph_xml(number + said)}\n" if said else "")

    def _write_callout(self, box: Container) -> str:
        """Render a panel; its title starts the text, because not every Confluence editor shows panel titles."""
        name = Run(f"{box.attributes.get('title') or CALLOUT_LABELS[box.argument]}.", bold=True)
        blocks = box.blocks
        runs: Runs = (name,)
        if blocks and isinstance(blocks[0], Paragraph):
            runs, blocks = (name, Run(" "), *blocks[0].runs), blocks[1:]
        return rich_text_macro_xml(_PANELS[box.argument], f"{paragraph_xml(runs_to_xml(runs))}\n{self.write(blocks)}")

    def _write_parts(self, box: Container) -> str:
        """Render cards and columns: each heading and the blocks below it."""
        level = self._level
        out = []
        for block in box.blocks:
            if isinstance(block, Heading):
                self._level = level
                out.append(self._write_heading_tag(_PART_LEVEL, block))
            else:
                out.append(self._write_block(block))
        self._level = level
        return "".join(out)
