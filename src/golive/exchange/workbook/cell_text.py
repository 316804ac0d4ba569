"""Turn an answer into the text of one cell, and the text of a cell into an answer.

A list of answers has one per line; a list of items, such as days off, has one item per line with its fields between
bars: `Dec 25, 2026 | Christmas`.
"""

from typing import Any, Final, TypeAlias

from msgspec import Struct

from golive.topics.answers import format_answer, parse_answer
from golive.topics.fields import SpecField, list_nested_fields
from golive.topics.inputs import Choice, Input, InputKind
from golive.topics.questions import list_reference_choices
from golive.yaml_io.gaps import parse_tbd

Answer: TypeAlias = str | list[str] | list[dict[str, Any]]
"""An answer as a spec holds it."""

MAX_CELL_TEXT: Final = 32_000
"""Characters; Excel takes 32,767 in a cell."""
_BAR: Final = " | "
_WORDS: Final = frozenset({InputKind.EMAIL, InputKind.IDENTIFIER, InputKind.INTEGER, InputKind.PHONE, InputKind.URL})


class CellCodec(Struct, frozen=True):
    """Converts the answers to one field.

    Attributes:
        asked: the kind of answer.
        choices: what may be picked; empty for anything else.
        inner: for a list of items, the keys of an item and how each is converted; None as codec is a plain text.
    """

    asked: Input
    choices: tuple[Choice, ...] = ()
    inner: "tuple[tuple[str, CellCodec], ...]" = ()

    def show(self, value: Any) -> str:  # noqa: ANN401 - plain values
        """Return an answer as the text of a cell; empty where nothing is answered yet."""
        if value is None or parse_tbd(value) is not None:
            return ""
        if self.inner:
            items = value if isinstance(value, list) else []
            return "\n".join(self._show_item(one) for one in items if isinstance(one, dict))
        if self.asked.is_list:
            values = value if isinstance(value, list) else [value]
            return "\n".join(self._show_one(one) for one in values)
        return self._show_one(value)

    def parse(self, text: str) -> Answer:
        """Return the answer that the text of a cell gives; an empty text or list gives none."""
        if parse_tbd(text) is not None:
            return text.strip()
        if self.inner:
            return [self._parse_item(line) for line in text.split("\n") if line.strip()]
        if self.asked.is_list:
            lines = (line for line in text.split("\n") if line.strip())
            return [self._parse_one(part) for line in lines for part in self._split_line(line)]
        return self._parse_one(text)

    def parse_held(self, value: Any) -> Answer:  # noqa: ANN401 - plain values
        """Return an answer of the spec in the form that `parse` gives it."""
        if self.inner:
            items = value if isinstance(value, list) else []
            return [self._normalize_item(one) for one in items if isinstance(one, dict)]
        if self.asked.is_list:
            return [self._parse_one(one) for one in (value if isinstance(value, list) else [value])]
        return self._parse_one(value)

    def can_show(self, value: Any) -> bool:  # noqa: ANN401 - plain values
        """Return whether a cell can hold an answer such that it comes back as it was."""
        if value is None or parse_tbd(value) is not None:
            return True
        if self.inner and not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
            return False
        text = self.show(value)
        return len(text) <= MAX_CELL_TEXT and parse_tbd(text) is None and self.parse(text) == self.parse_held(value)

    def _show_one(self, value: Any) -> str:  # noqa: ANN401 - plain values
        shown = format_answer(self.asked, str(value), self.choices)
        return shown.replace("\xa0", " ").replace("\u202f", " ") if self.asked.kind is InputKind.TIME else shown

    def _parse_one(self, value: Any) -> str:  # noqa: ANN401 - plain values
        return parse_answer(self.asked, str(value), self.choices)

    def _split_line(self, line: str) -> list[str]:
        """Return the answers of a line: several only where a comma cannot be part of one."""
        known = {text.casefold() for one in self.choices for text in (one.word, one.label)}
        if line.strip().casefold() in known or not (known or self.asked.kind in _WORDS):
            return [line]
        parts = [part.strip() for part in line.replace(";", ",").split(",") if part.strip()]
        return parts if not known or all(part.casefold() in known for part in parts) else [line]

    def _show_item(self, item: dict[str, Any]) -> str:
        parts = [codec.show(item.get(key)).replace("\n", ", ") for key, codec in self.inner]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        return _BAR.join(parts)

    def _parse_item(self, line: str) -> dict[str, Any]:
        parts = [part.strip() for part in line.split("|", len(self.inner) - 1)]
        found: dict[str, Any] = {}
        for (key, codec), part in zip(self.inner, parts, strict=False):
            answer = codec.parse(part.replace(",", "\n") if codec.asked.is_list else part)
            if answer not in ("", []):
                found[key] = answer
        return found

    def _normalize_item(self, item: dict[str, Any]) -> dict[str, Any]:
        answers = ((key, codec.parse_held(item[key])) for key, codec in self.inner if item.get(key) is not None)
        return {key: answer for key, answer in answers if answer not in ("", [])}


def build_codec(field: SpecField, asked: Input, values: Any) -> CellCodec:  # noqa: ANN401 - plain values
    """Return the codec for the answers to a field.

    Args:
        field: the field.
        asked: its kind of answer.
        values: the plain values of the spec, whose items references are picked from.
    """
    inner: tuple[tuple[str, CellCodec], ...] = ()
    if asked.kind is InputKind.ITEMS:
        nested = (one for one in list_nested_fields(field) if not one.is_internal and one.input)
        inner = tuple((one.key, build_codec(one, one.input, values)) for one in nested if one.input)
    return CellCodec(asked, list_cell_choices(asked, values), inner)


def list_cell_choices(asked: Input, values: Any) -> tuple[Choice, ...]:  # noqa: ANN401 - plain values
    """Return what may be picked in a cell; labels that two choices share are followed by the id."""
    if asked.kind is not InputKind.REFERENCE:
        return asked.choices
    found = list_reference_choices(values, asked.refers_to)
    labels = [one.label.casefold() for one in found]
    words = {one.word.casefold() for one in found}
    return tuple(
        Choice(one.word, f"{one.label} ({one.word})", one.meaning)
        if labels.count(one.label.casefold()) > 1 or (one.label.casefold() in words and one.label != one.word)
        else one
        for one in found
    )
