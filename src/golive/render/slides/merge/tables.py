"""Merge the rows and cells of a table."""

from copy import deepcopy
from typing import Any

from golive.ooxml.geometry import find_transform
from golive.ooxml.namespaces import A
from golive.render.slides.merge.alignment import Triple, align_items, merge_sequences
from golive.render.slides.merge.comparison import normalize_text
from golive.render.slides.merge.paragraphs import merge_paragraphs
from golive.render.slides.merge.records import CellRecord, ShapeRecord
from golive.render.slides.merge.session import WRITTEN, SlideSession

Row = tuple[CellRecord, ...]
Columns = dict[int, int]
"""Index in the edited table of each column of the new table; a column that the person removed is missing."""


def merge_table(base: ShapeRecord, ours: ShapeRecord, theirs: ShapeRecord, session: SlideSession) -> None:
    """Apply what changed between the base and the new deck to a table of the edited deck."""
    table = _find_table(theirs.element)
    comparison = session.merge.comparison
    is_same_look = base.style == theirs.style and base.heights == theirs.heights
    if comparison.is_strict and is_same_look and comparison.has_equal_content(base, theirs):
        new = session.transfer.copy(_find_table(ours.element))
        table.getparent().replace(table, new)
        _update_height(theirs.element, new)
        session.merge.applied += 1
        return
    widths = [_count_columns(one) for one in (base, ours, theirs)]
    if widths[0] != widths[1]:
        _replace_table(base, ours, theirs, session)
        return
    columns = _align_columns(base, theirs, widths)
    texts = [[_get_row_text(row) for row in one.rows] for one in (base, ours, theirs)]
    pairs = [align_items(texts[0], side) for side in texts[1:]]
    rows = []
    for triple in merge_sequences(len(base.rows), pairs[0], pairs[1], (len(ours.rows), len(theirs.rows))):
        row = _choose_row(triple, (base, ours, theirs), columns, session)
        if row is not None:
            rows.append(row)
    for old in table.findall(f"{A}tr"):
        table.remove(old)
    table.extend(rows)
    _update_height(theirs.element, table)
    session.merge.applied += 1


def _replace_table(base: ShapeRecord, ours: ShapeRecord, theirs: ShapeRecord, session: SlideSession) -> None:
    """Replace a table whose columns the spec changed, or keep it: its cells cannot be matched."""
    if session.add_conflict("cell", (base.text, ours.text, theirs.text)) == "spec":
        table = _find_table(theirs.element)
        new = session.transfer.copy(_find_table(ours.element))
        table.getparent().replace(table, new)
        _update_height(theirs.element, new)
        session.merge.applied += 1


def _choose_row(
    triple: Triple, tables: tuple[ShapeRecord, ShapeRecord, ShapeRecord], columns: Columns, session: SlideSession
) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the element of one merged row; None if it is removed."""
    sides = (triple.base, triple.ours, triple.theirs)
    base, ours, theirs = (one.rows[at] if at is not None else None for one, at in zip(tables, sides, strict=True))
    if base is None:
        if theirs is not None:
            return _get_row_element(theirs)
        return _copy_row(ours, tables[2], columns, session) if ours is not None else None
    texts = tuple(_get_row_text(one) if one else "" for one in (base, ours, theirs))
    before, spec, mine = texts
    if theirs is None:
        if ours is not None and spec != before:
            session.add_conflict("row", (before, spec, mine), "mine")
        return None
    if ours is None:
        if len(base) == len(theirs) and all(map(session.merge.comparison.has_equal_cell, base, theirs)):
            return None
        is_kept = session.add_conflict("row", (before, spec, mine)) == "mine"
        return _get_row_element(theirs) if is_kept else None
    element = _get_row_element(theirs)  # before its cells are replaced
    for number, (one, other) in enumerate(zip(base, ours, strict=False)):
        if number in columns and columns[number] < len(theirs):
            _merge_cell(one, other, theirs[columns[number]], session)
        elif one.text != other.text:
            session.add_conflict("cell", (one.text, other.text, ""), "mine")
    return element


def _merge_cell(base: CellRecord, ours: CellRecord, theirs: CellRecord, session: SlideSession) -> None:
    if WRITTEN.has_equal_cell(base, ours):
        return
    comparison = session.merge.comparison
    if comparison.is_strict and comparison.has_equal_cell(base, theirs):
        theirs.element.getparent().replace(theirs.element, session.transfer.copy(ours.element))
        return
    body = theirs.element.find(f"{A}txBody")
    if body is not None:
        merge_paragraphs(body, (base.paragraphs, ours.paragraphs, theirs.paragraphs), session, "cell")


def _copy_row(row: Row, theirs: ShapeRecord, columns: Columns, session: SlideSession) -> Any:  # noqa: ANN401
    """Return a copy of a row of the new table, with an empty cell in each column that the person added."""
    copied = session.transfer.copy(_get_row_element(row))
    cells = copied.findall(f"{A}tc")
    width = _count_columns(theirs)
    if len(cells) == width and columns == {number: number for number in range(width)}:
        return copied
    sources = {at: number for number, at in columns.items()}
    ordered = [
        cells[sources[at]] if sources.get(at, width) < len(cells) else _make_empty_cell(cells[0]) for at in range(width)
    ]
    for cell in cells:
        copied.remove(cell)
    for at, cell in enumerate(ordered):
        copied.insert(at, cell)
    return copied


def _make_empty_cell(cell: Any) -> Any:  # noqa: ANN401 - lxml's elements
    empty = deepcopy(cell)
    body = empty.find(f"{A}txBody")
    for paragraph in body.findall(f"{A}p"):
        body.remove(paragraph)
    body.append(body.makeelement(f"{A}p"))
    return empty


def _align_columns(base: ShapeRecord, theirs: ShapeRecord, widths: list[int]) -> Columns:
    if widths[0] == widths[2]:
        return {number: number for number in range(widths[0])}
    heads = [[normalize_text(cell.text) for cell in one.rows[0]] if one.rows else [] for one in (base, theirs)]
    return align_items(*heads)


def _update_height(frame: Any, table: Any) -> None:  # noqa: ANN401 - lxml's elements
    """Set the height of the frame to that of its rows."""
    heights = [row.get("h", "0") for row in table.iterfind(f"{A}tr")]
    transform = find_transform(frame)
    extent = transform.find(f"{A}ext") if transform is not None else None
    if extent is not None and all(one.isascii() and one.isdigit() for one in heights):
        extent.set("cy", str(sum(map(int, heights))))


def _find_table(frame: Any) -> Any:  # noqa: ANN401 - lxml's elements
    return frame.find(f"{A}graphic/{A}graphicData/{A}tbl")


def _get_row_element(row: Row) -> Any:  # noqa: ANN401 - lxml's elements
    return row[0].element.getparent()


def _get_row_text(row: Row) -> str:
    return " | ".join(normalize_text(cell.text) for cell in row)


def _count_columns(shape: ShapeRecord) -> int:
    return max((len(row) for row in shape.rows), default=0)
