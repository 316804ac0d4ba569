"""Draw the integration at a glance: both sides, and the number of interfaces by direction and method."""

from msgspec.structs import replace

from golive.figures.area import Area, split_into_columns
from golive.figures.cards import draw_card, head_band_height_in
from golive.figures.drawing import Color, Connector, Drawing, Frame, Label, Shape
from golive.figures.flows import Flow, describe_flows, merge_by_direction, merge_by_direction_and_method
from golive.figures.lettering import (
    Room,
    TextPart,
    Wording,
    candidate_sizes,
    fit_text,
    set_lines,
    text_height_in,
    text_width_in,
)
from golive.figures.sides import biller_card, vendor_card
from golive.figures.subject import Subject

_SHARES = (0.3, 0.4, 0.3)
_SIDE_IN = 0.08
_ABOVE_LINE_IN = 0.035
_BELOW_LINE_IN = 0.14


def draw_glance(subject: Subject, frame: Frame) -> Drawing:
    """Draw the two sides with one arrow per direction and method, or one per direction if four do not fit."""
    spec = subject.require_spec()
    areas = split_into_columns(Area(0, 0, frame.width_in, frame.height_in), _SHARES)
    cards = (biller_card(subject), vendor_card(subject))
    band = head_band_height_in([(c, areas[0].width) for c in cards], frame, frame.height_in / 3)
    each = merge_by_direction_and_method("glance", spec.interfaces)
    is_whole = band + sum(_least_in(flow, areas[1].width, frame) for flow in each) <= frame.height_in
    flows = each if is_whole else merge_by_direction("glance", spec.interfaces)
    wording = _wordings(flows[0], areas[1].width, frame)[0]
    roomy = (
        text_height_in(set_lines(wording, 9, candidate_sizes(frame)[0], frame)) + 2 * _ABOVE_LINE_IN + _BELOW_LINE_IN
    )
    height = min(frame.height_in, band + max(0.9, roomy * len(flows) + 0.1))
    areas = tuple(replace(a, height=height) for a in areas)
    panels = [shape for c, a in zip(cards, (areas[0], areas[2]), strict=True) for shape in draw_card(c, a, band, frame)]
    arrows = _draw_arrows(flows, areas[1].remaining_below(band), height, frame)
    name = f"{spec.biller.short_name} and {subject.organization.short_name} at a glance"
    words = " ".join(
        f"{f.name}, {f.facts[-1].lower()}, {'to' if f.to_vendor else 'from'} {subject.organization.short_name}."
        for f in each
    )
    alt = f"{words} {describe_flows(spec, subject.organization.short_name)}"
    return Drawing("glance", frame.width_in, height, (*panels, *arrows), name, alt, 0 if is_whole else 1)


def _wordings(flow: Flow, width: float, frame: Frame) -> list[Wording]:
    """Return wordings for an arrow, best first: the names if they fit on one line, else the count."""
    color, last = _color(flow), flow.facts[-1]
    counted, method = TextPart(flow.name, bold=True), TextPart(flow.facts[0], color=color, scale=0.85)
    word = TextPart(last, color=color, scale=0.85)
    named = TextPart(", ".join(flow.members), bold=True)
    fits = text_width_in(named.text, candidate_sizes(frame)[0], frame, bold=True) <= width - 2 * _SIDE_IN
    best = [(named, method), (named, word), (named,)] if fits else []
    return [*best, (counted, method), (counted, word), (counted,)]


def _color(flow: Flow) -> Color:
    return "muted" if flow.is_mixed else flow.method


def _least_in(flow: Flow, width: float, frame: Frame) -> float:
    """Return the minimum height of an arrow with its name, in inches."""
    name = set_lines(_wordings(flow, width, frame)[-1], width - 2 * _SIDE_IN, frame.least_pt, frame)
    return text_height_in(name) + _ABOVE_LINE_IN + _BELOW_LINE_IN


def _draw_arrows(flows: tuple[Flow, ...], area: Area, height: float, frame: Frame) -> list[Shape]:
    shapes: list[Shape] = []
    each = area.height / len(flows)
    for number, flow in enumerate(flows):
        y = area.y + each * (number + 1) - _BELOW_LINE_IN
        ends = (
            (area.x, y, area.right, y, "biller", "vendor")
            if flow.to_vendor
            else (area.right, y, area.x, y, "vendor", "biller")
        )
        alt = f"{flow.name}, {flow.facts[-1].lower()}, {'to' if flow.to_vendor else 'from'} the vendor"
        dashed = flow.method == "batch" and not flow.is_mixed
        shapes.append(Connector(f"flow-{flow.id}", *ends, y / height, y / height, _color(flow), 2.0, dashed, alt=alt))
        room = Room(area.width - 2 * _SIDE_IN, each - _BELOW_LINE_IN - _ABOVE_LINE_IN)
        lines = fit_text(_wordings(flow, area.width, frame), room, frame)
        if lines:
            top = y - _ABOVE_LINE_IN - text_height_in(lines)
            shapes.append(
                Label(
                    f"flow-{flow.id}-name",
                    area.x + _SIDE_IN,
                    top,
                    room.width_in,
                    text_height_in(lines),
                    lines,
                    "center",
                    "bottom",
                )
            )
    return shapes
