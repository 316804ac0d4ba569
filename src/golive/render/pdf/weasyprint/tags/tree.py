"""Read and change the structure tree of a PDF before it is written."""

from collections.abc import Iterator
from typing import Any, Protocol

_GROUPING_TYPES = frozenset({"/Sect", "/Div", "/NonStruct", "/Part", "/Art", "/P", "/Span", "/TBody", "/L", "/TOC"})


class Element(Protocol):
    """A structure element: a pydyf dictionary, which has no types."""

    number: int
    reference: bytes

    def __getitem__(self, key: str) -> Any: ...  # noqa: ANN401
    def __setitem__(self, key: str, value: Any) -> None: ...  # noqa: ANN401
    def __delitem__(self, key: str) -> None: ...
    def __contains__(self, key: str) -> bool: ...
    def get(self, key: str, default: Any = None) -> Any: ...  # noqa: ANN401, D102


class StructureTree:
    """Structure tree of a PDF: navigation between elements, and changes."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401
        self._pdf = pdf
        root = self.resolve(pdf.catalog["StructTreeRoot"])
        self._top = self.resolve(root["K"][0])
        numbers = self.resolve(root["ParentTree"])["Nums"]
        self.parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    def resolve(self, reference: bytes) -> Element:
        """Return the object for a reference such as `b"12 0 R"`."""
        element: Element = self._pdf.objects[int(reference.split()[0])]
        return element

    def get_children(self, element: Element) -> list[Element]:
        """Return the child elements, without marked content and annotations."""
        found = [self.resolve(kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def iter_subtree(self, element: Element) -> Iterator[Element]:
        """Yield an element and all its descendants, in reading order."""
        waiting = [element]
        while waiting:
            current = waiting.pop()
            yield current
            waiting += reversed(self.get_children(current))

    def iter_elements(self) -> Iterator[Element]:
        """Yield every element, in reading order."""
        return self.iter_subtree(self._top)

    def find_ancestor(self, element: Element, *kinds: str) -> Element | None:
        """Return the nearest ancestor with one of the given types, or None."""
        current = element
        while "P" in current:
            current = self.resolve(current["P"])
            if current.get("S") in kinds:
                return current
        return None

    def add_element(self, kind: str, parent: Element) -> Element:
        """Create an element without children. Does not add it to the children of the parent."""
        import pydyf

        values = {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "P": parent.reference}
        if "Pg" in parent:
            values["Pg"] = parent["Pg"]
        element = pydyf.Dictionary(values)
        self._pdf.add_object(element)
        made: Element = element
        return made

    def move_element(self, kid: Element, parent: Element) -> None:
        """Move an element to the end of the children of another."""
        self.remove_element(kid)
        parent["K"].append(kid.reference)
        kid["P"] = parent.reference

    def change_type(self, element: Element, kind: str) -> None:
        """Change the type of an element and drop its attributes and id, such as those of table cells."""
        for key in ("A", "ID"):
            if key in element:
                del element[key]
        element["S"] = kind

    def remove_element(self, kid: Element) -> None:
        """Remove an element from the tree. Its content becomes decoration."""
        siblings = self.resolve(kid["P"])["K"]
        if kid.reference in siblings:
            siblings.remove(kid.reference)

    def remove_empty_groups(self) -> None:
        """Remove grouping elements without children."""
        for element in reversed(list(self.iter_elements())):
            if element.get("S") in _GROUPING_TYPES and not element["K"]:
                self.remove_element(element)
