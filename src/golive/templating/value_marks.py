"""Trace the values in a document's Markdown to the spec, by invisible marks around each printed value.

Documents are rendered without marks. When a fault is found on paper, the template is rendered once more with a
`ValueMarks` in use: each value of the YAML files that is printed then stands between marks with the number of its
place. The marks are noncharacters of Unicode, which no spec and no template may hold.

Values are recognized by identity, never by their text. An object that stands in two places has no place, unless a
template reads it as a field of a model.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, NamedTuple, TypeGuard, TypeVar

from golive.schema.field import Model
from golive.support.problems import PathStep

_OPEN, _OPEN_BLOCK, _END_OF_NUMBERS, _CLOSE, _CLOSE_BLOCK = "\ufdd3", "\ufdd4", "\ufdd5", "\ufdd6", "\ufdd7"
_MARK: Final = re.compile(f"{_OPEN}([0-9,]+){_END_OF_NUMBERS}|{_CLOSE}")
_BLOCK_MARK: Final = re.compile(f"{_OPEN_BLOCK}([0-9,]+){_END_OF_NUMBERS}|{_CLOSE_BLOCK}")
_LINK_TARGET: Final = re.compile(r"\]\([^)\s]*\)")
_MIN_CHARACTERS: Final = 2
"""Shorter texts are one object wherever they stand."""

_T = TypeVar("_T")


class ValuePlace(NamedTuple):
    """The place of a value: the name of the file, as given to `ValueMarks`, and the path in it."""

    file: str
    path: tuple[PathStep, ...]


class MarkedSpan(NamedTuple):
    """A range of characters of a text that a value was printed in, and the places of the value."""

    start: int
    end: int
    places: tuple[ValuePlace, ...]


class MarkedText(NamedTuple):
    """A text without its marks, and the ranges that they enclosed."""

    text: str
    spans: tuple[MarkedSpan, ...]


class ValueMarks:
    """The places of all values of some models, and the texts that were derived from them while rendering."""

    def __init__(self, files: Mapping[str, Model]) -> None:
        self._places: list[ValuePlace] = []
        self._models: dict[int, ValuePlace] = {}
        # The objects are kept, so that no other object gets their identity.
        self._values: dict[int, tuple[object, tuple[int, ...]]] = {}
        self._texts: list[tuple[str, int]] = []
        for name, model in files.items():
            self._add_value(model, ValuePlace(name, ()))

    def find_numbers(self, value: object) -> tuple[int, ...]:
        """Return the numbers of the places of a value; empty if it is not from a file, or has several."""
        found = self._values.get(id(value))
        return found[1] if found else ()

    def find_places(self, value: object) -> tuple[ValuePlace, ...]:
        """Return the places of a value."""
        return self.get_places(self.find_numbers(value))

    def get_places(self, numbers: tuple[int, ...]) -> tuple[ValuePlace, ...]:
        """Return the places with these numbers."""
        return tuple(self._places[number] for number in numbers if number < len(self._places))

    def find_field_numbers(self, model: object, name: str) -> tuple[int, ...]:
        """Return the number of the place of a field of a model, in a tuple; empty if the model is not from a file."""
        place = self._models.get(id(model))
        if place is None or name not in getattr(model, "model_fields_set", ()):
            return ()
        return (self._add_place(ValuePlace(place.file, (*place.path, name))),)

    def copy_field(self, model: object, name: str, value: _T) -> _T:
        """Return a text that was read from a field as an object of its own, so that its place is known."""
        return self.derive(value, self.find_field_numbers(model, name)) if isinstance(value, str) else value

    def derive(self, value: _T, numbers: tuple[int, ...]) -> _T:
        """Return a copy of a text that is known to be made of the values with these numbers."""
        if not numbers or not _is_text(value):
            return value
        copy: Any = f"{value} "[:-1] if type(value) is str else type(value)(value)
        self._values[id(copy)] = copy, numbers
        return copy  # type: ignore[no-any-return]

    def find_model(self, model: object) -> ValuePlace | None:
        """Return the place of a model; None if it is not from a file."""
        return self._models.get(id(model))

    def list_texts(self) -> Iterator[tuple[str, int]]:
        """Yield each text of the files that has one place, with its number."""
        for value, number in self._texts:
            if self.find_numbers(value):
                yield value, number

    def _add_place(self, place: ValuePlace) -> int:
        self._places.append(place)
        return len(self._places) - 1

    def _add_value(self, value: object, place: ValuePlace) -> None:
        if isinstance(value, Model):
            self._models[id(value)] = place
            for name in type(value).model_fields:
                if name in value.model_fields_set:
                    self._add_value(getattr(value, name), ValuePlace(place.file, (*place.path, name)))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                self._add_value(item, ValuePlace(place.file, (*place.path, index)))
        elif _is_text(value) or isinstance(value, date | time | Decimal):
            is_new = id(value) not in self._values
            self._values[id(value)] = value, (self._add_place(place),) if is_new else ()
            if is_new and isinstance(value, str):
                self._texts.append((value, len(self._places) - 1))


def _is_text(value: object) -> TypeGuard[str]:
    """Return whether a value is a text that is an object of its own, unlike the words of an enumeration."""
    return isinstance(value, str) and not isinstance(value, Enum) and len(value) >= _MIN_CHARACTERS


_CURRENT: ContextVar[ValueMarks | None] = ContextVar("value_marks", default=None)


def get_value_at(model: Model, path: tuple[PathStep, ...]) -> Any:  # noqa: ANN401 - whatever a model holds
    """Return the value at a path of a model."""
    value: Any = model
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


@contextmanager
def use_value_marks(marks: ValueMarks) -> Iterator[None]:
    """Mark every value that is printed within this context."""
    token = _CURRENT.set(marks)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def get_value_marks() -> ValueMarks | None:
    """Return the marks in use; None while documents are rendered without."""
    return _CURRENT.get()


def mark_value(value: object, text: str) -> str:
    """Return the Markdown of a value between marks, within a line; unchanged without marks in use."""
    marks = _CURRENT.get()
    return text if marks is None else _enclose(text, marks.find_numbers(value))


def mark_block(value: object, text: str) -> str:
    """Return the Markdown of a value that has lines of its own between marks; unchanged without marks in use."""
    marks = _CURRENT.get()
    numbers = marks.find_numbers(value) if marks and text else ()
    return f"{_OPEN_BLOCK}{_join(numbers)}{_END_OF_NUMBERS}{text}{_CLOSE_BLOCK}" if numbers else text


def mark_field(model: Model, name: str, text: str) -> str:
    """Return the Markdown of a field between marks, unless it holds marks already; unchanged without marks in use."""
    marks = _CURRENT.get()
    return text if marks is None or _OPEN in text else _enclose(text, marks.find_field_numbers(model, name))


def derive_text(value: str, *sources: object) -> str:
    """Return a text made of other values, so that it is marked with their places; unchanged without marks in use."""
    marks = _CURRENT.get()
    if marks is None:
        return value
    return marks.derive(value, tuple(number for source in sources for number in marks.find_numbers(source)))


def strip_value_marks(text: str) -> str:
    """Return a text without marks."""
    return _MARK.sub("", text) if _CLOSE in text else text


def read_block_marks(lines: list[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each line without marks of blocks, with the numbers of the values that it is part of."""
    open_numbers: list[tuple[int, ...]] = []
    for line in lines:
        numbers = [number for found in open_numbers for number in found]
        for mark in _BLOCK_MARK.finditer(line):
            if mark[1]:
                open_numbers.append(_split(mark[1]))
                numbers += open_numbers[-1]
            elif open_numbers:
                open_numbers.pop()
        yield _BLOCK_MARK.sub("", line), tuple(numbers)


def strip_link_marks(text: str) -> str:
    """Return Markdown without the marks in targets of links, which would be part of the address."""
    return _LINK_TARGET.sub(lambda found: _MARK.sub("", found[0]), text)


def read_marked_text(text: str, marks: ValueMarks) -> MarkedText:
    """Return a text without its marks, and the ranges of characters that they enclosed."""
    plain, at = "", 0
    opened: list[tuple[int, tuple[int, ...]]] = []
    spans = []
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((len(plain), _split(mark[1])))
        elif opened:
            start, numbers = opened.pop()
            spans.append(MarkedSpan(start, len(plain), marks.get_places(numbers)))
    return MarkedText(plain + text[at:], tuple(spans))


def _enclose(text: str, numbers: tuple[int, ...]) -> str:
    return f"{_OPEN}{_join(numbers)}{_END_OF_NUMBERS}{text}{_CLOSE}" if numbers and text else text


def _join(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _split(numbers: str) -> tuple[int, ...]:
    return tuple(map(int, numbers.split(",")))
