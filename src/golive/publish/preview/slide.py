"""A slide → one SVG: the same places, the same lines, and text that is text."""

from collections.abc import Callable, Iterator
from typing import Final

from golive.publish.deck.dress import POINTS, Fonts
from golive.publish.deck.markup import attribute, escape
from golive.publish.deck.palette import TINTS, resolve
from golive.publish.deck.slides import Deck, Panel, Para, Slide, Span
from golive.publish.deck.theme import Layout, Theme
from golive.publish.preview.backdrop import Backdrop, backdrop
from golive.publish.preview.ink import Ink, family_of, line_svg, set_text
from golive.publish.preview.shapes import element_svg
from golive.publish.svg import number

_MARGIN_PT: Final = 10.0


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
    behind = backdrop(theme, layout.part)
    named = f"aria-labelledby={attribute(f'{slide.key}-name')}"
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}pt" '
        f'height="{height}pt" lang={attribute(deck.properties.language)} {named} '
        f'font-family={attribute(family_of(ink.fonts.body))} xml:space="preserve">'
    )
    title = f"<title id={attribute(f'{slide.key}-name')}>{escape(f'{slide.number}. {slide.title}')}</title>"
    art = behind.art_for(f"{slide.key}-") if ground is None else ground
    parts = [part for part in _content(slide, layout, behind, ink) if part]
    return "\n".join((root, title, f'<g aria-hidden="true">{art}</g>', *parts, "</svg>"))


def _content(slide: Slide, layout: Layout, behind: Backdrop, ink: Ink) -> Iterator[str]:
    for element in slide.elements:
        color = ""
        if isinstance(element, Panel) and element.slot in {"title", "label"} and not layout.is_dark:
            holder = layout.holders.get(element.slot)
            color = f"#{behind.inks[holder.number]}" if holder and holder.number in behind.inks else ""
        yield from element_svg(element, ink, color)
    texts = {"ftr": slide.footer, "dt": slide.date, "sldNum": str(slide.number)}
    for kind, margin in behind.margins.items():
        if not texts.get(kind):
            continue
        para = Para((Span(texts[kind], bold=margin.bold),), _MARGIN_PT, align=margin.align)
        color = ink.hex("paper") if layout.is_dark else f"#{margin.color}"
        for line in set_text((para,), margin.rect, "middle", ink):
            yield line_svg(line, ink).replace(f'fill="{line.color}"', f'fill="{color}"', 1)
