"""Read the lines of a sample file, with its character set and its line endings."""

import re
from collections import Counter
from itertools import islice
from typing import Final, NamedTuple

from golive.exchange.imports.offer import ImportedFile, ImportNote, SourcedText, SourcedValue, SourcePlace
from golive.support.problems import OutputError

_MAX_WIDTH: Final = 100_000
MAX_LINES: Final = 5_000
_BREAK: Final = re.compile(r"\r\n|\n|\r")
_ENDINGS: Final = {"\r\n": "crlf", "\n": "lf"}


class SampleLine(NamedTuple):
    """A line of a sample file.

    Attributes:
        number: 1-based.
        text: the line without its ending.
    """

    number: int
    text: str


class SampleText(NamedTuple):
    """The lines of a sample file.

    Attributes:
        file: the file.
        lines: the lines that are not empty; at most the first 5,000.
        settings: what the file shows of the interface: line ending and character set.
        notes: what a person should know.
    """

    file: ImportedFile
    lines: list[SampleLine]
    settings: dict[str, SourcedValue]
    notes: list[ImportNote]


def read_sample_text(file: ImportedFile) -> SampleText:
    """Return the lines of a sample file.

    Raises:
        OutputError: it is not text.
    """
    text = file.decode().rstrip("\x1a\r\n") + "\n"
    breaks = list(islice(_BREAK.finditer(text), MAX_LINES + 1))
    starts = [0, *(one.end() for one in breaks)]
    parts = [text[start : one.start()] for start, one in zip(starts, breaks, strict=False)]
    is_cut = len(parts) > MAX_LINES
    parts = parts[:MAX_LINES]
    # The break behind the last line was added; the file may have none there.
    found = [one[0] for one in breaks] if is_cut else [one[0] for one in breaks[:-1]] or _BREAK.findall(file.decode())
    endings = Counter(found)
    notes: list[ImportNote] = []
    settings: dict[str, SourcedValue] = {}
    if endings:
        usual = endings.most_common(1)[0][0]
        if usual not in _ENDINGS:
            message = "has lines that end with CR alone, which a spec cannot say"
            raise OutputError(file.make_problem(message, "Ask for lines that end with LF or CR LF.", SourcePlace(1)))
        settings["line_ending"] = SourcedText(_ENDINGS[usual], SourcePlace(1))
        if len(endings) > 1:
            other = next(at for at, one in enumerate(found, 1) if one != usual)
            place = SourcePlace(other)
            message = f"{endings.total() - endings[usual]} of {endings.total()} lines end otherwise than the others"
            notes.append(_make_note(file, message, "Ask what ends a line.", place))
    if not file.data.isascii():
        settings["encoding"] = SourcedText(_name_encoding(file.data), SourcePlace(1))
    lines = [SampleLine(number, part) for number, part in enumerate(parts, 1) if part.strip()]
    if not lines:
        raise OutputError(file.make_problem("holds no lines with text", "Ask the sender for the file again."))
    longest = max(lines, key=lambda line: len(line.text))
    if len(longest.text) > _MAX_WIDTH:
        message = f"the line has {len(longest.text):,} characters, and a record has at most {_MAX_WIDTH:,}"
        hint = "Ask for a file with one record in a line."
        raise OutputError(file.make_problem(message, hint, SourcePlace(longest.number, 1)))
    if len(lines) < len(parts):
        empty = next(number for number, part in enumerate(parts, 1) if not part.strip())
        message = f"{len(parts) - len(lines)} lines are empty"
        notes.append(_make_note(file, message, "Ask whether they belong to the file.", SourcePlace(empty)))
    if is_cut:
        message = f"the layout is told by the first {MAX_LINES:,} lines; the rest is not looked at"
        hint = "Verify the whole file with `golive layout verify` afterwards."
        notes.append(_make_note(file, message, hint, SourcePlace(MAX_LINES + 1)))
    return SampleText(file, lines, settings, notes)


def _make_note(file: ImportedFile, message: str, hint: str, place: SourcePlace) -> ImportNote:
    return ImportNote(file.make_problem(message, hint, place, severity="warning"))


def _name_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        return "UTF-8 with BOM" if data.decode("utf-8").startswith("\ufeff") else "UTF-8"
    except UnicodeDecodeError:
        return "Windows-1252"
