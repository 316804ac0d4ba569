"""Draw the arrows of a data flow between its two sides, and the boxes that they pass through.

Lines run straight: a box between the sides is as high as all the arrows that pass through it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from golive.figures.area import get_text_room
from golive.figures.drawing import Box, Connector, Frame, Label, Line, Rect, Shape
from golive.figures.flows import BILLER, METHOD_WORDS, ConnectionBox, Flow
from golive.figures.text_fitting import (
    TextPart,
    Wording,
    candidate_sizes,
    fit_text,
    has_whole_words,
    set_lines,
    text_height_in,
)

_SIDE_IN = 0.06  # between a label and the boxes beside it
_ABOVE_LINE_IN = 0.035
_BELOW_LINE_IN = 0.1
_BOX_GAP_IN = 0.14
_PARTY_GAP_IN = 0.2  # between the boxes of two parties on the same side
_SMALL = 0.85


class FlowLanes(Struct, frozen=True):
    """The areas of the vendor, of the parties on the other side, of the hubs, and of the gaps beside the hubs."""

    vendor: Rect
    parties: Rect
    before: Rect
    hubs: Rect
    after: Rect


class _Row(Struct, frozen=True):
    flow: Flow
    name: tuple[Line, ...]
    fact: tuple[Line, ...]

    @property
    def need(self) -> float:
        return max(text_height_in(self.name), text_height_in(self.fact)) + _ABOVE_LINE_IN + _BELOW_LINE_IN


class _Stack(Struct, frozen=True):
    """A hub with its rows, and their minimum height, in inches."""

    hub: ConnectionBox
    rows: tuple[_Row, ...]
    need: float


class ArrowPlan(Struct, frozen=True):
    """Everything drawn between the sides, sized but not yet placed.

    Attributes:
        stacks: hubs with their rows, from top to bottom.
        level: how much was merged; 0 if every interface has its own arrow.
        min_height_in: minimum height, in inches.
    """

    stacks: tuple[_Stack, ...]
    level: int
    min_height_in: float

    @property
    def rows(self) -> int:
        """Return the number of arrows."""
        return sum(len(stack.rows) for stack in self.stacks)


def plan_arrows(
    levels: Sequence[Callable[[], tuple[ConnectionBox, ...]]], lanes: FlowLanes, names: Mapping[str, str], frame: Frame
) -> ArrowPlan:
    """Choose how many interfaces share an arrow, and the text size.

    The first level that fits at any size is taken; the last one is taken even when it has no room for labels.

    Args:
        levels: ways to share arrows, most arrows first.
        lanes: the areas to draw in.
        names: the name in the box of each party on the other side.
        frame: the room of the whole figure.
    """
    for level, boxes_of in enumerate(levels):
        hubs = boxes_of()
        for size in candidate_sizes(frame):
            found = _try_size(hubs, level, lanes, names, size, frame)
            if found:
                return found
    bare = [_Stack(hub, tuple(_Row(flow, (), ()) for flow in hub.flows), 0.0) for hub in levels[-1]()]
    return ArrowPlan(tuple(bare), len(levels) - 1, lanes.hubs.height)


def _try_size(  # noqa: PLR0913, PLR0917 - one call in one loop
    hubs: tuple[ConnectionBox, ...], level: int, lanes: FlowLanes, names: Mapping[str, str], size: float, frame: Frame
) -> ArrowPlan | None:
    facts = _set_facts([flow for hub in hubs for flow in hub.flows], lanes.after.width - 2 * _SIDE_IN, size, frame)
    width = lanes.before.width - 2 * _SIDE_IN
    stacks: list[_Stack] = []
    for hub in hubs:
        rows = []
        for flow in hub.flows:
            name = (TextPart(flow.name, bold=True),)
            if size > frame.least_pt and not has_whole_words(name, width, size, frame):
                return None
            rows.append(_Row(flow, set_lines(name, width, size, frame), facts[flow.id]))
        words = connection_box_wordings(hub)[-1]
        least = text_height_in(set_lines(words, lanes.hubs.width - 0.12, frame.least_pt, frame)) + 0.12
        if hub.party != BILLER and not any(s.hub.party == hub.party for s in stacks):
            least = max(least, _least_party_height_in(names[hub.party], lanes.parties.width, size, frame))
        stacks.append(_Stack(hub, tuple(rows), max(least, sum(r.need for r in rows))))
        need = sum(s.need for s in stacks) + sum(_gaps(stacks))
        if need > lanes.hubs.height:
            return None
    return ArrowPlan(tuple(stacks), level, need)


def _least_party_height_in(name: str, width: float, size: float, frame: Frame) -> float:
    """Return the minimum height of the box of a party with its name, in inches."""
    return text_height_in(set_lines((TextPart(name, bold=True),), width - 0.12, size, frame)) + 0.12


def _gaps(stacks: Sequence[_Stack]) -> Iterator[float]:
    """Yield the gap above each stack but the first, in inches."""
    for upper, lower in pairwise(stacks):
        yield _BOX_GAP_IN if upper.hub.party == lower.hub.party else _PARTY_GAP_IN


def _set_facts(flows: Sequence[Flow], width: float, size: float, frame: Frame) -> dict[str, tuple[Line, ...]]:
    """Set the facts of every arrow, in the same wording for all arrows of a method."""
    found: dict[str, tuple[Line, ...]] = {}
    for method in METHOD_WORDS:
        same = [flow for flow in flows if flow.method == method]
        for form in range(max((len(flow.facts) for flow in same), default=0)):
            texts = {flow.id: flow.facts[min(form, len(flow.facts) - 1)] for flow in same}
            lines = {
                i: set_lines((TextPart(t, color=method, scale=_SMALL),), width, size, frame) for i, t in texts.items()
            }
            found |= lines
            if all(len(lines[i]) == text.count("\n") + 1 for i, text in texts.items()):
                break
    return found


def connection_box_wordings(hub: ConnectionBox) -> list[Wording]:
    """Return the texts for a hub, best wording first."""
    kind, host = TextPart(hub.kind, bold=True), TextPart(f"at {hub.host}", color="muted", scale=_SMALL)
    if not hub.host:
        return [(kind,)]
    return [(kind, TextPart(hub.name, scale=_SMALL), host), (kind, host), (kind,)]


def place_stacks(made: ArrowPlan, lanes: FlowLanes) -> tuple[Rect, ...]:
    """Return the area of each hub of a plan, spread over the height of the lanes."""
    spare = max(0.0, lanes.hubs.height - made.min_height_in)
    share = spare / max(1, made.rows)
    gaps = [*_gaps(made.stacks), 0.0]
    room = lanes.hubs.height - sum(gaps)
    needs = [stack.need + share * len(stack.rows) for stack in made.stacks]
    squeeze = min(1.0, room / sum(needs)) if sum(needs) else 1.0
    areas = []
    y = lanes.hubs.y
    for need, gap in zip(needs, gaps, strict=True):
        height = need * squeeze or room / len(needs)
        areas.append(Rect(lanes.hubs.x, y, lanes.hubs.width, height))
        y += height + gap
    return tuple(areas)


class PartyBox(NamedTuple):
    """The box of a party on the other side: its id in the drawing, and its area."""

    id: str
    area: Rect


class _ArrowEnds(NamedTuple):
    """The ends of an arrow: the lanes with the vendor's area, and the box of the other party."""

    lanes: FlowLanes
    party: PartyBox


