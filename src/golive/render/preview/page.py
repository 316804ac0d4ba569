"""Render a deck as one HTML page of all slides, usable by keyboard, screen reader and in print."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from golive.ooxml.xml_text import escape_text, quote_attribute
from golive.render.preview.backdrop import render_backdrop
from golive.render.preview.slide import build_ink, render_slide
from golive.render.preview.transcript import render_transcript
from golive.render.slides.model import Deck, Slide
from golive.render.slides.theme.theme import Theme
from golive.render.svg import format_number

_ASSETS: Final = Path(__file__).parent
_HINT: Final = "Arrow keys, Page Up and Page Down turn the slides; N opens and closes all notes."


def render_deck_page(deck: Deck, theme: Theme) -> str:
    """Render all slides on one self-contained page.

    Each slide is a section with its title as heading, its picture, its text and its notes. A backdrop shared by
    several slides is included once.
    """
    own = deck.properties
    css, script = _read_asset("page.css") + _page_size_css(deck), _read_asset("page.js")
    parts = dict.fromkeys(theme.layouts[slide.role].part_name for slide in deck.slides)
    art = {part: f"art-{n}" for n, part in enumerate(parts, 1)}
    ink = build_ink(theme, lambda href: href)
    title = f"{own.title} (version {own.version})"
    sections = [
        _render_section(
            slide, render_slide(slide, deck, theme, ink, f'<use href="#{art[theme.layouts[slide.role].part_name]}"/>')
        )
        for slide in deck.slides
    ]
    return (
        f"<!DOCTYPE html>\n<html lang={quote_attribute(own.language)}>\n"
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_content_security_policy(css, script)}">\n'
        f'<title>{escape_text(title)}</title><meta name="author" content={quote_attribute(own.author)}>'
        f'<meta name="generator" content="golive"><style>{css}</style></head>\n'
        f"<body><header><h1>{escape_text(own.title)}</h1><p>{escape_text(_describe_deck(deck))}</p><p>{_HINT}</p></header>\n"
        f'<nav aria-label="Slides"><details><summary>All slides</summary>'
        f"<ol>{_render_slide_links(deck)}</ol></details></nav>\n"
        f'<svg class="art" aria-hidden="true"><defs>{_render_art(theme, art)}</defs></svg>\n'
        f"<main>{''.join(sections)}</main>\n<script>{script}</script></body></html>\n"
    )


def _describe_deck(deck: Deck) -> str:
    count = len(deck.slides)
    return f"{deck.properties.subject} · version {deck.properties.version} · {count} slide{'s' * (count != 1)}"


def _read_asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _page_size_css(deck: Deck) -> str:
    return f"@page {{ size: {format_number(deck.width)}in {format_number(deck.height)}in; margin: 0; }}\n"


def _content_security_policy(css: str, script: str) -> str:
    """Return a policy that allows only the page's own style, script and embedded pictures."""
    sums = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (css, script))
    style, code = (f"'sha256-{value}'" for value in sums)
    return (
        f"default-src 'none'; style-src {style}; script-src {code}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _render_art(theme: Theme, names: dict[str, str]) -> str:
    return "".join(f'<g id="{name}">{render_backdrop(theme, part, f"{name}-")}</g>' for part, name in names.items())


def _render_slide_links(deck: Deck) -> str:
    return "".join(f'<li><a href="#{slide.key}">{escape_text(slide.title)}</a></li>' for slide in deck.slides)


def _render_section(slide: Slide, picture: str) -> str:
    """Render a slide: one image for screen readers, followed by its text."""
    head = f"{slide.key}-head"
    image = picture.replace("<svg ", '<svg role="img" ', 1)
    notes = "".join(f"<p>{escape_text(text)}</p>" for text in slide.notes)
    shown = f'<details class="notes"><summary>Speaker notes</summary>{notes}</details>' if notes else ""
    mark = " (hidden)" if slide.is_hidden else ""
    return (
        f'<section id="{slide.key}" aria-labelledby="{head}" tabindex="-1">\n'
        f'<h2 id="{head}">{slide.number}. {escape_text(slide.title)}{mark}</h2>\n{image}\n'
        f'<details class="text"><summary>Text of this slide</summary>{render_transcript(slide)}</details>\n'
        f"{shown}</section>\n"
    )
