"""The data flow: the biller and other parties, the lines between, the vendor, payers and the bank.

Every interface has an arrow, between the vendor and the party that sends or receives it.

When the arrows do not all fit, several become one; what they stand for is said on the arrow and in the
alternative text.
"""

from functools import partial

from msgspec.structs import replace

from golive.figures.area import split_into_columns
from golive.figures.arrows import ArrowPlan, FlowLanes, PartyBox, draw_arrows, place_stacks, plan_arrows
from golive.figures.cards import Card, draw_card, draw_party_box, head_band_height_in
from golive.figures.drawing import Connector, Drawing, Frame, Label, Rect, Shape
from golive.figures.flows import (
    BILLER,
    OTHERS,
    describe_flows,
    flows_per_connection,
    flows_per_direction,
    flows_per_interface,
    flows_per_kind,
    group_by_party,
    name_party,
    short_flows_per_interface,
)
from golive.figures.legend import Entry, Legend, draw_legend
from golive.figures.party_cards import bank_card, biller_card, describe_parties, payers_card, vendor_card
from golive.figures.subject import FigureSubject
from golive.figures.text_fitting import TextPart, set_lines, text_height_in, text_width_in
from golive.schema import Integration
from golive.schema.value_text import format_count

_SHARES = (0.135, 0.21, 0.125, 0.2, 0.135, 0.075, 0.12)  # biller, gap, hubs, gap, vendor, gap, payers and bank
_LEVELS = (flows_per_interface, short_flows_per_interface, flows_per_connection, flows_per_kind, flows_per_direction)
_LEGEND_GAP_IN = 0.14
_PAD_IN = 0.1
_CARD_GAP_IN = 0.16


def draw_dataflow(subject: FigureSubject, frame: Frame) -> Drawing:
    """Draw the data flow of one integration."""
    spec = subject.require_spec()
    reserved = _draw_legend(spec, _note(spec, 99), 0, frame).height + _LEGEND_GAP_IN
    columns = split_into_columns(Rect(0, 0, frame.width_in, frame.height_in - reserved), _SHARES)
    sides = _collect_cards(subject)
    band = head_band_height_in([(c, columns[i].width) for c, i in sides], frame, columns[0].height / 3)
    names = {party: name_party(spec, party) for party in (*(p for p, _ in group_by_party(spec)), OTHERS)}
    made = plan_arrows([partial(level, spec) for level in _LEVELS], _lanes(columns, band), names, frame)
    columns = tuple(replace(c, height=_body_in(made, band, columns[0].height, frame)) for c in columns)
    lanes = _lanes(columns, band)
    boxes = _place_parties(made, columns[0], lanes)
    is_whole = made.rows == len(spec.interfaces)
    note = "" if is_whole else _note(spec, made.rows)
    key = _draw_legend(spec, note, columns[0].bottom + _LEGEND_GAP_IN, frame)
    places = [boxes[BILLER].area, *_place_cards(columns, bank=spec.settlement is not None)]
    cards = [
        s
        for place, (c, _) in zip(places, sides, strict=True)
        for s in draw_card(c, place, min(band, place.height), frame)
    ]
    parties = [draw_party_box(box.id, box.area, names[one], frame) for one, box in boxes.items() if one != BILLER]
    between = draw_arrows(made, lanes, boxes, frame)
    name = f"Data flow between {spec.biller.short_name} and {subject.organization.short_name}"
    words = [f"{name}.", describe_flows(spec, subject.organization.short_name), describe_parties(subject), note]
    return Drawing(
        "dataflow",
        frame.width_in,
        columns[0].bottom + _LEGEND_GAP_IN + key.height,
        (
            *cards,
            *parties,
            *between,
            *_draw_money_arrows(columns, places[2:], frame),
            *key.shapes,
        ),
        name,
        " ".join(filter(None, words)),
        0 if is_whole else 2,
    )


def _collect_cards(subject: FigureSubject) -> list[tuple[Card, int]]:
    """Return every card with the index of its column."""
    bank = bank_card(subject)
    cards = [(biller_card(subject), 0), (vendor_card(subject), 4), (payers_card(subject), 6)]
    return [*cards, (bank, 6)] if bank else cards


