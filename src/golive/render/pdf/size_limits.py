"""How much a page may hold: beyond it, setting it would take longer than anybody waits."""

import re
from collections.abc import Iterator
from typing import Final

from golive.markdown.document import Code, Document, Table, plain, walk
from golive.render.html.block_rules import runs_in
from golive.render.html.problems import fault, refuse
from golive.support.problems import Problem

# The engine looks at all the rest of a word again for every line that it fills: its time grows with the square.
MOST_IN_WORD: Final = 6_000
MOST_CELLS: Final = 60_000
MOST_LETTERS: Final = 1_500_000
_SHOWN = 60
# Between signs of East Asian scripts a line may break anywhere.
_TOO_LONG = re.compile(rf"[^\s\u2e80-\uffdc\U00020000-\U0003ffff]{{{MOST_IN_WORD + 1},}}")


def check(document: Document) -> None:
    """Look at the sizes of a document before any of it is set.

    Raises:
        ContentError: every word that is too long, and a document that is too long as a whole.
    """
    letters = cells = 0
    found: list[Problem] = []
    for block in walk(document.blocks):
        line = getattr(block, "line", 0)
        cells += sum(len(row) for row in block.rows) if isinstance(block, Table) else 0
        for whole, part in _parts(block):
            letters += len(part)
            for word in _TOO_LONG.findall(part):
                message = f"a word has {len(word):,} letters: {word[:_SHOWN]!r}…"
                hint = f"Divide it by blanks: up to {MOST_IN_WORD:,} can be set."
                found.append(fault(document.source, line, message, hint, about=whole))
    for what, count, most in (("letters", letters, MOST_LETTERS), ("table cells", cells, MOST_CELLS)):
        if count > most:
            hint = f"Up to {most:,} can be set. Divide it."
            found.append(fault(document.source, 0, f"the document has {count:,} {what}", hint))
    refuse(found)


def _parts(block: object) -> Iterator[tuple[str, str]]:
    """Texts that are set in one go, each with the whole text that it stands in."""
    if isinstance(block, Code):
        for part in block.text.split("\n"):
            yield block.text, part
        return
    for runs in runs_in(block):  # type: ignore[arg-type] # a block
        yield plain(runs), plain(runs)
