"""The kinds of value a spec holds. The schema types the YAML: every scalar arrives here as text."""

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

MAX_TEXT = 2_000
MAX_PROSE = 20_000
# Line and paragraph separators are refused in text: the parser uses one of them for a break inside a cell.
_REFUSED = {"\u2028", "\u2029", "\ufffe", "\uffff", "\ufeff"}


def _refuse_controls(text: str) -> str:
    for character in text:
        if character in _REFUSED or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"):
            raise PydanticCustomError(
                "character", "holds the character U+{code}, which no document can show", {"code": f"{ord(character):04X}"}
            )
    return text


def _one_line(text: str) -> str:
    """Plain text is one line: white space is folded, and nothing else is touched."""
    return _refuse_controls(re.sub(r"[ \t\r\n]+", " ", text).strip())


class _TextKind(str):
    """A `str` whose class says how it is shown."""

    __slots__ = ()
    limit: ClassVar[int] = MAX_TEXT
    format: ClassVar[str] = ""

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
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "minLength": 1, "format": cls.format}


class Prose(_TextKind):
    """The author's own Markdown (CommonMark without HTML and images); the only text that is interpreted."""

    __slots__ = ()
    limit = MAX_PROSE
    format = "markdown"

    @classmethod
    def tidy(cls, text: str) -> str:
        return _refuse_controls(text.replace("\r\n", "\n")).strip()


class Code(_TextKind):
    """One line shown letter for letter in a fixed-width face: a path, a value, a pattern. Blanks count."""

    __slots__ = ()
    format = "code"

    @classmethod
    def tidy(cls, text: str) -> str:
        tidied = _refuse_controls(text)
        if "\n" in tidied or "\t" in tidied:
            raise PydanticCustomError("code_line", "must be one line without tabs")
        return tidied


class Verbatim(_TextKind):
    """Several lines shown letter for letter in a fixed-width face: a sample file, a request body."""

    __slots__ = ()
    limit = MAX_PROSE
    format = "verbatim"

    @classmethod
    def tidy(cls, text: str) -> str:
        return _refuse_controls(text.replace("\r\n", "\n")).rstrip("\n")


def _iso(pattern: str, example: str) -> BeforeValidator:
    """Only the ISO form: pydantic would also take a number for seconds since 1970."""
    compiled = re.compile(pattern)

    def check(value: Any) -> Any:  # noqa: ANN401 - whatever the YAML held
        if isinstance(value, str) and not compiled.fullmatch(value.strip()):
            raise PydanticCustomError("iso", "must be written like {example}", {"example": example})
        return value.strip() if isinstance(value, str) else value

    return BeforeValidator(check)


Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1, max_length=MAX_TEXT, pattern=r"\S")]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ContactId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, json_schema_extra={"refersTo": "team"})]
Version = Annotated[str, Field(pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?$", max_length=20)]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254), AfterValidator(_refuse_controls)]
Phone = Annotated[str, Field(pattern=r"^[+()0-9][0-9 ().x+-]{6,30}$")]
Url = Annotated[str, Field(pattern=r"^https://[^\s<>\"]+$", max_length=500), AfterValidator(_refuse_controls)]
Date = Annotated[date, _iso(r"\d{4}-\d{2}-\d{2}", "2027-01-31")]
Clock = Annotated[time, _iso(r"([01]\d|2[0-3]):[0-5]\d", "02:00")]
Count = Annotated[int, Field(ge=0, le=10**12)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=6)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
