"""How far integrations are: rows of the first page, and the overview of one."""

from collections import Counter
from datetime import date

from msgspec import Struct

from golive.pipeline.input_digests import InputDigests
from golive.pipeline.integration_status import IntegrationStatus, get_integration_status
from golive.pipeline.status_table import StatusRow, summarize_status
from golive.schema.value_text import format_count, format_date
from golive.schema.words import Phase
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.problems import choose_kind, list_problem_views
from golive.support.problems import GoliveError


class PhaseStep(Struct, frozen=True):
    """A phase on the way to live: its name, and whether it is over, present or ahead."""

    name: str
    state: str


class IntegrationCard(Struct, frozen=True):
    """An integration at a glance.

    Attributes:
        url: address of its pages.
        name: its name; its id if the file cannot be read.
        biller: name of the biller; may be empty.
        version: its version; may be empty.
        phases: the way to live.
        phase: the present phase; may be empty.
        next_step: the next gate and its day; may be empty.
        days_left: how soon it is, in business days; may be empty.
        open_count: number of open items.
        late_count: how many of them are past due.
        fix_count: number of problems to fix.
        to_do_count: number of missing values that stop documents.
        draft: the draft mark; may be empty.
        stale_count: documents that are missing or out of date.
        unready_count: open items that the present phase needs.
        is_readable: whether the file is valid YAML.
        is_complete: whether it has no errors, so that gates, open items and documents are known.
    """

    url: str
    name: str
    biller: str = ""
    version: str = ""
    phases: tuple[PhaseStep, ...] = ()
    phase: str = ""
    next_step: str = ""
    days_left: str = ""
    open_count: int = 0
    late_count: int = 0
    fix_count: int = 0
    to_do_count: int = 0
    draft: str = ""
    stale_count: int = 0
    unready_count: int = 0
    is_readable: bool = True
    is_complete: bool = False


def build_integration_card(snapshot: FileSnapshot, today: date) -> IntegrationCard:
    """Return an integration at a glance on a day."""
    values = snapshot.values if snapshot.is_readable else {}
    problems = list_problem_views(snapshot)
    biller = values.get("biller")
    status_word = str(values.get("status", ""))
    card = IntegrationCard(
        url=snapshot.target.url,
        name=str(values.get("name") or snapshot.target.id),
        biller=str(biller.get("name", "")) if isinstance(biller, dict) else "",
        version=str(values.get("version", "")),
        phases=_list_phases(status_word),
        phase=next((phase.label for phase in Phase if phase.value == status_word), ""),
        fix_count=sum(one.kind == "fix" for one in problems),
        to_do_count=sum(one.kind == "to-do" for one in problems),
        is_readable=snapshot.is_readable,
        open_count=sum(gap.may_be_open for gap in snapshot.gaps.values()),
    )
    status = _find_status(snapshot, today)
    return card if status is None else _add_status(card, status)


def build_status_row(snapshot: FileSnapshot, today: date, digests: InputDigests) -> StatusRow:
    """Return an integration as a row of the table of all; of a file with problems, what it says for itself.

    Args:
        snapshot: the file.
        today: the day.
        digests: digests of the input files.
    """
    if status := _find_status(snapshot, today, digests):
        return summarize_status(status)
    values = snapshot.values if snapshot.is_readable else {}
    kinds = Counter(choose_kind(snapshot, one) for one in snapshot.problems)
    return StatusRow(
        snapshot.target.id,
        str(values.get("name") or snapshot.target.id),
        str(values.get("version", "")),
        phase=next((phase for phase in Phase if phase.value == values.get("status")), None),
        fix_count=max(kinds["fix"], 1 - kinds["to-do"]),
        to_do_count=kinds["to-do"],
    )


def list_next_steps(card: IntegrationCard) -> tuple[tuple[str, str, str], ...]:
    """Return what comes next for an integration without errors: the page, what to do there, and why."""
    late = f", {card.late_count} of them past due" if card.late_count else ""
    count = format_count(card.open_count, "answer")
    rows = (
        (card.open_count, "open", "Answer or ask for the open items", f"{count} missing{late}."),
        (card.unready_count, "phases", f"See what {card.phase} still needs", "A release waits for it."),
        (card.stale_count, "documents", "Make the documents", f"{card.stale_count} not made, or out of date."),
        (card.draft, "release", "Release this version", "Documents are marked as drafts until then."),
    )
    return tuple((page, title, why) for applies, page, title, why in rows if applies)


def _add_status(card: IntegrationCard, status: IntegrationStatus) -> IntegrationCard:
    from msgspec.structs import replace

    mark = status.milestone
    return replace(
        card,
        next_step=f"{mark.name}, {format_date(mark.date)}" if mark else "",
        days_left=_describe_days(mark.days_left) if mark else "",
        open_count=len(status.items),
        late_count=len(status.late),
        draft=status.draft,
        unready_count=status.unready,
        is_complete=True,
        stale_count=sum(one.state in {"missing", "out of date"} for one in status.documents),
    )


def _describe_days(count: int) -> str:
    """Return how soon a day is, or how long ago it was, in business days."""
    words = format_count(abs(count), "business day")
    return "today" if count == 0 else f"in {words}" if count > 0 else f"{words} ago"


def _find_status(snapshot: FileSnapshot, today: date, digests: InputDigests | None = None) -> IntegrationStatus | None:
    if snapshot.project is None:
        return None
    try:
        return get_integration_status(snapshot.project, today, digests)
    except (GoliveError, OSError):
        return None


def _list_phases(status_word: str) -> tuple[PhaseStep, ...]:
    phases = list(Phase)
    present = next((index for index, phase in enumerate(phases) if phase.value == status_word), -1)
    return tuple(
        PhaseStep(phase.label, "over" if index < present else "present" if index == present else "ahead")
        for index, phase in enumerate(phases)
    )
