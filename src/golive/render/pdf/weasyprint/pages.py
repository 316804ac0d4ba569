"""Lay out documents with WeasyPrint: HTML and a style sheet."""

from golive.render.html.style_sheet import DEFAULT_SCALE, TypeScale, build_style_sheet
from golive.render.pdf.layout import PageSetter, PdfLayout
from golive.render.pdf.page_input import PageInput
from golive.render.pdf.weasyprint.write import lay_out


def open_page(page: PageInput) -> PageSetter:
    """Return a function that lays out a page."""

    def set_pages(type_scale: TypeScale = DEFAULT_SCALE, moved: frozenset[str] = frozenset()) -> PdfLayout:
        css = build_style_sheet(page.css, page.meta, page.form, page.palette, type_scale)
        return lay_out(page.render_html(type_scale), css + _break_before(moved))

    return set_pages


def _break_before(anchors: frozenset[str]) -> str:
    """Return a rule that begins a new page before the elements with some ids."""
    names = ",".join(f'[id="{_escape_css_string(anchor)}"]' for anchor in sorted(anchors))
    return f"\n{names}{{break-before:page}}" if names else ""


def _escape_css_string(anchor: str) -> str:
    return anchor.replace("\\", "\\\\").replace('"', '\\"')
