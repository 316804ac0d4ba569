"""The head of a content slide: title, label, the panel that some templates need, and the room that is left."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.text_layout import Fonts, fit_size
from golive.render.slides.layout.titles import fit_title
from golive.render.slides.model import Element, Panel, Para, Rect, Role, Span
from golive.render.slides.theme.placement import body_place, ink_at, label_place, lines_place, title_place
from golive.render.slides.theme.theme import Layout, Theme
from golive.support.problems import LayoutError

_LABEL_SIZES: Final = (12.0, 11.0, 10.0)
_PAD: Final = 0.14
_SEAM: Final = 0.01


class Head(Struct, frozen=True):
    """What stands above the content of a slide, title first, and the place of the content."""

    elements: tuple[Element, ...]
    body: Rect


def fonts_of(theme: Theme) -> Fonts:
    """The families of a theme, and how it sets titles."""
    roles: tuple[Role, ...] = ("title-only", "title", "section")
    return Fonts(theme.heading_font, theme.body_font, *(theme.layouts[role].holders["title"].style for role in roles))


def head_of(spans: tuple[Span, ...], label: str, theme: Theme, where: tuple[str, int], *, strip: bool) -> Head:
    """Set the head of a slide.

    Args:
        spans: its title.
        label: the short label above the title; may be empty.
        theme: the template.
        where: the document's name, and the line of the title.
        strip: whether there is to be room for a label or a mark above the title.

    Raises:
        LayoutError: title or label is too long.
    """
    layout = theme.layouts["title-only"]
    place = title_place(theme, "title-only", strip=strip)
    para, lines = fit_title(spans, place, fonts_of(theme), where)
    body = body_place(theme, place, para, lines)
    rect = lines_place(place, para, lines, layout)
    para = replace(para, color=ink_at(theme.scheme, layout, rect, ("dark",)))
    labels = (_label(label, theme, rect, where),) if label else ()
    title = Panel("title", rect, (para,), slot="title")
    if not layout.panel:
        return Head((title, *labels), body)
    feet = [foot.rect for foot in layout.feet.values()]
    return Head((*sheet_of(title, [*(one.rect for one in labels), body, *feet], layout, theme), *labels), body)


def _label(text: str, theme: Theme, title: Rect, where: tuple[str, int]) -> Panel:
    layout = theme.layouts["title-only"]
    rect = label_place(title, layout)
    spans = (Span(text, bold=True),)
    size = fit_size(spans, _LABEL_SIZES, (rect.width, rect.height), theme.body_font)
    if size is None:
        raise LayoutError(fault(*where, f"the label {text!r} takes more than a line", "Make it shorter.", text))
    color = ink_at(theme.scheme, layout, rect, ("accent", "dark"))
    return Panel("label", rect, (Para(spans, size, color=color),), anchor="middle", slot="label")


def sheet_of(title: Panel, others: list[Rect], layout: Layout, theme: Theme) -> tuple[Panel, ...]:
    """A filled title, and a filled sheet right below it, on which other text can be read.

    The title keeps its place as the first in reading order: so it carries its own part of the sheet.
    """
    rects = [title.rect, *others]
    left, top = max(min(r.x for r in rects) - _PAD, 0.0), max(min(r.y for r in rects) - _PAD, 0.0)
    right = min(max(r.right for r in rects) + _PAD, theme.width)
    bottom = min(max(r.bottom for r in rects) + _PAD / 2, theme.height)
    own = title.rect
    cut = min(own.bottom + _PAD / 2, bottom)
    inset = (own.x - left, own.y - top, right - own.right, max(cut - own.bottom, 0.0))
    head = replace(title, rect=Rect(left, top, right - left, cut - top), fill=layout.panel, inset=inset, anchor="top")
    rest = Rect(left, cut - _SEAM, right - left, bottom - cut + _SEAM)
    return (head, Panel("sheet", rest, (), layout.panel)) if rest.height > 0.05 else (head,)  # noqa: PLR2004
