"""The value types of a spec. Every YAML scalar arrives here as text and gets its type from the schema."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, ClassVar, cast

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

MAX_TEXT = 2_000
MAX_PROSE = 20_000
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Line and paragraph separators are refused because the Markdown parser uses one for a line break in a cell,
# noncharacters because templates use them to mark lines.
_INVISIBLE_CHARACTERS = "\u2028\u2029\ufeff\ufffe\uffff" + "".join(map(chr, range(0xFDD0, 0xFDF0)))
_BLANKS = re.compile(r"[ \t\r\n]+")


def _refuse_controls(text: str) -> str:
    found = _CONTROL_CHARACTERS.search(text)
    code = ord(found[0]) if found else 0
    if not text.isascii():
        code = code or next((ord(character) for character in _INVISIBLE_CHARACTERS if character in text), 0)
    if found or code:
        message = "holds the character U+{code}, which no document can show"
        raise PydanticCustomError("character", message, {"code": f"{code:04X}"})
    return text


def _fold_to_one_line(text: str) -> str:
    """Fold white space so that plain text is one line; nothing else changes."""
    line = _refuse_controls(_BLANKS.sub(" ", text).strip())
    if not line:
        raise PydanticCustomError("empty", "is empty")
    return line


class _TextType(str):
    """A `str` whose class defines how it is shown."""

    __slots__ = ()
    limit: ClassVar[int] = MAX_TEXT
    kind: ClassVar[str] = ""

    @classmethod
    def normalize(cls, text: str) -> str:
        """Return the text in the form in which it is stored."""
        return _refuse_controls(text)

    @classmethod
    def _create(cls, text: str) -> "_TextType":
        normalized = cls.normalize(text)
        if not normalized.strip():
            raise PydanticCustomError("empty", "is empty")
        return cls(normalized)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_after_validator_function(cls._create, core_schema.str_schema(max_length=cls.limit))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "minLength": 1, "format": cls.kind}


class Prose(_TextType):
    """The author's own Markdown (CommonMark without HTML and images); the only text that is interpreted."""

    __slots__ = ()
    limit = MAX_PROSE
    kind = "markdown"

    @classmethod
    def normalize(cls, text: str) -> str:
        """Return the text in the form in which it is stored."""
        return _refuse_controls(text.replace("\r\n", "\n")).strip()


class Code(_TextType):
    """One line shown letter for letter in a fixed-width face: a path, a value, a pattern. Blanks count."""

    __slots__ = ()
    kind = "code"

    @classmethod
    def normalize(cls, text: str) -> str:
        """Return the text in the form in which it is stored."""
        normalized = _refuse_controls(text)
        if "\n" in normalized or "\t" in normalized:
            raise PydanticCustomError("code_line", "must be one line without tabs")
        return normalized


SEPARATOR_CHARACTERS: Mapping[str, str] = {"tab": "\t", "newline": "\n"}
"""The characters that no document can show, by the words that a spec has for them."""


class Separator(Code):
    """What separates columns or ends records: one or more characters, or the word `tab` or `newline`."""

    __slots__ = ()

    @classmethod
    def normalize(cls, text: str) -> str:
        """Return the text in the form in which it is stored: the word for a tab or a line break."""
        written = {"\\t": "\t", "\\n": "\n", "\r\n": "\n"}.get(text, text)
        words = {character: word for word, character in SEPARATOR_CHARACTERS.items()}
        found = words.get(written) or super().normalize(written)
        if found not in SEPARATOR_CHARACTERS and any(map(str.isalnum, found)):
            raise PydanticCustomError("separator_word", "holds letters or digits")
        return found

    @classmethod
    def _create(cls, text: str) -> "_TextType":
        return super()._create(text) if text.strip() or not text.strip(" ") else cls(cls.normalize(text))


class Verbatim(_TextType):
    """Several lines shown letter for letter in a fixed-width face: a sample file, a request body."""

    __slots__ = ()
    limit = MAX_PROSE
    kind = "verbatim"

    @classmethod
    def normalize(cls, text: str) -> str:
        """Return the text in the form in which it is stored."""
        return _refuse_controls(text.replace("\r\n", "\n")).rstrip("\n")


