"""Tag facts, which are laid out as tables, as lists of labels and values."""

from typing import Any

from golive.render.pdf.weasyprint.tags.lists import list_attributes
from golive.render.pdf.weasyprint.tags.tables import iter_page_tables
from golive.render.pdf.weasyprint.tags.tree import Element, StructureTree


def tag_facts(tree: StructureTree, pages: list[Any]) -> None:
    """Convert tables of facts to lists; call this after `join_tables`."""
    for page in pages:
        for element, table in iter_page_tables(tree, page):
            if "facts" in element.get("class", "").split():
                _list(tree, table)


def _list(tree: StructureTree, table: Element) -> None:
    for part in tree.get_children(table):
        if part["S"] != "/TBody":
            continue
        for row in tree.get_children(part):
            cells = tree.get_children(row)
            for label, value in zip(cells[::2], cells[1::2], strict=True):
                _item(tree, table, label, value)
        tree.remove_element(part)
    tree.change_type(table, "/L")
    table["A"] = list_attributes("/None")  # labels are not a numbered series


def _item(tree: StructureTree, table: Element, label: Element, value: Element) -> None:
    item = tree.add_element("/LI", table)
    table["K"].append(item.reference)
    for cell, kind in ((label, "/Lbl"), (value, "/LBody")):
        if kind == "/LBody" or tree.get_children(cell):
            tree.move_element(cell, item)
            tree.change_type(cell, kind)
