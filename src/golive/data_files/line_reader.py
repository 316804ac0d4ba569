"""Read lines or segments one at a time, with at most one record in memory.

What is wrong with a file as a whole is said here: empty, binary, another character set, other line endings.
"""

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final

from golive.data_files.layout import FileLayout
from golive.data_files.reading_results import Fault, Reach, ReadLine

_BOMS: Final = (
    (b"\xef\xbb\xbf", "a UTF-8 byte order mark", "utf-8"),
    (b"\xff\xfe", "UTF-16 text", ""),
    (b"\xfe\xff", "UTF-16 text", ""),
)
_BINARY: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip file, such as an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"-----BEGIN PGP", "an encrypted file"),
)
_ENDINGS: Final = {b"\n": "LF", b"\r\n": "CR LF", b"": "nothing"}
_LOOSE: Final = 1_000_000  # bytes that a record of any length may have
_CHUNK: Final = 1 << 16


class LineQueue:
    """Iterate over lines or segments, and look one ahead."""

    def __init__(self, lines: Iterator[ReadLine | Fault]) -> None:
        self._lines = lines
        self._ahead: deque[ReadLine | Fault] = deque()

    def __iter__(self) -> Iterator[ReadLine | Fault]:
        """Yield each line."""
        while (thing := self._ahead.popleft() if self._ahead else next(self._lines, None)) is not None:
            yield thing

    def peek(self, at: int = 0) -> ReadLine | None:
        """Return the next line without taking it, or the one `at` lines behind it.

        Returns:
            The line; None if the file ends before, or if a fault stands in its place.
        """
        while len(self._ahead) <= at and (thing := next(self._lines, None)) is not None:
            self._ahead.append(thing)
        found = self._ahead[at] if at < len(self._ahead) else None
        return found if isinstance(found, ReadLine) else None

    def drop(self, count: int = 1) -> None:
        """Skip the next `count` lines, which `peek` returned."""
        for _ in range(count):
            self._ahead.popleft()


def read_lines(stream: BinaryIO, layout: FileLayout) -> Iterator[ReadLine | Fault]:
    """Read the lines of a file with one record per line."""
    limit = max((record.length for record in layout.records), default=0) * 4 + 64 if layout.fixed else _LOOSE
    first, refusal = _read_first(stream, layout, limit)
    yield from refusal
    if first is None:
        return
    ending, size, encoding = layout.ending, len(layout.ending), layout.encoding
    number, told, raw = 0, False, first
    while raw:
        number += 1
        fault, sound = None, True
        if raw.endswith(ending) and (size == 2 or raw[-2:-1] != b"\r"):  # noqa: PLR2004 - CR LF
            body = raw[:-size]
        else:
            body = raw.rstrip(b"\r\n")
            if not raw.endswith(b"\n") and len(raw) >= limit:
                yield _too_long_fault(number, body, limit, encoding)
                _skip(stream)
                raw = stream.readline(limit)
                continue
            if not told and raw != body:  # the last line needs no ending
                told = raw.endswith(b"\n")
                fault = _line_ending_fault(number, raw, body, layout)
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError as error:
            text, fault = body.decode(encoding, "replace"), _undecodable_fault(number, 1, body, error, encoding)
            sound = False
        yield ReadLine(number, 1, text, fault, sound, raw.endswith(b"\n"))
        raw = stream.readline(limit)


def read_segments(stream: BinaryIO, layout: FileLayout) -> Iterator[ReadLine | Fault]:
    """Read the segments of a file whose records end with a terminator, with or without a line ending."""
    first, refusal = _read_first(stream, layout, _CHUNK)
    yield from refusal
    if first is None:
        return
    end, ending = layout.terminator.encode(layout.encoding), layout.ending
    by_line = end == b"\n"  # then nothing else ends a segment
    line, column, rest = 1, 1, first
    told, fault = by_line, None
    while True:
        body, found, after = rest.partition(end)
        if not found:
            more = stream.read(_CHUNK) if len(rest) < _LOOSE else b""
            if more:
                rest += more
                continue
            if by_line and rest:  # the last line needs no ending
                yield _segment(line, column, rest.rstrip(b"\r"), layout.encoding, None)
            elif rest.strip():
                yield _make_unfinished_fault(line, column, rest, layout)
            return
        if by_line:
            yield _segment(line, column, body.rstrip(b"\r"), layout.encoding, None)
            line, rest = line + 1, after
            continue
        yield _segment(line, column, body, layout.encoding, fault)
        line, column = _advance(line, column, body + end)
        rest, fault = after if len(after) > len(ending) else after + stream.read(_CHUNK), None
        here = rest[: len(rest) - len(rest.lstrip(b"\r\n"))]
        if here != ending and len(here) < len(rest) and not told:
            name, expected = _ENDINGS.get(here, "another line ending"), f"{_ENDINGS[ending]} after the end of a segment"
            fault, told = Fault(line, column, 1, "", "", name, expected), True
        line, column = _advance(line, column, here)
        rest = rest[len(here) :]


def _segment(line: int, column: int, body: bytes, encoding: str, fault: Fault | None) -> ReadLine:
    try:
        return ReadLine(line, column, body.decode(encoding), fault)
    except UnicodeDecodeError as error:
        fault = _undecodable_fault(line, column, body, error, encoding)
        return ReadLine(line, column, body.decode(encoding, "replace"), fault, sound=False)


