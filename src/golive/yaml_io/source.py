"""Read text files, and map offsets in them to lines and columns.

Problems of a file as a whole are reported here: missing, unreadable, too large, not text.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from msgspec import Struct

from golive.support.problems import Problem, SpecError, make_problem
from golive.support.regular_files import SPECIAL_FILE_HINT, SpecialFileError, describe_broken_link, open_regular_file

MAX_BYTES = 4_000_000
_MAX_EXCERPT = 100  # characters of a line that are shown
_EXCERPT_LEAD = 40  # of these, how many precede the caret when the line is cut
_BOM = "\ufeff"
_LINE_ENDS = re.compile("\r\n|\n|\r")
# Characters that no YAML file may contain, and invisible line breaks that YAML sees and an editor does not. Kept in
# two parts, because compiling one character class for all of Unicode takes longer than reading the file.
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVISIBLE_CHARACTERS = "\u2028\u2029\ufeff\ufffe\uffff" + "".join(map(chr, range(0xFDD0, 0xFDF0)))
_BINARY_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip file, such as an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
}


class SourceSpan(Struct, frozen=True):
    """A range of a file. Lines and columns count from 1, offsets from 0; the end is exclusive.

    Offsets count characters of `Source.text`, so that `text[:start] + new + text[end:]` replaces exactly that range.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Source(Struct, frozen=True):
    """The unchanged text of a file, with its byte order mark and line endings.

    Attributes:
        path: the file, as messages name it.
        text: the whole text; encoding it as UTF-8 gives the bytes of the file.
        included: files included in this one, each with the offset at which it begins. Offsets continue from file to
            file, so that every value of all files has its own offset.
    """

    path: Path
    text: str
    included: "tuple[tuple[int, Source], ...]" = ()

    def find_file(self, offset: int) -> "tuple[Source, int]":
        """Return the file that an offset lies in (this or an included one), and the offset within that file."""
        for begin, source in reversed(self.included):
            if offset >= begin:
                return source, offset - begin
        return self, offset

    def make_span(self, start: int, end: int) -> SourceSpan:
        """Return the range between two offsets with lines and columns, relative to the file that they lie in."""
        source, at = self.find_file(start)
        if source is not self:
            return source.make_span(at, at + end - start)
        return SourceSpan(start, end, *self._find_line_and_column(start), *self._find_line_and_column(end))

    def make_problem(self, start: int, end: int, message: str, hint: str = "") -> Problem:
        """Return a Problem whose caret underlines a range, limited to its first line.

        An offset after the last line, where a parser finds that something was not closed, is moved to that line.
        """
        source, at = self.find_file(start)
        if source is not self:
            return source.make_problem(at, at + end - start, message, hint)
        start = min(start, len(self.text.rstrip(" \t\r\n")))
        line, column = self._find_line_and_column(start)
        first = start - column + 1
        last = min((at for at in (self.text.find(c, start) for c in "\r\n") if at >= 0), default=len(self.text))
        cut_from = max(first, min(start - _EXCERPT_LEAD, last - _MAX_EXCERPT)) if last - first > _MAX_EXCERPT else first
        cut_to = min(last, cut_from + _MAX_EXCERPT)
        excerpt = "".join(
            c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in self.text[cut_from:cut_to]
        )
        if cut_from > first:
            excerpt = "\N{HORIZONTAL ELLIPSIS}" + excerpt[1:]
        if cut_to < last:
            excerpt = excerpt[:-1] + "\N{HORIZONTAL ELLIPSIS}"
        width = max(1, min(end, cut_to) - start)
        return Problem(self.path, line, column, message, hint, excerpt, width, cut_from - first + 1)

    def find_offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both 1-based, of this file; the inverse of `make_span`."""
        starts = [0, *(end.end() for end in _LINE_ENDS.finditer(self.text))]
        if line == 1 and self.text.startswith(_BOM):
            return column
        return starts[line - 1] + column - 1

    def _find_line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset. CR LF, LF and a lone CR each end a line, as in an editor."""
        text = self.text
        lone = text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
        line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
        if line_start == 0 and text.startswith(_BOM):
            line_start = 1
        return text.count("\n", 0, offset) + lone + 1, max(1, offset - line_start + 1)


_unsaved_texts: ContextVar[Mapping[str, str]] = ContextVar("unsaved_texts", default={})  # noqa: B039 - never changed


@contextmanager
def use_unsaved_texts(texts: Mapping[Path, str]) -> Iterator[None]:
    """Let every reader of YAML files in this context read some texts in place of files.

    Unsaved edits can so be loaded, checked, planned and previewed without being written. Only this thread or task sees
    them, not other processes.

    Args:
        texts: the text by file; the file itself need not exist.
    """
    token = _unsaved_texts.set({**_unsaved_texts.get(), **{os.path.realpath(path): texts[path] for path in texts}})
    try:
        yield
    finally:
        _unsaved_texts.reset(token)


