"""The `--date` option: the reference day of a command; the default is `SOURCE_DATE_EPOCH` or today."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import click

_EPOCH = "SOURCE_DATE_EPOCH"


class DayType(click.ParamType[date]):
    """Click type for a date in ISO 8601 format (YYYY-MM-DD)."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(f"`{value}` is not a date; write it like 2027-01-31.", param, ctx)


def date_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the `--date` option, which the command receives as `today`."""
    return click.option(
        "--date",
        "today",
        type=DayType(),
        default=_get_default_day,
        metavar="DAY",
        help="The reference day; today by default, or the day of SOURCE_DATE_EPOCH if that is set.",
    )(command)


def _get_default_day() -> date:
    epoch = os.environ.get(_EPOCH, "")
    if epoch.isdecimal():
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (OverflowError, OSError, ValueError):
            raise click.UsageError(f"{_EPOCH} is not a time in seconds: {epoch}") from None
    return date.today()  # noqa: DTZ011 - the day where the person is
