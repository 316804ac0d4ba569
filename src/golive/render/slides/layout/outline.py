"""Split a document into sections: the blocks that belong under one slide title."""

from collections.abc import Iterator

from msgspec import Struct, field

from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    List,
    Paragraph,
    SlideBreak,
    plain_text,
)
from golive.render.slides.layout.problems import make_template_problem
from golive.support.problems import ContentError, Problem

_TITLE_LEVEL, _SLIDE_LEVEL = 1, 2
_CONTAINERS = frozenset({"figure", "cards", "columns", "facts", "compare", "callout", "chart"})


class Section(Struct, frozen=True):
    """The content under one title.

    Attributes:
        heading: the `#` or `##` heading.
        chunks: the blocks, split at `---`.
        notes: speaker notes, one string per paragraph.
    """

    heading: Heading
    chunks: tuple[tuple[Block, ...], ...]
    notes: tuple[str, ...]

    @property
    def is_cover(self) -> bool:
        """Return whether the section is a title slide."""
        return self.heading.level == _TITLE_LEVEL

    @property
    def key(self) -> str:
        """Return the stable key set in the template; may be empty."""
        return self.heading.attributes.get("key", "")

    @property
    def label(self) -> str:
        """Return the short label above the title; may be empty."""
        return self.heading.attributes.get("label", "")

    @property
    def is_hidden(self) -> bool:
        """Return whether slide shows skip the section."""
        return self.heading.attributes.get("hidden") == "yes"


class _SectionBuilder(Struct):
    heading: Heading
    chunks: list[list[Block]] = field(default_factory=lambda: [[]])
    notes: list[str] = field(default_factory=list)


def split_into_sections(document: Document) -> tuple[Section, ...]:
    """Split a document at its headings.

    Raises:
        ContentError: some blocks cannot be shown on slides; all are reported, each with its line.
    """
    drafts: list[_SectionBuilder] = []
    problems: list[Problem] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _SLIDE_LEVEL:
            drafts.append(_SectionBuilder(block))
            if not plain_text(block.runs).strip():
                problems.append(
                    _make_problem(document, block.line, "a slide without a title", "Write one after the `#`s.")
                )
        elif not drafts:
            problems.append(
                _make_problem(document, block.line, "content before the first title", "Begin with `# Title`.")
            )
        else:
            _add_block(drafts[-1], block, document, problems)
    if not drafts:
        problems.append(_make_problem(document, 0, "no title", "Begin with `# Title`."))
    if problems:
        raise ContentError(*problems)
    return tuple(Section(d.heading, tuple(tuple(chunk) for chunk in d.chunks if chunk), tuple(d.notes)) for d in drafts)


def _add_block(draft: _SectionBuilder, block: Block, document: Document, problems: list[Problem]) -> None:
    is_cover = draft.heading.level == _TITLE_LEVEL
    if isinstance(block, Container) and block.name == "notes":
        draft.notes += extract_note_paragraphs(block.blocks)
    elif isinstance(block, SlideBreak):
        if is_cover:
            problems.append(_make_problem(document, block.line, "`---` on a title slide", "Begin a slide with `##`."))
        draft.chunks.append([])
    elif isinstance(block, Heading):
        problems.append(
            _make_problem(
                document,
                block.line,
                f"`{'#' * block.level}` outside of cards and columns cannot be shown on a slide",
                "Begin a slide with `##`, or put the head into `::: cards` or `::: columns`.",
            )
        )
    elif is_cover and not isinstance(block, Paragraph):
        problems.append(
            _make_problem(document, block.line, "a title slide holds paragraphs only", "Begin a slide with `##`.")
        )
    elif isinstance(block, Container) and block.name not in _CONTAINERS:
        problems.append(
            _make_problem(
                document, block.line, f"`::: {block.name}` cannot be shown on a slide", "Use it only in PDF documents."
            )
        )
    else:
        draft.chunks[-1].append(block)


def _make_problem(document: Document, line: int, message: str, hint: str) -> Problem:
    return make_template_problem(document.source, line, message, hint)


def extract_note_paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield blocks as plain text paragraphs for speaker notes; list items begin with a dash or number."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield plain_text(block.runs)
        elif isinstance(block, List):
            for number, item in enumerate(block.items, 1):
                lines = list(extract_note_paragraphs(item.blocks))
                mark = f"{number}." if block.ordered else "-"
                yield f"{mark} {lines[0] if lines else ''}".rstrip()
                yield from (f"  {line}" for line in lines[1:])
        elif isinstance(block, CodeBlock):
            yield block.text
        elif isinstance(block, Container):
            yield from extract_note_paragraphs(block.blocks)
