"""The table of contents, tagged as one: TOC, its entries TOCI, their text a Reference."""

from typing import Any

from golive.render.pdf.tags.links import link_boxes
from golive.render.pdf.tags.tree import Element, Tree

_LEADER_LEAST = 5


def tag_contents(tree: Tree, pages: list[Any]) -> None:
    """Rename the list around each entry of the contents, drop the leader's dots, and join what pages divide."""
    whole: Element | None = None
    for box in link_boxes(pages):
        if "entry" not in box.element.get("class", "").split():
            continue
        link = tree.at(tree.parents[box.link_annotation["StructParent"]])
        item, table = tree.above(link, "/LI"), tree.above(link, "/L", "/TOC")
        if item is None or table is None:
            continue
        tree.rename(table, "/TOC")
        item["S"] = "/TOCI"
        for body in tree.kids(item):
            body["S"] = "/Reference"
            _drop_dots(tree, body)
        whole = whole or table
        if table.number != whole.number:
            tree.move(item, whole)


def _drop_dots(tree: Tree, body: Element) -> None:
    """A leader is tagged dot by dot."""
    for element in list(tree.below(body)):
        kids = tree.kids(element)
        if element["S"] == "/NonStruct" and len(kids) >= _LEADER_LEAST and all(kid["S"] == "/Span" for kid in kids):
            tree.remove(element)
