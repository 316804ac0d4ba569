"""Recognize the columns of a layout table by their heads, and what its cells say."""

# ruff: noqa: E501 - words in rows

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from golive.exchange.imports.cobol.pictures import USAGE_WORDS, count_bytes, describe_value, parse_picture
from golive.support.whole_numbers import parse_whole_number

HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "record": ("record", "recordtype", "rectype", "segment", "recordname"),
    "name": ("field", "fieldname", "name", "element", "elementname", "dataelement", "columnname", "column", "item"),
    "start": ("start", "startpos", "startposition", "from", "begin", "position", "positions", "pos", "startcol", "columns"),
    "end": ("end", "endpos", "endposition", "to", "stop", "through", "thru", "endcol"),
    "length": ("length", "len", "size", "width", "maxlength", "fieldlength", "bytes", "characters", "maxlen"),
    "type": ("type", "datatype", "fieldtype", "picture", "pic", "class", "attribute"),
    "format": ("format", "mask", "fieldformat", "dateformat", "justification"),
    "need": ("required", "mandatory", "usage", "req", "requirement", "optional", "mo", "mandatoryoptional", "reqd", "need"),
    "values": ("values", "validvalues", "codes", "allowedvalues", "codevalues", "possiblevalues"),
    "example": ("example", "sample", "samplevalue", "examplevalue"),
    "rule": ("description", "comments", "comment", "notes", "note", "definition", "remarks", "rule", "meaning", "fielddescription"),
}  # fmt: skip
"""The heads of columns by what they mean, in lower case and letters only."""
_WHOLE_WORD: Final = 5
_NOT_LETTERS: Final = re.compile(r"[^a-z]+")
_TYPES: Final = {
    **dict.fromkeys(("a", "an", "alpha", "alphanumeric", "alphabetic", "char", "character", "varchar", "string", "text", "x", "c"), "alphanumeric"),
    **dict.fromkeys(("n", "num", "numeric", "number", "int", "integer", "digits", "9", "numerical"), "numeric"),
    **dict.fromkeys(("amount", "decimal", "currency", "money", "dollar", "dollars"), "amount"),
    **dict.fromkeys(("date", "dt"), "date"),
    **dict.fromkeys(("datetime", "timestamp"), "timestamp"),
    **dict.fromkeys(("boolean", "bool", "yn", "flag"), "boolean"),
    **dict.fromkeys(("filler", "blank", "blanks", "reserved", "space", "spaces"), "filler"),
    "time": "time",
    "code": "code",
}  # fmt: skip
_NEEDS: Final = {
    **dict.fromkeys(("y", "yes", "m", "r", "x", "required", "mandatory", "true", "must"), "mandatory"),
    **dict.fromkeys(("n", "no", "o", "optional", "false", "may"), "optional"),
    **dict.fromkeys(("c", "conditional", "situational", "s"), "conditional"),
}
_SIZED: Final = re.compile(r"([A-Za-z]+)\s*\(\s*(\d{1,6})\s*(?:,\s*\d{1,2}\s*)?\)")
_USAGES: Final = {"COMP-3": "packed", "PACKED": "packed", "COMP": "binary", "BINARY": "binary", "COMP-1": "float"}
_CODE: Final = re.compile(r"\s*['\"]?([A-Za-z0-9+*-]{1,20}?)['\"]?\s*(?:=|:|–|\s-\s|-\s)\s*(\S.{0,200}?)\s*", re.DOTALL)
_RANGE: Final = re.compile(r"(\d{1,6})\s*(?:-|–|to|:)\s*(\d{1,6})")


class WrittenType(NamedTuple):
    """What a cell says of a field's type.

    Attributes:
        type: the type as a spec has it; empty if the cell says nothing that golive knows.
        format: how the value is written; empty if the cell does not say.
        pattern: a regular expression of the value; mostly empty.
        length: the length that the cell says; 0 if none.
        is_text: whether the value is stored as text.
    """

    type: str
    format: str = ""
    pattern: str = ""
    length: int = 0
    is_text: bool = True


def find_meaning(head: str) -> str:
    """Return what a column with this head means; empty if that is not known."""
    plain = _NOT_LETTERS.sub("", head.lower())
    found = next((meaning for meaning, heads in HEADS.items() if plain in heads), "")
    return found or next(
        (
            meaning
            for meaning, heads in HEADS.items()
            if any(len(one) >= _WHOLE_WORD and plain.startswith(one) for one in heads)
        ),
        "",
    )


def read_type(text: str) -> WrittenType:
    """Return what a cell such as `Char(10)`, `Numeric` or `S9(7)V99 COMP-3` says of the type."""
    plain = " ".join(text.split())
    sized = _SIZED.fullmatch(plain)
    word = sized[1] if sized else plain
    known = _TYPES.get(re.sub(r"[^a-z0-9]", "", word.lower()), "")
    first, _, rest = plain.upper().removeprefix("PIC ").partition(" ")
    picture = parse_picture(first)
    if picture is not None and (not known or "(" in first) and not (sized and len(sized[1]) > 1):
        usage = _USAGES.get(rest.strip(), "")
        described = describe_value(picture, usage, "", first)
        size = count_bytes(picture, usage, "") or 0
        return WrittenType(described.type, described.format, described.pattern, size, usage not in USAGE_WORDS)
    return WrittenType(known, length=int(sized[2]) if sized else 0)


def read_need(text: str) -> str:
    """Return the need that a cell says; empty if golive does not know the word."""
    return _NEEDS.get(_NOT_LETTERS.sub("", text.lower()), "")


def read_range(text: str) -> tuple[int, int] | None:
    """Return start and end of a position such as `1-10`; end is 0 for a single number; None if it is neither."""
    plain = text.strip()
    single = parse_whole_number(plain)
    if single is not None:
        return single, 0
    found = _RANGE.fullmatch(plain)
    return (int(found[1]), int(found[2])) if found and int(found[1]) <= int(found[2]) else None


def read_values(text: str) -> list[tuple[str, str]]:
    """Return the values of a cell such as `A = Active; C = Closed`; none if not every part has a value and a meaning."""
    found: list[tuple[str, str]] = []
    for separator in ("\n", ";", ","):
        matches = [_CODE.fullmatch(part) for part in text.split(separator) if part.strip()]
        if matches and all(matches) and len(matches) > len(found):
            found = [(one[1], " ".join(one[2].split())) for one in matches if one]
    return found


def recognize_heads(cells: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Return the columns of a row of heads by what they mean; none if the row is no such row."""
    found: dict[str, int] = {}
    for column, text in cells:
        meaning = find_meaning(text)
        if meaning and meaning not in found:
            found[meaning] = column
    is_table = "name" in found and found.keys() & {"start", "length", "type"}
    return found if is_table else {}
