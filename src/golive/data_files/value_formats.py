"""Build the value format of a field from its description in the spec."""

from golive.data_files.dates import DEFAULT_MASKS, DateFormat, find_mask, is_written_otherwise
from golive.data_files.numbers import DigitsFormat, MoneyFormat
from golive.data_files.texts import AnyTreeFormat, FillerFormat, FreeTextFormat, WordsFormat
from golive.data_files.value_format import (
    ValueFormat,
    is_padded,
    is_signed,
    parse_alignment,
    parse_either,
    parse_implied_decimals,
    parse_point_decimals,
    parse_range,
    parse_sign_position,
)
from golive.schema.batch import RecordField
from golive.schema.words import FieldType

_MOST_TEXT = 4_000  # characters of a field that does not say how many
_MOST_DIGITS = 18
_YES_NO = ("Y", "N", "T", "F", "0", "1", "true", "false")


def build_value_format(field: RecordField, *, fixed: bool) -> ValueFormat:  # noqa: PLR0911 - one return per type
    """Return the format of a field's values.

    Args:
        field: as the spec describes it.
        fixed: whether the file's records are of fixed width, so that numbers fill their fields.
    """
    values = tuple(one.value.strip() for one in field.values)
    if values and field.type not in {FieldType.ALPHANUMERIC, FieldType.FILLER}:
        return WordsFormat(values)
    if field.pattern:
        return FreeTextFormat(field.length or _MOST_TEXT, str(field.pattern))
    match field.type:
        case FieldType.FILLER:
            low = (field.format or "").casefold()
            counted = "blanks" in low and not fixed and any(one.isdecimal() for one in low)
            character = "0" if low.startswith("zero") else "9" if low.startswith("nine") else " "
            return FillerFormat(character, (field.length or 0) if counted else 0)
        case FieldType.OBJECT | FieldType.LIST:
            return AnyTreeFormat("[]" if field.type is FieldType.LIST else "{}")
        case FieldType.BOOLEAN:
            return WordsFormat(parse_either(field.format or "") or _booleans(field.length))
        case FieldType.DATE | FieldType.TIME | FieldType.TIMESTAMP:
            return _moment(field, fixed=fixed)
        case FieldType.NUMERIC:
            return _digits(field, fixed=fixed)
        case FieldType.AMOUNT:
            return _money(field, fixed=fixed)
        case _:
            return FreeTextFormat(field.length or _MOST_TEXT)


def _booleans(length: int | None) -> tuple[str, ...]:
    return tuple(word for word in _YES_NO if length is None or len(word) <= length)


def _moment(field: RecordField, *, fixed: bool) -> ValueFormat:
    words = field.format or ""
    usual = "" if is_written_otherwise(words) else DEFAULT_MASKS.get((field.type.value, field.length or 0), "")
    mask = find_mask(words) or usual
    if not mask or (fixed and (field.length or 0) < len(mask)):
        return FreeTextFormat(field.length or _MOST_TEXT)
    return DateFormat(mask, zeros="zeros" in words.casefold())


def _digits(field: RecordField, *, fixed: bool) -> ValueFormat:
    words, most = field.format or "", field.length or _MOST_DIGITS
    padded = is_padded(words)
    full = parse_alignment(words) != "right" and padded is not False if fixed else bool(padded and field.length)
    low, high = parse_range(words) or (None, None)
    return DigitsFormat(most if full else 1, most, low, high, bare=padded is False)


def _money(field: RecordField, *, fixed: bool) -> ValueFormat:
    words, most = field.format or "", field.length or _MOST_DIGITS
    implied, point = parse_implied_decimals(words), parse_point_decimals(words)
    signed, at = is_signed(words) and field.sign is None, parse_sign_position(words)
    if point is not None:
        return MoneyFormat(1, most, point, point=True, signed=signed, sign_at=at)
    if fixed or implied is not None:
        full = (fixed and parse_alignment(words) != "right") or bool(is_padded(words) and field.length)
        decimals = 2 if implied is None else implied
        return MoneyFormat(most if full else 1, most, decimals, point=False, signed=signed, sign_at=at)
    return MoneyFormat(1, most, 2, point=True, signed=field.sign is None, loose=True)
