"""Draw the integration at a glance: both sides, and the number of interfaces by direction and method."""

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.area import split_into_columns
from golive.figures.cards import draw_card, draw_party_box, head_band_height_in
from golive.figures.drawing import Color, Connector, Drawing, Frame, Label, Rect, Shape
from golive.figures.flows import (
    BILLER,
    OTHERS,
    Flow,
    describe_flows,
    group_by_party,
    merge_by_direction,
    merge_by_direction_and_method,
    name_party,
)
from golive.figures.party_cards import biller_card, vendor_card
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import (
    Room,
    TextPart,
    Wording,
    candidate_sizes,
    fit_text,
    set_lines,
    text_height_in,
    text_width_in,
)
from golive.schema import Integration
from golive.schema.interfaces import Interface

_SHARES = (0.3, 0.4, 0.3)
_SIDE_IN = 0.08
_ABOVE_LINE_IN = 0.035
_BELOW_LINE_IN = 0.14
_GAP_IN = 0.12  # between the boxes of two parties


class _Band(Struct, frozen=True):
    """A party on the left with its arrows."""

    party: str
    name: str
    flows: tuple[Flow, ...]


def draw_glance(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the sides with one arrow per party, direction and method; fewer if these do not fit."""
    spec = subject.require_spec()
    areas = split_into_columns(Rect(0, 0, frame.width_in, frame.height_in), _SHARES)
    cards = (biller_card(subject), vendor_card(subject))
    band = head_band_height_in([(c, areas[0].width) for c in cards], frame, frame.height_in / 3)
    level, bands = _choose_bands(spec, areas[1].width, frame.height_in - band, frame)
    flows = [flow for one in bands for flow in one.flows]
    wording = _wordings(flows[0], areas[1].width, frame)[0]
    roomy = (
        text_height_in(set_lines(wording, 9, candidate_sizes(frame)[0], frame)) + 2 * _ABOVE_LINE_IN + _BELOW_LINE_IN
    )
    gaps = _GAP_IN * (len(bands) - 1)
    height = min(frame.height_in, band + max(0.9, roomy * len(flows) + 0.1) + gaps)
    areas = tuple(replace(a, height=height) for a in areas)
    lanes = _place_bands(bands, areas[1].remaining_below(band))
    left = _draw_left(subject, bands, lanes, replace(areas[0], height=height), _CardFit(band, frame))
    right = draw_card(cards[1], areas[2], band, frame)
    arrows = _draw_arrows(bands, lanes, left, areas[2], frame)
    name = f"{spec.biller.short_name} and {subject.organization.short_name} at a glance"
    vendor = subject.organization.short_name
    words = " ".join(
        f"{f.name}, {f.facts[-1].lower()}, {_describe_ends(f, one, vendor)}."
        for one in _bands_per_method(spec)
        for f in one.flows
    )
    alt = f"{words} {describe_flows(spec, vendor)}"
    shapes = (*(shape for _, own in left.values() for shape in own), *right, *arrows)
    return Drawing("glance", frame.width_in, height, shapes, name, alt, level)


def _describe_ends(flow: Flow, band: _Band, vendor: str) -> str:
    if band.party == BILLER:
        return f"{'to' if flow.to_vendor else 'from'} {vendor}"
    return f"from {band.name} to {vendor}" if flow.to_vendor else f"from {vendor} to {band.name}"


def _bands_per_method(spec: Integration) -> tuple[_Band, ...]:
    return tuple(
        _Band(party, name_party(spec, party), merge_by_direction_and_method(_prefix(party), used))
        for party, used in group_by_party(spec)
    )


def _bands_per_direction(spec: Integration) -> tuple[_Band, ...]:
    """Return an arrow per direction for the biller, and for all other parties together."""
    groups: dict[str, list[Interface]] = {}
    found = group_by_party(spec)
    several = len([party for party, _ in found if party != BILLER]) > 1
    for party, used in found:
        groups.setdefault(OTHERS if several and party != BILLER else party, []).extend(used)
    return tuple(
        _Band(party, name_party(spec, party), merge_by_direction(_prefix(party), used))
        for party, used in groups.items()
    )


def _prefix(party: str) -> str:
    return "glance" if party == BILLER else f"glance--{party}"


def _choose_bands(spec: Integration, width: float, room: float, frame: Frame) -> tuple[int, tuple[_Band, ...]]:
    """Return the first way to share arrows that fits, with its level; the last one fits anyhow."""
    each = _bands_per_method(spec)
    need = sum(_least_in(flow, width, frame) for one in each for flow in one.flows) + _GAP_IN * (len(each) - 1)
    return (0, each) if need <= room else (1, _bands_per_direction(spec))


def _place_bands(bands: tuple[_Band, ...], area: Rect) -> tuple[Rect, ...]:
    """Divide the room between the sides by the number of arrows."""
    count = sum(len(one.flows) for one in bands)
    each = (area.height - _GAP_IN * (len(bands) - 1)) / count
    areas = []
    y = area.y
    for one in bands:
        areas.append(Rect(area.x, y, area.width, each * len(one.flows)))
        y += each * len(one.flows) + _GAP_IN
    return tuple(areas)


class _CardFit(NamedTuple):
    """Sizes of cards: the height of their heading band, in inches, and the frame of the figure."""

    band: float
    frame: Frame


def _draw_left(
    subject: FigureSubject, bands: tuple[_Band, ...], lanes: tuple[Rect, ...], column: Rect, fit: _CardFit
) -> dict[str, tuple[Rect, tuple[Shape, ...]]]:
    """Draw the biller's card, and below it a box for every other party; by party, with their areas."""
    band, frame = fit.band, fit.frame
    spans = {one.party: lane for one, lane in zip(bands, lanes, strict=True)}
    alone = set(spans) <= {BILLER}
    bottom = column.bottom if alone else spans[BILLER].bottom if BILLER in spans else column.y + band - _GAP_IN / 2
    own = replace(column, height=bottom - column.y)
    found = {BILLER: (own, draw_card(biller_card(subject), own, min(band, own.height), frame))}
    for one in bands:
        if one.party != BILLER:
            area = Rect(column.x, spans[one.party].y, column.width, spans[one.party].height)
            found[one.party] = (area, (draw_party_box(f"party-{one.party}", area, one.name, frame),))
    return found


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


def _draw_arrows(
    bands: tuple[_Band, ...],
    lanes: tuple[Rect, ...],
    left: dict[str, tuple[Rect, tuple[Shape, ...]]],
    vendor: Rect,
    frame: Frame,
) -> list[Shape]:
    shapes: list[Shape] = []
    for band, lane in zip(bands, lanes, strict=True):
        other = left[band.party][0]
        box = "biller" if band.party == BILLER else f"party-{band.party}"
        each = lane.height / len(band.flows)
        for number, flow in enumerate(band.flows):
            y = lane.y + each * (number + 1) - _BELOW_LINE_IN
            sites = ((y - other.y) / other.height, (y - vendor.y) / vendor.height)
            ends, sites = (
                ((lane.x, y, lane.right, y, box, "vendor"), sites)
                if flow.to_vendor
                else ((lane.right, y, lane.x, y, "vendor", box), (sites[1], sites[0]))
            )
            alt = f"{flow.name}, {flow.facts[-1].lower()}, {'to' if flow.to_vendor else 'from'} the vendor"
            dashed = flow.method == "batch" and not flow.is_mixed
            shapes.append(Connector(f"flow-{flow.id}", *ends, *sites, _color(flow), 2.0, dashed, alt=alt))
            room = Room(lane.width - 2 * _SIDE_IN, each - _BELOW_LINE_IN - _ABOVE_LINE_IN)
            lines = fit_text(_wordings(flow, lane.width, frame), room, frame)
            if lines:
                height = text_height_in(lines)
                top = y - _ABOVE_LINE_IN - height
                place = (lane.x + _SIDE_IN, top, room.width_in, height)
                shapes.append(Label(f"flow-{flow.id}-name", *place, lines, "center", "bottom"))
    return shapes
