"""What the structure tree of a document must hold, in reading order: Typst sets tables and lists, golive says which."""

from typing import Final, Literal

from msgspec import Struct, field

CONTINUED_LIST: Final = "continued"
"""In `TagPlan.lists`: a list whose items belong to the list before it."""
TableStyle = Literal["cover", "facts", "plain", "compare"]


class TablePlan(Struct, frozen=True):
    """One table.

    Attributes:
        style: "facts" are lists of labels and values.
        rows: for each row, whether each of its cells is a header.
        spans: for each row, how many columns each of its cells takes.
        head_rows: how many rows are the table's head.
        is_captioned: whether it has a caption.
    """

    style: TableStyle
    rows: tuple[tuple[bool, ...], ...]
    spans: tuple[tuple[int, ...], ...]
    head_rows: int = 0
    is_captioned: bool = False


class TagPlan(Struct):
    """The tables, lists, figures and links of a document, each in reading order.

    Attributes:
        tables: its tables.
        lists: "ul", "ol", "contents" or `CONTINUED_LIST` for each list.
        links: the text of each link.
        figures: the text alternative of each figure.
    """

    tables: list[TablePlan] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
