"""Which characters the fonts can show. The others are refused before anything is set: never a silent box."""

import unicodedata
from collections.abc import Iterable, Iterator

from golive.figures.drawing import Connector, Drawing
from golive.markdown.document import Code, Document, Meta, plain, walk
from golive.render.html.block_rules import runs_in
from golive.render.html.problems import fault
from golive.render.pdf import fonts
from golive.support.problems import ContentError, Problem

_SHOWN = 60


def check(document: Document, meta: Meta, drawn: Iterable[Drawing] = ()) -> None:
    """Look for characters that no font has.

    Args:
        document: its text, with lines.
        meta: what stands on the cover and in the margins.
        drawn: its figures.

    Raises:
        ContentError: every text that holds such characters, once.
    """
    texts = [*_texts(document), *((0, text) for text in _margins(meta)), *((0, text) for text in _letterings(drawn))]
    found: dict[str, Problem] = {}
    for line, text in texts:
        missing = fonts.unknown(text)
        if missing and text not in found:
            names = ", ".join(f"{character} (U+{ord(character):04X} {_name(character)})" for character in missing)
            message = f"no font of the PDF has {names}, in {_around(text, missing[0])!r}"
            found[text] = fault(document.source, line, message, fonts.advice(), _word(text, missing[0]))
    if found:
        raise ContentError(*found.values())


def _texts(document: Document) -> Iterator[tuple[int, str]]:
    for block in walk(document.blocks):
        line = getattr(block, "line", 0)
        if isinstance(block, Code):
            yield line, block.text
        for runs in runs_in(block):
            yield line, plain(runs)


def _margins(meta: Meta) -> Iterator[str]:
    yield from (meta.title, meta.subtitle, meta.subject, meta.version, meta.date_on_paper, meta.status, meta.draft)
    for name, value in meta.facts:
        yield name
        yield value


def _letterings(drawn: Iterable[Drawing]) -> Iterator[str]:
    for drawing in drawn:
        for shape in drawing.shapes:
            if not isinstance(shape, Connector):
                yield from (line.text for line in shape.lines)


def _name(character: str) -> str:
    return unicodedata.name(character, "unnamed")


def _word(text: str, character: str) -> str:
    """The word of a text in which a character first stands."""
    return next(word for word in text.split() if character in word)


def _around(text: str, character: str) -> str:
    """The part of a text in which a character first stands."""
    start = max(0, text.index(character) - _SHOWN // 2)
    return text[start : start + _SHOWN]
