"""Take the answer from a cell: what Excel made of it while somebody typed or pasted, and what was lost on the way."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from msgspec import Struct

from golive.exchange.sheet_cells import CellValue, GridCell
from golive.schema.value_text import format_date
from golive.topics.inputs import Input, InputKind

_NUMBERS: Final = frozenset({InputKind.INTEGER, InputKind.DECIMAL})
_UNREADABLE: Final[Mapping[str, Callable[[object], tuple[str, str]]]] = {
    "formula": lambda value: (f"is a formula, `{str(value)[:60]}`", "Copy the cell, and paste it as a value."),
    "error": lambda value: (f"is the error {value}", "Type the answer itself."),
}
_MAX_EXACT: Final = 10**15
"""Excel keeps 15 digits of a number."""
_TYPE_AS_TEXT: Final = "Format the cell as text, and type the answer again."


class CellAnswer(Struct, frozen=True):
    """What a cell says.

    Attributes:
        text: its text.
        problem: why it is no answer, and what to do; empty if it is one.
        warning: what may have been lost; empty if nothing.
    """

    text: str
    problem: tuple[str, str] = ("", "")
    warning: tuple[str, str] = ("", "")


def read_cell(cell: GridCell | None, asked: Input, sent: str) -> CellAnswer:
    """Return what a cell says.

    Args:
        cell: the cell; None if nothing stands in it.
        asked: the kind of answer.
        sent: the text that was sent in it.
    """
    if cell is None:
        return CellAnswer("")
    if cell.kind != "value":
        return CellAnswer("", _UNREADABLE[cell.kind](cell.value))
    value = cell.value
    if isinstance(value, str):
        return CellAnswer(normalize_text(value))
    if isinstance(value, bool):
        return CellAnswer("Yes" if value else "No")
    if isinstance(value, int | float):
        return _read_number(value, asked, sent)
    return _read_moment(value, asked, sent)


def normalize_text(text: str) -> str:
    """Return a text with the line ends of a spec, without what Excel adds at its end."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").rstrip()


def _read_number(value: float, asked: Input, sent: str) -> CellAnswer:
    text = _format_number(value)
    if asked.kind in _NUMBERS:
        return CellAnswer(text)
    if asked.kind is InputKind.DATE:
        return CellAnswer("", (f"is the number {text}, and not a date", "Write it as `Mar 23, 2027`."))
    if asked.kind is InputKind.TIME:
        return CellAnswer("", (f"is the number {text}, and not a time", "Write it as `2:00 AM`."))
    if text != sent and _is_same_number(text, sent):
        note = f"was sent as `{sent}` and is the number {text} now; `{sent}` is kept"
        return CellAnswer(sent, warning=(note, _TYPE_AS_TEXT))
    if abs(value) >= _MAX_EXACT:
        problem = f"is the number {text}, and Excel keeps only 15 digits of a number"
        return CellAnswer("", (problem, _TYPE_AS_TEXT))
    note = f"is the number {text}; if it began with a zero, or ended with one, Excel has dropped it"
    return CellAnswer(text, warning=(note, "Compare it with the original."))


def _read_moment(value: CellValue, asked: Input, sent: str) -> CellAnswer:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds()) % 86_400
        value = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    if asked.kind is InputKind.TIME and isinstance(value, datetime | time):
        moment = value.time() if isinstance(value, datetime) else value
        return CellAnswer(moment.isoformat("seconds" if moment.second else "minutes"))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        shown = format_date(value)
        if asked.kind is InputKind.DATE:
            return CellAnswer(value.isoformat())
        if asked.kind in {InputKind.TEXT, InputKind.PROSE} and sent in {"", shown, value.isoformat()}:
            return CellAnswer(shown)
        return CellAnswer("", (f"is the date {shown}, which Excel made of the answer", _TYPE_AS_TEXT))
    return CellAnswer("", (f"is the moment {value}, which Excel made of the answer", _TYPE_AS_TEXT))


def _format_number(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < _MAX_EXACT):
        return str(int(value))
    return f"{Decimal(repr(value)):f}"


def _is_same_number(text: str, sent: str) -> bool:
    try:
        return bool(sent.strip()) and Decimal(sent.strip()) == Decimal(text)
    except InvalidOperation:
        return False
