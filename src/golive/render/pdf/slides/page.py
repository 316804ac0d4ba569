"""A slide → one section of HTML: what is decoration in its background, everything else above it."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Drawing, Rect
from golive.render.chart_drawing import draw_chart
from golive.render.html.page import shorten_alt_text
from golive.render.pdf.slides.text import (
    PDF_FONT,
    TextBlock,
    lay_out_block,
    refit_drawing,
    render_lines,
    render_paragraphs,
)
from golive.render.preview.slide import render_slide, style_placeholder
from golive.render.preview.text import SlideInk, line_pitch_pt
from golive.render.slides.model import Deck, Element, Grid, Panel, Picture, Plot, Slide, TableCell
from golive.render.slides.theme.theme import Theme
from golive.render.svg import format_number, render_svg
from golive.typography.units import POINTS_PER_INCH


class SlidePage(Struct, frozen=True):
    """A slide of a deck, ready to become a page."""

    slide: Slide
    deck: Deck
    theme: Theme
    ink: SlideInk

    def render(self, heading: str) -> str:
        """Return the section; `heading` is the tag of the slide's title."""
        parts = "".join(part for element in self.slide.elements for part in self._render_element(element, heading))
        art = b64encode(self._render_decoration().encode()).decode()
        style = f"background-image:url(data:image/svg+xml;base64,{art})"
        return f'<section id="{escape(self.slide.key)}" style="{style}">{parts}</section>\n'

    def _render_decoration(self) -> str:
        """Render background, panels, fills of tables and the footers, which a reader does not have to hear."""
        plain = tuple(part for element in self.slide.elements if (part := _strip_text(element)))
        return render_slide(replace(self.slide, elements=plain), self.deck, self.theme, self.ink)

    def _render_element(self, element: Element, heading: str) -> Iterator[str]:
        match element:
            case Panel() if element.paras:
                yield self._render_panel(element, heading if element.slot == "title" else "")
            case Grid():
                yield self._render_table(element)
            case Picture(rect=rect, drawing=drawing):
                yield self._render_figure(element.name, refit_drawing(drawing, self.ink.fonts.body), rect, fills=True)
            case Plot(rect=rect, chart=chart):
                drawing = draw_chart(chart, replace(element.frame, font=PDF_FONT))
                yield self._render_figure(element.name, drawing, rect, fills=False)
            case _:
                pass

    def _render_panel(self, panel: Panel, heading: str) -> str:
        layout, color, font = self.theme.layouts[self.slide.role], "", ""
        if panel.slot and (holder := layout.placeholders.get(panel.slot)):
            panel, color, font = style_placeholder(panel, holder, self.ink)
        left, top, right, bottom = panel.inset
        rect = panel.rect
        place = Rect(rect.x + left, rect.y + top, rect.width - left - right, rect.height - top - bottom)
        block = lay_out_block(panel.paras, place, panel.anchor, font or self.ink.fonts.body)
        x, width = (format_number(value * POINTS_PER_INCH) for value in (place.x, place.width))
        style = f"left:{x}pt;top:{format_number(block.top_pt)}pt;width:{width}pt"
        return f'<div class="box" style="{style}">{"".join(render_paragraphs(block, self.ink, color, heading))}</div>'

    def _render_table(self, grid: Grid) -> str:
        blocks = [
            [self._lay_out_cell(grid, *pair) for pair in zip(row.cells, grid.columns, strict=True)] for row in grid.rows
        ]
        share = min(block.share for row in blocks for block in row)  # cells of one size stay so
        columns = "".join(f'<col style="width:{_to_pt(width)}">' for width in grid.columns)
        head, *rows = (
            self._render_row(grid, number, [replace(block, share=share) for block in row])
            for number, row in enumerate(blocks)
        )
        x, y, width = (_to_pt(value) for value in (grid.rect.x, grid.rect.y, sum(grid.columns)))
        return (
            f'<table style="left:{x};top:{y};width:{width}"><colgroup>{columns}</colgroup>'
            f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
        )

    def _lay_out_cell(self, grid: Grid, cell: TableCell, width: float) -> TextBlock:
        return lay_out_block(cell.paras, Rect(0, 0, width - 2 * grid.margin[0], 1), "top", self.ink.fonts.body)

    def _render_row(self, grid: Grid, number: int, blocks: Sequence[TextBlock]) -> str:
        row, tag = grid.rows[number], "td" if number else "th"
        cells = []
        for column, (cell, block) in enumerate(zip(row.cells, blocks, strict=True)):
            is_row_head = tag == "td" and grid.row_heads and not column
            name = "th" if is_row_head else tag
            scope = ' scope="row"' if is_row_head else ' scope="col"' if tag == "th" else ""
            cells.append(f"<{name}{scope} {self._style_cell(grid, cell)}>{self._fill_cell(block)}</{name}>")
        return f'<tr style="height:{_to_pt(row.height)}">{"".join(cells)}</tr>'

    def _style_cell(self, grid: Grid, cell: TableCell) -> str:
        side, edge = (_to_pt(value) for value in grid.margin)
        return f'style="padding:{edge} {side};vertical-align:{cell.anchor}"'

    def _fill_cell(self, block: TextBlock) -> str:
        """Render the paragraphs of a cell as lines: blocks in cells would be read as paragraphs of their own."""
        parts = []
        for one in block.paras:
            size, pitch = one.para.size_pt * block.share, line_pitch_pt(one.para)
            rules = f"font-size:{format_number(size)}pt;line-height:{format_number(pitch)}pt"
            rules += f";color:{self.ink.css_color(one.para.color)};white-space:pre"
            align = f";text-align:{one.para.align};display:block" if one.para.align != "left" else ""
            parts.append(f'<span style="{rules}{align}">{render_lines(one.lines, self.ink)}</span>')
        return "<br>".join(parts)

    def _render_figure(self, name: str, drawing: Drawing, rect: Rect, *, fills: bool) -> str:
        # WeasyPrint takes a figure's text alternative from the title of its SVG.
        shown = replace(drawing, title=shorten_alt_text(drawing.alt))
        prefix = f"{self.slide.key}-{name}".replace(":", "-").replace(" ", "-")
        svg = render_svg(shown, self.ink.palette, PDF_FONT, prefix, self.ink.fills if fills else None)
        return f'<figure style="left:{_to_pt(rect.x)};top:{_to_pt(rect.y)}">{svg}</figure>'


def _to_pt(inches: float) -> str:
    return f"{format_number(inches * POINTS_PER_INCH)}pt"


def _strip_text(element: Element) -> Element | None:
    """Return an element without its text; None if nothing is left."""
    if isinstance(element, Panel):
        return replace(element, paras=())
    if isinstance(element, Grid):
        rows = tuple(replace(row, cells=tuple(replace(cell, paras=()) for cell in row.cells)) for row in element.rows)
        return replace(element, rows=rows)
    return None