def draw_arrows(made: ArrowPlan, lanes: FlowLanes, boxes: Mapping[str, PartyBox], frame: Frame) -> Iterator[Shape]:
    """Draw a plan: hubs, then each arrow with its labels.

    Args:
        made: the plan.
        lanes: the areas to draw in.
        boxes: the box of each party on the other side.
        frame: the room of the whole figure.
    """
    for stack, area in zip(made.stacks, place_stacks(made, lanes), strict=True):
        yield _draw_connection_box(stack.hub, area, frame)
        each = (area.height - sum(r.need for r in stack.rows)) / len(stack.rows)
        top = area.y
        for row in stack.rows:
            line_y = top + each / 2 + row.need - _BELOW_LINE_IN
            yield from _draw_arrow(row, stack.hub, line_y, area, _ArrowEnds(lanes, boxes[stack.hub.party]))
            top += row.need + each


def _draw_connection_box(hub: ConnectionBox, area: Rect, frame: Frame) -> Box:
    lines = fit_text(connection_box_wordings(hub), get_text_room(area), frame)
    return Box(
        _connection_box_id(hub), area.x, area.y, area.width, area.height, "rounded", "paper", "muted", lines=lines
    )


def _connection_box_id(hub: ConnectionBox) -> str:
    return f"connection-{hub.id}"


def _draw_arrow(row: _Row, hub: ConnectionBox, y: float, box_area: Rect, ends: _ArrowEnds) -> Iterator[Shape]:
    flow = row.flow
    lanes, party = ends.lanes, ends.party
    box_site, vendor_site, party_site = ((y - area.y) / area.height for area in (box_area, lanes.vendor, party.area))
    stops = [
        (lanes.before.x, party.id, party_site),
        (box_area.x, _connection_box_id(hub), box_site),
        (box_area.right, _connection_box_id(hub), box_site),
        (lanes.after.right, "vendor", vendor_site),
    ]
    for number, (left, right) in enumerate((stops[:2], stops[2:]), start=1):
        start, end = (left, right) if flow.to_vendor else (right, left)
        yield Connector(
            f"flow-{flow.id}-{number}",
            start[0],
            y,
            end[0],
            y,
            start[1],
            end[1],
            start[2],
            end[2],
            color=flow.method,
            dashed=flow.method == "batch",
            alt=f"{flow.name}, {flow.facts[-1].lower()}, {'to' if flow.to_vendor else 'from'} the vendor",
        )
    for role, lines, lane in (("name", row.name, lanes.before), ("fact", row.fact, lanes.after)):
        if lines:
            height = text_height_in(lines)
            place = (lane.x + _SIDE_IN, y - _ABOVE_LINE_IN - height, lane.width - 2 * _SIDE_IN, height)
            yield Label(f"flow-{flow.id}-{role}", *place, lines, "center", "bottom")
