r"""Values → Markdown that shows them letter for letter, wherever in a line they stand.

A value may open a line, fill a table's cell, stand in bold or in a link's text, or follow another value.
So escaping knows nothing of its surroundings: what is special in any of these places is escaped in all.
"""

import re
from collections.abc import Iterable
from typing import Any, Self

from markupsafe import Markup

from golive.templating.value_marks import mark_block, mark_value, strip_value_marks

LINE_BREAK = "\u2028"

_SPECIAL_ANYWHERE = re.compile(r"[\\`*\[\]<~|{}]")
# Part of a word (`account_no`) an underscore does nothing.
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
# `& ` cannot begin an entity; at the end of a value another value may complete it.
_AMPERSAND = re.compile(r"&(?! )")
# What makes a heading, list, quotation, rule, table or container of a line that begins with it; `.` and `)` would make
# a list item of a number printed right before them.
_SPECIAL_AT_START = re.compile(r"^[#+\-=>:.)]")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
# `## Track #` would lose its last character.
_CLOSING_HASH = re.compile(r"(?<=\s)#")
_CAPTION = re.compile(r"^Table:")
# `!` right before a link would make an image of it.
_SPECIAL_AT_END = re.compile(r"!$")
# Most values have nothing to escape; this says so in one look.
_PLAIN = re.compile(r"(?!\d{1,9}[.)](?:\s|$)|Table:)[^\W_](?:[^\\`*\[\]<~|{}_&#!\s]| (?=\S))*")


class Markdown(Markup):
    """Text that is Markdown already and is not escaped again.

    Text joined to it (`+`, `~`, `join`) is escaped first.

    Whatever else is joined to it (`+`, `~`, `join`) is escaped on the way in.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Self:  # noqa: ANN401 - the signature is markupsafe's
        """Return Markdown unchanged, and any other text escaped."""
        return cls(s) if isinstance(s, Markup) else cls(escape(str(s)))


def escape(text: str) -> Markdown:
    """Plain text as Markdown that shows it letter for letter. White space is folded, as paragraphs do anyway."""
    return Markdown(mark_value(text, _escape_characters(text)))


def _escape_characters(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    text = re.sub(r"[ \t\r\n]+", " ", text)
    text = _SPECIAL_ANYWHERE.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _AMPERSAND.sub(r"\\&", text)
    text = _CLOSING_HASH.sub(r"\\#", text)
    text = _SPECIAL_AT_END.sub(r"\\!", text)
    text = _SPECIAL_AT_START.sub(r"\\\g<0>", text)
    text = _LIST_NUMBER.sub(r"\1\\\2", text)
    return _CAPTION.sub(r"Table\\:", text)


def write_code_span(text: str) -> Markdown:
    """Format one line as a code span that shows every character, including spaces and backticks.

    A `|` is put between two code spans: within one it would need a backslash in a table, and show that backslash
    elsewhere.

    A `|` stands between two code spans: inside one it would need a backslash in a table, and show it elsewhere.
    """
    return Markdown(mark_value(text, r"\|".join(_build_code_span(part) if part else "" for part in text.split("|"))))


def write_code_cell(text: str) -> Markdown:
    """Format a code span for a table cell, where `|` needs a backslash even in code."""
    return Markdown(mark_value(text, _build_code_span(text).replace("|", r"\|")))


def _build_code_span(text: str) -> str:
    mark = "`" * (_get_longest_run(text, "`") + 1)
    # Blanks at both ends, and backticks at either, need a blank that the reader takes off again.
    padded = text.strip(" ") and ((text[0] == text[-1] == " ") or "`" in (text[0], text[-1]))
    return f"{mark} {text} {mark}" if padded else f"{mark}{text}{mark}"


def write_code_block(text: str) -> Markdown:
    """Format several lines as a fenced code block that shows every character."""
    mark = "`" * max(3, _get_longest_run(text, "`") + 1)
    return Markdown(mark_block(text, f"{mark}\n{text}\n{mark}"))


def _get_longest_run(text: str, character: str) -> int:
    return max((len(run) for run in re.findall(f"{re.escape(character)}+", text)), default=0)


def join_lines(parts: Iterable[Markdown]) -> Markdown:
    """Join parts with line breaks, within one paragraph or cell.

    An emphasis mark at the edge of a part gets a space, because next to a line separator it would not close.

    A mark of emphasis at the edge of a part needs a blank beside it: next to a line separator it would not end.
    """
    joined = ""
    for part in parts:
        if not part:
            continue
        if joined:
            left = " " if strip_value_marks(joined)[-1] in "*_" else ""
            right = " " if strip_value_marks(part)[0] in "*_" else ""
            joined += f"{left}{LINE_BREAK}{right}"
        joined += str(part)
    return Markdown(joined)
