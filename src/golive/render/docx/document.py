"""Write the blocks of a document into a .docx file, in reading order; nothing is left out."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from msgspec.structs import replace

from golive.figures.drawing import Color, Drawing, Frame
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
    walk_blocks,
)
from golive.ooxml.zip_writer import write_package
from golive.render.docx.page_setup import REVIEW_MARK, begin_section, create_docx
from golive.render.docx.picture import render_png
from golive.render.docx.tables import make_table
from golive.render.docx.text import add_runs, add_text, make_context, make_element
from golive.render.html.block_rules import check_blocks
from golive.render.html.blocks import CALLOUT_LABELS
from golive.render.html.outline import OutlineEntry, build_outline
from golive.render.html.paper_size import get_sheet
from golive.render.html.picture import FigureDrawer, draw_figure_or_chart
from golive.translation import translate

_FIGURE_HEIGHT_IN: Final = 5.4
_LANDSCAPE_FIGURE_IN: Final = 4.6
_TEXT_PT, _MIN_TEXT_PT = 9.0, 7.0
_FONT_FAMILY: Final = "Inter"
_DEEPEST_LIST: Final = 3
_DEEPEST_HEADING: Final = 4
_CARD_LEVEL: Final = 3
_APP_PART: Final = "docProps/app.xml"


def render_docx(document: Document, meta: Meta, draw_figure: FigureDrawer, palette: Mapping[Color, str]) -> bytes:
    """Render a document as a .docx file for redlining; equal input gives equal bytes.

    Args:
        document: the document of a runbook.
        meta: its metadata.
        draw_figure: draws the figure with a given name into a frame.
        palette: six hexadecimal digits by color.

    Raises:
        ContentError: the document contains unsupported blocks; lists every place.
    """
    check_blocks(document, "runbook")
    writer = _DocxWriter(document, meta, draw_figure, palette)
    writer.write_front()
    writer.write_blocks(document.blocks)
    stream = io.BytesIO()
    writer.docx.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_APP_PART] = parts[_APP_PART].replace(b"Microsoft Macintosh Word", b"golive")
    return write_package(parts)


class _DocxWriter:
    """Writes blocks at the end of a document, numbering tables and figures."""

    def __init__(self, document: Document, meta: Meta, draw_figure: FigureDrawer, palette: Mapping[Color, str]) -> None:
        self.docx = create_docx(meta, palette)
        self._meta, self._draw, self._palette = meta, draw_figure, palette
        self._entries = build_outline(document)
        self._next_entry = iter(self._entries)
        anchors = dict.fromkeys((*(entry.anchor for entry in self._entries), *_list_keys(document)))
        self._context = make_context(self.docx.part, anchors, palette["accent"])
        self._bookmarked: set[str] = set()
        self._width = get_sheet(meta.paper_size, "runbook").text_width_in
        self._is_landscape = False
        self._level = self._tables = self._figures = 0

    # --- parts of the document

    def write_front(self) -> None:
        """Write the title, the mark of the copy, and the facts of the cover."""
        meta = self._meta
        self.docx.add_paragraph(meta.title, style="Title")
        if meta.subtitle != meta.title:
            self.docx.add_paragraph(meta.subtitle, style="Subtitle")
        mark = f"{REVIEW_MARK}. Changes to this copy are tracked; the PDF of this version is the record."
        self._add_panel((Run(mark, bold=True),), "red")
        if meta.draft_mark:
            self._add_panel((Run(meta.draft_mark, bold=True),), "uat")
        if meta.facts:
            rows = tuple(((Run(label),), (Run(value),)) for label, value in meta.facts)
            self._append(self._make_table(Table(((), ()), rows, ("", "")), has_head=False))
            self._add_gap()

    def write_blocks(self, blocks: tuple[Block, ...], depth: int = 0) -> None:
        """Write blocks; `depth` is that of the list around them."""
        for block in blocks:
            self._write_block(block, depth)

    def _write_block(self, block: Block, depth: int) -> None:
        match block:
            case Heading():
                self._write_heading(next(self._next_entry))
            case Paragraph():
                if block.runs:
                    self._add_paragraph(block.runs, f"List Continue{_number_style(depth)}" if depth else "Normal")
            case List():
                self._write_list(block, depth + 1)
            case Table():
                self._write_table(block)
            case CodeBlock():
                self._write_code(block.text)
            case Container():
                self._write_container(block, depth)
            case _:
                raise AssertionError(block)

    def _write_heading(self, entry: OutlineEntry) -> None:
        self._level = min(entry.level, self._level + 1)
        number = (Run(f"{entry.number} "),) if entry.number else ()
        element = self._add_paragraph((*number, *entry.runs), f"Heading {min(self._level, _DEEPEST_HEADING)}")
        self._add_bookmark(element, entry.anchor)

    def _write_list(self, block: List, depth: int) -> None:
        shown = min(depth, _DEEPEST_LIST)
        style = f"List {'Number' if block.ordered else 'Bullet'}{_number_style(shown)}"
        number = self._restart_numbering(style) if block.ordered else 0
        for item in block.items:
            first = item.blocks[0] if item.blocks else None
            lead = first.runs if isinstance(first, Paragraph) else ()
            element = self._add_paragraph(lead, style)
            if number:
                numbering = element.get_or_add_pPr().get_or_add_numPr()
                numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = 0, number
            self.write_blocks(item.blocks[1:] if isinstance(first, Paragraph) else item.blocks, shown)

    def _restart_numbering(self, style: str) -> int:
        """Return the id of a new numbering that begins at 1, like that of the style."""
        numbering = self.docx.part.numbering_part.element
        own = self.docx.styles[style].element.pPr.numPr.numId.val
        kind = numbering.num_having_numId(own).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _write_table(self, table: Table, *, has_head: bool = True) -> None:
        anchor = table.attributes.get("key", "")
        if table.caption:
            self._tables += 1
            number = Run(f"{translate('table.number', number=self._tables)} ", bold=True)
            caption = self._add_paragraph((number, *table.caption), "Caption", keeps_with_next=True)
            self._add_bookmark(caption, anchor)
        self._append(self._make_table(table, has_head=has_head))
        self._add_gap()

    def _make_table(self, table: Table, *, has_head: bool) -> Any:  # noqa: ANN401 - an element of python-docx
        return make_table(table, self._width, self._context, self._palette, has_head=has_head)

    def _write_code(self, text: str) -> None:
        element = self._add_paragraph((), "Code")
        run = make_element("r")
        add_text(run, text.rstrip("\n"))
        element.append(run)

    def _write_container(self, box: Container, depth: int) -> None:
        match box.name:
            case "figure":
                captions = tuple(block.runs for block in box.blocks if isinstance(block, Paragraph))
                self._write_figure(box, box.argument, captions)
            case "chart":
                chart = read_chart(box)
                if chart.is_readable:
                    self._write_figure(box, chart, (chart.caption,) if chart.caption else ())
                else:
                    self.write_blocks(box.blocks, depth)
            case "callout":
                self._write_callout(box, depth)
            case "cards" | "columns":
                self._write_parts(box.blocks, depth)
            case "facts" | "compare":
                for block in box.blocks:
                    if isinstance(block, Table):
                        self._write_table(_drop_empty_rows(block), has_head=box.name == "compare")
            case "contents":
                self._write_contents()
            case "landscape":
                self._turn(is_landscape=True)
                self.write_blocks(box.blocks, depth)
                self._turn(is_landscape=False)
            case _:
                raise AssertionError(box.name)

    def _write_figure(self, box: Container, shown: str | Chart, captions: tuple[Runs, ...]) -> None:
        height = _LANDSCAPE_FIGURE_IN if self._is_landscape else _FIGURE_HEIGHT_IN
        frame = Frame(self._width, height, _TEXT_PT, _MIN_TEXT_PT, _FONT_FAMILY)
        drawing = draw_figure_or_chart(shown, self._draw, frame)
        element = self._add_picture(drawing)
        self._figures += 1
        self._add_bookmark(element, box.attributes.get("key", ""))
        number = Run(f"{translate('figure.number', number=self._figures)} ", bold=True)
        for at, runs in enumerate(captions):
            self._add_paragraph((number, *runs) if not at else runs, "Caption")

    def _add_picture(self, drawing: Drawing) -> Any:  # noqa: ANN401 - an element of python-docx
        stream = io.BytesIO(render_png(drawing, self._palette))
        paragraph = self.docx.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(stream, width=Inches(drawing.width))
        properties = picture._inline.docPr  # noqa: SLF001 - python-docx sets no alternative text
        properties.set("descr", drawing.alt)
        properties.set("title", drawing.title)
        return paragraph._p  # noqa: SLF001 - the element

    def _write_callout(self, box: Container, depth: int) -> None:
        name = box.argument
        color: Color = {"warning": "uat", "tip": "live"}.get(name, "accent")  # type: ignore[assignment]
        head = Run(f"{box.attributes.get('title') or CALLOUT_LABELS[name]}. ", bold=True)
        first = box.blocks[0] if box.blocks else None
        lead = first.runs if isinstance(first, Paragraph) else ()
        self._add_panel((head, *lead), color)
        self.write_blocks(box.blocks[1:] if isinstance(first, Paragraph) else box.blocks, depth)

    def _write_parts(self, blocks: tuple[Block, ...], depth: int) -> None:
        """Write cards or columns below one another; their heads are headings that no contents list."""
        level = min(_CARD_LEVEL, self._level + 1)
        for block in blocks:
            if isinstance(block, Heading):
                element = self._add_paragraph(block.runs, f"Heading {level}")
                self._add_bookmark(element, block.attributes.get("key", ""))
            else:
                self._write_block(block, depth)

    def _write_contents(self) -> None:
        """Write the contents as a field that Word can update, with links that work before."""
        listed = [entry for entry in self._entries if entry.in_contents]
        for at, entry in enumerate(listed):
            number = (Run(f"{entry.number} "),) if entry.number else ()
            runs = tuple(Run(run.text, href=f"#{entry.anchor}") for run in (*number, *entry.runs))
            element = self._add_paragraph((), f"TOC {min(entry.level, 2)}")
            if not at:
                begin = make_element("r")
                begin.append(make_element("fldChar", fldCharType="begin"))
                instruction = make_element("instrText")
                instruction.text = 'TOC \\o "1-2" \\h'
                begin.append(instruction)
                begin.append(make_element("fldChar", fldCharType="separate"))
                element.append(begin)
            add_runs(element, runs, self._context)
            if at == len(listed) - 1:
                end = make_element("r")
                end.append(make_element("fldChar", fldCharType="end"))
                element.append(end)

    # --- elements

    def _turn(self, *, is_landscape: bool) -> None:
        self._width = begin_section(self.docx, self._meta, is_landscape=is_landscape)
        self._is_landscape = is_landscape

    def _append(self, element: Any) -> None:  # noqa: ANN401 - an element of python-docx
        self.docx.element.body.add_p().addnext(element)
        gap = element.getprevious()
        gap.getparent().remove(gap)

    def _add_gap(self) -> None:
        """Add a low empty paragraph, without which Word joins tables that follow one another."""
        paragraph = self.docx.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)

    def _add_paragraph(self, runs: Runs, style: str, *, keeps_with_next: bool = False) -> Any:  # noqa: ANN401
        paragraph = self.docx.add_paragraph(style=style)
        if keeps_with_next:
            paragraph.paragraph_format.keep_with_next = True
        add_runs(paragraph._p, runs, self._context)  # noqa: SLF001 - the element
        return paragraph._p  # noqa: SLF001 - the element

    def _add_panel(self, runs: Runs, color: Color) -> None:
        """Add a paragraph with a bar on its left and a pale ground."""
        element = self._add_paragraph(runs, "Normal")
        properties = element.get_or_add_pPr()
        borders = make_element("pBdr")
        borders.append(make_element("left", val="single", sz=24, space=8, color=self._palette[color]))
        later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
        properties.insert_element_before(borders, *later)
        shade = make_element("shd", val="clear", color="auto", fill=self._palette["soft"])
        properties.insert_element_before(shade, *later[1:])

    def _add_bookmark(self, element: Any, anchor: str) -> None:  # noqa: ANN401 - an element of python-docx
        """Put a bookmark around the content of a paragraph; of equal anchors, around the first."""
        name = self._context.bookmarks.get(anchor)
        if not name or anchor in self._bookmarked:
            return
        self._bookmarked.add(anchor)
        number = len(self._bookmarked)
        properties = element.find(qn("w:pPr"))
        start = make_element("bookmarkStart", id=number, name=name)
        if properties is None:
            element.insert(0, start)
        else:
            properties.addnext(start)
        element.append(make_element("bookmarkEnd", id=number))


def _number_style(depth: int) -> str:
    """Return the end of the name of a style for lists: "", " 2", " 3"."""
    return f" {min(depth, _DEEPEST_LIST)}" if depth > 1 else ""


def _drop_empty_rows(table: Table) -> Table:
    """Return a table of facts without the rows that only separate groups."""
    return replace(table, rows=tuple(row for row in table.rows if any(row)))


def _list_keys(document: Document) -> Iterator[str]:
    """Yield the keys of figures, tables and cards, in order."""
    for block in walk_blocks(document.blocks):
        key = getattr(block, "attributes", {}).get("key")
        if key:
            yield key
