"""Fix tables: set the scope of header cells, and join the parts of a table on several pages."""

from collections.abc import Iterator
from typing import Any

from golive.render.pdf.weasyprint.tags.tree import Element, StructureTree


def set_scopes(tree: StructureTree) -> None:
    """Set the scope of header cells: column for cells in the table head, row for those in the body."""
    for element in tree.iter_elements():
        if element.get("S") == "/TH":
            element["A"]["Scope"] = "/Column" if tree.find_ancestor(element, "/THead") else "/Row"


def join_tables(tree: StructureTree, pages: list[Any]) -> None:
    """Join the parts of each table: move rows into the first part and drop repeated headers."""
    pieces: dict[int, list[Element]] = {}
    for page in pages:
        for element, piece in iter_page_tables(tree, page):
            found = pieces.setdefault(id(element), [])
            if piece.number not in {known.number for known in found}:
                found.append(piece)
    for first, *others in pieces.values():
        for other in others:
            _append_rows(tree, first, other)


def iter_page_tables(tree: StructureTree, page: Any) -> Iterator[tuple[Any, Element]]:  # noqa: ANN401 - the engine has no types
    """Yield the HTML element and the structure element of each table on a page."""
    for box in page._page_box.descendants():  # noqa: SLF001 - the boxes are nowhere else
        if box.element_tag == "table" and box.element is not None:
            cell = next((inner.mark for inner in box.descendants() if hasattr(inner, "mark")), None)
            if cell is not None and (table := tree.find_ancestor(cell, "/Table")):
                yield box.element, table


def _append_rows(tree: StructureTree, first: Element, other: Element) -> None:
    renamed = dict(zip(_get_header_ids(tree, other), _get_header_ids(tree, first), strict=False))
    body = [kid for kid in tree.get_children(first) if kid["S"] == "/TBody"][-1]
    for part in tree.get_children(other):
        for row in tree.get_children(part) if part["S"] == "/TBody" else ():
            for cell in tree.get_children(row):
                for name in cell["A"].get("Headers", ()):
                    name.string = renamed.get(name.string, name.string)
            tree.move_element(row, body)
    tree.remove_element(other)


def _get_header_ids(tree: StructureTree, table: Element) -> list[str]:
    heads = [part for part in tree.get_children(table) if part["S"] == "/THead"]
    return [
        cell["ID"].string for head in heads for cell in tree.iter_subtree(head) if cell["S"] == "/TH" and "ID" in cell
    ]
