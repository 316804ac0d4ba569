"""SIT and UAT side by side: what each one asks, who runs it, and which comes first."""

from msgspec.structs import replace

from golive.figures.area import Area, row
from golive.figures.cards import Card, card, head_in
from golive.figures.drawing import Connector, Drawing, Frame, Label, Shape
from golive.figures.lettering import Part, Wording, block_in, set_lines, sizes, width_in
from golive.figures.subject import Subject
from golive.schema.process import TestProfile

_SHARES = (0.44, 0.12, 0.44)
_PAD_IN = 0.16
_SMALL = 0.9


def comparison(subject: Subject, frame: Frame) -> Drawing:
    """Draw both tests; no integration is needed."""
    sit, uat = subject.process.sit, subject.process.uat
    areas = row(Area(0, 0, frame.width_in, frame.height_in), _SHARES)
    cards = (
        Card("sit", f"SIT: {sit.name}", "sit", _wordings(sit)),
        Card("uat", f"UAT: {uat.name}", "uat", _wordings(uat)),
    )
    band = head_in([(c, areas[0].width) for c in cards], frame, frame.height_in / 3)
    height = min(frame.height_in, band + 2 * _PAD_IN + max(_need_in(c, areas[0].width, frame) for c in cards))
    areas = tuple(replace(a, height=height) for a in areas)
    panels = [shape for c, a in zip(cards, (areas[0], areas[2]), strict=True) for shape in card(c, a, band, frame)]
    alt = " ".join(
        f"{name}: {p.name}. It asks: {p.question} Run by: {p.run_by}. When: {p.order}."
        for name, p in (("SIT", sit), ("UAT", uat))
    )
    return Drawing(
        "tests",
        frame.width_in,
        height,
        (*panels, *_then(areas[1], frame)),
        "SIT and UAT",
        f"SIT comes before UAT. {alt}",
    )


def _wordings(profile: TestProfile) -> list[Wording]:
    question = Part(profile.question, bold=True)
    run_by = Part(f"Run by: {profile.run_by}", scale=_SMALL)
    order = Part(f"When: {profile.order}", color="muted", scale=_SMALL)
    return [(question, run_by, order), (question, run_by), (question,), (run_by,)]


def _need_in(content: Card, width: float, frame: Frame) -> float:
    return block_in(set_lines(content.wordings[0], width - 2 * _PAD_IN, sizes(frame)[0], frame))


def _then(area: Area, frame: Frame) -> list[Shape]:
    arrow = Connector(
        "sit-to-uat",
        area.x,
        area.middle,
        area.right,
        area.middle,
        "sit",
        "uat",
        weight_pt=2,
        color="muted",
        alt="UAT follows SIT",
    )
    text = "then"
    if width_in(text, frame.least_pt, frame) > area.width - 0.1:
        return [arrow]
    lines = set_lines((Part(text, color="muted"),), area.width, frame.least_pt, frame)
    height = block_in(lines)
    return [
        arrow,
        Label("sit-to-uat-name", area.x, area.middle - height - 0.05, area.width, height, lines, "center", "bottom"),
    ]
