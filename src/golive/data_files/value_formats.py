"""RecordField → Form: what the words of a spec mean for a value of the file."""

from golive.data_files.dates import USUAL, Moment, mask_in
from golive.data_files.numbers import Digits, Money
from golive.data_files.texts import Anything, Filler, Free, Words
from golive.data_files.value_format import (
    Form,
    either_of,
    implied_decimals,
    is_padded,
    is_signed,
    point_decimals,
    range_of,
    side_of,
)
from golive.schema.batch import RecordField
from golive.schema.words import FieldType

_MOST_TEXT = 4_000  # characters of a field that does not say how many
_MOST_DIGITS = 18
_YES_NO = ("Y", "N", "T", "F", "0", "1", "true", "false")


def form_of(field: RecordField, *, fixed: bool) -> Form:  # noqa: PLR0911 - one return per type
    """The form of a field's values.

    Args:
        field: as the spec describes it.
        fixed: whether the file's records are of fixed width, so that numbers fill their fields.
    """
    values = tuple(one.value.strip() for one in field.values)
    if values and field.type not in {FieldType.ALPHANUMERIC, FieldType.FILLER}:
        return Words(values)
    if field.pattern:
        return Free(field.length or _MOST_TEXT, str(field.pattern))
    match field.type:
        case FieldType.FILLER:
            low = (field.format or "").casefold()
            counted = "blanks" in low and not fixed and any(one.isdecimal() for one in low)
            character = "0" if low.startswith("zero") else "9" if low.startswith("nine") else " "
            return Filler(character, (field.length or 0) if counted else 0)
        case FieldType.OBJECT | FieldType.LIST:
            return Anything("[]" if field.type is FieldType.LIST else "{}")
        case FieldType.BOOLEAN:
            return Words(either_of(field.format or "") or _booleans(field.length))
        case FieldType.DATE | FieldType.TIME | FieldType.TIMESTAMP:
            return _moment(field, fixed=fixed)
        case FieldType.NUMERIC:
            return _digits(field, fixed=fixed)
        case FieldType.AMOUNT:
            return _money(field, fixed=fixed)
        case _:
            return Free(field.length or _MOST_TEXT)


def _booleans(length: int | None) -> tuple[str, ...]:
    return tuple(word for word in _YES_NO if length is None or len(word) <= length)


def _moment(field: RecordField, *, fixed: bool) -> Form:
    words = field.format or ""
    mask = mask_in(words) or USUAL.get((field.type.value, field.length or 0), "")
    if not mask or (fixed and (field.length or 0) < len(mask)):
        return Free(field.length or _MOST_TEXT)
    return Moment(mask, zeros="zeros" in words.casefold())


def _digits(field: RecordField, *, fixed: bool) -> Form:
    words, most = field.format or "", field.length or _MOST_DIGITS
    padded = is_padded(words)
    full = side_of(words) != "right" and padded is not False if fixed else bool(padded and field.length)
    low, high = range_of(words) or (None, None)
    return Digits(most if full else 1, most, low, high, bare=padded is False)


def _money(field: RecordField, *, fixed: bool) -> Form:
    words, most = field.format or "", field.length or _MOST_DIGITS
    implied, point = implied_decimals(words), point_decimals(words)
    signed = is_signed(words) and field.sign is None
    if point is not None:
        return Money(1, most, point, point=True, signed=signed)
    if fixed or implied is not None:
        full = (fixed and side_of(words) != "right") or bool(is_padded(words) and field.length)
        return Money(most if full else 1, most, 2 if implied is None else implied, point=False, signed=signed)
    return Money(1, most, 2, point=True, signed=field.sign is None, loose=True)