def _advance(line: int, column: int, body: bytes) -> tuple[int, int]:
    count = body.count(b"\n")
    return (line + count, len(body) - body.rfind(b"\n")) if count else (line, column + len(body))


def empty_line_fault(line: ReadLine, expected: str) -> Fault:
    """Return the fault of a line without characters."""
    hint = "Remove the line."
    return Fault(line.line, line.column, 1, "", "", "an empty line", expected, hint, "", Reach.LINE)


def broken_line_fault(line: ReadLine, record: str, length: int) -> Fault:
    """Return the fault of a record that continues on the next line.

    Args:
        line: its first line.
        record: its id, or empty if it is not known.
        length: how many characters the record has, or 0 if they differ.
    """
    expected = f"a record of {length} characters on one line" if length else "a record on one line"
    column = line.column + len(line.text)
    found = "a line break within the record"
    return Fault(line.line, column, 1, record, "", found, expected, "", line.text, Reach.RECORD)


def _read_first(
    stream: BinaryIO, layout: FileLayout, limit: int, *, may_have_mark: bool = False
) -> tuple[bytes | None, list[Fault]]:
    """Read the first line or chunk of a file, without its byte order mark.

    Args:
        stream: the file, at its start.
        layout: the expected layout.
        limit: the greatest number of bytes to read.
        may_have_mark: whether a mark is right even if the layout does not say so.

    Returns:
        The bytes, and the faults found. The bytes are None if nothing can be checked: the file is empty, binary, in an
        encoding other than the layout's, or holds nothing but the mark.
    """
    first = stream.readline(limit)
    if not first:
        hint = "Check whether the job that makes it has ended, and whether the transfer was complete."
        said = "an empty file of 0 bytes"
        return None, [Fault(0, 0, 0, "", "", said, layout.file_words, hint, "", Reach.FILE)]
    for start, name in _BINARY:
        if first.startswith(start):
            hint = "Is it the right file?"
            return None, [Fault(0, 0, 0, "", "", name, layout.file_words, hint, "", Reach.FILE)]
    for mark, name, encoding in _BOMS:
        if first.startswith(mark):
            if encoding and (layout.has_mark or may_have_mark):
                return first[len(mark) :] or None, []
            hint = f"Save the file again as {layout.encoding} without a byte order mark."
            reach = Reach.VALUE if encoding else Reach.FILE
            expected = f"text in {layout.encoding} without a byte order mark"
            found = Fault(1, 1, 1, "", "", name, expected, hint, "", reach)
            return (first[len(mark) :] or None) if encoding else None, [found]
    start = first[:8]
    if any(start) and len(start) > 3 and not (any(start[::2]) and any(start[1::2])):  # noqa: PLR2004 - two letters
        hint = f"Save the file again as {layout.encoding}."
        found = Fault(1, 1, 1, "", "", "UTF-16 text", f"text in {layout.encoding}", hint, "", Reach.FILE)
        return None, [found]
    return first, []


def read_head(stream: BinaryIO, layout: FileLayout, *, may_have_mark: bool = False) -> tuple[bytes | None, list[Fault]]:
    """Read the first chunk of a file without lines, without its byte order mark, and its faults.

    Args:
        stream: the file, at its start.
        layout: the expected layout.
        may_have_mark: whether the format allows a mark even if the layout does not say so, as XML does.
    """
    return _read_first(stream, layout, _CHUNK, may_have_mark=may_have_mark and layout.encoding in {"utf-8", "ascii"})


def _line_ending_fault(number: int, raw: bytes, body: bytes, layout: FileLayout) -> Fault:
    text = body.decode(layout.encoding, "replace")
    found = _ENDINGS.get(raw[len(body) :], "other characters")
    hint = "Transfer the file in binary mode, or correct `line_ending`. Further lines of this kind are not listed."
    return Fault(number, len(text) + 1, 1, "", "", found, _ENDINGS[layout.ending], hint, text)


def _too_long_fault(number: int, body: bytes, limit: int, encoding: str) -> Fault:
    hint = "Look for a missing line ending, or for the wrong kind of file. The rest of the line is not checked."
    text = body[:200].decode(encoding, "replace")
    found = f"a line of more than {limit:,} bytes"
    return Fault(number, 1, 1, "", "", found, "a record of the layout", hint, text, Reach.RECORD)


def _undecodable_fault(number: int, column: int, body: bytes, error: UnicodeDecodeError, encoding: str) -> Fault:
    at = len(body[: error.start].decode(encoding, "replace"))
    found = f"the byte 0x{body[error.start]:02X}"
    text = body.decode(encoding, "replace")
    hint = "Ask the sender which character set the file has."
    return Fault(number, column + at, 1, "", "", found, f"a character of {encoding}", hint, text)


def _make_unfinished_fault(line: int, column: int, rest: bytes, layout: FileLayout) -> Fault:
    text = rest[:200].decode(layout.encoding, "replace")
    found = "the end of the file" if len(rest) < _LOOSE else f"a segment of more than {_LOOSE:,} bytes"
    hint = "The file may have been cut off; compare its size with the sender's."
    expected = f"`{layout.terminator}` at the end of the segment"
    return Fault(line, column, len(text), "", "", found, expected, hint, text, Reach.FILE)


def _skip(stream: BinaryIO) -> None:
    """Skip to the end of the line."""
    while (piece := stream.readline(_CHUNK)) and not piece.endswith(b"\n"):
        pass
