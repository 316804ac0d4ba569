"""The table of the status of many integrations: one row each, as the status page, the studio and workbooks show it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from golive.pipeline.integration_status import DocumentState, IntegrationStatus
from golive.schema.value_text import format_count, format_date
from golive.schema.words import Phase

COLUMNS: Final = ("Integration", "Version", "Phase", "Next", "Left", "Open", "Past due", "Documents")
"""The headings."""
NUMBERS: Final = frozenset({"Left", "Open", "Past due"})
"""The columns whose values are numbers."""
TABLE_SCRIPT: Final = Path(__file__).with_name("status_table.js")
"""The script that sorts, searches and filters the table."""
_FEW: Final = 5
"""So many rows need no search."""


class StatusRow(Struct, frozen=True):
    """One integration.

    Attributes:
        id: its id, or the name of its file if that cannot be read.
        name: its name.
        version: its version; may be empty.
        draft: the draft mark of its documents; empty for a released version.
        phase: its phase; None if it is not known.
        next_name: what comes next, such as `Go-live`, or in words that nothing does.
        next_date: the day of that; None if nothing comes next.
        days_left: business days until then; None as above.
        open_count: number of open items.
        needed_now: how many of them the present phase needs.
        late_count: how many of them are past due.
        documents: the state of each document.
        fix_count: number of problems to fix; then only what the file says for itself is known.
        to_do_count: number of values that are missing, without which there are no documents.
    """

    id: str
    name: str
    version: str = ""
    draft: str = ""
    phase: Phase | None = None
    next_name: str = ""
    next_date: date | None = None
    days_left: int | None = None
    open_count: int = 0
    needed_now: int = 0
    late_count: int = 0
    documents: tuple[DocumentState, ...] = ()
    fix_count: int = 0
    to_do_count: int = 0

    @property
    def next_words(self) -> str:
        """What comes next, and when."""
        return f"{self.next_name}, {format_date(self.next_date)}" if self.next_date else self.next_name

    @property
    def left_words(self) -> str:
        """How many business days are left; empty if nothing comes next."""
        return "" if self.days_left is None else format_count(self.days_left, "business day")

    @property
    def document_words(self) -> str:
        """How many documents are in which state."""
        states = Counter(one.state for one in self.documents)
        return ", ".join(f"{count} {state}" for state, count in states.items())

    @property
    def problem_words(self) -> str:
        """How many values are wrong or missing; empty if none is."""
        counts = ((self.fix_count, "to fix"), (self.to_do_count, "to do"))
        return ", ".join(f"{count} {words}" for count, words in counts if count)


class RowLinks(Struct, frozen=True):
    """Where the cells of a table lead to.

    Attributes:
        integration: returns the address of an integration; empty for none.
        document: returns the address of a document, empty for none; None if documents are counted and not listed.
    """

    integration: Callable[[StatusRow], str]
    document: Callable[[DocumentState], str] | None


def summarize_status(progress: IntegrationStatus) -> StatusRow:
    """Return the row of an integration."""
    spec, mark = progress.spec, progress.milestone
    nothing = "nothing more" if progress.has_plan else "no plan yet"
    return StatusRow(
        spec.id,
        spec.name,
        spec.version,
        progress.draft,
        spec.status,
        mark.name if mark else nothing,
        mark.date if mark else None,
        mark.days_left if mark else None,
        len(progress.items),
        progress.unready,
        len(progress.late),
        progress.documents,
    )


def render_status_table(rows: Sequence[StatusRow], links: RowLinks) -> str:
    """Render the table as HTML, with a form to search and filter many rows that `status_table.js` brings to life.

    Args:
        rows: the rows.
        links: where cells lead to.
    """
    heads = "".join(
        f'<th scope="col"{_format_class(name)}><button type="button">{name}</button></th>' for name in COLUMNS
    )
    body = "".join(_render_row(one, links) for one in rows)
    return f"""{_render_form(rows) if len(rows) > _FEW else ""}<div class="scroll" role="region" \
aria-label="Integrations" tabindex="0">
<table class="status-table">
<caption>One row for each integration</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{body}</tbody>
</table>
</div>
"""


def _render_form(rows: Sequence[StatusRow]) -> str:
    there = {one.phase for one in rows}
    phases = [phase for phase in Phase if phase in there]
    options = "".join(f'<option value="{phase.value}">{escape(phase.label)}</option>' for phase in phases)
    return f"""<form class="status-form" id="status-form" hidden role="search" data-keep>
<label>Search <input id="search" type="search" autocomplete="off"></label>
<label>Phase <select id="phase"><option value="">All</option>{options}</select></label>
<p class="shown" id="shown" role="status"></p>
</form>
"""


def _format_class(column: str) -> str:
    return ' class="number"' if column in NUMBERS else ""


def _render_row(row: StatusRow, links: RowLinks) -> str:
    address, days = links.integration(row), "" if row.days_left is None else str(row.days_left)
    name = f'<a href="{escape(address)}">{escape(row.name)}</a>' if address else escape(row.name)
    phase, order = (row.phase.label, list(Phase).index(row.phase)) if row.phase else ("", "")
    day, when = (format_date(row.next_date), row.next_date.isoformat()) if row.next_date else ("", "")
    needed = f"{row.needed_now} needed now" if row.needed_now else ""
    late = f'<span class="late">{row.late_count}</span>' if row.late_count else "–"
    count = "" if row.problem_words else row.open_count
    opened = f'<span class="late">{row.problem_words}</span>' if row.problem_words else f"{count}{_add_line(needed)}"
    cells = (
        _make_cell("th", "row", f"{name}{_add_line(row.id)}"),
        _make_cell("td", "", f"{escape(row.version)}{_add_line(row.draft)}"),
        _make_cell("td", "", escape(phase), order),
        _make_cell("td", "", f"{escape(row.next_name)}{_add_line(day)}", when),
        _make_cell("td", "number", escape(row.left_words), days),
        _make_cell("td", "number", opened, count),
        _make_cell("td", "number", late, row.late_count),
        _make_cell("td", "", _render_documents(row, links)),
    )
    return f'<tr id="row-{escape(row.id)}" data-phase="{row.phase.value if row.phase else ""}">{"".join(cells)}</tr>\n'


def _make_cell(tag: Literal["th", "td"], kind: str, content: str, sort: object = None) -> str:
    """Return a cell: a heading of a row, or one with a class; and what it is sorted by, if not by its text."""
    named = f' scope="{kind}"' if tag == "th" else f' class="{kind}"' if kind else ""
    key = f' data-sort="{sort}"' if sort is not None else ""
    return f"<{tag}{named}{key}>{content}</{tag}>"


def _add_line(text: str) -> str:
    """Return a second line of a cell; nothing for an empty text."""
    return f'<span class="line">{escape(text)}</span>' if text else ""


def _render_documents(row: StatusRow, links: RowLinks) -> str:
    if links.document is None:
        return escape(row.document_words)
    items: Iterable[str] = (_render_document(one, links.document(one)) for one in row.documents)
    return f'<ul class="files">{"".join(items)}</ul>'


def _render_document(one: DocumentState, address: str) -> str:
    name = f'<a href="{escape(address)}">{escape(one.kind)}</a>' if address else escape(one.kind)
    return f'<li>{name} <span class="file-state">{escape(one.state)}</span></li>'
