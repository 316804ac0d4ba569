"""Define the interfaces of content forms: size levels, and parts that may be on different slides."""

from collections.abc import Callable, Collection
from typing import Final, Protocol

from msgspec import Struct

from golive.figures.drawing import Drawing, Frame, Rect
from golive.markdown.document import Block
from golive.render.slides.layout.text_layout import Fonts
from golive.render.slides.model import Element, LevelStyle, TableLook
from golive.render.slides.theme.colors import ColorScheme

FigureSource = Callable[[str, Frame], Drawing]


class SizeLevel(Struct, frozen=True):
    """Matching text sizes, in points, for running text, tables, cards and code.

    `figure` is the minimum share of the slide height for a figure; `loss` is how many details it may omit; `gap` is
    how far paragraphs may be moved apart to fill their box, as a multiple of their size.
    """

    text: float
    table: float
    card: float
    code: float
    figure: float
    loss: int = 0
    gap: float = 0.7

    @property
    def inside_box(self) -> "SizeLevel":
        """Return the sizes to use inside a card or a column."""
        return SizeLevel(
            self.card,
            max(12.0, self.table - 1),
            max(12.0, self.card - 1),
            max(10.0, self.code - 1),
            self.figure,
            self.loss,
            self.gap,
        )


SIZE_LEVELS: Final = (
    SizeLevel(18, 14, 16, 14, 0.55),
    SizeLevel(18, 14, 16, 13, 0.5),
    SizeLevel(17, 14, 16, 12, 0.5),
    SizeLevel(16, 13, 15, 12, 0.45),
    SizeLevel(16, 13, 14, 11, 0.4),
    SizeLevel(16, 12, 13, 11, 0.35),
    SizeLevel(16, 12, 12, 10, 0.3),
    SizeLevel(16, 12, 13, 10, 0.3, 1),
    SizeLevel(16, 12, 12, 10, 0.3, 1),
)
"""The type scale of a deck, from the largest sizes to the smallest readable ones.

The range is narrow, so that neighboring slides look alike: text of 16 to 18 points, tables of 12 to 14. In the last
two levels, figures may omit details.
"""

FIRST_MULTI_SLIDE_LEVEL: Final = 1
"""Index of the largest level for content that spans several slides."""

FORM_GAP_IN: Final = 0.22
"""Vertical space between two forms on a slide, in inches."""


class MeasuredForm(Protocol):
    """A form measured at one level and width: a sequence of indivisible parts."""

    @property
    def heights(self) -> tuple[float, ...]:
        """Return the height of each part, in inches."""

    @property
    def overhead(self) -> float:
        """Return the extra height needed on each slide, such as a repeated header, in inches."""

    @property
    def keep_with_next(self) -> bool:
        """Return whether the following form should be on the same slide."""

    @property
    def continued_parts(self) -> frozenset[int]:
        """Return the indexes of parts that continue in the next part: a slide should not end after them."""

    def max_height(self, start: int, stop: int) -> float:
        """Return the greatest useful height of the parts `start:stop`, in inches."""

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Place the parts `start:stop` into a rectangle that is at least as high as they are."""


class DividableForm(Struct, frozen=True):
    """Base of measured forms: a slide may end after any part and after the form."""

    @property
    def keep_with_next(self) -> bool:
        """Return False: a slide may end after the form."""
        return False

    @property
    def continued_parts(self) -> frozenset[int]:
        """Return an empty set: no part continues in the next one."""
        return frozenset()


class NoOverheadForm(DividableForm, frozen=True):
    """Base of measured forms that repeat nothing on the next slide."""

    @property
    def overhead(self) -> float:
        """Return 0: nothing is repeated."""
        return 0.0


class Form(Protocol):
    """Content of one kind, not yet measured."""

    def measure(self, level: SizeLevel, width: float, room: float) -> MeasuredForm:
        """Measure at a size level; no part is higher than `room` minus the overhead. Lengths are in inches."""


class TextPlaceholders(Struct, frozen=True):
    """The placeholders of a theme that running text goes into, and how golive uses them.

    Attributes:
        body: styles of the body's levels; empty if the theme has no body for text.
        columns: styles of the levels of two columns; empty if the theme has no layout with columns.
        has_heads: whether the columns have heads.
        inner: styles of the levels of the box that is measured; empty for text in a shape.
        is_decorated: whether golive's own shapes are wanted: the theme was made for golive.
        table_look: the style of tables; None for golive's own.
    """

    body: tuple[LevelStyle, ...] = ()
    columns: tuple[LevelStyle, ...] = ()
    has_heads: bool = False
    inner: tuple[LevelStyle, ...] = ()
    is_decorated: bool = True
    table_look: TableLook | None = None


class FormContext(Struct, frozen=True):
    """Shared inputs of all forms.

    Attributes:
        fonts: font families of the theme.
        scheme: colors of the theme.
        keys: keys of all slides, as valid link targets.
        figure: function that draws figures.
        source: template name, for messages.
        build_forms: converts blocks into forms; used by containers for their content.
        placeholders: the placeholders of the theme that text goes into.
    """

    fonts: Fonts
    scheme: ColorScheme
    keys: Collection[str]
    figure: FigureSource
    source: str
    build_forms: Callable[[tuple[Block, ...], "FormContext"], tuple[Form, ...]]
    placeholders: TextPlaceholders = TextPlaceholders()
