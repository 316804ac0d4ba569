"""Tag the table of contents: TOC with TOCI entries, whose text is a Reference."""

from typing import Any

from golive.render.pdf.weasyprint.tags.links import iter_link_boxes
from golive.render.pdf.weasyprint.tags.tree import Element, StructureTree

_LEADER_LEAST = 5


def tag_contents(tree: StructureTree, pages: list[Any]) -> None:
    """Retag the lists of the contents, remove the leader dots, and join the parts on several pages."""
    whole: Element | None = None
    for box in iter_link_boxes(pages):
        if "entry" not in box.element.get("class", "").split():
            continue
        link = tree.resolve(tree.parents[box.link_annotation["StructParent"]])
        item, table = tree.find_ancestor(link, "/LI"), tree.find_ancestor(link, "/L", "/TOC")
        if item is None or table is None:
            continue
        tree.change_type(table, "/TOC")
        item["S"] = "/TOCI"
        for body in tree.get_children(item):
            body["S"] = "/Reference"
            _drop_dots(tree, body)
        whole = whole or table
        if table.number != whole.number:
            tree.move_element(item, whole)


def _drop_dots(tree: StructureTree, body: Element) -> None:
    """Remove the leader, which is tagged as one span per dot."""
    for element in list(tree.iter_subtree(body)):
        kids = tree.get_children(element)
        if element["S"] == "/NonStruct" and len(kids) >= _LEADER_LEAST and all(kid["S"] == "/Span" for kid in kids):
            tree.remove_element(element)
