"""The phases as a checklist: what each of them needs, what is still missing, and the gates between them."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from golive.project.open_items import list_open_items
from golive.project.project import IntegrationProject
from golive.schema.value_text import format_date
from golive.schema.word_meanings import MEANINGS
from golive.schema.words import Phase
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.problems import make_element_id
from golive.support.problems import PathStep
from golive.topics.questions import find_topic
from golive.topics.topic import Topic
from golive.yaml_io.gaps import Gap
from golive.yaml_io.path_labels import SEPARATOR, format_path_label


class MissingAnswer(Struct, frozen=True):
    """An answer that is missing: what it is, the address of its field, and who gives it by when."""

    what: str
    url: str
    asked: str


class MissingGroup(Struct, frozen=True):
    """The missing answers of one section."""

    section: str
    answers: tuple[MissingAnswer, ...]


class PhaseCheck(Struct, frozen=True):
    """A phase of the checklist.

    Attributes:
        word: the phase as the file names it.
        name: its name.
        meaning: what happens in it.
        state: `over`, `present` or `ahead`.
        groups: what is missing, by section.
        missing_count: how many answers are missing.
        move: the words on the button that moves there; empty if it is not next to the present one.
        missing_before: answers that it and earlier phases still miss.
    """

    word: str
    name: str
    meaning: str
    state: str
    groups: tuple[MissingGroup, ...]
    missing_count: int
    move: str = ""
    missing_before: int = 0


class GateView(Struct, frozen=True):
    """A gate of the plan: its name and day, who decides by what, and whether it is over."""

    name: str
    day: str
    approver: str
    criterion: str
    is_over: bool
    url: str


class PhasesPage(Struct, frozen=True):
    """What the checklist shows: the phases in order, and the gates by day."""

    phases: tuple[PhaseCheck, ...]
    gates: tuple[GateView, ...]


def build_phases_page(snapshot: FileSnapshot, today: date) -> PhasesPage:
    """Return the checklist on a day, for a file that can be read."""
    phases = list(Phase)
    status = str(snapshot.values.get("status", ""))
    present = next((at for at, phase in enumerate(phases) if phase.value == status), -1)
    gaps = [gap for gap in snapshot.gaps.values() if gap.needed_by]
    asked = _list_asked(snapshot)
    found = []
    missing_before = 0
    for at, phase in enumerate(phases):
        here = [gap for gap in gaps if gap.needed_by and gap.needed_by.phase is phase]
        missing_before += len(here)
        found.append(
            PhaseCheck(
                phase.value,
                phase.label,
                MEANINGS["Phase"][phase.value],
                "over" if at < present else "present" if at == present else "ahead",
                tuple(_group_missing(snapshot, here, asked)),
                len(here),
                _name_move(phase, at - present) if present >= 0 else "",
                missing_before,
            )
        )
    return PhasesPage(tuple(found), _list_gates(snapshot, today))


def _name_move(phase: Phase, distance: int) -> str:
    return {1: f"Move to {phase.label}", -1: f"Go back to {phase.label}"}.get(distance, "")


def _group_missing(
    snapshot: FileSnapshot, gaps: list[Gap], asked: Mapping[tuple[PathStep, ...], str]
) -> list[MissingGroup]:
    grouped: dict[str, tuple[Topic, list[MissingAnswer]]] = {}
    for gap in gaps:
        topic = find_topic(gap.path, snapshot.values, snapshot.target.kind)
        labels = format_path_label(snapshot.target.model, snapshot.values, gap.path).split(SEPARATOR)
        what = SEPARATOR.join(labels[1:] if len(labels) > 1 else labels)
        url = f"{snapshot.target.url}/{topic.id}?at={make_element_id(gap.path)}"
        note = f"Noted: {gap.note}" if gap.note else ""
        words = " · ".join(filter(None, (asked.get(gap.path, ""), note)))
        grouped.setdefault(topic.id, (topic, []))[1].append(MissingAnswer(what, url, words))
    return [MissingGroup(topic.title, tuple(answers)) for topic, answers in grouped.values()]


def _list_asked(snapshot: FileSnapshot) -> dict[tuple[PathStep, ...], str]:
    """Return who answers an open item by when, by its path; empty while the file has errors."""
    project = snapshot.project
    if not isinstance(project, IntegrationProject):
        return {}
    names = {person.id: person.name for person in project.spec.team}
    return {
        item.path: f"{names.get(item.owner, item.owner)}{f', by {format_date(item.due)}' if item.due else ''}"
        for item in list_open_items(project)
    }


def _list_gates(snapshot: FileSnapshot, today: date) -> tuple[GateView, ...]:
    project = snapshot.project
    if not isinstance(project, IntegrationProject):
        return ()
    spec = project.spec
    names = {person.id: person.name for person in spec.team}
    gates = sorted(enumerate(spec.timeline.gates), key=lambda pair: pair[1].date)
    return tuple(
        GateView(
            gate.name,
            format_date(gate.date),
            names.get(gate.approver, gate.approver),
            gate.criterion,
            gate.date < today,
            f"{snapshot.target.url}/gates?at={make_element_id(('timeline', 'gates', at))}",
        )
        for at, gate in gates
    )
