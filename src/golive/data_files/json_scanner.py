"""Scan a JSON file value by value, with the place of each."""

import json
import re
from typing import Any, BinaryIO, Final

from golive.data_files.layout import FileLayout
from golive.data_files.reading_results import Fault, Reach
from golive.data_files.tree_files import Place

BLANK: Final = re.compile(r"[ \t\r\n]*")
_CHUNK: Final = 1 << 16
_LONGEST: Final = 1_000_000  # characters of a record


_CUT_OFF: Final = "The file may have been cut off; compare its size with the sender's."


class StopError(Exception):
    """Stops reading with a fault."""


class JsonText:
    """A buffered reader of a JSON file that tracks its line and column."""

    def __init__(self, stream: BinaryIO, layout: FileLayout, first: bytes) -> None:
        import codecs

        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(layout.encoding)()
        self._encoding = layout.encoding
        self._ended = False
        self.line, self.column = 1, 1
        self.text = ""
        self._take(first)

    def _take(self, piece: bytes) -> None:
        try:
            self.text += self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            good = piece[: error.start].decode(self._encoding, "replace")
            self.text += good
            line, column = advance_place(self.line, self.column, self.text)
            found = f"the byte 0x{error.object[error.start]:02X}"
            hint = "Ask the sender which character set the file has."
            expected = f"a character of {self._encoding}"
            raise StopError(Fault(line, column, 1, "", "", found, expected, hint, reach=Reach.FILE)) from None
        self._ended = not piece

    def more(self) -> bool:
        """Read more; return False at the end of the file or when a record exceeds the size limit."""
        if self._ended or len(self.text) > _LONGEST:
            return False
        self._take(self._stream.read(_CHUNK))
        return True

    def drop(self, count: int) -> str:
        """Consume and return the next `count` characters."""
        gone, self.text = self.text[:count], self.text[count:]
        self.line, self.column = advance_place(self.line, self.column, gone)
        return gone

    def peek(self) -> str:
        """Return the next non-blank character; empty at the end of the file."""
        while True:
            blank = BLANK.match(self.text)
            self.drop(blank.end() if blank else 0)
            if self.text or not self.more():
                return self.text[:1]

    def expect(self, characters: str, said: str) -> str:
        """Consume one of the given characters, or stop with a fault."""
        found = self.peek()
        if not found or found not in characters:
            self.stop(f"`{found}`" if found else "the end of the file", said)
        self.drop(1)
        return found

    def stop(self, found: str, expected: str) -> None:
        """Stop with a fault at the current place."""
        hint = "" if found != "the end of the file" else _CUT_OFF
        raise StopError(Fault(self.line, self.column, 1, "", "", found, expected, hint, reach=Reach.FILE))

    def take_line(self) -> str:
        """Consume and return the next line without its ending; empty at the end of the file."""
        while (end := self.text.find("\n")) < 0 and self.more():
            pass
        return self.drop(end + 1 if end >= 0 else len(self.text))

    def value(self) -> tuple[Any, Place, str]:
        """Read the next value; return it, its place and its text."""
        self.peek()
        here = (self.line, self.column)
        while True:
            try:
                found, end = DECODER.raw_decode(self.text)
            except json.JSONDecodeError as error:
                if self.more():
                    continue
                line, column = advance_place(self.line, self.column, self.text[: error.pos])
                cut = error.pos >= len(self.text) or error.msg.startswith("Unterminated string")
                hint = _CUT_OFF if cut else ""
                found = describe_json_error(error)
                fault = Fault(line, column, 1, "", "", found, "well-formed JSON", hint, reach=Reach.FILE)
                raise StopError(fault) from None
            except RecursionError:
                self.stop("values nested too deeply", "records of named values")
            if end < len(self.text) or not self.more():  # a number at the end of a chunk may continue in the next
                return found, here, self.drop(end)


class Pairs(list[tuple[str, Any]]):
    """The key-value pairs of an object, duplicates included."""


class NumberText(str):
    """A number as its file writes it, without quotes."""

    __slots__ = ()


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_float=NumberText, parse_int=NumberText, parse_constant=str, strict=True
)


def describe_json_error(error: json.JSONDecodeError) -> str:
    """Describe what is wrong with a text that is no JSON."""
    return f"invalid JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' starting at')}"


def advance_place(line: int, column: int, text: str) -> Place:
    """Return the line and column after a text that starts at a place."""
    count = text.count("\n")
    return (line + count, len(text) - text.rfind("\n")) if count else (line, column + len(text))
