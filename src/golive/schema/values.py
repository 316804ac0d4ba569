"""The kinds of value a spec holds. The schema types the YAML: every scalar arrives here as text."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, ClassVar, cast

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

MAX_TEXT = 2_000
MAX_PROSE = 20_000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Line and paragraph separators are refused in text: the parser uses one of them for a break inside a cell.
# Noncharacters too: the words' templates mark their lines with them.
_INVISIBLE = "\u2028\u2029\ufeff\ufffe\uffff" + "".join(map(chr, range(0xFDD0, 0xFDF0)))
_BLANKS = re.compile(r"[ \t\r\n]+")


def _refuse_controls(text: str) -> str:
    found = _CONTROL.search(text)
    code = ord(found[0]) if found else 0
    if not text.isascii():
        code = code or next((ord(character) for character in _INVISIBLE if character in text), 0)
    if found or code:
        message = "holds the character U+{code}, which no document can show"
        raise PydanticCustomError("character", message, {"code": f"{code:04X}"})
    return text


def _one_line(text: str) -> str:
    """Plain text is one line: white space is folded, and nothing else is touched."""
    line = _refuse_controls(_BLANKS.sub(" ", text).strip())
    if not line:
        raise PydanticCustomError("empty", "is empty")
    return line


class _TextKind(str):
    """A `str` whose class says how it is shown."""

    __slots__ = ()
    limit: ClassVar[int] = MAX_TEXT
    kind: ClassVar[str] = ""

    @classmethod
    def tidy(cls, text: str) -> str:
        """The text as it is kept."""
        return _refuse_controls(text)

    @classmethod
    def _make(cls, text: str) -> "_TextKind":
        tidied = cls.tidy(text)
        if not tidied.strip():
            raise PydanticCustomError("empty", "is empty")
        return cls(tidied)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_after_validator_function(cls._make, core_schema.str_schema(max_length=cls.limit))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "minLength": 1, "format": cls.kind}


class Prose(_TextKind):
    """The author's own Markdown (CommonMark without HTML and images); the only text that is interpreted."""

    __slots__ = ()
    limit = MAX_PROSE
    kind = "markdown"

    @classmethod
    def tidy(cls, text: str) -> str:
        """The text as it is kept."""
        return _refuse_controls(text.replace("\r\n", "\n")).strip()


class Code(_TextKind):
    """One line shown letter for letter in a fixed-width face: a path, a value, a pattern. Blanks count."""

    __slots__ = ()
    kind = "code"

    @classmethod
    def tidy(cls, text: str) -> str:
        """The text as it is kept."""
        tidied = _refuse_controls(text)
        if "\n" in tidied or "\t" in tidied:
            raise PydanticCustomError("code_line", "must be one line without tabs")
        return tidied


class Verbatim(_TextKind):
    """Several lines shown letter for letter in a fixed-width face: a sample file, a request body."""

    __slots__ = ()
    limit = MAX_PROSE
    kind = "verbatim"

    @classmethod
    def tidy(cls, text: str) -> str:
        """The text as it is kept."""
        return _refuse_controls(text.replace("\r\n", "\n")).rstrip("\n")


class _Kind:
    """Marks a type with a core schema that is ready made.

    `Field(pattern=...)` and validators would make the same, but anew for each of 300 fields at each start.
    """

    __slots__ = ("_schema", "json_schema_extra", "pattern")

    def __init__(self, schema: CoreSchema, *, refers_to: str = "") -> None:
        self._schema: dict[str, Any] = dict(schema)
        self.pattern: str = self._schema.get("schema", self._schema).get("pattern", "")
        self.json_schema_extra: Mapping[str, str] = {"refersTo": refers_to} if refers_to else {}

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return cast("CoreSchema", self._schema.copy())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), **self.json_schema_extra}


def _text(most: int) -> CoreSchema:
    return core_schema.no_info_after_validator_function(
        _one_line, core_schema.str_schema(min_length=1, max_length=most)
    )


def _word(pattern: str, most: int) -> CoreSchema:
    # `\s` and `[^@]` let control characters pass; the other patterns do not.
    schema = core_schema.str_schema(pattern=pattern, max_length=most)
    return core_schema.no_info_after_validator_function(_refuse_controls, schema) if "[^" in pattern else schema


def _iso(schema: CoreSchema, pattern: str, example: str) -> CoreSchema:
    """Only the ISO form: pydantic would also take a number for seconds since 1970."""
    compiled = re.compile(pattern)

    def check(value: Any) -> Any:  # noqa: ANN401 - whatever the YAML held
        if isinstance(value, str) and not compiled.fullmatch(value.strip()):
            raise PydanticCustomError("iso", "must be written like {example}", {"example": example})
        return value.strip() if isinstance(value, str) else value

    return core_schema.no_info_before_validator_function(check, schema)


IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"
VERSION = r"^(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?$"
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
PHONE = r"^[+()0-9][0-9 ().x+-]{6,30}$"
URL = r"^https://[^\s<>\"]+$"
# For messages: a value that each pattern matches.
EXAMPLES = {
    IDENTIFIER: "river-water",
    VERSION: "1.2.0",
    EMAIL: "name@example.org",
    PHONE: "+1 555-0100",
    URL: "https://www.example.org",
}

Text = Annotated[str, _Kind(_text(MAX_TEXT))]
Identifier = Annotated[str, _Kind(_word(IDENTIFIER, 60))]
ContactId = Annotated[str, _Kind(_word(IDENTIFIER, 60), refers_to="team")]
Version = Annotated[str, _Kind(_word(VERSION, 20))]
Email = Annotated[str, _Kind(_word(EMAIL, 254))]
Phone = Annotated[str, _Kind(_word(PHONE, 40))]
Url = Annotated[str, _Kind(_word(URL, 500))]
Date = Annotated[date, _Kind(_iso(core_schema.date_schema(), r"\d{4}-\d{2}-\d{2}", "2027-01-31"))]
Clock = Annotated[time, _Kind(_iso(core_schema.time_schema(), r"([01]\d|2[0-3]):[0-5]\d", "02:00"))]
Count = Annotated[int, _Kind(core_schema.int_schema(ge=0, le=10**12))]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=6)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
