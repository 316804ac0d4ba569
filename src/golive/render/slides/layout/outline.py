"""Document → sections: the blocks of each slide under its title, before anything is measured."""

from collections.abc import Iterator

from msgspec import Struct, field

from golive.markdown.document import (
    Block,
    Code,
    Container,
    Document,
    Heading,
    List,
    Paragraph,
    Rule,
    plain,
)
from golive.render.slides.layout.problems import fault
from golive.support.problems import ContentError, Problem

_TITLE, _SLIDE = 1, 2
_CONTAINERS = frozenset({"figure", "cards", "columns", "facts", "compare", "callout", "chart"})


class Section(Struct, frozen=True):
    """What belongs under one title.

    Attributes:
        heading: the `#` or `##`.
        chunks: the blocks, parted where the template says `---`.
        notes: what the speaker says, one text per paragraph.
    """

    heading: Heading
    chunks: tuple[tuple[Block, ...], ...]
    notes: tuple[str, ...]

    @property
    def is_cover(self) -> bool:
        """Whether it is a title slide."""
        return self.heading.level == _TITLE

    @property
    def key(self) -> str:
        """The stable name that the template gave it; may be empty."""
        return self.heading.attributes.get("key", "")

    @property
    def label(self) -> str:
        """The short label above the title; may be empty."""
        return self.heading.attributes.get("label", "")


class _Draft(Struct):
    heading: Heading
    chunks: list[list[Block]] = field(default_factory=lambda: [[]])
    notes: list[str] = field(default_factory=list)


def outline(document: Document) -> tuple[Section, ...]:
    """Part a document at its headings.

    Raises:
        ContentError: some blocks have no form on slides; all of them are named, each with its line.
    """
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _SLIDE:
            drafts.append(_Draft(block))
            if not plain(block.runs).strip():
                problems.append(_problem(document, block.line, "a slide without a title", "Write one after the `#`s."))
        elif not drafts:
            problems.append(_problem(document, block.line, "content before the first title", "Begin with `# Title`."))
        else:
            _put(drafts[-1], block, document, problems)
    if not drafts:
        problems.append(_problem(document, 0, "no title", "Begin with `# Title`."))
    if problems:
        raise ContentError(*problems)
    return tuple(Section(d.heading, tuple(tuple(chunk) for chunk in d.chunks if chunk), tuple(d.notes)) for d in drafts)


def _put(draft: _Draft, block: Block, document: Document, problems: list[Problem]) -> None:
    is_cover = draft.heading.level == _TITLE
    if isinstance(block, Container) and block.name == "notes":
        draft.notes += said(block.blocks)
    elif isinstance(block, Rule):
        if is_cover:
            problems.append(_problem(document, block.line, "`---` on a title slide", "Begin a slide with `##`."))
        draft.chunks.append([])
    elif isinstance(block, Heading):
        problems.append(
            _problem(
                document,
                block.line,
                f"`{'#' * block.level}` outside of cards and columns has no form on a slide",
                "Begin a slide with `##`, or put the head into `::: cards` or `::: columns`.",
            )
        )
    elif is_cover and not isinstance(block, Paragraph):
        problems.append(
            _problem(document, block.line, "a title slide holds paragraphs only", "Begin a slide with `##`.")
        )
    elif isinstance(block, Container) and block.name not in _CONTAINERS:
        problems.append(
            _problem(document, block.line, f"`::: {block.name}` has no form on a slide", "It is for paper.")
        )
    else:
        draft.chunks[-1].append(block)


def _problem(document: Document, line: int, message: str, hint: str) -> Problem:
    return fault(document.source, line, message, hint)


def said(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Blocks as the plain paragraphs of speaker notes; items begin with a dash or their number."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield plain(block.runs)
        elif isinstance(block, List):
            for number, item in enumerate(block.items, 1):
                lines = list(said(item.blocks))
                mark = f"{number}." if block.ordered else "-"
                yield f"{mark} {lines[0] if lines else ''}".rstrip()
                yield from (f"  {line}" for line in lines[1:])
        elif isinstance(block, Code):
            yield block.text
        elif isinstance(block, Container):
            yield from said(block.blocks)
