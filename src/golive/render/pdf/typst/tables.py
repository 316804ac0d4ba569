"""Translate HTML tables to Typst: plain tables, facts and the comparison of the two tests."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from golive.render.html.columns import TABLE_TEXT_PT
from golive.render.pdf.typst.inline import InlineTranslator, TextSetting, breakable_text, get_classes, text_of
from golive.render.pdf.typst.insets import Insets
from golive.render.pdf.typst.literals import array_literal, boolean_literal, number_literal, string_literal
from golive.render.pdf.typst.tag_plan import TablePlan, TableStyle, TagPlan

_KINDS = ("layout", "keys", "raci")
_ALIGNMENTS = {"n": "right", "c": "center"}
_COMPARE_SHARES = (18.0, 41.0, 41.0)
_PAIR = 2
_COVER_PT, _COVER_LABEL_PT = 9.2, 108.0


class TableTranslator:
    """Translates tables, and notes their cells."""

    def __init__(self, inline: InlineTranslator, plan: TagPlan, scale: float, insets: Insets) -> None:
        self._inline, self._plan, self._size, self._insets = inline, plan, TABLE_TEXT_PT * scale, insets

    def translate(self, table: Element, width_pt: float) -> str:
        """Return an expression for a table that is `width_pt` wide."""
        classes = get_classes(table)
        style: TableStyle = next((name for name in ("facts", "compare") if name in classes), "plain")
        caption = table.find("caption")
        head, rows = table.findall("thead/tr"), table.findall("tbody/tr")
        self._plan.tables.append(_plan_table(style, [*head, *rows], len(head), is_captioned=caption is not None))
        key = table.get("id")
        options = [f"small:{boolean_literal('small' in classes)}"]
        if caption is not None:
            shown = self._inline.translate(caption, TextSetting(width_pt, self._size, has_plates=False))
            options.append(f"caption:{shown}")
        name = string_literal(key) if key else "none"
        shares = _read_shares(table) if style != "compare" else _COMPARE_SHARES
        inset = self._insets.fact if style == "facts" else self._insets.cell
        inset = self._insets.layout_cell if "layout" in classes else inset
        rooms = [share * width_pt / 100 - inset for share in shares]
        if style == "facts":
            return self._facts(name, rows, (shares, rooms), [*options, *_lead_option(classes)])
        if any(cell.find(".//a") is not None for cell in head[0]):
            options.append("repeat:false")  # the compiler refuses links in a header that it repeats
        header = array_literal(self._header_cell(cell, room, style) for cell, room in zip(head[0], rooms, strict=True))
        kept = [f"first:{int(_has_class(rows, 'first'))}", f"last:{_PAIR * _has_class(rows, 'last')}"]
        if style == "compare":
            # In the explainer's style sheet, `first` and `last` also change how a row looks.
            made = array_literal(self._row(row, rooms, "") for row in rows)
            return f"compare-table({','.join((name, header, made, *kept, *options))})"
        kind = next((one for one in _KINDS if one in classes), "")
        aligns = array_literal(_alignment(cell, kind, column) for column, cell in enumerate(head[0]))
        made = array_literal(self._row(row, rooms, kind) for row in rows)
        columns = array_literal(number_literal(share, "fr") for share in shares)
        parts = (name, string_literal(kind), columns, aligns, header, made, *kept, *options)
        return f"plain-table({','.join(parts)})"

    def _facts(
        self, name: str, rows: Sequence[Element], area: tuple[Sequence[float], Sequence[float]], options: list[str]
    ) -> str:
        shares, rooms = area
        opening, last = sum("first" in get_classes(row) for row in rows), _PAIR * _has_class(rows, "last")
        made = []
        for row in rows:
            cells = []
            for number, cell in enumerate(row):
                span = int(cell.get("colspan", "1"))
                room = sum(rooms[number : number + span]) + (span - 1) * self._insets.fact
                text = self._cell_text(cell, room)
                shown = f"fact({text})" if cell.tag == "th" else text
                cells.append(f"table.cell(colspan:{span},{shown})" if span > 1 else shown)
            group = boolean_literal("group" in get_classes(row))
            made.append(f"(group:{group},cells:{array_literal(cells)})")
        columns = array_literal(number_literal(share, "fr") for share in shares)
        parts = (name, columns, array_literal(made), f"first:{opening}", f"last:{last}", *options)
        return f"facts-table({','.join(parts)})"

    def _header_cell(self, cell: Element, room: float, style: TableStyle) -> str:
        short, full = (cell.find(f"span[@class='{name}']") for name in ("short", "in-full"))
        if style != "compare" or short is None:
            return self._cell_text(cell, room)
        setting = TextSetting(room, self._size, has_plates=False)
        names = [self._inline.translate(part, setting) if part is not None else "none" for part in (short, full)]
        return f"test-name({','.join(names)})"

    def _row(self, row: Element, rooms: Sequence[float], kind: str) -> str:
        cells = []
        for cell, room in zip(row, rooms, strict=True):
            shown = self._cell_text(cell, room)
            cells.append(f"row-head({string_literal(kind)},{shown})" if cell.tag == "th" else shown)
        even = boolean_literal("even" in get_classes(row))
        return f"(even:{even},cells:{array_literal(cells)})"

    def _cell_text(self, cell: Element, room: float) -> str:
        shown = self._inline.translate(cell, TextSetting(room, self._size, has_plates=False))
        return "[]" if shown == '""' else f"[#{shown}]"


def _plan_table(style: TableStyle, rows: Sequence[Element], heads: int, *, is_captioned: bool) -> TablePlan:
    kinds = tuple(tuple(cell.tag == "th" for cell in row) for row in rows)
    spans = tuple(tuple(int(cell.get("colspan", "1")) for cell in row) for row in rows)
    return TablePlan(style, kinds, spans, heads, is_captioned)


def plan_cover_table(table: Element) -> TablePlan:
    """Return the plan of the facts on a cover."""
    return _plan_table("cover", table.findall("tbody/tr"), 0, is_captioned=False)


def list_cover_facts(table: Element, width_pt: float) -> str:
    """Return the facts on a cover, which is `width_pt` wide, as an array of pairs."""
    rooms = (_COVER_LABEL_PT, width_pt - _COVER_LABEL_PT)
    return array_literal(
        array_literal(breakable_text(text_of(cell), room, _COVER_PT) for cell, room in zip(row, rooms, strict=True))
        for row in table.findall("tbody/tr")
    )


def _read_shares(table: Element) -> list[float]:
    columns = table.findall("colgroup/col")
    return [float(column.get("style", "").removeprefix("width:").removesuffix("%")) for column in columns]


def _alignment(cell: Element, kind: str, column: int) -> str:
    if kind == "raci" and column:
        return "center"
    return next((_ALIGNMENTS[name] for name in get_classes(cell) if name in _ALIGNMENTS), "left")


def _has_class(rows: Sequence[Element], name: str) -> bool:
    return any(name in get_classes(row) for row in rows)


def _lead_option(classes: Sequence[str]) -> list[str]:
    return ["lead:true"] if "lead-in" in classes else []
