"""Draw SIT and UAT side by side: purpose, owner and order."""

from msgspec.structs import replace

from golive.figures.area import split_into_columns
from golive.figures.cards import Card, draw_card, head_band_height_in
from golive.figures.drawing import Connector, Drawing, Frame, Label, Rect, Shape
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import TextPart, Wording, candidate_sizes, set_lines, text_height_in, text_width_in
from golive.schema.process import TestProfile

_SHARES = (0.44, 0.12, 0.44)
_PAD_IN = 0.16
_SMALL = 0.9


def draw_comparison(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw both test phases; no integration is needed."""
    sit, uat = subject.process.sit, subject.process.uat
    areas = split_into_columns(Rect(0, 0, frame.width_in, frame.height_in), _SHARES)
    cards = (
        Card("sit", f"SIT: {sit.name}", "sit", _wordings(sit)),
        Card("uat", f"UAT: {uat.name}", "uat", _wordings(uat)),
    )
    band = head_band_height_in([(c, areas[0].width) for c in cards], frame, frame.height_in / 3)
    height = min(
        frame.height_in, band + 2 * _PAD_IN + max(_measure_needed_height_in(c, areas[0].width, frame) for c in cards)
    )
    areas = tuple(replace(a, height=height) for a in areas)
    panels = [shape for c, a in zip(cards, (areas[0], areas[2]), strict=True) for shape in draw_card(c, a, band, frame)]
    alt = " ".join(
        f"{name}: {p.name}. It asks: {p.question} Run by: {p.run_by}. When: {p.order}."
        for name, p in (("SIT", sit), ("UAT", uat))
    )
    return Drawing(
        "tests",
        frame.width_in,
        height,
        (*panels, *_draw_then_arrow(areas[1], frame)),
        "SIT and UAT",
        f"SIT comes before UAT. {alt}",
    )


def _wordings(profile: TestProfile) -> list[Wording]:
    question = TextPart(profile.question, bold=True)
    run_by = TextPart(f"Run by: {profile.run_by}", scale=_SMALL)
    order = TextPart(f"When: {profile.order}", color="muted", scale=_SMALL)
    return [(question, run_by, order), (question, run_by), (question,), (run_by,)]


def _measure_needed_height_in(content: Card, width: float, frame: Frame) -> float:
    return text_height_in(set_lines(content.wordings[0], width - 2 * _PAD_IN, candidate_sizes(frame)[0], frame))


def _draw_then_arrow(area: Rect, frame: Frame) -> list[Shape]:
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
    if text_width_in(text, frame.least_pt, frame) > area.width - 0.1:
        return [arrow]
    lines = set_lines((TextPart(text, color="muted"),), area.width, frame.least_pt, frame)
    height = text_height_in(lines)
    return [
        arrow,
        Label("sit-to-uat-name", area.x, area.middle - height - 0.05, area.width, height, lines, "center", "bottom"),
    ]
