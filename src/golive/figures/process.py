"""The typical integration process: its steps in order, with how long each usually takes."""

from golive.figures.area import Area
from golive.figures.chevrons import Step, chevrons, track_words
from golive.figures.drawing import Drawing, Frame
from golive.figures.lettering import Part
from golive.figures.subject import Subject
from golive.figures.tracks import COLORS
from golive.schema.process import ProcessStep
from golive.schema.value_text import count
from golive.schema.words import Track

_MOST_STEPS = 12
_SMALL = 0.9


def process(subject: Subject, frame: Frame) -> Drawing:
    """Draw the process of `data/process.yaml`; it needs no integration."""
    steps = subject.process.steps
    drawn = [_step(s, n) for n, s in enumerate(steps, start=1)] if len(steps) <= _MOST_STEPS else _grouped(steps)
    made = chevrons(drawn, Area(0, 0, frame.width_in, frame.height_in), frame)
    alt = " ".join(f"{n}. {s.name}: {s.duration}." for n, s in enumerate(steps, start=1))
    return Drawing("process", frame.width_in, made.height, made.shapes, "The typical integration process", alt)


def _step(step: ProcessStep, number: int) -> Step:
    notes = ((Part(step.duration, color="muted", scale=_SMALL),),)
    return Step(f"step-{step.id}", track_words(step.name, number), COLORS[step.track], notes)


def _grouped(steps: tuple[ProcessStep, ...]) -> list[Step]:
    """One chevron per phase, where there are too many steps for one each."""
    numbers = {track: sum(s.track is track for s in steps) for track in Track}
    present = [(track, n) for track, n in numbers.items() if n]
    return [
        Step(f"step-{t.value}", track_words(t.label, i), COLORS[t], ((Part(count(n, "step"), color="muted"),),))
        for i, (t, n) in enumerate(present, start=1)
    ]
