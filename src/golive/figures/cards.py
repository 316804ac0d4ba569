"""Cards: a party of the integration, with its name in a band at the top and what it has below."""

from collections.abc import Sequence

from msgspec import Struct

from golive.figures.area import Area
from golive.figures.drawing import Box, Color, Frame, Line, Shape
from golive.figures.lettering import Part, Room, Wording, block_in, fit

_INSET_IN = 0.06
_PAD_IN = 0.1


class Card(Struct, frozen=True):
    """What stands on a card.

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


def head_in(cards: Sequence[tuple[Card, float]], frame: Frame, most_in: float) -> float:
    """Height of the band that takes the heads of all cards, each with its width; at most `most_in`."""
    heights = [block_in(_head(card, Area(0, 0, width, most_in), frame)) for card, width in cards]
    return min(most_in, max(heights) + 2 * _INSET_IN + 0.06)


def card(content: Card, area: Area, band_in: float, frame: Frame) -> tuple[Shape, ...]:
    """The shapes of a card, its box first."""
    band = Area(area.x, area.y, area.width, band_in)
    box = Box(content.id, area.x, area.y, area.width, area.height, fill="soft", outline=content.color, decorative=True)
    head = Box(
        f"{content.id}-head",
        band.x,
        band.y,
        band.width,
        band.height,
        fill=content.color,
        lines=_head(content, band, frame),
        inset_in=_INSET_IN,
    )
    body = area.below(band_in)
    pad = min(_PAD_IN, body.width / 8)
    inner = Area(body.x + pad, body.y + pad, body.width - 2 * pad, body.height - 2 * pad)
    lines = fit(content.wordings, inner.room(_INSET_IN if content.framed else 0.0), frame)
    if not lines:
        return (box, head)
    height = block_in(lines)
    if content.framed:
        height = min(inner.height, max(height + 0.24, 0.3 * body.height))
    # A system is drawn in the middle of its card.
    place = Area(inner.x, inner.middle - height / 2, inner.width, height)
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


def _head(content: Card, area: Area, frame: Frame) -> tuple[Line, ...]:
    room = Room(area.width - 2 * _INSET_IN, area.height - 2 * _INSET_IN)
    return fit([(Part(content.head, bold=True, color="paper"),)], room, frame)
