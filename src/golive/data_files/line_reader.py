"""Read lines or segments one at a time, with at most one record in memory.

What is wrong with a file as a whole is said here: empty, binary, another character set, other line endings.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from golive.data_files.layout import Layout
from golive.data_files.read_item import Fault, Text

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


def read_lines(stream: BinaryIO, layout: Layout) -> Iterator[Text | Fault]:
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
        if raw.endswith(ending) and (size == 2 or raw[-2:-1] != b"\r"):  # noqa: PLR2004 - CR LF
            body = raw[:-size]
        else:
            body = raw.rstrip(b"\r\n")
            if not raw.endswith(b"\n") and len(raw) >= limit:
                yield _too_long_fault(number, body, limit, encoding)
                _skip(stream)
            elif not told:
                told = raw.endswith(b"\n")
                yield _line_ending_fault(number, raw, body, layout)
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError as error:
            yield _undecodable_fault(number, 1, body, error, encoding)
            yield Text(number, 1, body.decode(encoding, "replace"), sound=False)
        else:
            yield Text(number, 1, text, sound=True)
        raw = stream.readline(limit)


def read_segments(stream: BinaryIO, layout: Layout) -> Iterator[Text | Fault]:
    """Read the segments of a file whose records end with a terminator, with or without a line ending."""
    first, refusal = _read_first(stream, layout, _CHUNK)
    yield from refusal
    if first is None:
        return
    end, ending = layout.terminator.encode(layout.encoding), layout.ending
    line, column, rest = 1, 1, first
    while True:
        body, found, after = rest.partition(end)
        if not found:
            more = stream.read(_CHUNK) if len(rest) < _LOOSE else b""
            if more:
                rest += more
                continue
            if rest.strip():
                yield _unfinished_fault(line, column, rest, layout)
            return
        yield from _segment(line, column, body, layout.encoding)
        column += len(body) + len(end)
        rest = after if len(after) >= len(ending) else after + stream.read(_CHUNK)
        here = next(one for one in (b"\r\n", b"\n", b"") if rest.startswith(one))
        if here != ending and rest:
            said = f"{_ENDINGS[ending]} after the end of a segment"
            yield Fault(line, column, 1, "", "", f"{_ENDINGS[here]}", said)
            ending = here
        if here:
            line, column, rest = line + 1, 1, rest[len(here) :]


def _segment(line: int, column: int, body: bytes, encoding: str) -> Iterator[Text | Fault]:
    try:
        yield Text(line, column, body.decode(encoding), sound=True)
    except UnicodeDecodeError as error:
        yield _undecodable_fault(line, column, body, error, encoding)
        yield Text(line, column, body.decode(encoding, "replace"), sound=False)


def _read_first(stream: BinaryIO, layout: Layout, limit: int) -> tuple[bytes | None, list[Fault]]:
    """Read the first line or chunk of a file, without its byte order mark.

    Args:
        stream: the file, at its start.
        layout: the expected layout.
        limit: the greatest number of bytes to read.

    Returns:
        The bytes, and the faults found. The bytes are None if nothing can be checked: the file is empty, binary, in an
        encoding other than the layout's, or holds nothing but the mark.
    """
    first = stream.readline(limit)
    if not first:
        hint = "Check whether the job that makes it has ended, and whether the transfer was complete."
        return None, [Fault(0, 0, 0, "", "", "an empty file of 0 bytes", f"a {layout.format.label} file", hint)]
    for start, name in _BINARY:
        if first.startswith(start):
            return None, [Fault(0, 0, 0, "", "", name, f"a {layout.format.label} file", "Is it the right file?")]
    for mark, name, encoding in _BOMS:
        if first.startswith(mark) and layout.encoding != "utf-8-sig" and not layout.encoding.startswith("utf-16"):
            hint = f"Save the file again as {layout.encoding} without a byte order mark."
            found = Fault(1, 1, 1, "", "", name, f"text in {layout.encoding} without a byte order mark", hint)
            return (first[len(mark) :] or None) if encoding else None, [found]
    return first, []


def read_head(stream: BinaryIO, layout: Layout) -> tuple[bytes | None, list[Fault]]:
    """Read the first chunk of a file without lines, without its byte order mark, and its faults."""
    return _read_first(stream, layout, _CHUNK)


def _line_ending_fault(number: int, raw: bytes, body: bytes, layout: Layout) -> Fault:
    text = body.decode(layout.encoding, "replace")
    found = _ENDINGS.get(raw[len(body) :], "other characters")
    if found == "nothing":
        hint = "The file may have been cut off; compare its size with the sender's."
        return Fault(number, len(text) + 1, 1, "", "", "the end of the file", _ENDINGS[layout.ending], hint, text)
    hint = "Transfer the file in binary mode, or correct `line_ending`. Further lines of this kind are not listed."
    return Fault(number, len(text) + 1, 1, "", "", found, _ENDINGS[layout.ending], hint, text)


def _too_long_fault(number: int, body: bytes, limit: int, encoding: str) -> Fault:
    hint = "Look for a missing line ending, or for the wrong kind of file. The rest of the line is not checked."
    text = body[:200].decode(encoding, "replace")
    return Fault(number, 1, 1, "", "", f"a line of more than {limit:,} bytes", "a record of the layout", hint, text)


def _undecodable_fault(number: int, column: int, body: bytes, error: UnicodeDecodeError, encoding: str) -> Fault:
    at = len(body[: error.start].decode(encoding, "replace"))
    found = f"the byte 0x{body[error.start]:02X}"
    text = body.decode(encoding, "replace")
    hint = "Ask the sender which character set the file has."
    return Fault(number, column + at, 1, "", "", found, f"a character of {encoding}", hint, text)


def _unfinished_fault(line: int, column: int, rest: bytes, layout: Layout) -> Fault:
    text = rest[:200].decode(layout.encoding, "replace")
    found = "the end of the file" if len(rest) < _LOOSE else f"a segment of more than {_LOOSE:,} bytes"
    hint = "The file may have been cut off; compare its size with the sender's."
    return Fault(line, column, len(text), "", "", found, f"`{layout.terminator}` at the end of the segment", hint, text)


def _skip(stream: BinaryIO) -> None:
    """Skip to the end of the line."""
    while (piece := stream.readline(_CHUNK)) and not piece.endswith(b"\n"):
        pass
