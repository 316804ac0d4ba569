"""XML of strangers: parsed without reading anything else, and the names in it."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml offers the type under no other name

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TRUE: Final = frozenset({"1", "true", "on"})
_DTD: Final = re.compile(rb"<!DOCTYPE|<\x00!\x00D\x00O|\x00<\x00!\x00D")


def parse(content: bytes) -> Element | str:
    """The root of a part, or why there is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return str(error)


def declares_type(content: bytes) -> bool:
    """Whether there is a document type declaration: packages have none, and entities could grow without end."""
    return bool(_DTD.search(content))


def each(root: Element, *names: str) -> Iterator[Element]:
    """Every element of some names, in order, without what only stands in for programs that know less."""
    for element in root.iter(*names):
        if not any(above.tag == _FALLBACK for above in element.iterancestors()):
            yield element


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments."""
    return etree.QName(element).localname if is_element(element) else ""


def is_element(node: Element) -> bool:
    """Whether a node is an element: comments and processing instructions have no name, whatever lxml's types say."""
    name: object = node.tag
    return isinstance(name, str)


def flag(element: Element | None, name: str) -> bool:
    """Whether a yes-or-no attribute says yes."""
    return element is not None and element.get(name, "") in _TRUE


def whole(text: str | None, otherwise: int | None = None) -> int | None:
    """A whole number of an attribute; something else when it is none."""
    return int(text) if text and re.fullmatch(r"[+-]?\d{1,18}", text) else otherwise


def text_of(element: Element) -> str:
    """The text of all runs and fields below an element, paragraphs apart by line feeds."""
    paragraphs = element.iter(f"{A}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in paragraphs).strip()
