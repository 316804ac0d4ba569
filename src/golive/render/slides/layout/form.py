"""What every form of content has in common: sizes to try, and parts that may stand on different slides."""

from collections.abc import Callable, Collection
from typing import Final, Protocol

from msgspec import Struct

from golive.figures.drawing import Drawing, Frame
from golive.markdown.document import Block
from golive.render.slides.layout.text_layout import Fonts
from golive.render.slides.model import Element, Rect
from golive.render.slides.theme.colors import Scheme

FigureSource = Callable[[str, Frame], Drawing]


class Level(Struct, frozen=True):
    """Sizes that go together, in points: of running text, of tables, of cards and of code.

    `figure` is the share of a slide's height that a figure asks for at least, `loss` what it may do without.
    """

    text: float
    table: float
    card: float
    code: float
    figure: float
    loss: int = 0

    @property
    def narrow(self) -> "Level":
        """The sizes inside a card or a column."""
        return Level(
            self.card,
            max(11.0, self.table - 1),
            max(11.0, self.card - 1),
            max(10.0, self.code - 1),
            self.figure,
            self.loss,
        )


LEVELS: Final = (
    Level(24, 16, 20, 14, 0.55),
    Level(22, 15, 18, 14, 0.55),
    Level(20, 14, 16, 13, 0.5),
    Level(19, 14, 16, 12, 0.5),
    Level(18, 13, 15, 12, 0.45),
    Level(17, 12, 14, 11, 0.4),
    Level(16, 11, 13, 11, 0.35),
    Level(16, 11, 12, 10, 0.3),
    Level(16, 11, 11, 10, 0.3),
    Level(16, 11, 12, 10, 0.3, 1),
    Level(16, 11, 11, 10, 0.3, 1),
)
"""From the largest to the smallest that is still comfortable to read; in the last, figures show a little less."""

FIRST_CONTINUED: Final = 2
"""Content that goes over several slides is never larger than this level."""

GAP: Final = 0.22
"""Space between two forms on a slide, in inches."""


class Measured(Protocol):
    """A form at one level and width: a row of parts that stay whole.

    `heights` are those of the parts, `overhead` what each slide it stands on costs besides, in inches.
    `leads` says that it should not be the last on a slide that has a next.
    """

    @property
    def heights(self) -> tuple[float, ...]:
        """Height of each part, in inches."""

    @property
    def overhead(self) -> float:
        """What each slide costs besides, in inches."""

    @property
    def leads(self) -> bool:
        """Whether what follows should stand on the same slide."""

    @property
    def seams(self) -> frozenset[int]:
        """The parts that continue in the next one: a slide should not end after them."""

    def most(self, start: int, stop: int) -> float:
        """The greatest height that parts from `start` to before `stop` can make use of, in inches."""

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:
        """Set these parts into a place at least as high as they are."""


class Free(Struct, frozen=True):
    """What most measured forms have in common: any part may end a slide, and so may the form."""

    @property
    def leads(self) -> bool:
        """It may end a slide."""
        return False

    @property
    def seams(self) -> frozenset[int]:
        """Every part is whole by itself."""
        return frozenset()


class Simple(Free, frozen=True):
    """A form of which nothing is repeated on a next slide, either."""

    @property
    def overhead(self) -> float:
        """Nothing is repeated."""
        return 0.0


class Form(Protocol):
    """Content in a shape, not yet measured."""

    def measure(self, level: Level, width: float, room: float) -> Measured:
        """Measure at a level in a width; no part comes out higher than `room` less the overhead. All in inches."""


class Setting(Struct, frozen=True):
    """What all forms of a slide need to know.

    Attributes:
        fonts: families of the theme.
        scheme: colours of the theme.
        keys: of all slides, which links may lead to.
        figure: who draws.
        source: the template's name, for messages.
        shapes: makes the forms of blocks; containers use it for what is inside them.
    """

    fonts: Fonts
    scheme: Scheme
    keys: Collection[str]
    figure: FigureSource
    source: str
    shapes: Callable[[tuple[Block, ...], "Setting"], tuple[Form, ...]]
