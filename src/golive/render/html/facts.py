"""Render facts: a table without a header whose labels are row headers; short facts are paired in one row."""

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from golive.markdown.document import Run, Runs, Table, plain_text
from golive.render.html.columns import measure_cell
from golive.render.html.heights import estimate_row_height_pt, split_row
from golive.render.html.inline import inline_html
from golive.translation import translate

# Shares of the width, in percent: label, value, label, value. Facts are not paired if the area is narrower than
# `_LEAST_PAIR_PT`, or if its width is unknown because there are no pages.
_PAIR = (24.0, 26.0, 24.0, 26.0)
_SINGLE = (28.0, 72.0)
_LEAST_PAIR_PT = 430.0
# Multiples of the maximum row height: facts kept on one page, two rows kept together, and three rows kept together.
_SMALL, _TOGETHER, _THREE = 0.6, 0.9, 1.35
_FEW_ROWS = 3
_TWO = 2
_LOW_PT = 45.0
_GAP_PT = 9.0
_Fact = tuple[Runs, Runs]


class FactsArea(Struct, frozen=True):
    """The area in which facts are laid out.

    Attributes:
        width_pt: width of the area, in points.
        max_row_pt: maximum row height, in points; taller rows are split.
        is_paged: whether references include page numbers.
        keep_with_next: whether a very short list of facts stays with the next block.
    """

    width_pt: float
    max_row_pt: float
    is_paged: bool = True
    keep_with_next: bool = False


def facts_html(table: Table, area: FactsArea, caption: str = "") -> str:
    """Render a two-column table as facts; a PDF tags it as a list of labels and values.

    Args:
        table: the table; its header is not shown, and an empty row starts a new group.
        area: the area for the facts.
        caption: a caption as HTML.
    """
    in_pairs = area.is_paged and area.width_pt >= _LEAST_PAIR_PT
    shares = _PAIR if in_pairs else _SINGLE
    widths = [share * area.width_pt / 100 for share in shares]
    whole = (widths[0], sum(widths[1:]))
    facts = [part for row in table.rows for part in _split_fact((row[0], row[1]), whole, area.max_row_pt)]
    rows = list(_pair_short_facts(facts, widths) if in_pairs else ((fact,) for fact in facts))
    heights = [estimate_row_height_pt(row[0], whole) for row in rows]
    small = sum(heights) <= _SMALL * area.max_row_pt
    opening = _count_kept_rows(heights, area.max_row_pt)
    leads = area.keep_with_next and len(rows) < _FEW_ROWS
    key = table.attributes.get("key")
    anchor = f' id="{escape(key)}"' if key else ""
    columns = "".join(f'<col style="width:{share:g}%">' for share in shares)
    parts = [
        f'<table class="facts{" small" * small}{" lead-in" * leads}"{anchor}>',
        f"{caption}<colgroup>{columns}</colgroup><tbody>",
    ]
    class_attribute = ""
    # The last two rows stay together, unless all rows would then be one tall block.
    is_low_block = len(rows) > opening + _TWO or sum(heights) <= _THREE * area.max_row_pt
    ends_together = len(rows) > _TWO and is_low_block and sum(heights[-_TWO:]) <= _TOGETHER * area.max_row_pt
    for index, row in enumerate(rows):
        if any(map(plain_text, row[0])):
            kept = "first" if index < opening else "last" if ends_together and index == len(rows) - 1 else ""
            parts.append(_row_html(row, len(shares), class_attribute or kept, is_paged=area.is_paged))
            class_attribute = ""
        else:
            class_attribute = "group"
    parts.append("</tbody></table>\n")
    return "".join(parts)


def _count_kept_rows(heights: Sequence[float], max_row_pt: float) -> int:
    """Return how many first rows to keep with the next one, so that a heading is followed by three lines."""
    if len(heights) > _TWO and sum(heights[: _TWO + 1]) <= _THREE * max_row_pt:
        return _TWO
    return int(len(heights) > 1 and (min(heights[:_TWO]) <= _LOW_PT or sum(heights[:_TWO]) <= _TOGETHER * max_row_pt))


def convert_rows_to_facts(table: Table) -> Table:
    """Convert a table to facts: each row becomes a group, labeled by the header."""
    rows: list[tuple[Runs, ...]] = []
    for row in table.rows:
        rows += [((), ())] * bool(rows) + list(zip(table.header, row, strict=True))
    key = table.attributes.get("key")
    return Table(((), ()), tuple(rows), ("", ""), table.caption, {"key": key} if key else {}, table.line)


def _split_fact(fact: _Fact, widths: Sequence[float], max_row_pt: float) -> Iterator[_Fact]:
    for number, part in enumerate(split_row(fact, widths, max_row_pt)):
        label = part[0] or ((*fact[0], Run(f" ({translate('continued')})")) if number else ())
        yield label, part[1]


def _pair_short_facts(facts: Sequence[_Fact], widths: Sequence[float]) -> Iterator[tuple[_Fact, ...]]:
    """Yield rows of facts; two consecutive short facts share a row."""
    waiting: _Fact | None = None
    for fact in facts:
        short = all(_fits_on_one_line(cell, width) for cell, width in zip(fact, widths, strict=False))
        if waiting and short:
            yield waiting, fact
            waiting = None
            continue
        if waiting:
            yield (waiting,)
        waiting = fact if short else None
        if not short:
            yield (fact,)
    if waiting:
        yield (waiting,)


def _fits_on_one_line(cell: Runs, width: float) -> bool:
    lines = measure_cell(cell).line_widths_pt
    return bool(plain_text(cell)) and len(lines) == 1 and lines[0] <= width - _GAP_PT


def _row_html(facts: Sequence[_Fact], columns: int, name: str, *, is_paged: bool) -> str:
    class_attribute = f' class="{name}"' if name else ""
    span = f' colspan="{columns - 1}"' if len(facts) == 1 and columns > len(_SINGLE) else ""
    cells = []
    for number, (label, value) in enumerate(facts):
        second = ' class="second"' if number else ""
        head = (
            f'<th scope="row"{second}>{inline_html(label, is_paged=is_paged)}</th>'
            if plain_text(label)
            else "<td></td>"
        )
        cells.append(f"{head}<td{span}>{inline_html(value, is_paged=is_paged)}</td>")
    return f"<tr{class_attribute}>{''.join(cells)}</tr>"
