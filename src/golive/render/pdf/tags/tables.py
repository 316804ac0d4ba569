"""Tables: header cells say what they head, and a table over several pages is one table."""

from collections.abc import Iterator
from typing import Any

from golive.render.pdf.tags.tree import Element, Tree


def set_scopes(tree: Tree) -> None:
    """Header cells in a table's head head columns, those in its body head rows."""
    for element in tree.elements():
        if element.get("S") == "/TH":
            element["A"]["Scope"] = "/Column" if tree.above(element, "/THead") else "/Row"


def join_tables(tree: Tree, pages: list[Any]) -> None:
    """Make one table of the pieces of each: rows go into the first piece, repeated heads are dropped."""
    pieces: dict[int, list[Element]] = {}
    for page in pages:
        for element, piece in tables_on(tree, page):
            found = pieces.setdefault(id(element), [])
            if piece.number not in {known.number for known in found}:
                found.append(piece)
    for first, *others in pieces.values():
        for other in others:
            _append(tree, first, other)


def tables_on(tree: Tree, page: Any) -> Iterator[tuple[Any, Element]]:  # noqa: ANN401 - the engine has no types
    """The tables on a page: which element of the HTML each is a piece of, and its structure element."""
    for box in page._page_box.descendants():  # noqa: SLF001 - the boxes are nowhere else
        if box.element_tag == "table" and box.element is not None:
            cell = next((inner.mark for inner in box.descendants() if hasattr(inner, "mark")), None)
            if cell is not None and (table := tree.above(cell, "/Table")):
                yield box.element, table


def _append(tree: Tree, first: Element, other: Element) -> None:
    renamed = dict(zip(_head_names(tree, other), _head_names(tree, first), strict=False))
    body = [kid for kid in tree.kids(first) if kid["S"] == "/TBody"][-1]
    for part in tree.kids(other):
        for row in tree.kids(part) if part["S"] == "/TBody" else ():
            for cell in tree.kids(row):
                for name in cell["A"].get("Headers", ()):
                    name.string = renamed.get(name.string, name.string)
            tree.move(row, body)
    tree.remove(other)


def _head_names(tree: Tree, table: Element) -> list[str]:
    heads = [part for part in tree.kids(table) if part["S"] == "/THead"]
    return [cell["ID"].string for head in heads for cell in tree.below(head) if cell["S"] == "/TH" and "ID" in cell]
