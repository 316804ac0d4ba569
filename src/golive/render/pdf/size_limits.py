"""Limit the size of a document, so that layout finishes in reasonable time."""

import re
from collections.abc import Iterator
from typing import Final

from golive.markdown.document import CodeBlock, Document, Table, plain_text, walk_blocks
from golive.render.html.block_rules import iter_block_runs
from golive.render.html.problems import markdown_problem, raise_problems
from golive.support.problems import Problem

# The engine's time for breaking a long word is quadratic in its length.
MAX_WORD_LETTERS: Final = 6_000
MAX_TABLE_CELLS: Final = 60_000
MAX_LETTERS: Final = 1_500_000
_EXCERPT_LENGTH = 60
# Excludes East Asian scripts, where lines may break between any two characters.
_TOO_LONG = re.compile(rf"[^\s\u2e80-\uffdc\U00020000-\U0003ffff]{{{MAX_WORD_LETTERS + 1},}}")


def check_size_limits(document: Document) -> None:
    """Check the size of a document before layout.

    Raises:
        ContentError: words are too long, or the document as a whole is too large; lists every place.
    """
    letters = cells = 0
    found: list[Problem] = []
    for block in walk_blocks(document.blocks):
        line = getattr(block, "line", 0)
        cells += sum(len(row) for row in block.rows) if isinstance(block, Table) else 0
        for whole, part in _iter_texts(block):
            letters += len(part)
            for word in _TOO_LONG.findall(part):
                message = f"a word has {len(word):,} letters: {word[:_EXCERPT_LENGTH]!r}…"
                hint = f"Split it with spaces: the limit is {MAX_WORD_LETTERS:,} letters."
                found.append(markdown_problem(document.source, line, message, hint, about=whole))
    for what, count, most in (("letters", letters, MAX_LETTERS), ("table cells", cells, MAX_TABLE_CELLS)):
        if count > most:
            hint = f"The limit is {most:,}. Split the document."
            found.append(markdown_problem(document.source, 0, f"the document has {count:,} {what}", hint))
    raise_problems(found)


def _iter_texts(block: object) -> Iterator[tuple[str, str]]:
    """Yield pairs of the whole text of a block and a part of it that is laid out as one unit."""
    if isinstance(block, CodeBlock):
        for part in block.text.split("\n"):
            yield block.text, part
        return
    for runs in iter_block_runs(block):  # type: ignore[arg-type] # a block
        yield plain_text(runs), plain_text(runs)
