"""A page for WeasyPrint without what makes it slow for nothing. The bytes are the same; see decision 007.

Three things are left out, each guarded: rules of the user-agent style sheet that no page of ours can match, writing
every object of a PDF twice (for its contents, and for its identifier), and an HTML parser for what is XML as well.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML

from golive.render.pdf.html_tree import tree_of

AGENT_SHEET = Path(__file__).with_name("agent.css")
# A page or a style sheet with one of these gets WeasyPrint's own sheet: ours has no rules for them.
_BEYOND = re.compile(
    r"<(?:button|center|dir|fieldset|form|frame|iframe|input|keygen|listing|menu|object|optgroup|option|plaintext|q|"
    r"select|textarea|tt|video|xmp)\b|<[^>]*\s(?:dir|hidden|rules|frame|seamless)\b",
    re.IGNORECASE,
)
_BEYOND_CSS = re.compile(r"footnote|note-|note\(|list-item|@counter-style|@import", re.IGNORECASE)
_ALIGNED = {
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


class LeanHTML(HTML):  # type: ignore[misc] # the engine has no types
    """HTML under our own user-agent sheet, where that one says all that the page needs; else under WeasyPrint's."""

    def __init__(self, html: str, css: str, fetcher: Any) -> None:  # noqa: ANN401 - the engine has no types
        tree = tree_of(html)
        super().__init__(string=html if tree is None else "<html></html>", url_fetcher=fetcher)
        if tree is not None:
            # What a parser would have given; both are attributes for everyone, and nothing else is kept of the source.
            self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
            self.etree_element = self.wrapper_element.etree_element
        self._lean = None if _BEYOND.search(html) or _BEYOND_CSS.search(css) else agent_sheet(css)

    def _ua_stylesheets(self, *args: Any, **names: Any) -> list[Any]:  # noqa: ANN401 - the engine has no types
        # The one override of WeasyPrint's inside: a release without this method uses its own sheet, and is only slower.
        stock = super()._ua_stylesheets(*args, **names)
        return [self._lean] if self._lean is not None and len(stock) == 1 else list(stock)


def agent_sheet(css: str) -> Any:  # noqa: ANN401 - the engine has no types
    """The user-agent sheet for pages with a style sheet: margin boxes that it does not fill have no rules."""
    return _sheet(tuple(name for name in _ALIGNED if f"@{name}" in css))


@cache
def _sheet(margins: tuple[str, ...]) -> Any:  # noqa: ANN401 - the engine has no types
    boxes = "".join(f"@{name}{{text-align:{_ALIGNED[name]}}}" for name in margins)
    return CSS(string=f"{AGENT_SHEET.read_text('utf-8')}\n@page{{margin:75px;@footnote{{margin-top:1em}}{boxes}}}")


class _Written(pydyf.Object):  # type: ignore[misc] # the engine has no types
    """An object of a PDF that has its final bytes."""

    data = b""


class _WrittenStream(pydyf.Stream):  # type: ignore[misc] # the engine has no types
    """A stream of a PDF that has its final bytes."""

    data = b""


def write_once(pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Give every object its final bytes: pydyf asks for them twice, and would compress every stream twice.

    Nothing may be changed in the PDF afterwards.
    """
    for number, found in enumerate(pdf.objects):
        if found.free == "f":
            continue
        written = _WrittenStream() if isinstance(found, pydyf.Stream) else _Written()
        written.number, written.generation, written.data = found.number, found.generation, found.data
        pdf.objects[number] = written
