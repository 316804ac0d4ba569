"""Check that the fonts have every character, so that no missing-glyph box is printed."""

import unicodedata
from collections.abc import Iterable, Iterator

from golive.figures.drawing import Connector, Drawing
from golive.markdown.document import CodeBlock, Document, Meta, plain_text, walk_blocks
from golive.render.html.block_rules import iter_block_runs
from golive.render.html.problems import markdown_problem
from golive.render.pdf import fonts
from golive.support.problems import ContentError, Problem

_EXCERPT_LENGTH = 60


def check_font_coverage(document: Document, meta: Meta, drawings: Iterable[Drawing] = ()) -> None:
    """Check a document for characters that no font has.

    Args:
        document: the document.
        meta: texts of the cover and the margins.
        drawings: its figures.

    Raises:
        ContentError: some texts contain such characters; each text is listed once.
    """
    texts = [
        *_iter_document_texts(document),
        *((0, text) for text in _iter_meta_texts(meta)),
        *((0, text) for text in _iter_figure_texts(drawings)),
    ]
    found: dict[str, Problem] = {}
    for line, text in texts:
        missing = fonts.find_missing_characters(text)
        if missing and text not in found:
            names = ", ".join(
                f"{character} (U+{ord(character):04X} {_get_character_name(character)})" for character in missing
            )
            message = f"no font of the PDF has {names}, in {_cut_excerpt(text, missing[0])!r}"
            found[text] = markdown_problem(
                document.source, line, message, fonts.missing_character_hint(), _find_word(text, missing[0])
            )
    if found:
        raise ContentError(*found.values())


def _iter_document_texts(document: Document) -> Iterator[tuple[int, str]]:
    for block in walk_blocks(document.blocks):
        line = getattr(block, "line", 0)
        if isinstance(block, CodeBlock):
            yield line, block.text
        for runs in iter_block_runs(block):
            yield line, plain_text(runs)


def _iter_meta_texts(meta: Meta) -> Iterator[str]:
    yield from (meta.title, meta.subtitle, meta.subject, meta.version, meta.display_date, meta.status, meta.draft_mark)
    for name, value in meta.facts:
        yield name
        yield value


def _iter_figure_texts(drawn: Iterable[Drawing]) -> Iterator[str]:
    for drawing in drawn:
        for shape in drawing.shapes:
            if not isinstance(shape, Connector):
                yield from (line.text for line in shape.lines)


def _get_character_name(character: str) -> str:
    return unicodedata.name(character, "unnamed")


def _find_word(text: str, character: str) -> str:
    """Return the first word that contains a character."""
    return next(word for word in text.split() if character in word)


def _cut_excerpt(text: str, character: str) -> str:
    """Return an excerpt around the first occurrence of a character."""
    start = max(0, text.index(character) - _EXCERPT_LENGTH // 2)
    return text[start : start + _EXCERPT_LENGTH]
