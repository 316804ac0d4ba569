"""Document model: a Markdown text as immutable blocks. Every output format is rendered from it.

`golive.markdown.parser.parse_markdown` creates one; docs/markdown.md describes the dialect.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from golive.support.type_words import name_type_in_words

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Run(Struct, frozen=True):
    """A span of text with uniform formatting. A line break inside a paragraph is a run of one line feed.

    `language` is the BCP 47 tag of a text in another language than the document; empty for the document's own.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None
    language: str = ""


Runs = tuple[Run, ...]


class Heading(Struct, frozen=True):
    """`#` to `####`, with its `{key=value}` attributes."""

    level: int
    runs: Runs
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    line: int = 0


class Paragraph(Struct, frozen=True):
    """A paragraph of text."""

    runs: Runs
    line: int = 0


class Item(Struct, frozen=True):
    """A list item: its own text and any blocks nested below it."""

    blocks: tuple["Block", ...]


class List(Struct, frozen=True):
    """A bulleted or numbered list."""

    items: tuple[Item, ...]
    ordered: bool = False
    line: int = 0


class Table(Struct, frozen=True):
    """A table; every row has as many cells as the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[str, ...]
    caption: Runs = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    line: int = 0


class CodeBlock(Struct, frozen=True):
    """A code block, shown verbatim."""

    text: str
    language: str = ""
    line: int = 0


class SlideBreak(Struct, frozen=True):
    """`---`: a break between slides."""

    line: int = 0


class Container(Struct, frozen=True):
    """`::: name argument {key=value}` … `:::`."""

    name: str
    argument: str
    blocks: tuple["Block", ...]
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    line: int = 0


Block = Heading | Paragraph | List | Table | CodeBlock | SlideBreak | Container


class Document(Struct, frozen=True):
    """All blocks of one Markdown text; `source` names the template, for messages."""

    blocks: tuple[Block, ...]
    source: str = ""


class Meta(Struct, frozen=True):
    """Document metadata: shown on the cover, in the margins and in the file properties.

    Attributes:
        title: the document's title.
        subtitle: the kind of document, in words.
        subject: the subject of the document, usually the biller.
        author: the vendor.
        version: the version in the spec.
        date: ISO date of the version; the only date in a document.
        display_date: the same date in display format.
        status: the project phase, in words.
        language: BCP 47 tag.
        paper_size: "letter" or "a4".
        draft_mark: text of the draft mark; empty for a released version.
        facts: pairs of label and value, for the cover.
        id: id of the spec or guide; identifies a file later.
        kind: kind of document, as in `golive build --only`.
        digest: digest of all content of the spec's documents.
        part_digests: pairs of name and digest, one for each input of the documents.
    """

    title: str
    subtitle: str
    subject: str
    author: str
    version: str
    date: str
    display_date: str
    status: str
    language: str = "en-US"
    paper_size: str = "letter"
    draft_mark: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=())
    id: str = ""
    kind: str = ""
    digest: str = ""
    part_digests: tuple[tuple[str, str], ...] = ()


def plain_text(runs: Runs) -> str:
    """Return the text of runs without formatting."""
    return "".join(run.text for run in runs)


def describe_block(block: Block) -> str:
    """Return the kind of a block for messages: "a code block"."""
    return f"a {name_type_in_words(type(block))}"


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block in reading order, including blocks nested in lists and containers."""
    for block in blocks:
        yield block
        if isinstance(block, Container):
            yield from walk_blocks(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk_blocks(item.blocks)
