"""Map dates to horizontal positions, and build the month or year header.

Days are counted as ordinals, since the day after the last one may not be a date.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct

from golive.figures.drawing import Rect
from golive.schema.value_text import format_month, format_month_name

_MONTHS_A_YEAR = 12
_DAYS_A_MONTH = 30
_STEPS_IN_MONTHS = (1, 3, 12, 60, 120, 1200, 12000)
_LAST = date.max.toordinal()


class ScaleCell(Struct, frozen=True):
    """A header cell of the scale, with its names from long to short."""

    area: Rect
    names: tuple[str, ...]


class Scale(Struct, frozen=True):
    """Days from first to last over the width of an area; `first` and `last` are ordinals, `last` included."""

    area: Rect
    first: int
    last: int

    @property
    def day_in(self) -> float:
        """Return the width of a day, in inches."""
        return self.area.width / (self.last + 1 - self.first)

    def start(self, day: date) -> float:
        """Return the x position where a day starts."""
        return self._x(day.toordinal())

    def end(self, day: date) -> float:
        """Return the x position where a day ends."""
        return self._x(day.toordinal() + 1)

    def noon(self, day: date) -> float:
        """Return the x position of the middle of a day."""
        return (self.start(day) + self.end(day)) / 2

    def months(self, month_in: float, more_in: float) -> tuple[ScaleCell, ...]:
        """Return cells of one or more months, each of at least a given width except at both ends.

        Args:
            month_in: least width of a cell of one month, in inches.
            more_in: least width of a cell of more, whose names are longer, in inches.
        """
        single, *more = _STEPS_IN_MONTHS
        fitting = (step for step in more if _DAYS_A_MONTH * step * self.day_in >= more_in)
        step = single if _DAYS_A_MONTH * self.day_in >= month_in else next(fitting, _STEPS_IN_MONTHS[-1])
        return tuple(self._cell(a, b, step) for a, b in pairwise(self._bounds(step)))

    def week_starts(self, first_weekday: int) -> tuple[date, ...]:
        """Return each first day of a week on the scale; `first_weekday` is 0 for weeks that start on Monday."""
        start = self.first + (first_weekday - date.fromordinal(self.first).weekday()) % 7
        return tuple(date.fromordinal(day) for day in range(start, self.last + 1, 7))

    def _x(self, ordinal: int) -> float:
        return self.area.x + (min(max(ordinal, self.first), self.last + 1) - self.first) * self.day_in

    def _bounds(self, step: int) -> Iterator[int]:
        yield self.first
        day = date.fromordinal(self.first)
        count = (day.year * _MONTHS_A_YEAR + day.month - 1) // step * step + step
        while True:
            year, month_index = divmod(count, _MONTHS_A_YEAR)
            bound = date(year, month_index + 1, 1).toordinal() if year <= date.max.year else _LAST + 1
            if bound > self.last:
                break
            yield bound
            count += step
        yield self.last + 1

    def _cell(self, first: int, end: int, step: int) -> ScaleCell:
        area = Rect(self._x(first), self.area.y, self._x(end) - self._x(first), self.area.height)
        begin, last = date.fromordinal(first), date.fromordinal(end - 1)
        if step == 1:
            return ScaleCell(area, (format_month(begin), format_month_name(begin)))
        if step < _MONTHS_A_YEAR:
            return ScaleCell(area, (f"{format_month_name(begin)} – {format_month(last)}", format_month(begin)))
        if begin.year == last.year:
            return ScaleCell(area, (str(begin.year),))
        return ScaleCell(area, (f"{begin.year}–{last.year}", str(begin.year)))
