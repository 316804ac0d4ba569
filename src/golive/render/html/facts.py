"""Labelled facts: a table without a head, whose labels are the heads of its rows; short facts stand two in a row."""

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

from golive.markdown.document import Run, Runs, Table, plain
from golive.render.html.columns import measure
from golive.render.html.heights import divide, row_height
from golive.render.html.inline import inline

# Shares of the width, in percent: label, value, label, value. Where the width is less than this, or not known since
# there are no pages, facts stand one below the other.
_PAIR = (24.0, 26.0, 24.0, 26.0)
_SINGLE = (28.0, 72.0)
_LEAST_PAIR_PT = 430.0
# Shares of the highest row: of facts that are kept whole, of two rows that are kept together, and of three.
_SMALL, _TOGETHER, _THREE = 0.6, 0.9, 1.35
_FEW_ROWS = 3
_TWO = 2
_LOW_PT = 45.0
_GAP_PT = 9.0
_Fact = tuple[Runs, Runs]


class FactsRoom(Struct, frozen=True):
    """Where facts are set.

    Attributes:
        width_pt: the room they fill, in points.
        most_pt: how high a row may be, in points; a higher one is divided.
        paged: whether references say their page.
        leads: whether more of their section follows; very few facts stay with it.
    """

    width_pt: float
    most_pt: float
    paged: bool = True
    leads: bool = False


def facts_html(table: Table, room: FactsRoom, caption: str = "") -> str:
    """A table of two columns as facts; it is tagged as a list of terms and what they are.

    Args:
        table: what its header says is not shown; an empty row begins a new group.
        room: where it is set.
        caption: a caption as HTML.
    """
    in_pairs = room.paged and room.width_pt >= _LEAST_PAIR_PT
    shares = _PAIR if in_pairs else _SINGLE
    widths = [share * room.width_pt / 100 for share in shares]
    whole = (widths[0], sum(widths[1:]))
    facts = [part for row in table.rows for part in _parts((row[0], row[1]), whole, room.most_pt)]
    rows = list(_paired(facts, widths) if in_pairs else ((fact,) for fact in facts))
    heights = [row_height(row[0], whole) for row in rows]
    small = sum(heights) <= _SMALL * room.most_pt
    opening = _opening(heights, room.most_pt)
    leads = room.leads and len(rows) < _FEW_ROWS
    key = table.attributes.get("key")
    anchor = f' id="{escape(key)}"' if key else ""
    columns = "".join(f'<col style="width:{share:g}%">' for share in shares)
    parts = [
        f'<table class="facts{" small" * small}{" lead-in" * leads}"{anchor}>',
        f"{caption}<colgroup>{columns}</colgroup><tbody>",
    ]
    dress = ""
    for index, row in enumerate(rows):
        if any(map(plain, row[0])):
            parts.append(_row(row, len(shares), dress or ("first" if index < opening else ""), paged=room.paged))
            dress = ""
        else:
            dress = "group"
    parts.append("</tbody></table>\n")
    return "".join(parts)


def _opening(heights: Sequence[float], most: float) -> int:
    """How many rows stay with the one after them, so that a heading above has three lines below it on its page."""
    if len(heights) > _TWO and sum(heights[: _TWO + 1]) <= _THREE * most:
        return _TWO
    return int(len(heights) > 1 and (min(heights[:_TWO]) <= _LOW_PT or sum(heights[:_TWO]) <= _TOGETHER * most))


def stack(table: Table) -> Table:
    """A table as facts: each row becomes a group of them, labelled by the header."""
    rows: list[tuple[Runs, ...]] = []
    for row in table.rows:
        rows += [((), ())] * bool(rows) + list(zip(table.header, row, strict=True))
    key = table.attributes.get("key")
    return Table(((), ()), tuple(rows), ("", ""), table.caption, {"key": key} if key else {}, table.line)


def _parts(fact: _Fact, widths: Sequence[float], most: float) -> Iterator[_Fact]:
    for number, part in enumerate(divide(fact, widths, most)):
        label = part[0] or ((*fact[0], Run(" (continued)")) if number else ())
        yield label, part[1]


def _paired(facts: Sequence[_Fact], widths: Sequence[float]) -> Iterator[tuple[_Fact, ...]]:
    """Two facts in a row where both are short and follow each other."""
    waiting: _Fact | None = None
    for fact in facts:
        short = all(_fits(cell, width) for cell, width in zip(fact, widths, strict=False))
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


def _fits(cell: Runs, width: float) -> bool:
    lines = measure(cell).lines
    return bool(plain(cell)) and len(lines) == 1 and lines[0] <= width - _GAP_PT


def _row(facts: Sequence[_Fact], columns: int, name: str, *, paged: bool) -> str:
    dress = f' class="{name}"' if name else ""
    span = f' colspan="{columns - 1}"' if len(facts) == 1 and columns > len(_SINGLE) else ""
    cells = []
    for number, (label, value) in enumerate(facts):
        second = ' class="second"' if number else ""
        head = f'<th scope="row"{second}>{inline(label, paged=paged)}</th>' if plain(label) else "<td></td>"
        cells.append(f"{head}<td{span}>{inline(value, paged=paged)}</td>")
    return f"<tr{dress}>{''.join(cells)}</tr>"
