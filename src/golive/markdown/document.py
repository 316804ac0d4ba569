"""Document: what a Markdown text says, as immutable blocks. Every paper is made from it.

`publish.markdown.parse` makes one; docs/markdown.md describes the dialect.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Run(Struct, frozen=True):
    """A stretch of text set the same way. A break inside a paragraph is a run of one line feed."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None


Runs = tuple[Run, ...]


class Heading(Struct, frozen=True):
    """`#` to `####`, with its `{key=value}` attributes."""

    level: int
    runs: Runs
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    line: int = 0


class Paragraph(Struct, frozen=True):
    """Running text."""

    runs: Runs
    line: int = 0


class Item(Struct, frozen=True):
    """An item of a list: its own text, and whatever is nested below it."""

    blocks: tuple["Block", ...]


class List(Struct, frozen=True):
    """Bullets, or numbers."""

    items: tuple[Item, ...]
    ordered: bool = False
    line: int = 0


class Table(Struct, frozen=True):
    """A table: every row has as many cells as the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[str, ...]
    caption: Runs = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    line: int = 0


class Code(Struct, frozen=True):
    """Lines shown letter for letter."""

    text: str
    language: str = ""
    line: int = 0


class Rule(Struct, frozen=True):
    """`---`: a break between slides."""

    line: int = 0


class Container(Struct, frozen=True):
    """`::: name argument {key=value}` … `:::`."""

    name: str
    argument: str
    blocks: tuple["Block", ...]
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    line: int = 0


Block = Heading | Paragraph | List | Table | Code | Rule | Container


class Document(Struct, frozen=True):
    """All blocks of one Markdown text; `source` names the template, for messages."""

    blocks: tuple[Block, ...]
    source: str = ""


class Meta(Struct, frozen=True):
    """What a paper says about itself on its cover, in its margins and in its properties.

    Attributes:
        title: the document's title.
        subtitle: what kind of document it is.
        subject: whom or what it is about: the biller.
        author: the vendor.
        version: as in the spec.
        date: ISO date of the version; the only date a document knows.
        date_on_paper: the same date as paper shows it.
        status: the phase, in words.
        language: BCP 47 tag.
        paper: "letter" or "a4".
        draft: what the draft mark says; empty when there is none.
        facts: label and value, for the cover.
        id: of the spec or the guide; a file is known by it again.
        kind: of document, as `golive build --only` calls it.
        digest: of everything that the spec's documents say.
        parts: name and digest of each thing that they are made from.
    """

    title: str
    subtitle: str
    subject: str
    author: str
    version: str
    date: str
    date_on_paper: str
    status: str
    language: str = "en-US"
    paper: str = "letter"
    draft: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    id: str = ""
    kind: str = ""
    digest: str = ""
    parts: tuple[tuple[str, str], ...] = ()


def plain(runs: Runs) -> str:
    """The text of runs, without their dress."""
    return "".join(run.text for run in runs)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, in reading order, those inside lists and containers too."""
    for block in blocks:
        yield block
        if isinstance(block, Container):
            yield from walk(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk(item.blocks)
