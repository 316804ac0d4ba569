"""Deck → one HTML page of all slides: for a browser, by keyboard, by screen reader, and for print."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from golive.render.preview.backdrop import backdrop
from golive.render.preview.slide import ink_of, slide_svg
from golive.render.preview.transcript import transcript
from golive.render.slides.model import Deck, Slide
from golive.render.slides.pptx.markup import attribute, escape
from golive.render.slides.theme.theme import Theme
from golive.render.svg import number

_HERE: Final = Path(__file__).parent
_HINT: Final = "Arrow keys, Page Up and Page Down turn the slides; N opens and closes all notes."


def to_html(deck: Deck, theme: Theme) -> str:
    """All slides on one page that reads nothing from outside.

    Each slide is a section with its title as heading, its picture, its text and its notes. What several slides show
    behind their content is there once.
    """
    own = deck.properties
    css, script = _file("page.css") + _print_size(deck), _file("page.js")
    parts = dict.fromkeys(theme.layouts[slide.role].part for slide in deck.slides)
    art = {part: f"art-{n}" for n, part in enumerate(parts, 1)}
    ink = ink_of(theme, lambda href: href)
    title = f"{own.title} (version {own.version})"
    sections = [
        _section(slide, slide_svg(slide, deck, theme, ink, f'<use href="#{art[theme.layouts[slide.role].part]}"/>'))
        for slide in deck.slides
    ]
    return (
        f"<!DOCTYPE html>\n<html lang={attribute(own.language)}>\n"
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(css, script)}">\n'
        f'<title>{escape(title)}</title><meta name="author" content={attribute(own.author)}>'
        f'<meta name="generator" content="golive"><style>{css}</style></head>\n'
        f"<body><header><h1>{escape(own.title)}</h1><p>{escape(_about(deck))}</p><p>{_HINT}</p></header>\n"
        f'<nav aria-label="Slides"><details><summary>All slides</summary><ol>{_contents(deck)}</ol></details></nav>\n'
        f'<svg class="art" aria-hidden="true"><defs>{_art(theme, art)}</defs></svg>\n'
        f"<main>{''.join(sections)}</main>\n<script>{script}</script></body></html>\n"
    )


def _about(deck: Deck) -> str:
    count = len(deck.slides)
    return f"{deck.properties.subject} · version {deck.properties.version} · {count} slide{'s' * (count != 1)}"


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _print_size(deck: Deck) -> str:
    return f"@page {{ size: {number(deck.width)}in {number(deck.height)}in; margin: 0; }}\n"


def _policy(css: str, script: str) -> str:
    """What the page may do: its own style and script, pictures that are in it, and nothing else."""
    sums = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (css, script))
    style, code = (f"'sha256-{value}'" for value in sums)
    return (
        f"default-src 'none'; style-src {style}; script-src {code}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _art(theme: Theme, names: dict[str, str]) -> str:
    return "".join(f'<g id="{name}">{backdrop(theme, part, f"{name}-")}</g>' for part, name in names.items())


def _contents(deck: Deck) -> str:
    return "".join(f'<li><a href="#{slide.key}">{escape(slide.title)}</a></li>' for slide in deck.slides)


def _section(slide: Slide, picture: str) -> str:
    """A slide; its picture is one image to a screen reader, and its text follows."""
    head = f"{slide.key}-head"
    image = picture.replace("<svg ", '<svg role="img" ', 1)
    notes = "".join(f"<p>{escape(text)}</p>" for text in slide.notes)
    shown = f'<details class="notes"><summary>Speaker notes</summary>{notes}</details>' if notes else ""
    return (
        f'<section id="{slide.key}" aria-labelledby="{head}" tabindex="-1">\n'
        f'<h2 id="{head}">{slide.number}. {escape(slide.title)}</h2>\n{image}\n'
        f'<details class="text"><summary>Text of this slide</summary>{transcript(slide)}</details>\n{shown}</section>\n'
    )
