"""Define the planned deck: slides whose positions and sizes are final, ready to write or draw.

Positions are in inches from the top left corner of the slide; text sizes are in points.
"""

from typing import Literal

from msgspec import Struct

from golive.figures.drawing import Align, Anchor, Color, Drawing, Frame, Rect
from golive.markdown.chart import Chart

Role = Literal["title", "content", "title-only", "two-content", "comparison", "section", "closing", "blank"]
Slot = Literal["title", "label", "subtitle", "body", "left", "right", "left-head", "right-head"]
Bullet = Literal["none", "bullet", "dash", "number"]


class TextStyle(Struct, frozen=True):
    """Default text formatting of a template placeholder.

    Attributes:
        family: font family.
        size_pt: font size, in points.
        spacing: line spacing as a multiple of single spacing; 0.9 in many brands.
        caps: whether text is shown in capitals.
        tracking_pt: extra space between letters, in points.
        is_raised: whether the text is set as a superscript or subscript, which is smaller.
        color: six hexadecimal digits; None if unknown.
        has_size: whether the template states the size; programs differ in theirs where it does not.
    """

    family: str
    size_pt: float
    spacing: float = 1.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking_pt: float = 0.0
    is_raised: bool = False
    align: Align = "left"
    color: str | None = None
    has_size: bool = True


class LevelStyle(Struct, frozen=True):
    """How a template placeholder sets a level of its text.

    Attributes:
        size_pt: font size, in points.
        indent_in: distance of the text from the left edge, in inches.
        hang_in: distance of the bullet to the left of the text, in inches.
        gap_pt: space between paragraphs, in points.
        spacing: line spacing as a multiple of single spacing.
        has_bullet: whether its paragraphs begin with a bullet.
        align: horizontal alignment.
        has_size: whether the template states the size; programs differ in theirs where it does not.
    """

    size_pt: float
    indent_in: float = 0
    hang_in: float = 0
    gap_pt: float = 0
    spacing: float = 1.0
    has_bullet: bool = False
    align: Align = "left"
    has_size: bool = True


class Span(Struct, frozen=True):
    """A run of uniformly formatted text. A newline is a line break; `color` None means the color of the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None
    color: Color | None = None


class Para(Struct, frozen=True):
    """A paragraph.

    Attributes:
        spans: formatted text.
        size_pt: text size, in points.
        level: 0 for the outermost list or plain text.
        bullet: kind of bullet.
        number: list number, if `bullet` is "number".
        indent_in: distance of the text from the left edge, in inches.
        hang_in: distance of the bullet to the left of the text, in inches.
        before_pt: space above, in points; 0 for the first paragraph of a box.
        align: horizontal alignment.
        color: text color.
        spacing: line spacing as a multiple of single spacing.
        caps: whether the template shows the text in capitals.
        is_inherited: whether the placeholder decides bullet, indent and spacing; the other fields repeat what it says.
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
    is_inherited: bool = False

    @property
    def text(self) -> str:
        """Return the text without formatting."""
        return "".join(span.text for span in self.spans)


class Panel(Struct, frozen=True):
    """A shape or placeholder with text, or (without paragraphs) a decorative shape.

    `inset` is the padding at the left, top, right and bottom of the text, in inches. `opacity` is that of the fill.
    `is_backing` tells that it lies behind everything else on the slide.
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
    opacity: float = 1.0
    is_backing: bool = False


class TableLook(Struct, frozen=True):
    """A table style of a template; colors are six hexadecimal digits.

    Attributes:
        id: its id.
        header: color of the text and of the fill of the first row.
        first_column: the same of a first column of row heads.
        texts: color of the text in odd and in even rows below the header.
        fills: color of the fill of these rows.
    """

    id: str
    header: tuple[str, str]
    first_column: tuple[str, str]
    texts: tuple[str, str]
    fills: tuple[str, str]


class TableCell(Struct, frozen=True):
    """A table cell; `has_own_color` tells that its text names its color, whatever the style of the table is."""

    paras: tuple[Para, ...]
    fill: Color | None = None
    anchor: Anchor = "middle"
    has_own_color: bool = True


class TableRow(Struct, frozen=True):
    """A table row; `height` is in inches."""

    height: float
    cells: tuple[TableCell, ...]


class Grid(Struct, frozen=True):
    """A table; its first row is the header.

    `columns` are column widths; `margin` is the (horizontal, vertical) cell margin; all in inches.
    `slot` is the placeholder that it fills; `look` is the style that it has, if not golive's own.
    """

    name: str
    rect: Rect
    columns: tuple[float, ...]
    rows: tuple[TableRow, ...]
    alt: str
    row_heads: bool = False
    margin: tuple[float, float] = (0.1, 0.05)
    slot: Slot | None = None
    look: TableLook | None = None


class Picture(Struct, frozen=True):
    """A figure drawn as native shapes; its top left corner is at (`x`, `y`), in inches."""

    name: str
    x: float
    y: float
    drawing: Drawing

    @property
    def rect(self) -> Rect:
        """Return the bounding rectangle."""
        return Rect(self.x, self.y, self.drawing.width, self.drawing.height)


class Plot(Struct, frozen=True):
    """A native chart; its text is at most `size_pt` points and is measured in `font`; `slot` is its placeholder."""

    name: str
    rect: Rect
    chart: Chart
    size_pt: float
    font: str
    slot: Slot | None = None

    @property
    def frame(self) -> Frame:
        """Return the frame in which the chart is measured."""
        return Frame(self.rect.width, self.rect.height, self.size_pt, font=self.font)


Element = Panel | Grid | Picture | Plot


class Slide(Struct, frozen=True):
    """One slide.

    Attributes:
        key: stable identifier, unique in the deck.
        role: layout of the theme on which the slide is based.
        title: unique in the deck.
        elements: shapes in reading order; the title placeholder comes first.
        notes: speaker notes, one string per paragraph.
        footer: footer text; empty for none.
        date: formatted document date; empty for none.
        number: slide number, 1-based.
        is_hidden: True if slide shows skip the slide.
    """

    key: str
    role: Role
    title: str
    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    footer: str
    date: str
    number: int
    is_hidden: bool = False

    @property
    def painted_elements(self) -> tuple[Element, ...]:
        """Return the shapes back to front: panels behind all texts, then the others in reading order."""
        return tuple(sorted(self.elements, key=lambda one: not (isinstance(one, Panel) and one.is_backing)))


class DeckProperties(Struct, frozen=True):
    """File properties of the deck.

    `date` is an ISO date; `id`, `kind`, `digest` and `parts` identify the deck when it is read again.
    """

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
    """All slides of a presentation; `width` and `height` are the slide size in inches."""

    slides: tuple[Slide, ...]
    width: float
    height: float
    properties: DeckProperties
