"""Labelled facts are set as tables and tagged as what they are: a list of terms, each with what it is."""

from typing import Any

from golive.render.pdf.tags.lists import numbering
from golive.render.pdf.tags.tables import tables_on
from golive.render.pdf.tags.tree import Element, Tree


def tag_facts(tree: Tree, pages: list[Any]) -> None:
    """Make lists of the tables of facts; pieces of a table have been joined before."""
    for page in pages:
        for element, table in tables_on(tree, page):
            if "facts" in element.get("class", "").split():
                _list(tree, table)


def _list(tree: Tree, table: Element) -> None:
    for part in tree.kids(table):
        if part["S"] != "/TBody":
            continue
        for row in tree.kids(part):
            cells = tree.kids(row)
            for label, value in zip(cells[::2], cells[1::2], strict=True):
                _item(tree, table, label, value)
        tree.remove(part)
    tree.rename(table, "/L")
    table["A"] = numbering("/None")  # labels, and not of a series


def _item(tree: Tree, table: Element, label: Element, value: Element) -> None:
    item = tree.add("/LI", table)
    table["K"].append(item.reference)
    for cell, kind in ((label, "/Lbl"), (value, "/LBody")):
        if kind == "/LBody" or tree.kids(cell):
            tree.move(cell, item)
            tree.rename(cell, kind)
