"""The findings that rules yield: a place in a spec or its text, what is wrong, and how to fix it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from golive.schema.field import Model
from golive.support.problems import PathStep
from golive.yaml_io.source import Source

ModelT = TypeVar("ModelT", bound=Model)


class Finding(NamedTuple):
    """An inconsistency between fields that are each valid.

    Attributes:
        path: the path of the value to change, such as `("interfaces", 2, "schedule", "cut_off")`.
        message: what was found.
        hint: how to fix it; if empty, that of the check is used.
    """

    path: tuple[PathStep, ...]
    message: str
    hint: str = ""


class TextFinding(NamedTuple):
    """A finding in a range of a file's text.

    Attributes:
        start: offset of the first character.
        end: offset after the last character.
        message: what was found.
    """

    start: int
    end: int
    message: str


Rule = Callable[[ModelT], Iterator[Finding]]
TextRule = Callable[[Source], Iterator[TextFinding]]
