"""The structure tree of a PDF in the making: its elements, their kids, their parents."""

from collections.abc import Iterator
from typing import Any, Protocol

_HOLDERS = frozenset({"/Sect", "/Div", "/NonStruct", "/Part", "/Art", "/P", "/Span", "/TBody", "/L", "/TOC"})


class Element(Protocol):
    """A structure element: a dictionary of pydyf, which has no types."""

    number: int
    reference: bytes

    def __getitem__(self, key: str) -> Any: ...  # noqa: ANN401
    def __setitem__(self, key: str, value: Any) -> None: ...  # noqa: ANN401
    def __delitem__(self, key: str) -> None: ...
    def __contains__(self, key: str) -> bool: ...
    def get(self, key: str, default: Any = None) -> Any: ...  # noqa: ANN401, D102


class Tree:
    """Reads and changes a structure tree."""

    def __init__(self, pdf: Any) -> None:  # noqa: ANN401
        self._pdf = pdf
        root = self.at(pdf.catalog["StructTreeRoot"])
        self._top = self.at(root["K"][0])
        numbers = self.at(root["ParentTree"])["Nums"]
        self.parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    def at(self, reference: bytes) -> Element:
        """The object that a reference such as `b"12 0 R"` names."""
        element: Element = self._pdf.objects[int(reference.split()[0])]
        return element

    def kids(self, element: Element) -> list[Element]:
        """The elements below one; not its marked content and annotations."""
        found = [self.at(kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def below(self, element: Element) -> Iterator[Element]:
        """An element and all below it, in reading order."""
        waiting = [element]
        while waiting:
            current = waiting.pop()
            yield current
            waiting += reversed(self.kids(current))

    def elements(self) -> Iterator[Element]:
        """Every element, in reading order."""
        return self.below(self._top)

    def above(self, element: Element, *kinds: str) -> Element | None:
        """The nearest element of some kinds around one; nothing when there is none."""
        current = element
        while "P" in current:
            current = self.at(current["P"])
            if current.get("S") in kinds:
                return current
        return None

    def add(self, kind: str, parent: Element) -> Element:
        """A new element without kids. The parent's own kids are left alone."""
        import pydyf

        values = {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "P": parent.reference}
        if "Pg" in parent:
            values["Pg"] = parent["Pg"]
        element = pydyf.Dictionary(values)
        self._pdf.add_object(element)
        made: Element = element
        return made

    def move(self, kid: Element, parent: Element) -> None:
        """Put an element behind the last kid of another."""
        self.remove(kid)
        parent["K"].append(kid.reference)
        kid["P"] = parent.reference

    def rename(self, element: Element, kind: str) -> None:
        """Make an element one of another kind: what it said as a cell of a table no longer holds."""
        for key in ("A", "ID"):
            if key in element:
                del element[key]
        element["S"] = kind

    def remove(self, kid: Element) -> None:
        """Take an element out of the tree. Its content is decoration from then on."""
        siblings = self.at(kid["P"])["K"]
        if kid.reference in siblings:
            siblings.remove(kid.reference)

    def prune(self) -> None:
        """Drop elements that only held others and hold nothing."""
        for element in reversed(list(self.elements())):
            if element.get("S") in _HOLDERS and not element["K"]:
                self.remove(element)
