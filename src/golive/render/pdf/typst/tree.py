"""Read and change the structure tree of a finished PDF."""

from collections.abc import Iterator
from typing import Any

import pikepdf


class TagElement:
    """A structure element: its kind and its children, which are elements or references to content.

    Changes of `kind` and `children` are kept here until `write` brings them into the PDF.
    """

    __slots__ = ("children", "is_changed", "kind", "source")

    def __init__(self, source: Any, kind: str) -> None:  # noqa: ANN401 - pikepdf's objects have no static type
        self.source = source
        self.kind = kind
        self.children: list[TagElement | Any] = []
        self.is_changed = False

    @property
    def elements(self) -> list["TagElement"]:
        """Return the child elements, without references to content."""
        return [child for child in self.children if isinstance(child, TagElement)]

    def iter_subtree(self) -> Iterator["TagElement"]:
        """Yield this element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, TagElement)]

    def find_all(self, *kinds: str) -> list[list["TagElement"]]:
        """Return the elements of each of some kinds, in reading order, from this one on."""
        found: dict[str, list[TagElement]] = {kind: [] for kind in kinds}
        for element in self.iter_subtree():
            if element.kind in found:
                found[element.kind].append(element)
        return list(found.values())

    def replace_children(self, children: list["TagElement | Any"]) -> None:
        """Set the children, and become their parent when written."""
        self.children, self.is_changed = children, True

    def set_attributes(self, owner: str, values: dict[str, Any]) -> None:
        """Set the attributes of this element; remove all of them, and its id, if there are no values."""
        if "/ID" in self.source:
            del self.source["/ID"]
        if values:
            self.source["/A"] = pikepdf.Dictionary({"/O": pikepdf.Name(f"/{owner}"), **values})
        elif "/A" in self.source:
            del self.source["/A"]


def read_tree(pdf: pikepdf.Pdf) -> TagElement:
    """Read the structure tree of a PDF."""
    top = pdf.Root.StructTreeRoot.K
    root = TagElement(top[0] if isinstance(top, pikepdf.Array) else top, "Document")
    waiting = [root]
    while waiting:
        element = waiting.pop()
        found = element.source.get("/K")
        kids = list(found) if isinstance(found, pikepdf.Array) else [found] if found is not None else []
        for kid in kids:
            kind = kid.get("/S") if isinstance(kid, pikepdf.Dictionary) else None
            if kind is None:
                element.children.append(kid)
                continue
            child = TagElement(kid, str(kind)[1:])
            element.children.append(child)
            waiting.append(child)
    return root


def write_changes(root: TagElement) -> None:
    """Bring all changes into the PDF."""
    for element in root.iter_subtree():
        if element.kind != str(element.source.S)[1:]:
            element.source.S = pikepdf.Name(f"/{element.kind}")
        if element.is_changed:
            kids = [kid.source if isinstance(kid, TagElement) else kid for kid in element.children]
            element.source.K = pikepdf.Array(kids)
            for kid in element.elements:
                kid.source.P = element.source


def create_element(pdf: pikepdf.Pdf, kind: str, children: list[TagElement | Any]) -> TagElement:
    """Create an element; it belongs to the tree once a parent has it among its children."""
    made = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name("/StructElem"), S=pikepdf.Name(f"/{kind}")))
    element = TagElement(made, kind)
    element.replace_children(children)
    return element
