"""Deck: every slide with everything decided, so that writing it, or drawing it as a picture, is mere copying.

Places are in inches from the slide's top left corner; sizes of text are in points.
"""

from typing import Literal

from msgspec import Struct

from golive.figures.drawing import Align, Anchor, Color, Drawing, Frame
from golive.markdown.chart import Chart

Role = Literal["title", "content", "title-only", "two-content", "comparison", "section", "blank"]
Slot = Literal["title", "label", "subtitle", "body", "left", "right", "left-head", "right-head"]
Bullet = Literal["none", "bullet", "dash", "number"]


class Rect(Struct, frozen=True):
    """A place: left, top, width and height, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge, in inches."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge, in inches."""
        return self.y + self.height

    def inside(self, dx: float, dy: float) -> "Rect":
        """The same place, made smaller by `dx` at left and right and by `dy` at top and bottom."""
        return Rect(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)


class TextStyle(Struct, frozen=True):
    """How a placeholder of the template sets text when nothing else is said.

    Attributes:
        family: its font.
        size_pt: its size.
        spacing: line pitch as a share of the usual one; 0.9 in many brands.
        caps: whether it is shown in capitals.
        tracking_pt: what is added between letters.
        color: six hexadecimal digits; None where it cannot be told.
    """

    family: str
    size_pt: float
    spacing: float = 1.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking_pt: float = 0.0
    align: Align = "left"
    color: str | None = None


class Span(Struct, frozen=True):
    """A stretch of text set the same way. A newline in it is a line break. `color` None is the paragraph's."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None
    color: Color | None = None


class Para(Struct, frozen=True):
    """A paragraph.

    Attributes:
        spans: its text.
        size_pt: size of its text.
        level: 0 for the outermost list or plain text.
        bullet: what stands before it.
        number: the number that stands before it, where `bullet` is "number".
        indent_in: how far the text stands from the left edge.
        hang_in: how far left of the text the bullet stands.
        before_pt: space above it; none above the first of a box.
        align: where its lines stand.
        color: colour of its text.
        spacing: line pitch as a share of the usual one.
        caps: whether the template shows it in capitals.
    """

    spans: tuple[Span, ...]
    size_pt: float
    level: int = 0
    bullet: Bullet = "none"
    number: int = 1
    indent_in: float = 0
    hang_in: float = 0
    before_pt: float = 0
    align: Align = "left"
    color: Color = "ink"
    spacing: float = 1.0
    caps: bool = False

    @property
    def text(self) -> str:
        """The text without its dress."""
        return "".join(span.text for span in self.spans)


class Panel(Struct, frozen=True):
    """A shape with text, a placeholder with text, or (without paragraphs) a mark that only decorates.

    `inset` is the space left, top, right and bottom of the text, in inches.
    """

    name: str
    rect: Rect
    paras: tuple[Para, ...] = ()
    fill: Color | None = None
    outline: Color | None = None
    shape: Literal["rectangle", "rounded", "ellipse", "pill"] = "rectangle"
    anchor: Anchor = "top"
    inset: tuple[float, float, float, float] = (0, 0, 0, 0)
    slot: Slot | None = None


class Cell(Struct, frozen=True):
    """A cell of a table."""

    paras: tuple[Para, ...]
    fill: Color | None = None
    anchor: Anchor = "middle"


class Row(Struct, frozen=True):
    """A row of a table, its height in inches."""

    height: float
    cells: tuple[Cell, ...]


class Grid(Struct, frozen=True):
    """A table; its first row is the header. `columns` are widths and `margin` the side margins of cells, in inches."""

    name: str
    rect: Rect
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    alt: str
    row_heads: bool = False
    margin: tuple[float, float] = (0.1, 0.05)


class Picture(Struct, frozen=True):
    """A figure, as native shapes; its top left corner stands at `x, y`."""

    name: str
    x: float
    y: float
    drawing: Drawing

    @property
    def rect(self) -> Rect:
        """The place it takes."""
        return Rect(self.x, self.y, self.drawing.width, self.drawing.height)


class Plot(Struct, frozen=True):
    """A chart, as a native one; its text is at most `size_pt` large and measured in `font`."""

    name: str
    rect: Rect
    chart: Chart
    size_pt: float
    font: str

    @property
    def frame(self) -> Frame:
        """The room that the chart is given."""
        return Frame(self.rect.width, self.rect.height, self.size_pt, font=self.font)


Element = Panel | Grid | Picture | Plot


class Slide(Struct, frozen=True):
    """One slide.

    Attributes:
        key: stable name, unique in the deck.
        role: which layout of the theme it stands on.
        title: unique in the deck.
        elements: in reading order; the title's placeholder comes first.
        notes: what the speaker says, one text per paragraph.
        footer: text at the foot; empty for none.
        date: the document's date as paper shows it; empty for none.
        number: 1-based.
    """

    key: str
    role: Role
    title: str
    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    footer: str
    date: str
    number: int


class Properties(Struct, frozen=True):
    """What the file says about itself: `date` is an ISO date; by the last four it is known again."""

    title: str
    subject: str
    author: str
    date: str
    version: str
    language: str
    id: str = ""
    kind: str = ""
    digest: str = ""
    parts: tuple[tuple[str, str], ...] = ()


class Deck(Struct, frozen=True):
    """All slides of a presentation, and the size they have in inches."""

    slides: tuple[Slide, ...]
    width: float
    height: float
    properties: Properties