_read_files: ContextVar[dict[str, bytes] | None] = ContextVar("read_files", default=None)


@contextmanager
def collect_read_files() -> Iterator[dict[str, bytes]]:
    """Collect every YAML file that is read in this context, included ones among them: its path, and its bytes."""
    found: dict[str, bytes] = {}
    token = _read_files.set(found)
    try:
        yield found
    finally:
        _read_files.reset(token)


def read_source(path: Path, display_path: Path | None = None) -> Source:
    """Read a text file.

    Args:
        path: the file.
        display_path: the path shown in messages; `path` by default.

    Raises:
        SpecError: the file is missing, cannot be read, is larger than `MAX_BYTES`, or is not UTF-8 text.
    """
    shown = display_path or path
    texts = _unsaved_texts.get()
    if texts and (unsaved := texts.get(os.path.realpath(path))) is not None:
        _note_read_file(path, unsaved.encode())
        return decode_source(unsaved.encode(), shown)
    if kind := describe_broken_link(path):
        raise SpecError(make_problem(f"is {kind}, not a file", SPECIAL_FILE_HINT, path=shown))
    try:
        with open_regular_file(path) as file:
            data = file.read(MAX_BYTES + 1)
            size = max(len(data), path.stat().st_size)
        _note_read_file(path, data)
    except FileNotFoundError:
        raise SpecError(make_problem("there is no such file", "Check the spelling of its name.", path=shown)) from None
    except SpecialFileError as error:
        raise SpecError(make_problem(f"is {error.kind}, not a file", SPECIAL_FILE_HINT, path=shown)) from None
    except IsADirectoryError:
        raise SpecError(make_problem("is a folder, not a file", "Name a YAML file in it.", path=shown)) from None
    except OSError as error:
        hint = "Ask for permission to read it, or copy it to a folder of your own."
        raise SpecError(
            make_problem(f"cannot be read: {(error.strerror or 'unknown reason').lower()}", hint, path=shown)
        ) from None
    except ValueError:  # a NUL in the name
        raise SpecError(
            make_problem("is not the name of a file", "Check the spelling of its name.", path=shown)
        ) from None
    if size > MAX_BYTES:
        message = f"is too large: {size / 1e6:,.1f} MB, and a spec may have {MAX_BYTES / 1e6:.0f} MB"
        raise SpecError(
            make_problem(message, "Is it the right file? Sample data belongs in files of its own.", path=shown)
        )
    return decode_source(data, shown)


def _note_read_file(path: Path, data: bytes) -> None:
    if (found := _read_files.get()) is not None:
        found[os.path.abspath(path)] = data  # noqa: PTH100 - links stay


def decode_source(data: bytes, path: Path) -> Source:
    """Decode the bytes of a file as UTF-8 text.

    Args:
        data: the whole file.
        path: the path shown in messages.

    Raises:
        SpecError: the bytes are not UTF-8 text, or contain a character that no YAML file may contain.
    """
    _refuse_binary(data, path)
    try:
        source = Source(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 text: the byte 0x{data[error.start]:02X} is not valid there"
        raise SpecError(make_problem(message, "Save the file again as UTF-8.", path=path, line=line)) from None
    body = source.text.removeprefix(_BOM)
    _refuse_invisible(source, len(source.text) - len(body))
    if not body.strip():
        raise SpecError(make_problem("is empty", "Start from a copy of a complete spec.", path=path))
    return source


def find_invisible_character(text: str, start: int = 0) -> int | None:
    """Return the offset of the first control or invisible character that no spec may contain; None if there is none."""
    control = _CONTROL_CHARACTERS.search(text, start)
    places = [control.start()] if control else []
    places += [at for character in _INVISIBLE_CHARACTERS if (at := text.find(character, start)) >= 0]
    return min(places, default=None)


def _refuse_invisible(source: Source, start: int) -> None:
    at = find_invisible_character(source.text, start)
    if at is not None:
        message = f"the invisible character U+{ord(source.text[at]):04X} is here, which no spec may contain"
        raise SpecError(source.make_problem(at, at + 1, message, "Delete it; it is often copied along with text."))


def _refuse_binary(data: bytes, path: Path) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SpecError(make_problem("is UTF-16 text", "Save the file again as UTF-8.", path=path))
    kind = next((name for start, name in _BINARY_SIGNATURES.items() if data.startswith(start)), "")
    if kind or b"\0" in data:
        message = f"is {kind}, not a text file" if kind else "is not a text file"
        raise SpecError(make_problem(message, "Name the YAML file that describes the integration.", path=path))
