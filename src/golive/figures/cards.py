"""Draw cards: a party of the integration, with its name in a band and its details below."""

from collections.abc import Sequence

from msgspec import Struct

from golive.figures.area import get_text_room
from golive.figures.drawing import Box, Color, Frame, Line, Rect, Shape
from golive.figures.text_fitting import Room, TextPart, Wording, fit_text, text_height_in

_INSET_IN = 0.06
_PAD_IN = 0.1


class Card(Struct, frozen=True):
    """The content of a card.

    Attributes:
        id: name of its box, which connectors are glued to.
        head: what stands in the band.
        color: fill of the band, and its outline.
        wordings: what stands below, best wording first.
        framed: whether that stands in a box of its own, as a system does.
    """

    id: str
    head: str
    color: Color
    wordings: Sequence[Wording]
    framed: bool = False


def head_band_height_in(cards: Sequence[tuple[Card, float]], frame: Frame, most_in: float) -> float:
    """Return the height of a band that holds the heads of all cards at their widths; at most `most_in`."""
    heights = [text_height_in(_set_head(card, Rect(0, 0, width, most_in), frame)) for card, width in cards]
    return min(most_in, max(heights) + 2 * _INSET_IN + 0.06)


def draw_card(content: Card, area: Rect, band_in: float, frame: Frame) -> tuple[Shape, ...]:
    """Draw a card; its box is the first shape."""
    band = Rect(area.x, area.y, area.width, band_in)
    box = Box(content.id, area.x, area.y, area.width, area.height, fill="soft", outline=content.color, decorative=True)
    head = Box(
        f"{content.id}-head",
        band.x,
        band.y,
        band.width,
        band.height,
        fill=content.color,
        lines=_set_head(content, band, frame),
        inset_in=_INSET_IN,
    )
    body = area.remaining_below(band_in)
    pad = min(_PAD_IN, body.width / 8)
    inner = body.shrink(pad, pad)
    lines = fit_text(content.wordings, get_text_room(inner, _INSET_IN if content.framed else 0.0), frame)
    if not lines:
        return (box, head)
    height = text_height_in(lines)
    if content.framed:
        height = min(inner.height, max(height + 0.24, 0.3 * body.height))
    # A system is drawn in the middle of its card.
    place = Rect(inner.x, inner.middle - height / 2, inner.width, height)
    text = Box(
        f"{content.id}-body",
        place.x,
        place.y,
        place.width,
        place.height,
        shape="rounded" if content.framed else "rectangle",
        fill="paper" if content.framed else None,
        outline="rule" if content.framed else None,
        lines=lines,
        inset_in=_INSET_IN if content.framed else 0.0,
    )
    return (box, head, text)


def draw_party_box(id_: str, area: Rect, name: str, frame: Frame) -> Box:
    """Draw the box of a party beside biller and vendor, with its name."""
    lines = fit_text([(TextPart(name, bold=True),)], get_text_room(area, _INSET_IN), frame)
    return Box(
        id_, area.x, area.y, area.width, area.height, fill="soft", outline="dark", lines=lines, inset_in=_INSET_IN
    )


def _set_head(content: Card, area: Rect, frame: Frame) -> tuple[Line, ...]:
    room = Room(area.width - 2 * _INSET_IN, area.height - 2 * _INSET_IN)
    return fit_text([(TextPart(content.head, bold=True, color="paper"),)], room, frame)
