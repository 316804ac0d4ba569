"""Classify fields by the kind of input that they take, with its choices and limits."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Final

from msgspec import Struct

from golive.schema.introspection import Slot, get_slots
from golive.schema.values import EMAIL_PATTERN, IDENTIFIER_PATTERN, PHONE_PATTERN, URL_PATTERN, Code, Prose, Verbatim
from golive.schema.word import format_word
from golive.schema.word_meanings import MEANINGS


class InputKind(StrEnum):
    """The kind of answer that a person types or picks."""

    TEXT = "text"
    """One line of plain text."""
    PROSE = "prose"
    """Paragraphs in Markdown."""
    CODE = "code"
    """One line, kept letter for letter."""
    VERBATIM = "verbatim"
    """Several lines, kept letter for letter."""
    IDENTIFIER = "identifier"
    """A short name in small letters, digits and hyphens."""
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    """`2027-01-31`."""
    TIME = "time"
    """`02:00`, on the 24-hour clock."""
    YES_NO = "yes-no"
    CHOICE = "choice"
    """A word of a closed list."""
    REFERENCE = "reference"
    """The id of an item of another list, picked by its name."""
    ITEMS = "items"
    """A list of items with fields of their own."""


class Choice(Struct, frozen=True):
    """A word that may be picked.

    Attributes:
        word: the word or id as the file has it.
        label: the text that people see.
        meaning: one sentence; may be empty.
    """

    word: str
    label: str
    meaning: str = ""


class Input(Struct, frozen=True):
    """The input of a field.

    Attributes:
        kind: what a person types or picks.
        is_list: whether several values may be given.
        choices: the words of a closed list; empty for any other kind.
        refers_to: the list whose ids a reference is one of, such as `team` or `timeline.activities`.
        minimum: least number, or None.
        maximum: greatest number, or None.
        max_length: most characters of one value, or None.
        max_items: most values of a list, or None.
        pattern: the regular expression that a value matches; may be empty.
        example: an example in YAML notation; may be empty.
    """

    kind: InputKind
    is_list: bool = False
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    max_length: int | None = None
    max_items: int | None = None
    pattern: str = ""
    example: str = ""


_BY_TYPE: Final[Mapping[Any, InputKind]] = {
    bool: InputKind.YES_NO,
    int: InputKind.INTEGER,
    Decimal: InputKind.DECIMAL,
    date: InputKind.DATE,
    time: InputKind.TIME,
    Prose: InputKind.PROSE,
    Code: InputKind.CODE,
    Verbatim: InputKind.VERBATIM,
}
_BY_PATTERN: Final[Mapping[str, InputKind]] = {
    EMAIL_PATTERN: InputKind.EMAIL,
    PHONE_PATTERN: InputKind.PHONE,
    URL_PATTERN: InputKind.URL,
    IDENTIFIER_PATTERN: InputKind.IDENTIFIER,
}


def build_input(slot: Slot) -> Input:
    """Return the input of a field.

    Args:
        slot: what the models allow there; a list, or a single value, but no group of keys.
    """
    item = slot.item_slot if slot.is_list else slot
    own = (*item.markers, *(() if slot.is_list else slot.markers))
    pattern = next((mark.pattern for mark in own if isinstance(getattr(mark, "pattern", None), str)), "")
    refers_to = next((found for mark in (*slot.markers, *own) if (found := _read_reference(mark))), "")
    choices = list_choices(item)
    kind = _BY_TYPE.get(item.value_type) or _BY_PATTERN.get(pattern) or InputKind.TEXT
    if item.models:
        kind = InputKind.ITEMS
    elif choices:
        kind = InputKind.CHOICE
    elif refers_to:
        kind = InputKind.REFERENCE
    return Input(
        kind,
        is_list=slot.is_list,
        choices=choices,
        refers_to=refers_to,
        minimum=_read_limit(own, "ge", max) if _read_limit(own, "ge", max) is not None else _read_limit(own, "gt", max),
        maximum=_read_limit(own, "le", min),
        max_length=_read_length(own) or getattr(item.value_type, "limit", None),
        max_items=_read_length(slot.markers) if slot.is_list else None,
        pattern=pattern,
        example="" if item.models else item.example,
    )


def build_discriminator_input(slot: Slot) -> Input:
    """Return the input of the key that distinguishes the models of a group, with the meaning of each."""
    key = slot.discriminator[0]
    return Input(
        InputKind.CHOICE,
        choices=tuple(
            Choice(word, format_word(word), (model.__doc__ or "").partition("\n")[0])
            for model in slot.models
            for word in get_slots(model)[key].allowed_words
        ),
        example=slot.discriminator[1].example,
    )


@cache
def list_choices(slot: Slot) -> tuple[Choice, ...]:
    """Return the words of the closed list that a single value is one of, with labels and meanings; else none."""
    is_enum = isinstance(slot.value_type, type) and issubclass(slot.value_type, Enum)
    meanings = MEANINGS.get(slot.value_type.__name__, {}) if is_enum else {}
    return tuple(Choice(word, format_word(word), meanings.get(word, "")) for word in slot.allowed_words)


def _read_reference(mark: object) -> str:
    extra = getattr(mark, "json_schema_extra", None)
    return str(extra.get("refersTo", "")) if isinstance(extra, Mapping) else getattr(mark, "named_list", "")


def _read_limit(markers: tuple[Any, ...], name: str, choose: Any) -> Decimal | None:  # noqa: ANN401 - min or max
    found = [limit for mark in markers if isinstance(limit := getattr(mark, name, None), int | float | Decimal)]
    return Decimal(str(choose(found))) if found else None


def _read_length(markers: tuple[Any, ...]) -> int | None:
    found = [limit for mark in markers if isinstance(limit := getattr(mark, "max_length", None), int)]
    return min(found, default=None)
