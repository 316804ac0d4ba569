"""The data flow: the biller, the lines between, the vendor, payers and the bank, with an arrow for every interface.

When the arrows do not all fit, several become one; what they stand for is said on the arrow and in the
alternative text.
"""

from functools import partial

from msgspec.structs import replace

from golive.figures.area import Area, row
from golive.figures.arrows import Lanes, Plan, arrows, plan
from golive.figures.cards import Card, card, head_in
from golive.figures.drawing import Connector, Drawing, Frame, Label, Shape
from golive.figures.flows import all_in_one, by_connection, by_kind, describe, one_by_one, one_by_one_in_short
from golive.figures.legend import Entry, Legend, legend
from golive.figures.lettering import Part, block_in, set_lines, width_in
from golive.figures.sides import bank_card, biller_card, parties_in_words, payers_card, vendor_card
from golive.figures.subject import Subject
from golive.schema import Integration
from golive.schema.value_text import count

_SHARES = (0.135, 0.21, 0.125, 0.2, 0.135, 0.075, 0.12)  # biller, gap, hubs, gap, vendor, gap, payers and bank
_LEVELS = (one_by_one, one_by_one_in_short, by_connection, by_kind, all_in_one)
_LEGEND_GAP_IN = 0.14
_PAD_IN = 0.1
_CARD_GAP_IN = 0.16


def dataflow(subject: Subject, frame: Frame) -> Drawing:
    """Draw the data flow of one integration."""
    spec = subject.require()
    reserved = _key(spec, _note(spec, 99), 0, frame).height + _LEGEND_GAP_IN
    columns = row(Area(0, 0, frame.width_in, frame.height_in - reserved), _SHARES)
    sides = _sides(subject)
    band = head_in([(c, columns[i].width) for c, i in sides], frame, columns[0].height / 3)
    made = plan(
        [partial(level, spec) for level in _LEVELS],
        _lanes(columns, band),
        frame,
    )
    columns = tuple(replace(c, height=_body_in(made, band, columns[0].height, frame)) for c in columns)
    is_whole = made.rows == len(spec.interfaces)
    note = "" if is_whole else _note(spec, made.rows)
    key = _key(spec, note, columns[0].bottom + _LEGEND_GAP_IN, frame)
    cards = [
        s
        for place, (c, _) in zip(_places(columns, bank=spec.settlement is not None), sides, strict=True)
        for s in card(c, place, band, frame)
    ]
    between = arrows(made, _lanes(columns, band), frame)
    name = f"Data flow between {spec.biller.short_name} and {subject.organization.short_name}"
    words = [f"{name}.", describe(spec, subject.organization.short_name), parties_in_words(subject), note]
    return Drawing(
        "dataflow",
        frame.width_in,
        columns[0].bottom + _LEGEND_GAP_IN + key.height,
        (
            *cards,
            *between,
            *_money(columns, _places(columns, bank=spec.settlement is not None)[2:], frame),
            *key.shapes,
        ),
        name,
        " ".join(filter(None, words)),
        0 if is_whole else 2,
    )


def _sides(subject: Subject) -> list[tuple[Card, int]]:
    """Every card, with the column it stands in."""
    bank = bank_card(subject)
    cards = [(biller_card(subject), 0), (vendor_card(subject), 4), (payers_card(subject), 6)]
    return [*cards, (bank, 6)] if bank else cards


def _places(columns: tuple[Area, ...], *, bank: bool) -> list[Area]:
    """Where the cards stand: payers and bank share the last column."""
    last = columns[6]
    half = (last.height - _CARD_GAP_IN) / 2
    upper, lower = replace(last, height=half), replace(last, y=last.y + half + _CARD_GAP_IN, height=half)
    return [columns[0], columns[4], *([upper, lower] if bank else [last])]


def _lanes(columns: tuple[Area, ...], band: float) -> Lanes:
    before, hubs, after = (c.below(band + _PAD_IN) for c in columns[1:4])
    return Lanes(columns[0], before, hubs, after)


def _body_in(made: Plan, band: float, most: float, frame: Frame) -> float:
    """Height of the cards: roomy where there is room, not stretched where there is little to show."""
    line = frame.text_pt / 60
    roomy = band + _PAD_IN + made.need + made.rows * 1.6 * line
    return min(most, max(roomy, band + 9 * line))


def _money(columns: tuple[Area, ...], places: list[Area], frame: Frame) -> list[Shape]:
    """Payers pay the vendor, the vendor pays the bank."""
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
        lines = set_lines((Part(text, color="muted"),), gap.width - 0.04, frame.least_pt, frame)
        if width_in(text, frame.least_pt, frame) <= gap.width - 0.04:
            height = block_in(lines)
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


def _key(spec: Integration, note: str, y: float, frame: Frame) -> Legend:
    entries = []
    if spec.real_time:
        entries.append(Entry("real-time", "line", "real-time", "Real time: a call, answered at once"))
    if spec.batch:
        entries.append(Entry("batch", "dashed", "batch", "Batch: a file, on a schedule"))
    if note:
        entries.append(Entry("note", "none", "muted", note))
    return legend(entries, Area(0, y, frame.width_in, 0), frame)


def _note(spec: Integration, drawn: int) -> str:
    return f"{count(len(spec.interfaces), 'interface')} drawn as {count(drawn, 'arrow')}."
