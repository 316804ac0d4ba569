"""Draw the phases of the project in order, with this integration's dates and gates."""

from golive.figures.chevrons import Step, draw_chevrons
from golive.figures.drawing import Drawing, Frame, Rect
from golive.figures.process import draw_process
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import TextPart, Wording
from golive.figures.tracks import TRACK_COLORS, date_span, group_by_track
from golive.schema import Integration
from golive.schema.plan import Gate
from golive.schema.value_text import format_date, format_date_range, format_number
from golive.schema.words import Track
from golive.translation import translate, translate_count

_SMALL = 0.85


def draw_phases(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the phases of one integration; the typical process where there is none, or no plan yet."""
    dates = _dates(subject.spec) if subject.spec else {}
    if subject.spec is None or not dates:
        return draw_process(subject, frame)
    gates = _gates_of(subject.spec, list(dates))
    steps = [_step(track, dates[track], gates[track]) for track in dates]
    made = draw_chevrons(steps, Rect(0, 0, frame.width_in, frame.height_in), frame)
    return Drawing(
        "phases",
        frame.width_in,
        made.height,
        made.shapes,
        translate("figure.phases", name=subject.spec.name),
        _alt(dates, gates),
    )


def _dates(spec: Integration) -> dict[Track, str]:
    go_live = spec.timeline.go_live
    dates = {track: format_date_range(*date_span(group)) for track, group in group_by_track(spec).items()}
    return {**dates, Track.GO_LIVE: format_date(go_live)} if go_live else dates


def _gates_of(spec: Integration, tracks: list[Track]) -> dict[Track, list[Gate]]:
    """Assign each gate to the last phase that started before its date; an exit may be on the next phase's first day."""
    starts = {track: date_span(group)[0] for track, group in group_by_track(spec).items()}
    gates: dict[Track, list[Gate]] = {track: [] for track in tracks}
    for gate in sorted(spec.timeline.own_gates, key=lambda g: (g.date, g.id)):
        begun = [t for t in tracks if t in starts and starts[t] < gate.date]
        gates[begun[-1] if begun else tracks[0]].append(gate)
    return gates


def _step(track: Track, dates: str, gates: list[Gate]) -> Step:
    head = (TextPart(track.label, bold=True, color="paper"), TextPart(dates, color="paper", scale=_SMALL))
    notes: tuple[Wording, ...] = tuple(
        (TextPart(gate.name, scale=0.9), TextPart(format_date(gate.date), color="muted", scale=_SMALL))
        for gate in gates
    )
    in_short: tuple[Wording, ...] = ((TextPart(_count_gates(gates), scale=0.9),),) if gates else ()
    return Step(f"phase-{track.value}", head, TRACK_COLORS[track], notes, in_short, marked=True)


def _alt(dates: dict[Track, str], gates: dict[Track, list[Gate]]) -> str:
    sentences = []
    for track, text in dates.items():
        sentences.append(f"{track.label}: {text}.")
        sentences += [
            translate("figure.gate.alt", name=gate.name, date=format_date(gate.date)) for gate in gates[track]
        ]
    return translate("figure.phases.alt", phases=" ".join(sentences))


def _count_gates(gates: list[Gate]) -> str:
    return translate_count("gates", len(gates), format_number(len(gates)))
