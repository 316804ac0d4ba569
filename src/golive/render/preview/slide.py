"""A slide → one SVG: the same places, the same lines, and text that is text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from golive.figures.drawing import Color
from golive.ooxml.xml_text import escape_text, quote_attribute
from golive.render.preview.backdrop import render_backdrop
from golive.render.preview.shapes import render_element
from golive.render.preview.text import SlideInk, css_font_family
from golive.render.slides.layout.text_layout import Fonts
from golive.render.slides.model import Deck, Panel, Para, Slide, Span
from golive.render.slides.theme.backgrounds import overlap_area
from golive.render.slides.theme.colors import DEFAULT_TINTS, ColorScheme, resolve_color, resolve_fill
from golive.render.slides.theme.placement import choose_readable_color
from golive.render.slides.theme.text_styles import outset_rect
from golive.render.slides.theme.theme import Layout, Placeholder, Theme
from golive.render.svg import format_number
from golive.typography.units import POINTS_PER_INCH

_FOOTER_PT: Final = 10.0


def build_ink(theme: Theme, target: Callable[[str], str | None]) -> SlideInk:
    """Build the colors and fonts for slides of a theme; `target` maps a link to its address in the picture."""
    palette, fills = _build_palettes(theme.scheme)
    fonts = Fonts(theme.heading_font, theme.body_font)
    return SlideInk(palette, theme.scheme.colors.get("hlink", palette["accent"]), fonts, target, fills)


def _build_palettes(scheme: ColorScheme) -> tuple[Mapping[Color, str], Mapping[Color, str]]:
    """Return the colors of text and lines, and those of filled shapes."""
    palette = {color: resolve_color(color, scheme) for color in DEFAULT_TINTS}
    return palette, {color: resolve_fill(color, scheme) for color in DEFAULT_TINTS}


def render_slide(slide: Slide, deck: Deck, theme: Theme, ink: SlideInk, ground: str | None = None) -> str:
    """Render one slide as an `svg` element, without an XML declaration.

    Args:
        slide: planned slide.
        deck: deck of the slide.
        theme: theme of the slide.
        ink: colors, fonts and links.
        ground: SVG behind the content; default: background and art of the layout.
    """
    width, height = format_number(deck.width * POINTS_PER_INCH), format_number(deck.height * POINTS_PER_INCH)
    layout = theme.layouts[slide.role]
    named = f"aria-labelledby={quote_attribute(f'{slide.key}-name')}"
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}pt" '
        f'height="{height}pt" lang={quote_attribute(deck.properties.language)} {named} '
        f'font-family={quote_attribute(css_font_family(ink.fonts.body))} xml:space="preserve">'
    )
    title = f"<title id={quote_attribute(f'{slide.key}-name')}>{escape_text(f'{slide.number}. {slide.title}')}</title>"
    art = render_backdrop(theme, layout.part_name, f"{slide.key}-") if ground is None else ground
    if layout.scheme != theme.scheme:
        palette, fills = _build_palettes(layout.scheme)
        ink = replace(ink, palette=palette, fills=fills)
    parts = _render_content(slide, layout, ink)
    return "\n".join((root, title, f'<g aria-hidden="true">{art}</g>', *parts, "</svg>"))


def _render_content(slide: Slide, layout: Layout, ink: SlideInk) -> Iterator[str]:
    for element in slide.painted_elements:
        holder = layout.placeholders.get(element.slot) if isinstance(element, Panel) and element.slot else None
        yield from (
            _render_placeholder(element, holder, ink)
            if holder and isinstance(element, Panel)
            else render_element(element, ink)
        )
    texts = {"ftr": slide.footer, "dt": slide.date, "sldNum": str(slide.number)}
    for kind, foot in layout.footer_placeholders.items():
        if texts.get(kind):
            is_backed = any(
                isinstance(one, Panel) and one.is_backing and overlap_area(one.rect, foot.rect) > 0
                for one in slide.elements
            )
            yield from _render_footer(texts[kind], foot, layout, ink, is_backed=is_backed)


def _render_placeholder(panel: Panel, holder: Placeholder, ink: SlideInk) -> Iterator[str]:
    placed, color, font = style_placeholder(panel, holder, ink)
    return render_element(placed, ink, color, font)


def style_placeholder(panel: Panel, holder: Placeholder, ink: SlideInk) -> tuple[Panel, str, str]:
    """Return a placeholder's panel with the layout's anchor, its CSS color, and its font.

    The color is the layout's if it is readable, and the font that of titles; both may be empty.
    """
    style = holder.style
    is_plain = holder.has_readable_color and (not panel.fill or panel.slot == "title")
    color = f"#{style.color}" if is_plain and style.color else ""
    font = style.family or ink.fonts.heading if panel.slot == "title" else ""
    placed = panel if panel.fill else replace(panel, anchor=holder.anchor)
    return placed, color, font


def _render_footer(text: str, holder: Placeholder, layout: Layout, ink: SlideInk, *, is_backed: bool) -> Iterator[str]:
    """Render a footer; one that no panel is behind yet has its own part of it."""
    style = holder.style
    shown = text.upper() if style.caps else text
    para = Para((Span(shown, bold=style.bold),), _FOOTER_PT, align=style.align, spacing=style.spacing)
    seen = layout if layout.has_footers_on_panel else replace(layout, panel=None)
    tone = choose_readable_color(layout.scheme, seen, holder.rect, ("muted", "paper"))
    color = f"#{style.color}" if holder.has_readable_color and style.color else ink.css_color(tone)
    rect = outset_rect(holder.rect, holder.inset)
    ground = layout.panel if layout.has_footers_on_panel and not is_backed else None
    opacity = layout.scheme.panel_opacity
    panel = Panel("foot", rect, (para,), ground, anchor=holder.anchor, inset=holder.inset, opacity=opacity)
    yield from render_element(panel, ink, color)
