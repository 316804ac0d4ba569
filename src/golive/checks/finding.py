"""What a rule finds: a place in a spec, what is wrong there, and what to do."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from golive.schema.field import Model
from golive.support.problems import Step
from golive.yaml_io.source import Source

M = TypeVar("M", bound=Model)


class Finding(NamedTuple):
    """Something that cannot be right, although each field by itself is.

    Attributes:
        path: the value to change, such as `("interfaces", 2, "schedule", "cut_off")`.
        message: what was found.
        hint: what to do; the check's own when left out.
    """

    path: tuple[Step, ...]
    message: str
    hint: str = ""


class Spot(NamedTuple):
    """The same for a stretch of a file's text.

    Attributes:
        start: offset of its first character.
        end: offset behind its last one.
        message: what was found.
    """

    start: int
    end: int
    message: str


Rule = Callable[[M], Iterator[Finding]]
TextRule = Callable[[Source], Iterator[Spot]]