class _SchemaMarker:
    """Marks a type with a prebuilt core schema.

    `Field(pattern=...)` and validators would build the same schema again for each of 300 fields at each start.
    """

    __slots__ = ("_schema", "ge", "json_schema_extra", "le", "max_length", "pattern")

    def __init__(self, schema: CoreSchema, *, refers_to: str = "") -> None:
        self._schema: dict[str, Any] = dict(schema)
        inner = self._schema.get("schema", self._schema)
        self.pattern: str = inner.get("pattern", "")
        self.max_length: int | None = inner.get("max_length")
        self.ge: int | date | None = inner.get("ge")
        self.le: int | date | None = inner.get("le")
        self.json_schema_extra: Mapping[str, str] = {"refersTo": refers_to} if refers_to else {}

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return cast("CoreSchema", self._schema.copy())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), **self.json_schema_extra}


def _build_text_schema(most: int) -> CoreSchema:
    return core_schema.no_info_after_validator_function(
        _fold_to_one_line, core_schema.str_schema(min_length=1, max_length=most)
    )


def _build_pattern_schema(pattern: str, most: int) -> CoreSchema:
    # `\s` and `[^@]` match control characters; the other patterns do not.
    schema = core_schema.str_schema(pattern=pattern, max_length=most)
    return core_schema.no_info_after_validator_function(_refuse_controls, schema) if "[^" in pattern else schema


def _build_iso_schema(schema: CoreSchema, pattern: str, example: str) -> CoreSchema:
    """Build a schema that accepts only the ISO form; pydantic alone would also accept seconds since 1970."""
    compiled = re.compile(pattern)

    def check(value: Any) -> Any:  # noqa: ANN401 - whatever the YAML held
        if isinstance(value, str) and not compiled.fullmatch(value.strip()):
            raise PydanticCustomError("iso", "must be written like {example}", {"example": example})
        return value.strip() if isinstance(value, str) else value

    return core_schema.no_info_before_validator_function(check, schema)


IDENTIFIER_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
VERSION_PATTERN = r"^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8}))?$"
# Comparisons with a version, with commas between; `~=` needs a version of two or three parts.
_ONE_RANGE = r"([<>]|[=!<>]=) ?\d+(\.\d+){0,2}|~= ?\d+(\.\d+){1,2}"
VERSION_RANGE_PATTERN = rf"^({_ONE_RANGE})(, ?({_ONE_RANGE}))*$"
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
PHONE_PATTERN = r"^[+()0-9][0-9 ().x+-]{6,30}$"
URL_PATTERN = r"^https://[^\s<>\"]+$"
# Example values for messages, by pattern.
PATTERN_EXAMPLES = {
    IDENTIFIER_PATTERN: "river-water",
    VERSION_PATTERN: "1.2.0",
    VERSION_RANGE_PATTERN: ">=0.4,<0.5",
    EMAIL_PATTERN: "name@example.org",
    PHONE_PATTERN: "+1 555-0100",
    URL_PATTERN: "https://www.example.org",
}

FIRST_DATE = date(1990, 1, 1)
"""The first day that a spec may name; an earlier one is a typing error in the year."""
LAST_DATE = date(2099, 12, 31)
"""The last day that a spec may name; calendars and plans count some years beyond it."""

Text = Annotated[str, _SchemaMarker(_build_text_schema(MAX_TEXT))]
Identifier = Annotated[str, _SchemaMarker(_build_pattern_schema(IDENTIFIER_PATTERN, 60))]
ContactId = Annotated[str, _SchemaMarker(_build_pattern_schema(IDENTIFIER_PATTERN, 60), refers_to="team")]
Version = Annotated[str, _SchemaMarker(_build_pattern_schema(VERSION_PATTERN, 20))]
VersionRange = Annotated[str, _SchemaMarker(_build_pattern_schema(VERSION_RANGE_PATTERN, 60))]
Email = Annotated[str, _SchemaMarker(_build_pattern_schema(EMAIL_PATTERN, 254))]
Phone = Annotated[str, _SchemaMarker(_build_pattern_schema(PHONE_PATTERN, 40))]
Url = Annotated[str, _SchemaMarker(_build_pattern_schema(URL_PATTERN, 500))]
_DATE_SCHEMA = core_schema.date_schema(ge=FIRST_DATE, le=LAST_DATE)
Date = Annotated[date, _SchemaMarker(_build_iso_schema(_DATE_SCHEMA, r"\d{4}-\d{2}-\d{2}", "2027-01-31"))]
Clock = Annotated[
    time, _SchemaMarker(_build_iso_schema(core_schema.time_schema(), r"([01]\d|2[0-3]):[0-5]\d", "02:00"))
]
Count = Annotated[int, _SchemaMarker(core_schema.int_schema(ge=0, le=10**12))]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=6)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
