"""The integration at a glance: both sides, and how much goes which way by which method."""

from msgspec.structs import replace

from golive.figures.area import Area, row
from golive.figures.cards import card, head_in
from golive.figures.drawing import Color, Connector, Drawing, Frame, Label, Shape
from golive.figures.flows import Flow, describe, merged, merged_ways
from golive.figures.lettering import Part, Room, Wording, block_in, fit, set_lines, sizes, width_in
from golive.figures.sides import biller_card, vendor_card
from golive.figures.subject import Subject

_SHARES = (0.3, 0.4, 0.3)
_SIDE_IN = 0.08
_ABOVE_LINE_IN = 0.035
_BELOW_LINE_IN = 0.14


def glance(subject: Subject, frame: Frame) -> Drawing:
    """Draw the two sides with one arrow per direction and method, or one per direction where four find no room."""
    spec = subject.require()
    areas = row(Area(0, 0, frame.width_in, frame.height_in), _SHARES)
    cards = (biller_card(subject), vendor_card(subject))
    band = head_in([(c, areas[0].width) for c in cards], frame, frame.height_in / 3)
    each = merged("glance", spec.interfaces)
    is_whole = band + sum(_least_in(flow, areas[1].width, frame) for flow in each) <= frame.height_in
    flows = each if is_whole else merged_ways("glance", spec.interfaces)
    wording = _wordings(flows[0], areas[1].width, frame)[0]
    roomy = block_in(set_lines(wording, 9, sizes(frame)[0], frame)) + 2 * _ABOVE_LINE_IN + _BELOW_LINE_IN
    height = min(frame.height_in, band + max(0.9, roomy * len(flows) + 0.1))
    areas = tuple(replace(a, height=height) for a in areas)
    panels = [shape for c, a in zip(cards, (areas[0], areas[2]), strict=True) for shape in card(c, a, band, frame)]
    arrows = _arrows(flows, areas[1].below(band), height, frame)
    name = f"{spec.biller.short_name} and {subject.organization.short_name} at a glance"
    words = " ".join(
        f"{f.name}, {f.facts[-1].lower()}, {'to' if f.to_vendor else 'from'} {subject.organization.short_name}."
        for f in each
    )
    alt = f"{words} {describe(spec, subject.organization.short_name)}"
    return Drawing("glance", frame.width_in, height, (*panels, *arrows), name, alt, 0 if is_whole else 1)


def _wordings(flow: Flow, width: float, frame: Frame) -> list[Wording]:
    """Ways to say what an arrow carries, best first: by names while those stand on one line, else by number."""
    color, last = _color(flow), flow.facts[-1]
    counted, method = Part(flow.name, bold=True), Part(flow.facts[0], color=color, scale=0.85)
    word = Part(last, color=color, scale=0.85)
    named = Part(", ".join(flow.members), bold=True)
    fits = width_in(named.text, sizes(frame)[0], frame, bold=True) <= width - 2 * _SIDE_IN
    best = [(named, method), (named, word), (named,)] if fits else []
    return [*best, (counted, method), (counted, word), (counted,)]


def _color(flow: Flow) -> Color:
    return "muted" if flow.is_mixed else flow.method


def _least_in(flow: Flow, width: float, frame: Frame) -> float:
    """The least height of an arrow with its name."""
    name = set_lines(_wordings(flow, width, frame)[-1], width - 2 * _SIDE_IN, frame.least_pt, frame)
    return block_in(name) + _ABOVE_LINE_IN + _BELOW_LINE_IN


def _arrows(flows: tuple[Flow, ...], area: Area, height: float, frame: Frame) -> list[Shape]:
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
        lines = fit(_wordings(flow, area.width, frame), room, frame)
        if lines:
            top = y - _ABOVE_LINE_IN - block_in(lines)
            shapes.append(
                Label(
                    f"flow-{flow.id}-name",
                    area.x + _SIDE_IN,
                    top,
                    room.width_in,
                    block_in(lines),
                    lines,
                    "center",
                    "bottom",
                )
            )
    return shapes
