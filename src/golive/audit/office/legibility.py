"""Find text that is too small, has low contrast or no language, and links without a meaningful text."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from golive.audit.office.backgrounds import find_background_colors, find_cell_background_colors
from golive.audit.office.run_properties import RunStyle, has_language, resolve_run_style
from golive.audit.office.slide_view import Shape, SlideView
from golive.audit.office.text_area import estimate_text_area
from golive.audit.rules import make_finding
from golive.ooxml.namespaces import A, P
from golive.ooxml.table_styles import CellPlace, CellStyle, find_cell_style, find_table_style
from golive.ooxml.xml_elements import Element, get_local_name
from golive.render.palette import contrast_ratio
from golive.support.problems import Problem

MIN_SIZE_PT: Final = 10.0
_LARGE_PT, _LARGE_BOLD_PT = 18.0, 14.0
_READABLE, _READABLE_LARGE = 4.5, 3.0
_PLAIN_STYLES: Final = frozenset(
    {"", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}"}
)
"""Styles without fills, which PowerPoint knows without a definition: none, and a grid."""
_EMPTY_LINK: Final = re.compile(r"\s*(click here|here|link|more|read more|https?://\S+)\s*", re.IGNORECASE)
_EXCERPT: Final = 30


class _Text(Struct, frozen=True):
    """A run with its shape, the colors behind it, and what a table style says about its cell."""

    run: Element
    shape: Shape
    backgrounds: tuple[str | None, ...]
    cell: CellStyle | None = None

    @property
    def words(self) -> str:
        return self.run.findtext(f"{A}t") or ""


def check_legibility(slides: Iterable[SlideView]) -> Iterator[Problem]:
    """Check every run of every slide."""
    for view in slides:
        texts = [text for text in _texts(view) if text.words.strip()]
        silent = [text for text in texts if not has_language(text.run, view, text.shape)]
        if silent:
            yield make_finding("language-missing", view.where, f"{len(silent)} runs of text have no language.")
        unknown = []
        for text in texts:
            style = resolve_run_style(text.run, view, text.shape, text.cell)
            yield from _check_run(view.where, text, style)
            if None in text.backgrounds or style.color is None:
                unknown.append(text)
        if unknown:
            yield make_finding(
                "contrast-unknown", view.where, f"The contrast of {len(unknown)} texts cannot be judged."
            )


def _texts(view: SlideView) -> Iterator[_Text]:
    for shape in view.shapes:
        kind = get_local_name(shape.element)
        if kind == "sp":
            bodies = shape.element.findall(f"{P}txBody")
            if not any(next(body.iter(f"{A}r", f"{A}fld"), None) is not None for body in bodies):
                continue
            colors = find_background_colors(view, shape, estimate_text_area(view, shape))
            for body in bodies:
                yield from (_Text(run, shape, colors) for run in body.iter(f"{A}r", f"{A}fld"))
        elif kind == "graphicFrame":
            for table in shape.element.iter(f"{A}tbl"):
                yield from _table_texts(view, shape, table)


def _table_texts(view: SlideView, shape: Shape, table: Element) -> Iterator[_Text]:
    properties = table.find(f"{A}tblPr")
    name = (table.findtext(f"{A}tblPr/{A}tableStyleId") or "").strip()
    style = find_table_style(view.table_styles, name)
    is_plain = style is None and name.upper() in _PLAIN_STYLES
    rows = [row.findall(f"{A}tc") for row in table.iterfind(f"{A}tr")]
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = CellPlace(row, column, len(rows), len(cells))
            known = CellStyle() if is_plain else None
            own = known if style is None else find_cell_style(style, properties, place)
            if next(cell.iter(f"{A}r", f"{A}fld"), None) is None:
                continue
            colors = find_cell_background_colors(view, shape, cell, own)
            yield from (_Text(run, shape, colors, own) for run in cell.iter(f"{A}r", f"{A}fld"))


def _check_run(where: str, text: _Text, style: RunStyle) -> Iterator[Problem]:
    said = f"\u201c{text.words.strip()[:_EXCERPT]}\u201d in \u201c{text.shape.name}\u201d"
    if style.size_pt < MIN_SIZE_PT:
        yield make_finding("text-small", where, f"{said} is set in {style.size_pt:g} pt.")
    known = [one for one in text.backgrounds if one]
    if known and style.color:
        worst = min(known, key=lambda one: contrast_ratio(style.color or "", one))
        ratio = contrast_ratio(style.color, worst)
        is_large = style.size_pt >= _LARGE_PT or (style.bold and style.size_pt >= _LARGE_BOLD_PT)
        least = _READABLE_LARGE if is_large else _READABLE
        if ratio < least and len(known) == len(text.backgrounds):
            is_everywhere = all(contrast_ratio(style.color, one) < least for one in known)
            found = f"{said}: {style.color} on {worst} is {ratio:.2f} to 1, not {least}."
            yield make_finding("contrast" if is_everywhere else "contrast-partly", where, found)
    link = text.run.find(f"{A}rPr/{A}hlinkClick")
    if link is not None and _EMPTY_LINK.fullmatch(text.words):
        yield make_finding("link-text", where, f"A link is called \u201c{text.words.strip()}\u201d.")
