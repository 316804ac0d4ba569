"""A slide → one SVG: the same places, the same lines, and text that is text."""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec.structs import replace

from golive.render.preview.backdrop import backdrop
from golive.render.preview.shapes import element_svg
from golive.render.preview.text import Ink, family_of
from golive.render.slides.layout.text_layout import POINTS, Fonts
from golive.render.slides.model import Deck, Panel, Para, Slide, Span
from golive.render.slides.pptx.markup import attribute, escape
from golive.render.slides.theme.colors import TINTS, resolve
from golive.render.slides.theme.placement import ink_at
from golive.render.slides.theme.text_styles import around
from golive.render.slides.theme.theme import Holder, Layout, Theme
from golive.render.svg import number

_FOOT_PT: Final = 10.0


def ink_of(theme: Theme, target: Callable[[str], str | None]) -> Ink:
    """What the slides of a theme are drawn with; `target` says where a link leads from the picture."""
    palette = {color: resolve(color, theme.scheme) for color in TINTS}
    fonts = Fonts(theme.heading_font, theme.body_font)
    return Ink(palette, theme.scheme.colors.get("hlink", palette["accent"]), fonts, target)


def slide_svg(slide: Slide, deck: Deck, theme: Theme, ink: Ink, ground: str | None = None) -> str:
    """One slide as an `svg` element, without an XML declaration.

    Args:
        slide: with everything decided.
        deck: whose slide it is.
        theme: what it stands on.
        ink: what it is drawn with.
        ground: what stands behind its content; the layout's art where left out.
    """
    width, height = number(deck.width * POINTS), number(deck.height * POINTS)
    layout = theme.layouts[slide.role]
    named = f"aria-labelledby={attribute(f'{slide.key}-name')}"
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}pt" '
        f'height="{height}pt" lang={attribute(deck.properties.language)} {named} '
        f'font-family={attribute(family_of(ink.fonts.body))} xml:space="preserve">'
    )
    title = f"<title id={attribute(f'{slide.key}-name')}>{escape(f'{slide.number}. {slide.title}')}</title>"
    art = backdrop(theme, layout.part, f"{slide.key}-") if ground is None else ground
    parts = _content(slide, layout, theme, ink)
    return "\n".join((root, title, f'<g aria-hidden="true">{art}</g>', *parts, "</svg>"))


def _content(slide: Slide, layout: Layout, theme: Theme, ink: Ink) -> Iterator[str]:
    for element in slide.elements:
        holder = layout.holders.get(element.slot) if isinstance(element, Panel) and element.slot else None
        yield from _held(element, holder, ink) if holder and isinstance(element, Panel) else element_svg(element, ink)
    texts = {"ftr": slide.footer, "dt": slide.date, "sldNum": str(slide.number)}
    for kind, foot in layout.feet.items():
        if texts.get(kind):
            yield from _foot(texts[kind], foot, layout, theme, ink)


def _held(panel: Panel, holder: Holder, ink: Ink) -> Iterator[str]:
    """A placeholder: the layout anchors its lines, and chooses its colour where that can be read."""
    style = holder.style
    is_plain = holder.plain and panel.slot in {"title", "label", "subtitle"}
    color = f"#{style.color}" if is_plain and style.color else ""
    font = style.family or ink.fonts.heading if panel.slot == "title" else ""
    placed = panel if panel.fill else replace(panel, anchor=holder.anchor)
    return element_svg(placed, ink, color, font)


def _foot(text: str, holder: Holder, layout: Layout, theme: Theme, ink: Ink) -> Iterator[str]:
    style = holder.style
    shown = text.upper() if style.caps else text
    para = Para((Span(shown, bold=style.bold),), _FOOT_PT, align=style.align, spacing=style.spacing)
    tone = ink_at(theme.scheme, layout, holder.rect, ("muted", "paper"))
    color = f"#{style.color}" if holder.plain and style.color else ink.hex(tone)
    rect = around(holder.rect, holder.inset)
    panel = Panel("foot", rect, (para,), layout.panel, anchor=holder.anchor, inset=holder.inset)
    yield from element_svg(panel, ink, color)
