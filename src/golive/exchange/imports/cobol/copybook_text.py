"""Read the text of a COBOL copybook: fixed or free format, continuation and comments → sentences of words.

Source: ISO/IEC 1989:2014, 6 (reference format): columns 1-6 are the sequence number, 7 the indicator, 8-72 the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from golive.exchange.imports.offer import ImportedFile, ImportNote, SourcePlace

_TEXT_END: Final = 72
_CARD_END: Final = 80
_INDICATOR: Final = 6  # offset of the indicator
_WORD: Final = re.compile(
    r"""(?P<literal>[XxNnGgZz]?'(?:[^'\n]|'')*'|[XxNnGgZz]?"(?:[^"\n]|"")*")|(?P<open>['"])|(?P<word>[^\s'"]+)"""
)


class CobolWord(NamedTuple):
    """A word or literal of a sentence.

    Attributes:
        text: as written; a literal with its quotes.
        place: where it is.
    """

    text: str
    place: SourcePlace

    @property
    def upper(self) -> str:
        """The word in upper case, in which COBOL compares words."""
        return self.text.upper()


class CobolText(NamedTuple):
    """The text of a copybook without its comments, line numbers and line breaks.

    Attributes:
        text: the text.
        starts: offsets in it at which a piece of a line starts.
        places: the place of each piece.
        notes: what was left out, if it may matter.
    """

    text: str
    starts: list[int]
    places: list[SourcePlace]
    notes: tuple[ImportNote, ...]

    def find_place(self, offset: int) -> SourcePlace:
        """Return the place of a character."""
        at = bisect_right(self.starts, offset) - 1
        line, column, _ = self.places[at]
        return SourcePlace(line, column + offset - self.starts[at])


def read_cobol_text(file: ImportedFile) -> CobolText:
    """Return the text of a copybook as one string in which every character knows its line."""
    lines = [line.expandtabs(8).rstrip() for line in file.decode().replace("\x1a", "").splitlines()]
    fixed = _is_fixed(lines)
    joined = _JoinedLines()
    notes: list[ImportNote] = []
    for number, line in enumerate(lines, 1):
        first = _INDICATOR + 1 if fixed else 0
        indicator = line[_INDICATOR : _INDICATOR + 1] if fixed else ""
        body = _cut_comment(line[first:_TEXT_END] if fixed else line)
        if (indicator and indicator in "*/$Dd") or body.lstrip().startswith(("*", ">>")):
            continue
        if fixed and "." in line[_TEXT_END:_CARD_END] and not notes:
            message = "columns 73 to 80 hold a period, and are not part of the text in fixed format"
            hint = "If the copybook is in free format, indent it less."
            notes.append(
                ImportNote(file.make_problem(message, hint, SourcePlace(number, _TEXT_END + 1), severity="warning"))
            )
        if indicator == "-":
            joined.continue_line(body, number, first)
        else:
            joined.add_line(body, number, first)
    return CobolText(joined.text, joined.starts, joined.places, tuple(notes))


class _JoinedLines:
    """Lines joined into one text, with the place of each."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.places: list[SourcePlace] = []
        self._parts: list[str] = []
        self._length = 0
        self._quote = ""  # of a literal that is not closed
        self._width = 0  # characters of the last line

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add_line(self, body: str, number: int, first: int) -> None:
        """Add a line that starts with a new word."""
        self._append("\n")
        self._quote, self._width = "", len(body)
        self._place(body, number, first)

    def continue_line(self, body: str, number: int, first: int) -> None:
        """Add a line that continues the last word or literal; an open literal extends to the last column."""
        lead = len(body) - len(body.lstrip())
        if self._quote:
            self._append(" " * (_TEXT_END - _INDICATOR - 1 - self._width))
            lead += body.lstrip().startswith(self._quote)
        self._width = len(body)
        self._place(body[lead:], number, first + lead)

    def _place(self, body: str, number: int, first: int) -> None:
        self.starts.append(self._length)
        self.places.append(SourcePlace(number, first + 1))
        self._quote = _find_open_quote(body, self._quote)
        self._append(body)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def read_sentences(text: CobolText) -> Iterator[list[CobolWord]]:
    """Yield the words of each sentence; a period ends it, and commas and semicolons are blanks."""
    words: list[CobolWord] = []
    for found in _WORD.finditer(text.text):
        place = text.find_place(found.start())
        if found["word"] is None:
            words.append(CobolWord(found[0], place))
            continue
        body = found["word"]
        ends = body.endswith(".") and (found.end() == len(text.text) or text.text[found.end()].isspace())
        body = body.rstrip(",;") if not ends else body[:-1].rstrip(",;")
        if body.strip(",;"):
            words.append(CobolWord(body.lstrip(",;"), place))
        if ends and words:
            yield words
            words = []
    if words:
        yield words


def _is_fixed(lines: list[str]) -> bool:
    """Return whether every line can be one of fixed format: a whole sequence number or none, and an indicator."""
    for line in lines:
        number, indicator = line[:_INDICATOR], line[_INDICATOR : _INDICATOR + 1]
        if not line.strip():
            continue
        if len(line) > _CARD_END and line[_TEXT_END:].strip() and not line[_CARD_END:].isspace():
            return False
        if (number.strip() and (" " in number or len(number) < _INDICATOR)) or indicator not in {*" -*/$Dd", ""}:
            return False
    return True


def _find_open_quote(text: str, quote: str = "") -> str:
    """Return the quote of a literal that is not closed at the end of a text; empty if none is open.

    Args:
        text: the text.
        quote: the quote of a literal that is open at its start.
    """
    for one in text:
        if one == quote:
            quote = ""
        elif not quote and one in "'\"":
            quote = one
    return quote


def _cut_comment(body: str) -> str:
    """Return a line without the comment that `*>` starts outside of a literal."""
    if "*>" not in body:
        return body
    quote = ""
    for at, one in enumerate(body):
        if not quote and body.startswith("*>", at):
            return body[:at]
        quote = _find_open_quote(one, quote)
    return body
