"""The phases of the project in their order, with this integration's dates and gates."""

from golive.figures.area import Area
from golive.figures.chevrons import Step, chevrons
from golive.figures.drawing import Drawing, Frame
from golive.figures.lettering import Part, Wording
from golive.figures.process import process
from golive.figures.subject import Subject
from golive.figures.tracks import COLORS, by_track, span
from golive.schema.plan import Gate, Timeline
from golive.schema.value_text import count, day, day_range
from golive.schema.words import Track

_SMALL = 0.85


def phases(subject: Subject, frame: Frame) -> Drawing:
    """Draw the phases of one integration; the typical process where there is none, or no plan yet."""
    dates = _dates(subject.spec.timeline) if subject.spec else {}
    if subject.spec is None or not dates:
        return process(subject, frame)
    timeline = subject.spec.timeline
    gates = _gates_of(timeline, list(dates))
    steps = [_step(track, dates[track], gates[track]) for track in dates]
    made = chevrons(steps, Area(0, 0, frame.width_in, frame.height_in), frame)
    return Drawing(
        "phases", frame.width_in, made.height, made.shapes, f"Phases of {subject.spec.name}", _alt(dates, gates)
    )


def _dates(timeline: Timeline) -> dict[Track, str]:
    dates = {track: day_range(*span(group)) for track, group in by_track(timeline).items()}
    return {**dates, Track.GO_LIVE: day(timeline.go_live)} if timeline.go_live else dates


def _gates_of(timeline: Timeline, tracks: list[Track]) -> dict[Track, list[Gate]]:
    """Each gate belongs to the last phase that had begun before its day; an exit may be on the next one's first day."""
    starts = {track: span(group)[0] for track, group in by_track(timeline).items()}
    gates: dict[Track, list[Gate]] = {track: [] for track in tracks}
    for gate in sorted(timeline.own_gates, key=lambda g: (g.date, g.id)):
        begun = [t for t in tracks if t in starts and starts[t] < gate.date]
        gates[begun[-1] if begun else tracks[0]].append(gate)
    return gates


def _step(track: Track, dates: str, gates: list[Gate]) -> Step:
    head = (Part(track.label, bold=True, color="paper"), Part(dates, color="paper", scale=_SMALL))
    notes: tuple[Wording, ...] = tuple(
        (Part(gate.name, scale=0.9), Part(day(gate.date), color="muted", scale=_SMALL)) for gate in gates
    )
    in_short: tuple[Wording, ...] = ((Part(count(len(gates), "gate"), scale=0.9),),) if gates else ()
    return Step(f"phase-{track.value}", head, COLORS[track], notes, in_short, marked=True)


def _alt(dates: dict[Track, str], gates: dict[Track, list[Gate]]) -> str:
    sentences = []
    for track, text in dates.items():
        sentences.append(f"{track.label}: {text}.")
        sentences += [f"Gate: {gate.name}, {day(gate.date)}." for gate in gates[track]]
    return f"The phases, in order. {' '.join(sentences)}"
