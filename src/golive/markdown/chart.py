"""Chart: numbers by category, read strictly from a Markdown table."""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from golive.markdown.document import Container, Runs, Table, plain_text
from golive.support.number_symbols import format_fixed, parse_number
from golive.support.problems import ContentError, Problem, make_problem

MAX_SERIES: Final = 3
"""Maximum number of series: the palette has only this many colors without a fixed meaning."""

_MIN_COLUMNS: Final = 2
_MAX_BARS: Final = 18


class Series(Struct, frozen=True):
    """A named series: one value per category."""

    name: str
    values: tuple[Decimal, ...]


class Chart(Struct, frozen=True):
    """A bar chart with at least one category and one series; `category_label` says what the categories are."""

    category_label: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: Runs = ()

    @property
    def is_readable(self) -> bool:
        """Return whether the number of bars is readable (2 to 18); otherwise show the source table instead."""
        return 1 < len(self.categories) * len(self.series) <= _MAX_BARS

    @property
    def decimal_places(self) -> int:
        """Return the number of decimal places that the values need, at most six."""
        exponents = (value.as_tuple().exponent for series in self.series for value in series.values)
        return min(6, max(-exponent if isinstance(exponent, int) else 0 for exponent in exponents))

    @property
    def max_value(self) -> Decimal:
        """Return the largest value, or 1 if all values are zero, so that it can be used as a divisor."""
        return max(value for series in self.series for value in series.values) or Decimal(1)

    @property
    def alt(self) -> str:
        """Return a text alternative that lists every value."""
        return " ".join(
            f"Bar chart of {series.name} by {self.category_label}: {'; '.join(self._describe_values(series))}."
            for series in self.series
        )

    def format_value(self, value: Decimal) -> str:
        """Format a value for a label, such as `1,250`; all values get the same number of decimal places."""
        return format_fixed(value, self.decimal_places)

    def _describe_values(self, series: Series) -> tuple[str, ...]:
        pairs = zip(self.categories, series.values, strict=True)
        return tuple(f"{category} {self.format_value(value)}" for category, value in pairs)


def read_chart(container: Container, source: str = "") -> Chart:
    """Read a `::: chart` container and its table.

    Args:
        container: the chart container.
        source: the template's name, for messages.

    Raises:
        ContentError: the container is not a single table of categories and numbers; reports all places at once.
    """
    table = container.blocks[0] if container.blocks else None
    faults: list[tuple[int, str, str]] = []
    if container.argument not in {"", "bar"}:
        faults.append((container.line, f"`::: chart {container.argument}` is not known", "Write `::: chart bar`."))
    if not isinstance(table, Table) or len(container.blocks) > 1 or not table.rows:
        faults.append((container.line, "`::: chart` must contain exactly one table with rows", "Put one table in it."))
    elif not _MIN_COLUMNS <= len(table.header) <= MAX_SERIES + 1:
        hint = f"Put the category in the first column, followed by one to {MAX_SERIES} columns of numbers."
        faults.append((table.line, f"the table of `::: chart` has {len(table.header)} columns", hint))
    else:
        faults += _find_non_numeric_cells(table)
        if not faults:
            return _build_chart(table)
    raise ContentError(*(_make_problem(source, *fault) for fault in faults))


def _find_non_numeric_cells(table: Table) -> list[tuple[int, str, str]]:
    """Return (line, message, hint) for each non-numeric value cell; the first row is two lines below the header."""
    return [
        (
            table.line + 2 + number,
            f"{plain_text(cell)!r} in the chart's column {plain_text(table.header[column])!r} is not a number",
            "Write it as 1250, 1,250 or 0.5, without a unit.",
        )
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if column and parse_number(plain_text(cell).strip()) is None
    ]


def _build_chart(table: Table) -> Chart:
    columns = range(1, len(table.header))
    series = tuple(
        Series(
            plain_text(table.header[column]).strip(),
            tuple(parse_number(plain_text(row[column]).strip()) or Decimal() for row in table.rows),
        )
        for column in columns
    )
    categories = tuple(" ".join(plain_text(row[0]).split()) for row in table.rows)
    return Chart(plain_text(table.header[0]).strip(), categories, series, table.caption)


def _make_problem(source: str, line: int, message: str, hint: str) -> Problem:
    name = f"{source}: " if source else ""
    return make_problem(f"{name}line {line} of its Markdown: {message}", hint)