def _place_cards(columns: tuple[Rect, ...], *, bank: bool) -> list[Rect]:
    """Return the areas of the vendor, payers and bank; the last two share a column."""
    last = columns[6]
    half = (last.height - _CARD_GAP_IN) / 2
    upper, lower = replace(last, height=half), replace(last, y=last.y + half + _CARD_GAP_IN, height=half)
    return [columns[4], *([upper, lower] if bank else [last])]


def _lanes(columns: tuple[Rect, ...], band: float) -> FlowLanes:
    before, hubs, after = (c.remaining_below(band + _PAD_IN) for c in columns[1:4])
    return FlowLanes(columns[4], columns[0], before, hubs, after)


def _place_parties(made: ArrowPlan, column: Rect, lanes: FlowLanes) -> dict[str, PartyBox]:
    """Return the box of every party on the other side: the biller on top."""
    spans: dict[str, list[Rect]] = {}
    for stack, area in zip(made.stacks, place_stacks(made, lanes), strict=True):
        spans.setdefault(stack.hub.party, []).append(area)
    bottom = column.bottom if set(spans) <= {BILLER} else spans[BILLER][-1].bottom if BILLER in spans else lanes.hubs.y
    found = {
        BILLER: PartyBox("biller", replace(column, height=bottom - column.y - (_PAD_IN if BILLER not in spans else 0)))
    }
    for party, areas in spans.items():
        if party != BILLER:
            own = Rect(column.x, areas[0].y, column.width, areas[-1].bottom - areas[0].y)
            found[party] = PartyBox(f"party-{party}", own)
    return found


def _body_in(made: ArrowPlan, band: float, most: float, frame: Frame) -> float:
    """Return the height of the cards: larger than the minimum if there is space, but not stretched."""
    line = frame.text_pt / 60
    roomy = band + _PAD_IN + made.min_height_in + made.rows * 1.6 * line
    return min(most, max(roomy, band + 9 * line))


def _draw_money_arrows(columns: tuple[Rect, ...], places: list[Rect], frame: Frame) -> list[Shape]:
    """Draw the money arrows, with their labels where these fit.

    From payers to the vendor, and from the vendor to the bank if there is one.
    """
    gap = columns[5]
    shapes: list[Shape] = []
    for place, name, text in zip(places, ("payers", "bank"), ("Payments", "Settlement"), strict=False):
        y = place.middle + 0.1
        site = (y - columns[4].y) / columns[4].height
        ends = ((gap.right, y, gap.x, y, name, "vendor"), (gap.x, y, gap.right, y, "vendor", name))[name == "bank"]
        own = (y - place.y) / place.height
        start_site, end_site = (own, site) if name == "payers" else (site, own)
        shapes.append(
            Connector(
                f"flow-{name}",
                *ends,
                start_site,
                end_site,
                "plan",
                alt=f"{text} {'from' if name == 'payers' else 'to'} the {name}",
            )
        )
        lines = set_lines((TextPart(text, color="muted"),), gap.width - 0.04, frame.least_pt, frame)
        if text_width_in(text, frame.least_pt, frame) <= gap.width - 0.04:
            height = text_height_in(lines)
            shapes.append(
                Label(
                    f"flow-{name}-name",
                    gap.x + 0.02,
                    y - 0.035 - height,
                    gap.width - 0.04,
                    height,
                    lines,
                    "center",
                    "bottom",
                )
            )
    return shapes


def _draw_legend(spec: Integration, note: str, y: float, frame: Frame) -> Legend:
    entries = []
    if spec.real_time:
        entries.append(Entry("real-time", "line", "real-time", "Real time: a call, answered at once"))
    if spec.batch:
        entries.append(Entry("batch", "dashed", "batch", "Batch: a file, on a schedule"))
    if note:
        entries.append(Entry("note", "none", "muted", note))
    return draw_legend(entries, Rect(0, y, frame.width_in, 0), frame)


def _note(spec: Integration, drawn: int) -> str:
    return f"{format_count(len(spec.interfaces), 'interface')} drawn as {format_count(drawn, 'arrow')}."
