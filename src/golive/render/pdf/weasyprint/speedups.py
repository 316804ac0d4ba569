"""Speed up WeasyPrint without changing the bytes of the PDF; see decision 007.

Skips three things, each guarded: user-agent style rules that no golive page can match, serializing every PDF object
twice (for the file and for its identifier), and the HTML parser for pages that are well-formed XML.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML

from golive.render.pdf.html_tree import parse_html_as_xml

AGENT_SHEET = Path(__file__).with_name("agent.css")
# Pages and style sheets with these use WeasyPrint's own user-agent sheet: `agent.css` has no rules for them.
_UNSUPPORTED_HTML = re.compile(
    r"<(?:button|center|dir|fieldset|form|frame|iframe|input|keygen|listing|menu|object|optgroup|option|plaintext|q|"
    r"select|textarea|tt|video|xmp)\b|<[^>]*\s(?:dir|hidden|rules|frame|seamless)\b",
    re.IGNORECASE,
)
_UNSUPPORTED_CSS = re.compile(r"footnote|note-|note\(|list-item|@counter-style|@import", re.IGNORECASE)
_MARGIN_BOX_ALIGNMENT = {
    "top-left-corner": "right;vertical-align:middle",
    "top-left": "left;vertical-align:middle",
    "top-center": "center;vertical-align:middle",
    "top-right": "right;vertical-align:middle",
    "top-right-corner": "left;vertical-align:middle",
    "left-top": "center;vertical-align:top",
    "left-middle": "center;vertical-align:middle",
    "left-bottom": "center;vertical-align:bottom",
    "right-top": "center;vertical-align:top",
    "right-middle": "center;vertical-align:middle",
    "right-bottom": "center;vertical-align:bottom",
    "bottom-left-corner": "right;vertical-align:middle",
    "bottom-left": "left;vertical-align:middle",
    "bottom-center": "center;vertical-align:middle",
    "bottom-right": "right;vertical-align:middle",
    "bottom-right-corner": "left;vertical-align:middle",
}


class FastHTML(HTML):  # type: ignore[misc] # the engine has no types
    """HTML with golive's smaller user-agent style sheet if that covers the page, otherwise with WeasyPrint's."""

    def __init__(self, html: str, css: str, fetcher: Any) -> None:  # noqa: ANN401 - the engine has no types
        tree = parse_html_as_xml(html)
        super().__init__(string=html if tree is None else "<html></html>", url_fetcher=fetcher)
        if tree is not None:
            # Sets the two public attributes that WeasyPrint's HTML parser would have set.
            self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
            self.etree_element = self.wrapper_element.etree_element
        self._lean = None if _UNSUPPORTED_HTML.search(html) or _UNSUPPORTED_CSS.search(css) else user_agent_sheet(css)

    def _ua_stylesheets(self, *args: Any, **names: Any) -> list[Any]:  # noqa: ANN401 - the engine has no types
        # The only private method overridden: a WeasyPrint release without it uses its own sheet and is merely slower.
        stock = super()._ua_stylesheets(*args, **names)
        return [self._lean] if self._lean is not None and len(stock) == 1 else list(stock)


def user_agent_sheet(css: str) -> Any:  # noqa: ANN401 - the engine has no types
    """Return the user-agent sheet for a style sheet, without rules for margin boxes that it does not use."""
    return _build_sheet(tuple(name for name in _MARGIN_BOX_ALIGNMENT if f"@{name}" in css))


@cache
def _build_sheet(margins: tuple[str, ...]) -> Any:  # noqa: ANN401 - the engine has no types
    boxes = "".join(f"@{name}{{text-align:{_MARGIN_BOX_ALIGNMENT[name]}}}" for name in margins)
    return CSS(string=f"{AGENT_SHEET.read_text('utf-8')}\n@page{{margin:75px;@footnote{{margin-top:1em}}{boxes}}}")


class _FrozenObject(pydyf.Object):  # type: ignore[misc] # the engine has no types
    """A PDF object with final bytes."""

    data = b""


class _FrozenStream(pydyf.Stream):  # type: ignore[misc] # the engine has no types
    """A PDF stream with final bytes."""

    data = b""


def freeze_objects(pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Replace every object by its final bytes, because pydyf would serialize and compress each one twice.

    Do not change the PDF afterwards.
    """
    for number, found in enumerate(pdf.objects):
        if found.free == "f":
            continue
        written = _FrozenStream() if isinstance(found, pydyf.Stream) else _FrozenObject()
        written.number, written.generation, written.data = found.number, found.generation, found.data
        pdf.objects[number] = written
