"""Lay out documents with Typst, and write them."""

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from golive.markdown.document import Meta
from golive.render.html.head import list_properties
from golive.render.html.paper_size import Sheet, get_sheet
from golive.render.html.style_sheet import DEFAULT_SCALE, TypeScale
from golive.render.pdf.attachment import Attachment
from golive.render.pdf.layout import PageLayout, PageSetter, PdfLayout
from golive.render.pdf.page_input import PageInput
from golive.render.pdf.typst.engine import (
    compile_source,
    create_engine_error,
    free_old_pages,
    get_component_versions,
)
from golive.render.pdf.typst.source import TypstPage, build_source
from golive.render.seal import build_origin
from golive.typography.units import POINTS_PER_INCH


class TypstLayout(Struct, frozen=True):
    """A document that Typst has laid out; see `golive.render.pdf.layout.PdfLayout`."""

    _content: bytes
    _page: TypstPage
    _sheet: Sheet

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        from golive.render.pdf.typst.finish import read_page_sizes

        return len(read_page_sizes(self._content))

    @property
    def page_layouts(self) -> tuple[PageLayout, ...]:
        """Return the layout of each page."""
        from golive.render.pdf.typst.finish import read_layout_report, read_page_sizes

        report = json.loads(read_layout_report(self._content))
        return tuple(_measure_pages(report, read_page_sizes(self._content), self._sheet))

    def write(self, meta: Meta, attachments: tuple[Attachment, ...] = ()) -> bytes:
        """Write the document; see `golive.render.pdf.layout.PdfLayout.write`."""
        from golive.render.pdf.typst.finish import finish_pdf
        from golive.render.pdf.typst.tags import TagMismatchError

        engine = f"Typst {get_component_versions()['Typst']}"
        properties = {**list_properties(meta), "producer": engine}
        origin = build_origin(meta, engine) if meta.id else {}
        try:
            return finish_pdf(self._content, self._page.plan, properties, origin, attachments)
        except TagMismatchError as error:
            raise create_engine_error([str(error)]) from error


def open_page(page: PageInput) -> PageSetter:
    """Return a function that lays out a page."""
    free_old_pages()

    def set_pages(type_scale: TypeScale = DEFAULT_SCALE, moved: frozenset[str] = frozenset()) -> PdfLayout:
        html = page.render_html(type_scale)
        made = build_source(page, html, type_scale=type_scale, moved=moved)
        content = compile_source(made.source, html, page.meta.date)
        return TypstLayout(content, made, get_sheet(page.meta.paper_size, page.form))

    return set_pages


def _measure_pages(report: Mapping[str, Any], sizes: list[tuple[float, float]], sheet: Sheet) -> list[PageLayout]:
    """Return the layout of each page from the places of headings, and of where blocks start and end."""
    lowest: dict[int, float] = {}
    for (first, _), (last, bottom) in zip(report["starts"], report["ends"], strict=True):
        lowest[last] = max(bottom, lowest.get(last, 0.0))
        for number in range(first, last):  # the block goes on, so the page is full
            lowest[number] = POINTS_PER_INCH * sheet.height_in
    pages = []
    for number, (width, height) in enumerate(sizes, start=1):
        used = sheet.to_landscape() if width > height else sheet
        top, text_height = used.top_in * POINTS_PER_INCH, used.text_height_in * POINTS_PER_INCH
        starts = {name: (y - top) / text_height for name, page, y in report["headings"] if page == number}
        filled = max(0.0, min(1.0, (lowest.get(number, height) - top) / text_height))
        pages.append(PageLayout(filled, width > height, starts))
    return pages
