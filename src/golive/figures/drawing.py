"""Define drawings: a figure as shapes, in inches, with colors named by their meaning.

A figure is drawn once; the deck makes native shapes of it and the PDF an inline SVG. Neither
knows what it shows: `alt` says it in words, `decorative` shapes are not read aloud.
"""

from typing import Literal

from msgspec import Struct

Color = Literal[
    "ink",  # text
    "muted",  # lesser text
    "paper",  # background
    "soft",  # the palest fill: panels, bands
    "rule",  # hairlines
    "dark",  # the brand's dark: headers, hub boxes
    "accent",  # the brand's accent
    "real-time",
    "batch",
    "sit",
    "uat",
    "plan",  # neutral work: discovery, design, build
    "live",
    "real-time-soft",  # the pale companions, for fills behind text
    "batch-soft",
    "sit-soft",
    "uat-soft",
    "live-soft",
    "green",  # the ratings of a status report, equal in every brand
    "amber",
    "red",
]
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]

CHEVRON_POINT = 0.3
"""Depth of a chevron's point and of its notch, as a share of its shorter side; text stays between the two."""

CORNER_IN = 0.07
"""Radius of a rounded box's corners, in inches; never more than half its shorter side."""


class Rect(Struct, frozen=True):
    """A rectangle in a figure or on a slide; `x, y` is its top left corner, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Return the vertical center."""
        return self.y + self.height / 2

    def shrink(self, dx: float, dy: float) -> "Rect":
        """Return the rectangle reduced by `dx` at left and right and by `dy` at top and bottom."""
        return Rect(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)

    def remaining_below(self, height_in: float) -> "Rect":
        """Return the rectangle that remains below a strip of the given height."""
        return Rect(self.x, self.y + height_in, self.width, max(0.0, self.height - height_in))


class Frame(Struct, frozen=True):
    """The space available to a figure.

    Attributes:
        width_in: width, in inches; a drawing is exactly that wide.
        height_in: most height, in inches; a drawing may be lower.
        text_pt: size of its ordinary text, in points; no text is smaller than `least_pt`.
        least_pt: smallest text allowed, in points.
        font: family whose metrics decide what fits ("Calibri", "Arial", "Inter").
    """

    width_in: float
    height_in: float
    text_pt: float = 12
    least_pt: float = 10
    font: str = "Calibri"


class Line(Struct, frozen=True):
    """One line of text, already broken: it is never wrapped again."""

    text: str
    size_pt: float
    bold: bool = False
    color: Color = "ink"


class Box(Struct, frozen=True):
    """A filled or outlined shape, with text in it or none. `x, y` is its top left corner, in inches."""

    id: str
    x: float
    y: float
    width: float
    height: float
    shape: Literal["rectangle", "rounded", "chevron", "diamond", "ellipse", "triangle"] = "rectangle"
    fill: Color | None = None
    outline: Color | None = None
    dashed: bool = False
    lines: tuple[Line, ...] = ()
    align: Align = "center"
    anchor: Anchor = "middle"
    inset_in: float = 0.06
    decorative: bool = False


class Label(Struct, frozen=True):
    """Text without a shape of its own."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    align: Align = "left"
    anchor: Anchor = "middle"


class Connector(Struct, frozen=True):
    """A line from box to box. It is glued where `start` and `end` name boxes.

    `start_site` and `end_site` are how far down the box's side the line meets it, 0 to 1.
    """

    id: str
    x1: float
    y1: float
    x2: float
    y2: float
    start: str | None = None
    end: str | None = None
    start_site: float = 0.5
    end_site: float = 0.5
    color: Color = "ink"
    weight_pt: float = 1.5
    dashed: bool = False
    arrow_at_start: bool = False
    arrow_at_end: bool = True
    alt: str = ""
    decorative: bool = False


Shape = Box | Label | Connector


class Drawing(Struct, frozen=True):
    """A figure.

    Attributes:
        name: the registry's name for it.
        width: inches.
        height: inches.
        shapes: in reading order, back to front.
        title: a short name, for a caption or a tooltip.
        alt: everything it shows, in words.
        loss: what one shape stands for where there was no room for more: 0 for one thing each, 1 for several that are
            still named or counted, 2 for several that are only drawn in words.
    """

    name: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    alt: str
    loss: int = 0


def list_corner_shares(box: Box) -> list[tuple[float, float]]:
    """Return the corners of a diamond, triangle or chevron, as shares of its box."""
    if box.shape == "diamond":
        return [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)]
    if box.shape == "triangle":
        return [(0.5, 0), (1, 1), (0, 1)]
    point = CHEVRON_POINT * min(box.height, box.width) / box.width
    return [(0, 0), (1 - point, 0), (1, 0.5), (1 - point, 1), (0, 1), (point, 0.5)]
