"""The arrows of a data flow between its two sides, and the boxes that they pass through.

Lines run straight: a box between the sides is as high as all the arrows that pass through it.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from golive.figures.area import Area
from golive.figures.drawing import Box, Connector, Frame, Label, Line, Shape
from golive.figures.flows import METHOD_WORDS, Flow, Hub
from golive.figures.lettering import Part, Wording, block_in, fit, keeps_words, set_lines, sizes

_SIDE_IN = 0.06  # between a label and the boxes beside it
_ABOVE_LINE_IN = 0.035
_BELOW_LINE_IN = 0.1
_HUB_GAP_IN = 0.14
_SMALL = 0.85


class Lanes(Struct, frozen=True):
    """Where things stand: the boxes of both sides, the gap before the hubs, the hubs, the gap after them."""

    sides: Area
    before: Area
    hubs: Area
    after: Area


class _Row(Struct, frozen=True):
    flow: Flow
    name: tuple[Line, ...]
    fact: tuple[Line, ...]

    @property
    def need(self) -> float:
        return max(block_in(self.name), block_in(self.fact)) + _ABOVE_LINE_IN + _BELOW_LINE_IN


class _Stack(Struct, frozen=True):
    """A hub with its rows, and the least height of both, in inches."""

    hub: Hub
    rows: tuple[_Row, ...]
    need: float


class Plan(Struct, frozen=True):
    """Everything that is drawn between the sides, sized but not yet placed.

    Attributes:
        stacks: hubs with their rows, from top to bottom.
        level: how much was put together; 0 when every interface has its arrow.
        need: least height, in inches.
    """

    stacks: tuple[_Stack, ...]
    level: int
    need: float

    @property
    def rows(self) -> int:
        """How many arrows there are."""
        return sum(len(stack.rows) for stack in self.stacks)


def plan(levels: Sequence[Callable[[], tuple[Hub, ...]]], lanes: Lanes, frame: Frame) -> Plan:
    """Choose how much is put together, and in what size it is lettered.

    The first level that fits at any size is taken; the last one is taken even when it has no room for labels.
    """
    for level, hubs_of in enumerate(levels):
        hubs = hubs_of()
        for size in sizes(frame):
            found = _sized(hubs, level, lanes, size, frame)
            if found:
                return found
    bare = [_Stack(hub, tuple(_Row(flow, (), ()) for flow in hub.flows), 0.0) for hub in levels[-1]()]
    return Plan(tuple(bare), len(levels) - 1, lanes.hubs.height)


def _sized(hubs: tuple[Hub, ...], level: int, lanes: Lanes, size: float, frame: Frame) -> Plan | None:
    facts = _facts([flow for hub in hubs for flow in hub.flows], lanes.after.width - 2 * _SIDE_IN, size, frame)
    width = lanes.before.width - 2 * _SIDE_IN
    stacks: list[_Stack] = []
    for hub in hubs:
        rows = []
        for flow in hub.flows:
            name = (Part(flow.name, bold=True),)
            if size > frame.least_pt and not keeps_words(name, width, size, frame):
                return None
            rows.append(_Row(flow, set_lines(name, width, size, frame), facts[flow.id]))
        words = hub_wordings(hub)[-1]
        least = block_in(set_lines(words, lanes.hubs.width - 0.12, frame.least_pt, frame)) + 0.12
        stacks.append(_Stack(hub, tuple(rows), max(least, sum(r.need for r in rows))))
        need = sum(s.need for s in stacks) + _HUB_GAP_IN * (len(stacks) - 1)
        if need > lanes.hubs.height:
            return None
    return Plan(tuple(stacks), level, need)


def _facts(flows: Sequence[Flow], width: float, size: float, frame: Frame) -> dict[str, tuple[Line, ...]]:
    """The facts of every arrow; those of one method are all told in the same form."""
    found: dict[str, tuple[Line, ...]] = {}
    for method in METHOD_WORDS:
        same = [flow for flow in flows if flow.method == method]
        for form in range(max((len(flow.facts) for flow in same), default=0)):
            texts = {flow.id: flow.facts[min(form, len(flow.facts) - 1)] for flow in same}
            lines = {i: set_lines((Part(t, color=method, scale=_SMALL),), width, size, frame) for i, t in texts.items()}
            found |= lines
            if all(len(lines[i]) == text.count("\n") + 1 for i, text in texts.items()):
                break
    return found


def hub_wordings(hub: Hub) -> list[Wording]:
    """What stands on a hub, best wording first."""
    kind, host = Part(hub.kind, bold=True), Part(f"at the {hub.host.lower()}", color="muted", scale=_SMALL)
    if not hub.host:
        return [(kind,)]
    return [(kind, Part(hub.name, scale=_SMALL), host), (kind, host), (kind,)]


def arrows(made: Plan, lanes: Lanes, frame: Frame) -> Iterator[Shape]:
    """The shapes of a plan, spread over the height of the lanes; hubs first, then each arrow with its labels."""
    spare = max(0.0, lanes.hubs.height - made.need)
    share = spare / max(1, made.rows)
    squeeze = lanes.hubs.height / made.need if made.need > lanes.hubs.height else 1.0
    y = lanes.hubs.y
    for stack in made.stacks:
        height = (stack.need + share * len(stack.rows)) * squeeze or lanes.hubs.height / len(made.stacks)
        area = Area(lanes.hubs.x, y, lanes.hubs.width, height)
        yield _hub_box(stack.hub, area, frame)
        each = (height - sum(r.need for r in stack.rows)) / len(stack.rows)
        top = y
        for row in stack.rows:
            line_y = top + each / 2 + row.need - _BELOW_LINE_IN
            yield from _arrow(row, stack.hub, line_y, area, lanes)
            top += row.need + each
        y += height + _HUB_GAP_IN


def _hub_box(hub: Hub, area: Area, frame: Frame) -> Box:
    lines = fit(hub_wordings(hub), area.room(), frame)
    return Box(_hub_id(hub), area.x, area.y, area.width, area.height, "rounded", "paper", "muted", lines=lines)


def _hub_id(hub: Hub) -> str:
    return f"connection-{hub.id}"


def _arrow(row: _Row, hub: Hub, y: float, hub_area: Area, lanes: Lanes) -> Iterator[Shape]:
    flow = row.flow
    biller, vendor = (lanes.before.x, "biller"), (lanes.after.right, "vendor")
    hub_site, side_site = ((y - area.y) / area.height for area in (hub_area, lanes.sides))
    stops = [
        (*biller, side_site),
        (hub_area.x, _hub_id(hub), hub_site),
        (hub_area.right, _hub_id(hub), hub_site),
        (*vendor, side_site),
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
            height = block_in(lines)
            place = (lane.x + _SIDE_IN, y - _ABOVE_LINE_IN - height, lane.width - 2 * _SIDE_IN, height)
            yield Label(f"flow-{flow.id}-{role}", *place, lines, "center", "bottom")
