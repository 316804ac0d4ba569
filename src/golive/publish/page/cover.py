"""The cover of a runbook: what it is, about whom, which version. Its art is decoration, and the same every time."""

import math
from base64 import b64encode
from collections.abc import Mapping
from html import escape

from golive.publish.document import Meta
from golive.publish.page.colors import mix
from golive.publish.page.sheet import Sheet

_LONG_TITLE = 44
_RINGS = 15
_DOTS = ((118, 2), (171, 4), (104, 6), (142, 12), (134, 9), (111, 11))  # degrees, ring


def cover_html(meta: Meta) -> str:
    """The cover, and the strings that the running head and foot repeat."""
    facts = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in meta.facts
    )
    parts = [
        f'<p class="kicker">{escape(meta.subject)}</p>',
        f'<p class="title{" long" if len(meta.title) > _LONG_TITLE else ""}">{escape(meta.title)}</p>',
        f'<p class="subtitle">{escape(meta.subtitle)}</p>' if meta.subtitle != meta.title else "",
        f'<p class="draft">{escape(meta.draft)}</p>' if meta.draft else "",
        f'<div class="about"><table>{facts}</table></div>' if facts else "",
    ]
    return f'<section class="cover" {running(meta)}>{"".join(parts)}</section>\n'


def running(meta: Meta) -> str:
    """The attributes that CSS takes the running head and foot from."""
    subject = meta.subject if meta.subject not in meta.title else ""
    about = (meta.draft, subject, f"Version {meta.version}", meta.date_on_paper, meta.status)
    values = {"title": meta.title, "about": "  ·  ".join(filter(None, about))}
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())


def cover_rules(palette: Mapping[str, str], sheet: Sheet) -> str:
    """The cover's art as a CSS background: rings around a corner, with a few points on them."""
    art = b64encode(_art(palette, sheet).encode()).decode()
    return f".cover{{background-image:url(data:image/svg+xml;base64,{art})}}"


def _art(palette: Mapping[str, str], sheet: Sheet) -> str:
    width, height = round(sheet.width_in * 100), round(sheet.height_in * 100)
    x, y = width - 55, 90
    light = mix(palette["accent"], palette["paper"], 0.45)
    shapes = [f'<rect width="{width}" height="{height}" fill="{palette["dark"]}"/>']
    for ring in range(_RINGS):
        shade = mix(light, palette["dark"], 0.5 - 0.03 * ring)
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
