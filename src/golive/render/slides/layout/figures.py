"""Figures: how much room each gets, and the drawing made for exactly that room."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Box, Drawing, Frame, Label, Line
from golive.render.slides.layout.form import Level, Setting, Simple
from golive.render.slides.layout.problems import fault
from golive.render.slides.layout.text_layout import height_in
from golive.render.slides.model import Element, Panel, Para, Picture, Rect
from golive.render.slides.theme.colors import text_on
from golive.support.problems import LayoutError

_TEXT_PT: Final = 14.0
_LEAST_PT: Final = 10.0
_SHARES: Final = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.65, 0.75, 0.85)
"""Shares of a slide's height that are tried, lowest first."""
_CAPTION_GAP: Final = 0.08


class Figure(Struct, frozen=True):
    """A figure by its name in the registry; alone on its slide, it may have all of its height."""

    name: str
    key: str
    caption: tuple[Para, ...]
    setting: Setting
    is_alone: bool = False
    line: int = 0

    def measure(self, level: Level, width: float, room: float) -> "MeasuredFigure":
        """Find the lowest height at which it shows all that it can, from the level's share of the room upwards."""
        below = height_in(self.caption, width, self.setting.fonts.body) + _CAPTION_GAP if self.caption else 0.0
        frame = room - below
        roomy = self._drawn(width, frame)
        least = roomy.height
        for share in () if self.is_alone else _SHARES:
            if level.figure <= share and share * room < roomy.height:
                try:
                    low = self._draw(width, share * room)
                except LayoutError:
                    continue
                if low.loss > max(roomy.loss, level.loss):
                    continue
                least, frame = low.height, share * room
                break
        return MeasuredFigure(self, least, roomy.height, below, frame)

    def _drawn(self, width: float, height: float) -> Drawing:
        """The drawing; where there is no room for it at all, the template's line says so."""
        try:
            return self._draw(width, height)
        except LayoutError as error:
            where = self.setting.source, self.line
            raise LayoutError(*(fault(*where, one.message, one.hint) for one in error.problems)) from None

    def _draw(self, width: float, height: float) -> Drawing:
        frame = Frame(round(width, 4), round(height, 4), _TEXT_PT, _LEAST_PT, self.setting.fonts.body)
        return self.setting.figure(self.name, frame)

    def picture(self, rect: Rect, frame: float) -> Picture:
        """The drawing for a place, in its middle where it is smaller; `frame` is what it is drawn for at the least."""
        drawing = readable(self._draw(rect.width, max(rect.height, frame)), self.setting)
        x = rect.x + max(rect.width - drawing.width, 0.0) / 2
        y = rect.y + max(rect.height - drawing.height, 0.0) / 2
        return Picture(f"figure:{self.key}", round(x, 4), round(y, 4), drawing)


def readable(drawing: Drawing, setting: Setting) -> Drawing:
    """The drawing with text in a colour that can be read on its fill, whatever the theme's colours are."""
    shapes = tuple(
        replace(shape, lines=tuple(_on(line, shape, setting) for line in shape.lines))
        if isinstance(shape, Box) and shape.lines and shape.fill
        else shape
        for shape in drawing.shapes
    )
    return replace(drawing, shapes=shapes)


def _on(line: Line, box: Box | Label, setting: Setting) -> Line:
    fill = box.fill if isinstance(box, Box) else None
    return replace(line, color=text_on(fill, setting.scheme, line.color)) if fill else line


class MeasuredFigure(Simple, frozen=True):
    """A figure that knows how much room it could use; all in inches.

    A drawing may come out lower than the frame it was drawn for, and yet refuse a frame as low as itself: so `frame`
    is the height it was drawn for when it came out `least` high.
    """

    form: Figure
    least: float
    full: float
    below: float
    frame: float

    @property
    def heights(self) -> tuple[float, ...]:
        """One part: a figure is never divided."""
        return (self.least + self.below,)

    def most(self, start: int, stop: int) -> float:  # noqa: ARG002
        """As high as it came out with all the room."""
        return max(self.full, self.least) + self.below

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:  # noqa: ARG002
        """The drawing, and its caption below."""
        room = Rect(rect.x, rect.y, rect.width, rect.height - self.below)
        picture = self.form.picture(room, self.frame)
        if not self.form.caption:
            return (picture,)
        under = Rect(rect.x, room.bottom + _CAPTION_GAP, rect.width, self.below - _CAPTION_GAP)
        return (picture, Panel(f"caption:{self.form.key}", under, self.form.caption))
