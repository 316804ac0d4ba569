"""Chart: numbers by category, read strictly from a table as paper shows it."""

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from golive.markdown.document import Container, Runs, Table, plain
from golive.support.problems import ContentError, Problem, problem

MOST_SERIES: Final = 3
"""More series than this cannot be told apart by the colours that have no meaning of their own."""

_NUMBER: Final = re.compile(r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_FEWEST_COLUMNS: Final = 2
_MOST_BARS: Final = 18


class Series(Struct, frozen=True):
    """One number for each category."""

    name: str
    values: tuple[Decimal, ...]


class Chart(Struct, frozen=True):
    """Bars: `heading` says what the categories are; there is at least one category and one series."""

    heading: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: Runs = ()

    @property
    def is_readable(self) -> bool:
        """Whether its bars are few enough to be read and enough to compare; else the table they came from is better."""
        return 1 < len(self.categories) * len(self.series) <= _MOST_BARS

    @property
    def decimals(self) -> int:
        """How many places behind the point its numbers need, at most six."""
        exponents = (value.as_tuple().exponent for series in self.series for value in series.values)
        return min(6, max(-exponent if isinstance(exponent, int) else 0 for exponent in exponents))

    @property
    def largest(self) -> Decimal:
        """The largest number; 1 where all are zero, so that there is something to measure by."""
        return max(value for series in self.series for value in series.values) or Decimal(1)

    @property
    def alt(self) -> str:
        """Everything it shows, in words."""
        return " ".join(
            f"Bar chart of {series.name} by {self.heading}: {'; '.join(self._said(series))}." for series in self.series
        )

    def shown(self, value: Decimal) -> str:
        """A number as the chart labels it: `1,250`, and as many decimals for all."""
        return f"{value:,.{self.decimals}f}"

    def _said(self, series: Series) -> tuple[str, ...]:
        pairs = zip(self.categories, series.values, strict=True)
        return tuple(f"{category} {self.shown(value)}" for category, value in pairs)


def read_chart(container: Container, source: str = "") -> Chart:
    """A `::: chart` and its table as numbers.

    Args:
        container: what a template said.
        source: the template's name, for messages.

    Raises:
        ContentError: it holds something else than one table of categories and numbers; every place at once.
    """
    table = container.blocks[0] if container.blocks else None
    faults: list[tuple[int, str, str]] = []
    if container.argument not in {"", "bar"}:
        faults.append((container.line, f"`::: chart {container.argument}` is not known", "Write `::: chart bar`."))
    if not isinstance(table, Table) or len(container.blocks) > 1 or not table.rows:
        faults.append((container.line, "`::: chart` holds anything but one table with rows", "Put one table in it."))
    elif not _FEWEST_COLUMNS <= len(table.header) <= MOST_SERIES + 1:
        hint = f"It needs the category first, and then one to {MOST_SERIES} columns of numbers."
        faults.append((table.line, f"the table of `::: chart` has {len(table.header)} columns", hint))
    else:
        faults += _not_numbers(table)
        if not faults:
            return _chart(table)
    raise ContentError(*(_problem(source, *fault) for fault in faults))


def _not_numbers(table: Table) -> list[tuple[int, str, str]]:
    """Every cell that should be a number and is none; the first row stands two lines below the header."""
    return [
        (
            table.line + 2 + number,
            f"{plain(cell)!r} in the chart's column {plain(table.header[column])!r} is not a number",
            "Write it as 1250, 1,250 or 0.5, without a unit.",
        )
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if column and not _NUMBER.fullmatch(plain(cell).strip())
    ]


def _chart(table: Table) -> Chart:
    columns = range(1, len(table.header))
    series = tuple(
        Series(
            plain(table.header[column]).strip(),
            tuple(Decimal(plain(row[column]).strip().replace(",", "")) for row in table.rows),
        )
        for column in columns
    )
    categories = tuple(" ".join(plain(row[0]).split()) for row in table.rows)
    return Chart(plain(table.header[0]).strip(), categories, series, table.caption)


def _problem(source: str, line: int, message: str, hint: str) -> Problem:
    name = f"{source}: " if source else ""
    return problem(f"{name}line {line} of its Markdown: {message}", hint)
