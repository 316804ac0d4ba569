"""Fix lists: set their numbering type, and wrap the content of items in label and body."""

from collections.abc import Mapping
from typing import Any

from golive.render.pdf.weasyprint.tags.tree import Element, StructureTree

_NUMBERING = {"ul": "/Disc", "ol": "/Decimal", "dl": "/None"}


def number_lists(tree: StructureTree, pages: list[Any], references: list[bytes]) -> None:
    """Set the numbering type of every list. Call this first, while each list is still one element per page.

    Args:
        tree: the structure tree of the engine.
        pages: its pages, with their boxes.
        references: the pages in the PDF, in order.
    """
    found: dict[bytes, list[Element]] = {}
    for element in tree.iter_elements():
        if element["S"] == "/L":
            found.setdefault(element["Pg"], []).append(element)
    for page, reference in zip(pages, references, strict=True):
        boxes = page._page_box.descendants(placeholders=True)  # noqa: SLF001 - the boxes are nowhere else
        tags = [box.element_tag for box in boxes if box.element is not None and box.element_tag in _NUMBERING]
        for element, tag in zip(found.get(reference, []), tags, strict=True):
            element["A"] = list_attributes(_NUMBERING[tag])


def list_attributes(kind: str) -> Any:  # noqa: ANN401 - pydyf has no types
    """Return the attributes of a list with a PDF numbering type, such as "/Decimal"."""
    import pydyf

    return pydyf.Dictionary({"O": "/List", "ListNumbering": kind})


def wrap_list_bodies(tree: StructureTree) -> None:
    """Move elements outside the label and body of a list item into its body."""
    for item in list(tree.iter_elements()):
        if item.get("S") == "/LI" and any(kid["S"] not in {"/Lbl", "/LBody"} for kid in tree.get_children(item)):
            _wrap_item_body(tree, item)


def _wrap_item_body(tree: StructureTree, item: Element) -> None:
    kids = tree.get_children(item)
    body = next((kid for kid in kids if kid["S"] == "/LBody"), None) or tree.add_element("/LBody", item)
    if body.reference not in item["K"]:
        item["K"].append(body.reference)
    for kid in kids:
        if kid["S"] not in {"/Lbl", "/LBody"}:
            tree.move_element(kid, body)


def nest_lists(tree: StructureTree, references: list[bytes]) -> None:
    """Move lists that WeasyPrint tags beside a list item into its body, between the texts where they stand.

    Args:
        tree: the structure tree of the engine.
        references: the pages in the PDF, in order.
    """
    order = {reference: number for number, reference in enumerate(references)}
    for outer in list(tree.iter_elements()):
        if outer.get("S") != "/L":
            continue
        item: Element | None = None
        for kid in tree.get_children(outer):
            if kid["S"] == "/LI":
                item = kid
            elif kid["S"] == "/L" and item is not None:
                _move_into_body(tree, item, kid, order)


def _move_into_body(tree: StructureTree, item: Element, inner: Element, order: Mapping[bytes, int]) -> None:
    body = next((kid for kid in tree.get_children(item) if kid["S"] == "/LBody"), None)
    start = _find_first_mark(tree, inner, order)
    if body is None or start is None:
        return
    tree.move_element(inner, body)
    for kid in tree.get_children(body):
        mark = _find_first_mark(tree, kid, order)
        if kid.number != inner.number and mark is not None and mark > start:
            body["K"].remove(inner.reference)
            body["K"].insert(body["K"].index(kid.reference), inner.reference)
            return


def _find_first_mark(tree: StructureTree, element: Element, order: Mapping[bytes, int]) -> tuple[int, int] | None:
    """Return the page and the number of the first content below an element; content is numbered as it is painted."""
    marks = [
        (order[part["Pg"]], mark)
        for part in tree.iter_subtree(element)
        if part.get("S") != "/Lbl" and "Pg" in part  # markers are painted last
        for mark in part["K"]
        if isinstance(mark, int)
    ]
    return min(marks, default=None)
