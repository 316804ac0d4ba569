"""Render the cover of a runbook: title, subject, version and facts, on decorative, deterministic art."""

import math
from base64 import b64encode
from collections.abc import Mapping
from html import escape

from golive.markdown.document import Meta
from golive.render.html.colors import mix_colors
from golive.render.html.paper_size import Sheet, get_sheet
from golive.translation import translate
from golive.typography.lines import break_lines
from golive.typography.metrics import load_font_metrics
from golive.typography.units import POINTS_PER_INCH

_LONG_TITLE = 44
# Cover dimensions from the style sheet, in points: text sizes, widths and spacing.
_TITLE_PT, _LONG_TITLE_PT, _TITLE_WIDTH_PT = 35.0, 27.0, 425.0
_KICKER_PT, _SUBTITLE_PT, _FACT_PT = 10.0, 16.5, 9.2
_SIDES_PT, _LABEL_PT, _AROUND_PT, _DRAFT_PT, _ROW_PADDING_PT = 137.0, 108.0, 270.0, 42.0, 12.5
_LETTER_SPACING_FACTOR = 1.3  # width of letter-spaced capitals relative to normal text
_RINGS = 15
_DOTS = ((118, 2), (171, 4), (104, 6), (142, 12), (134, 9), (111, 11))  # degrees, ring


def cover_html(meta: Meta) -> str:
    """Render the cover, with the strings for the running header and footer."""
    facts = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in meta.facts
    )
    parts = [
        f'<p class="kicker">{escape(meta.subject)}</p>',
        f'<p class="title{" long" if is_long_title(meta.title) else ""}">{escape(meta.title)}</p>',
        f'<p class="subtitle">{escape(meta.subtitle)}</p>' if meta.subtitle != meta.title else "",
        f'<p class="draft">{escape(meta.draft_mark)}</p>' if meta.draft_mark else "",
        f'<div class="about"><table>{facts}</table></div>' if facts else "",
    ]
    class_attribute = (
        "cover crowded"
        if _estimate_height_pt(meta) > POINTS_PER_INCH * get_sheet(meta.paper_size, "runbook").height_in
        else "cover"
    )
    return f'<section class="{class_attribute}" {running_header_attributes(meta)}>{"".join(parts)}</section>\n'


def is_long_title(title: str) -> bool:
    """Return whether a title is set in the smaller of the two sizes."""
    return len(title) > _LONG_TITLE


def _estimate_height_pt(meta: Meta) -> float:
    """Estimate the height of the cover texts at their normal sizes, in points, rounding up."""
    width = POINTS_PER_INCH * get_sheet(meta.paper_size, "runbook").width_in - _SIDES_PT
    title = _LONG_TITLE_PT if is_long_title(meta.title) else _TITLE_PT
    height = _AROUND_PT + _DRAFT_PT * bool(meta.draft_mark)
    height += 1.4 * _KICKER_PT * _count_lines(meta.subject.upper(), width, _LETTER_SPACING_FACTOR * _KICKER_PT)
    height += 1.12 * title * _count_lines(meta.title, _TITLE_WIDTH_PT, title)
    height += 1.3 * _SUBTITLE_PT * _count_lines(meta.subtitle, width, _SUBTITLE_PT)
    rows = [_count_lines(value, width - _LABEL_PT, _FACT_PT) for _, value in meta.facts]
    return height + sum(1.4 * _FACT_PT * lines + _ROW_PADDING_PT for lines in rows)


def _count_lines(text: str, width_pt: float, size_pt: float) -> int:
    return len(break_lines(text, width_pt, size_pt, load_font_metrics("Inter", bold=True)))


def running_header_attributes(meta: Meta) -> str:
    """Return the `data-` attributes from which CSS builds the running header and footer."""
    subject = meta.subject if meta.subject not in meta.title else ""
    about = (meta.draft_mark, subject, translate("version", version=meta.version), meta.display_date, meta.status)
    values = {"title": meta.title, "about": "  ·  ".join(filter(None, about))}
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())


def cover_css(palette: Mapping[str, str], sheet: Sheet) -> str:
    """Return the cover art as a CSS background: rings around a corner with a few dots."""
    art = b64encode(cover_art_svg(palette, sheet).encode()).decode()
    return f".cover{{background-image:url(data:image/svg+xml;base64,{art})}}"


def cover_art_svg(palette: Mapping[str, str], sheet: Sheet) -> str:
    """Return the cover art as SVG; it is decoration."""
    width, height = round(sheet.width_in * 100), round(sheet.height_in * 100)
    x, y = width - 55, 90
    light = mix_colors(palette["accent"], palette["paper"], 0.45)
    shapes = [f'<rect width="{width}" height="{height}" fill="{palette["dark"]}"/>']
    for ring in range(_RINGS):
        shade = mix_colors(light, palette["dark"], 0.5 - 0.03 * ring)
        shapes.append(
            f'<circle cx="{x}" cy="{y}" r="{120 + 56 * ring}" fill="none" stroke="{shade}" stroke-width="1.3"/>'
        )
    for number, (degrees, ring) in enumerate(_DOTS):
        radius, angle = 120 + 56 * ring, math.radians(degrees)
        fill, size = (palette["paper"], 6) if number % 2 else (light, 9)
        at = f'cx="{x + radius * math.cos(angle):.1f}" cy="{y + radius * math.sin(angle):.1f}"'
        shapes.append(f'<circle {at} r="{size}" fill="{fill}"/>')
    shapes.append(f'<rect x="95" y="196" width="88" height="6" fill="{light}"/>')
    view = f'viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {view}>{"".join(shapes)}</svg>'
