"""Read names and values from the XML elements of a presentation."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from golive.ooxml.namespaces import A

Element = etree._Element  # noqa: SLF001 - lxml offers the type under no other name

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TRUE: Final = frozenset({"1", "true", "on"})


def iter_elements(root: Element, *names: str) -> Iterator[Element]:
    """Yield all elements with the given names in document order, except those in `mc:Fallback`."""
    for element in root.iter(*names):
        if not any(above.tag == _FALLBACK for above in element.iterancestors()):
            yield element


def get_local_name(element: Element) -> str:
    """Return an element's name without its namespace; empty for comments."""
    return etree.QName(element).localname if is_element(element) else ""


def is_element(node: Element) -> bool:
    """Tell whether a node is an element and not a comment or processing instruction."""
    name: object = node.tag
    return isinstance(name, str)


def has_true_attribute(element: Element | None, name: str) -> bool:
    """Tell whether a boolean attribute is true."""
    return element is not None and element.get(name, "") in _TRUE


def parse_integer(text: str | None, otherwise: int | None = None) -> int | None:
    """Parse the integer value of an attribute; return `otherwise` if it is not one."""
    return int(text) if text and re.fullmatch(r"[+-]?\d{1,18}", text) else otherwise


def read_element_text(element: Element) -> str:
    """Return the text of all runs and fields below an element, with paragraphs separated by line feeds."""
    paragraphs = element.iter(f"{A}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in paragraphs).strip()
