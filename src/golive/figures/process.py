"""Draw the typical integration process: its steps in order, with their usual durations."""

from golive.figures.chevrons import Step, chevron_wording, draw_chevrons
from golive.figures.drawing import Drawing, Frame, Rect
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import TextPart
from golive.figures.tracks import TRACK_COLORS
from golive.schema.process import ProcessStep
from golive.schema.value_text import format_number
from golive.schema.words import Track
from golive.translation import translate, translate_count

_MOST_STEPS = 12
_SMALL = 0.9


def draw_process(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the process of `data/process.yaml`; it needs no integration."""
    steps = subject.process.steps
    drawn = (
        [_step(s, n) for n, s in enumerate(steps, start=1)]
        if len(steps) <= _MOST_STEPS
        else _group_steps_by_phase(steps)
    )
    made = draw_chevrons(drawn, Rect(0, 0, frame.width_in, frame.height_in), frame)
    alt = " ".join(f"{n}. {s.name}: {s.duration}." for n, s in enumerate(steps, start=1))
    return Drawing("process", frame.width_in, made.height, made.shapes, translate("figure.process"), alt)


def _step(step: ProcessStep, number: int) -> Step:
    notes = ((TextPart(step.duration, color="muted", scale=_SMALL),),)
    return Step(f"step-{step.id}", chevron_wording(step.name, number), TRACK_COLORS[step.track], notes)


def _group_steps_by_phase(steps: tuple[ProcessStep, ...]) -> list[Step]:
    """Return one chevron per phase, for processes with too many steps."""
    numbers = {track: sum(s.track is track for s in steps) for track in Track}
    present = [(track, n) for track, n in numbers.items() if n]
    return [
        Step(
            f"step-{t.value}",
            chevron_wording(t.label, i),
            TRACK_COLORS[t],
            ((TextPart(translate_count("steps", n, format_number(n)), color="muted"),),),
        )
        for i, (t, n) in enumerate(present, start=1)
    ]
