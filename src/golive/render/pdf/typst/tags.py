"""Complete the structure tree of Typst: row headers, facts as lists, contents, captions, names of links."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pikepdf

from golive.render.pdf.typst.tag_plan import CONTINUED_LIST, TablePlan, TagPlan
from golive.render.pdf.typst.tree import TagElement, create_element, read_tree, write_changes

_NUMBERING: Final = {"ul": "/Disc", "ol": "/Decimal"}


class TagMismatchError(Exception):
    """The structure tree does not hold what the document has."""


def finish_structure(pdf: pikepdf.Pdf, plan: TagPlan) -> None:
    """Complete the structure tree.

    Args:
        pdf: the PDF.
        plan: what the tree must hold, in reading order.

    Raises:
        TagMismatchError: the tree has other tables, lists, figures or links than the plan.
    """
    root = read_tree(pdf)
    lists, tables, links, figures = root.find_all("L", "Table", "Link", "Figure")
    for what, found, planned in (
        ("tables", tables, plan.tables),
        ("lists", lists, plan.lists),
        ("links", links, plan.links),
        ("figures", figures, plan.figures),
    ):
        if len(found) != len(planned):
            raise TagMismatchError(f"{len(found)} {what} are tagged, and there are {len(planned)}")
    _join_continued_lists(root, lists, plan.lists)
    for element, kind in zip(lists, plan.lists, strict=True):
        if kind != CONTINUED_LIST:
            _finish_list(element, kind)
    for table, expected in zip(tables, plan.tables, strict=True):
        _finish_table(pdf, table, expected)
    _place_captions(root)
    _name_links(pdf, links, plan.links)
    write_changes(root)
    if "/IDTree" in pdf.Root.StructTreeRoot:
        del pdf.Root.StructTreeRoot["/IDTree"]  # header cells state their scope instead


def _join_continued_lists(root: TagElement, lists: Sequence[TagElement], kinds: Sequence[str]) -> None:
    """Move the items of lists that continue the list before them into that list."""
    continued = {id(element) for element, kind in zip(lists, kinds, strict=True) if kind == CONTINUED_LIST}
    for parent in root.iter_subtree():
        if not any(id(child) in continued for child in parent.children):
            continue
        children: list[TagElement | Any] = []
        for child in parent.children:
            if id(child) not in continued:
                children.append(child)
            elif children and isinstance(children[-1], TagElement) and children[-1].kind == "L":
                children[-1].replace_children([*children[-1].children, *child.children])
            else:
                raise TagMismatchError("a list is tagged apart from the list that it continues")
        parent.replace_children(children)


def _finish_list(element: TagElement, kind: str) -> None:
    if kind != "contents":
        element.set_attributes("List", {"/ListNumbering": pikepdf.Name(_NUMBERING[kind])})
        return
    element.kind = "TOC"
    element.set_attributes("List", {})
    for item in element.elements:
        item.kind = "TOCI"
        bodies = [part for part in item.elements if part.kind == "LBody"]
        for body in bodies:
            body.kind = "Reference"
        item.replace_children(list(bodies))


def _finish_table(pdf: pikepdf.Pdf, table: TagElement, plan: TablePlan) -> None:
    for part in table.elements:
        _push_language_down(part)
    rows = [row for part in table.elements if part.kind != "Caption" for row in _list_rows(part)]
    captions = [part for part in table.elements if part.kind == "Caption"]
    if [len(row.elements) for row in rows] != list(map(len, plan.rows)) or bool(captions) != plan.is_captioned:
        raise TagMismatchError("a table is tagged with other rows or cells than it has")
    if plan.style == "facts":
        items = [item for row in rows for item in _make_items(pdf, row.elements)]
        table.kind = "L"
        table.replace_children([*captions, *items])
        table.set_attributes("List", {"/ListNumbering": pikepdf.Name("/None")})
        return
    table.set_attributes("Table", {})
    for number, (row, are_headers, spans) in enumerate(zip(rows, plan.rows, plan.spans, strict=True)):
        scope = "/Column" if number < plan.head_rows else "/Row"
        for cell, is_header, span in zip(row.elements, are_headers, spans, strict=True):
            cell.kind = "TH" if is_header else "TD"
            values: dict[str, Any] = {"/Scope": pikepdf.Name(scope)} if is_header else {}
            cell.set_attributes("Table", values | ({"/ColSpan": span} if span > 1 else {}))
    head, body = rows[: plan.head_rows], rows[plan.head_rows :]
    parts = [create_element(pdf, kind, list(own)) for kind, own in (("THead", head), ("TBody", body)) if own]
    table.replace_children([*captions, *parts])


def _push_language_down(element: TagElement) -> None:
    """Set the language of an element on its children and theirs, since it may not remain."""
    if element.kind in {"THead", "TBody", "TFoot", "TR"}:
        for child in element.elements:
            if "/Lang" in element.source and "/Lang" not in child.source:
                child.source.Lang = element.source.Lang
            _push_language_down(child)


def _list_rows(part: TagElement) -> list[TagElement]:
    return [part] if part.kind == "TR" else part.elements


def _make_items(pdf: pikepdf.Pdf, cells: Sequence[TagElement]) -> list[TagElement]:
    """Make list items of the cells of a row: labels and values in turn; an empty label is left out."""
    items = []
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        label.kind, value.kind = "Lbl", "LBody"
        for cell in (label, value):
            cell.set_attributes("Table", {})
        items.append(create_element(pdf, "LI", [label, value] if label.children else [value]))
    return items


def _place_captions(root: TagElement) -> None:
    """Put the caption of a figure behind it, where it stands."""
    for element in root.iter_subtree():
        kinds = [child.kind for child in element.elements]
        if kinds == ["Caption", "Figure"]:
            caption, figure = element.elements
            element.replace_children([figure, caption])


def _name_links(pdf: pikepdf.Pdf, links: Sequence[TagElement], texts: Sequence[str]) -> None:
    """Name every link by its text and target page."""
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    targets = _list_target_pages(pdf, pages)
    for link, text in zip(links, texts, strict=True):
        for reference in link.children:
            if not isinstance(reference, TagElement) and isinstance(reference, pikepdf.Dictionary):
                note = reference.get("/Obj")
                if note is None:
                    continue
                target = note.get("/Dest")
                page = pages[target[0].objgen] if isinstance(target, pikepdf.Array) else targets.get(str(target))
                note.Contents = pikepdf.String(", ".join(filter(None, (text, f"page {page}" if page else ""))))


def _list_target_pages(pdf: pikepdf.Pdf, pages: Mapping[Any, int]) -> dict[str, int]:
    """Return the page number of each named destination."""
    names: Any = pdf.Root.get("/Names", {})
    if "/Dests" not in names:
        return {}
    found = {}
    for name, target in pikepdf.NameTree(names["/Dests"]).items():
        place = target.D if isinstance(target, pikepdf.Dictionary) else target
        found[str(name)] = pages[place[0].objgen]
    return found
