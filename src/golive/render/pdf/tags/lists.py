"""Lists: what they are numbered by; an item is a label and a body, and nothing stands beside them."""

from typing import Any

from golive.render.pdf.tags.tree import Element, Tree

_NUMBERING = {"ul": "/Disc", "ol": "/Decimal", "dl": "/None"}


def number_lists(tree: Tree, pages: list[Any], references: list[bytes]) -> None:
    """Say of every list of the HTML what its labels are. To be done first: each still is one element on each page.

    Args:
        tree: as the engine has made it.
        pages: its pages, with their boxes.
        references: the pages in the PDF, in order.
    """
    found: dict[bytes, list[Element]] = {}
    for element in tree.elements():
        if element["S"] == "/L":
            found.setdefault(element["Pg"], []).append(element)
    for page, reference in zip(pages, references, strict=True):
        boxes = page._page_box.descendants()  # noqa: SLF001 - the boxes are nowhere else
        tags = [box.element_tag for box in boxes if box.element is not None and box.element_tag in _NUMBERING]
        for element, tag in zip(found.get(reference, []), tags, strict=True):
            element["A"] = numbering(_NUMBERING[tag])


def numbering(kind: str) -> Any:  # noqa: ANN401 - pydyf has no types
    """The attributes of a list whose labels are of some kind: a name of PDF's, such as "/Decimal"."""
    import pydyf

    return pydyf.Dictionary({"O": "/List", "ListNumbering": kind})


def wrap_list_bodies(tree: Tree) -> None:
    """Put whatever stands loose in an item into the item's body."""
    for item in list(tree.elements()):
        if item.get("S") == "/LI" and any(kid["S"] not in {"/Lbl", "/LBody"} for kid in tree.kids(item)):
            _wrap(tree, item)


def _wrap(tree: Tree, item: Element) -> None:
    kids = tree.kids(item)
    body = next((kid for kid in kids if kid["S"] == "/LBody"), None) or tree.add("/LBody", item)
    if body.reference not in item["K"]:
        item["K"].append(body.reference)
    for kid in kids:
        if kid["S"] not in {"/Lbl", "/LBody"}:
            tree.move(kid, body)
