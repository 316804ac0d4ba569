"""Lay out figures: choose a height and draw the figure for that frame."""

import math
from contextlib import suppress
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.figures.drawing import Box, Drawing, Frame, Label, Line, Rect
from golive.render.slides.layout.form import FormContext, NoOverheadForm, SizeLevel
from golive.render.slides.layout.problems import make_template_problem
from golive.render.slides.layout.text_layout import measure_height_in
from golive.render.slides.model import Element, Panel, Para, Picture
from golive.render.slides.theme.colors import choose_text_color
from golive.support.problems import LayoutError

_TEXT_PT: Final = 14.0
_LEAST_TEXT_PT: Final = 12.0
_DETAILED_TEXT_PT: Final = 11.0
"""Smallest text of a figure that shows more details at this size than at the usual smallest one."""
_SMALLEST_TEXT_PT: Final = 10.0
"""Smallest text of a figure that cannot be drawn with larger text."""
_HEIGHT_SHARES: Final = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.65, 0.75, 0.85)
"""Shares of the slide height to try, lowest first."""
_CAPTION_FORMS: Final = ((0.08, math.inf), (0.02, math.inf), (0.02, 10.0))
"""Gaps above a caption, in inches, and largest sizes of its text, in points: a caption gives way to its figure."""


class _Caption(Struct, frozen=True):
    """A caption, the gap above it, and the height of both, in inches."""

    paras: tuple[Para, ...]
    gap: float
    height: float


class FigureForm(Struct, frozen=True):
    """A figure from the registry; if it is alone on its slide, it may use the full height."""

    name: str
    key: str
    caption: tuple[Para, ...]
    context: FormContext
    is_alone: bool = False
    line: int = 0

    def measure(self, level: SizeLevel, width: float, room: float) -> "MeasuredFigure":
        """Find the lowest height at which no more details are lost than at the full height."""
        caption, roomy = self._fit_caption(width, room)
        least, frame = roomy.height, room - caption.height
        for share in () if self.is_alone else _HEIGHT_SHARES:
            if level.figure <= share and share * room < roomy.height:
                try:
                    low = self._draw_figure(width, share * room)
                except LayoutError:
                    continue
                if low.loss > max(roomy.loss, level.loss):
                    continue
                least, frame = low.height, share * room
                break
        return MeasuredFigure(self, least, roomy.height, caption, frame)

    def _fit_caption(self, width: float, room: float) -> tuple["_Caption", Drawing]:
        """Return the caption, as small as the figure needs it, and the figure above it."""
        if not self.caption:
            return _Caption((), 0.0, 0.0), self._draw_or_locate_error(width, room)
        forms = [self._set_caption(width, *form) for form in _CAPTION_FORMS]
        for caption in forms[:-1]:
            with suppress(LayoutError):
                return caption, self._draw_figure(width, room - caption.height)
        return forms[-1], self._draw_or_locate_error(width, room - forms[-1].height)

    def _set_caption(self, width: float, gap: float, most_pt: float) -> "_Caption":
        paras = tuple(replace(para, size_pt=min(para.size_pt, most_pt)) for para in self.caption)
        return _Caption(paras, gap, measure_height_in(paras, width, self.context.fonts.body) + gap)

    def _draw_or_locate_error(self, width: float, height: float) -> Drawing:
        """Draw the figure; if it does not fit, raise the error with the template name and line."""
        try:
            return self._draw_figure(width, height)
        except LayoutError as error:
            where = self.context.source, self.line
            raise LayoutError(
                *(make_template_problem(*where, one.message, one.hint) for one in error.problems)
            ) from None

    def _draw_figure(self, width: float, height: float) -> Drawing:
        """Draw the figure at the usual text sizes; smaller if that shows more details, or if it does not fit."""
        try:
            drawing = self._draw_with_least_size(width, height, _LEAST_TEXT_PT)
        except LayoutError:
            return self._draw_with_least_size(width, height, _SMALLEST_TEXT_PT)
        if drawing.loss:
            detailed = self._draw_with_least_size(width, height, _DETAILED_TEXT_PT)
            return detailed if detailed.loss < drawing.loss else drawing
        return drawing

    def _draw_with_least_size(self, width: float, height: float, least_pt: float) -> Drawing:
        frame = Frame(round(width, 4), round(height, 4), _TEXT_PT, least_pt, self.context.fonts.body)
        return self.context.figure(self.name, frame)

    def build_picture(self, rect: Rect, frame: float) -> Picture:
        """Build the picture, centered in `rect`; `frame` is the minimum height to draw for, in inches."""
        drawing = fix_text_contrast(self._draw_figure(rect.width, max(rect.height, frame)), self.context)
        x = rect.x + max(rect.width - drawing.width, 0.0) / 2
        y = rect.y + max(rect.height - drawing.height, 0.0) / 2
        return Picture(f"figure:{self.key}", round(x, 4), round(y, 4), drawing)


def fix_text_contrast(drawing: Drawing, context: FormContext) -> Drawing:
    """Return the drawing with text colors that are readable on the fills of their shapes."""
    shapes = tuple(
        replace(shape, lines=tuple(_fix_line_contrast(line, shape, context) for line in shape.lines))
        if isinstance(shape, Box) and shape.lines and shape.fill
        else shape
        for shape in drawing.shapes
    )
    return replace(drawing, shapes=shapes)


def _fix_line_contrast(line: Line, box: Box | Label, context: FormContext) -> Line:
    fill = box.fill if isinstance(box, Box) else None
    return replace(line, color=choose_text_color(fill, context.scheme, line.color)) if fill else line


class MeasuredFigure(NoOverheadForm, frozen=True):
    """A measured figure; all values in inches.

    A drawing may be lower than its frame, yet fail in a frame of its own height. Therefore `frame_height`
    keeps the frame height that produced a drawing of `min_height`.
    """

    form: FigureForm
    min_height: float
    full_height: float
    caption: _Caption
    frame_height: float

    @property
    def heights(self) -> tuple[float, ...]:
        """Return the height of the only part: a figure is never divided."""
        return (self.min_height + self.caption.height,)

    def max_height(self, start: int, stop: int) -> float:  # noqa: ARG002
        """Return the height of the drawing when the full height is available."""
        return max(self.full_height, self.min_height) + self.caption.height

    def place(self, start: int, stop: int, rect: Rect) -> tuple[Element, ...]:  # noqa: ARG002
        """Place the drawing with its caption below."""
        caption = self.caption
        room = Rect(rect.x, rect.y, rect.width, rect.height - caption.height)
        picture = self.form.build_picture(room, self.frame_height)
        if not caption.paras:
            return (picture,)
        under = Rect(rect.x, room.bottom + caption.gap, rect.width, caption.height - caption.gap)
        return (picture, Panel(f"caption:{self.form.key}", under, caption.paras))
