"""A topic: a section of a file that people fill in, as forms and sheets show it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from golive.schema import Guide, Integration, Organization, Process
from golive.schema.field import Model

FILE_MODELS: Final[Mapping[str, type[Model]]] = {
    "integration": Integration,
    "organization": Organization,
    "guide": Guide,
    "process": Process,
}
"""The model of each kind of file that people fill in."""


class TopicLayout(StrEnum):
    """The layout of a topic in forms and sheets."""

    QUESTIONS = "questions"
    """Single questions, one below the other."""
    ROWS = "rows"
    """A table with one row per item."""
    COLUMNS = "columns"
    """Items side by side, one column per item and one row per question."""
    GRID = "grid"
    """A table of many narrow rows, made for pasting from a spreadsheet."""


class Topic(Struct, frozen=True):
    """A section of a file.

    Attributes:
        id: short name, unique; used in addresses of pages and in hidden keys of sheets.
        title: heading, in the words of the trade.
        help: what belongs here, in one or two sentences.
        form: how it is laid out.
        paths: the parts of the file that it holds, such as `biller`, `interfaces[batch]` or `connections[].keys[]`;
            a word in brackets selects the items of one kind, and an empty path is all that no other topic holds.
        area: heading over several topics.
        file_kind: the kind of file, a key of `FILE_MODELS`.
    """

    id: str
    title: str
    help: str
    form: TopicLayout
    paths: tuple[str, ...]
    area: str
    file_kind: str = "integration"
