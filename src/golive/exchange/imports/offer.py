"""Define what a file offers to a spec: a tree of choices whose every value knows its place in the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from golive.support.problems import OutputError, Problem, make_problem

Target = Literal["interface", "connection"]
MAX_BYTES: Final = 20_000_000
_EBCDIC_BLANK: Final = 0x40
_UTF8_TAIL: Final = 3  # bytes of a character that a cut may have left


class SourcePlace(NamedTuple):
    """A place in an imported file.

    Attributes:
        line: 1-based; 0 for the whole file, or where a file has no lines.
        column: 1-based, in characters; 0 for the whole line.
        pointer: the place in the words of the file's format, such as `#/info/version` or `Header!D21`; may be empty.
    """

    line: int
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        """Format as `12:8 #/info/version`."""
        position = f"{self.line}:{self.column}" if self.column else str(self.line) if self.line else ""
        return " ".join(part for part in (position, self.pointer) if part)


class SourcedText(NamedTuple):
    """A value as a spec holds it, with its place in the imported file."""

    text: str
    place: SourcePlace


SourcedValue: TypeAlias = SourcedText | list["SourcedValue"] | dict[str, "SourcedValue"]
"""A value for the spec in which each scalar knows its place."""


class ImportChoice:
    """One thing of a file that can be picked, with the choices inside it.

    Attributes:
        key: what a pattern of `--pick` is compared with, such as `POST /payments request amount`.
        label: what is shown.
        place: where it is in the file.
        target: what its value belongs to: the interface or its connection.
        list_name: the list that it is an item of; empty if its value is merged into the target.
        value: its value, without the choices inside it.
        is_default: whether it is picked when the person names no other choice.
    """

    def __init__(  # noqa: PLR0913 - a record with a lazy part
        self,
        key: str,
        label: str,
        place: SourcePlace,
        value: dict[str, SourcedValue],
        *,
        list_name: str = "",
        target: Target = "interface",
        is_default: bool = True,
        make_children: "Callable[[], Sequence[ImportChoice]]" = tuple,
    ) -> None:
        self.key, self.label, self.place, self.value = key, label, place, value
        self.list_name, self.target, self.is_default = list_name, target, is_default
        self._make_children = make_children

    @cached_property
    def children(self) -> "tuple[ImportChoice, ...]":
        """The choices inside this one; they are made when first asked for."""
        return tuple(self._make_children())

    def walk(self) -> "Iterator[ImportChoice]":
        """Yield this choice and all choices inside it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


class ImportNote(NamedTuple):
    """What a person should know about picked choices.

    Attributes:
        problem: what it is and where, as a warning.
        question: what must be asked of the sender, as an open decision of the spec; empty if nothing must.
        question_id: an id for the question, unique in the file.
    """

    problem: Problem
    question: str = ""
    question_id: str = ""


class ImportOffer(Struct, frozen=True):
    """Everything that a file offers.

    Attributes:
        kind: the kind of file, as the registry names it.
        file: the name of the file, without its folder.
        digest: the SHA-256 digest of its bytes, in hexadecimal.
        title: what the file says it describes; the file's name if it says nothing.
        choices: what can be picked.
        find_notes: returns the notes on picked keys: what the file leaves open, or cannot say.
    """

    kind: str
    file: str
    digest: str
    title: str
    choices: tuple[ImportChoice, ...]
    find_notes: Callable[[frozenset[str]], Sequence[ImportNote]]

    def walk(self) -> Iterator[ImportChoice]:
        """Yield every choice, in the order of the file."""
        for choice in self.choices:
            yield from choice.walk()


class ImportedFile(Struct, frozen=True):
    """The bytes of a file to import.

    Attributes:
        path: the file, as messages show it.
        data: its bytes.
    """

    path: Path
    data: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 digest of its bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    def make_problem(self, message: str, hint: str = "", place: SourcePlace | None = None, **more: Any) -> Problem:  # noqa: ANN401 - fields of Problem
        """Return a problem at a place of this file."""
        line, column = (place.line, place.column) if place else (0, 0)
        pointer = place.pointer if place else ""
        if pointer and not line:  # a cell of a workbook
            return make_problem(message, hint, path=self.path)._replace(cell=pointer, **more)
        shown = f"{message} ({pointer})" if pointer else message
        return make_problem(shown, hint, path=self.path, line=line, column=column)._replace(**more)

    def decode(self) -> str:
        """Return its text: UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252.

        Raises:
            OutputError: it is not text.
        """
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return self.data.decode("utf-16", "replace")
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if looks_like_ebcdic(self.data):
                raise OutputError(make_ebcdic_problem(self)) from None
            if any(byte < 0x20 and byte not in b"\t\n\r\f\x1a" for byte in self.data[:65536]):  # noqa: PLR2004 - controls
                line = self.data.count(b"\n", 0, error.start) + 1
                raise OutputError(
                    self.make_problem("is not a text file", "Name the file that describes the data.", SourcePlace(line))
                ) from None
            return self.data.decode("cp1252", "replace")


def read_import_file(path: Path, shown: Path | None = None) -> ImportedFile:
    """Read a file to import.

    Raises:
        OutputError: it cannot be read, is empty, or is too large.
    """
    shown = shown or path
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise OutputError(make_problem("is a folder, not a file", "Name a file in it.", path=shown)) from None
    except FileNotFoundError:
        hint = "Check the spelling of its name."
        raise OutputError(make_problem("there is no such file", hint, path=shown)) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        hint = "Ask for permission to read it, or copy it to a folder of your own."
        raise OutputError(make_problem(f"cannot be read: {reason}", hint, path=shown)) from None
    return make_import_file(shown, data)


def make_import_file(shown: Path, data: bytes) -> ImportedFile:
    """Return bytes as a file to import; more than `MAX_BYTES` need not be read.

    Raises:
        OutputError: it is empty, or too large.
    """
    if not data.strip():
        raise OutputError(make_problem("is empty", "Ask the sender for the file again.", path=shown))
    if len(data) > MAX_BYTES:
        hint = "For a sample, cut off the first lines of it; for an API, ask for the part that is used."
        raise OutputError(make_problem(f"is larger than {MAX_BYTES // 1_000_000} MB", hint, path=shown))
    return ImportedFile(shown, data)


def looks_like_ebcdic(data: bytes) -> bool:
    """Return whether bytes look like EBCDIC text: blanks are 0x40, and most others are its letters and digits."""
    piece = data[:4096]
    try:
        piece[: len(piece) - _UTF8_TAIL].decode("utf-8")
    except UnicodeDecodeError:
        blanks = piece.count(_EBCDIC_BLANK)
        letters = sum(0x81 <= byte <= 0xA9 or 0xC1 <= byte <= 0xF9 for byte in piece)  # noqa: PLR2004 - letters and digits
        return letters * 10 > len(piece) and (blanks + letters) * 4 > len(piece) * 3
    return False


def make_ebcdic_problem(file: ImportedFile) -> Problem:
    """Return the problem of a file in EBCDIC, with the start of its text."""
    start = "".join(one if one.isprintable() else "?" for one in file.data[:24].decode("cp037"))
    hint = "Ask for the file in ASCII, converted field by field if it has packed fields; or import its copybook."
    message = f"is EBCDIC text: in code page 037 it starts with `{start.rstrip()}`"
    return file.make_problem(message, hint, SourcePlace(1, 1, "byte 1"))


def get_plain_value(value: SourcedValue) -> Any:  # noqa: ANN401 - a plain value of any shape
    """Return a value without its places."""
    if isinstance(value, SourcedText):
        return value.text
    if isinstance(value, list):
        return [get_plain_value(item) for item in value]
    return {key: get_plain_value(inner) for key, inner in value.items()}


def sort_facts(values: Mapping[str, SourcedText | None]) -> dict[str, SourcedValue]:
    """Return the values that are known, as the value of a choice."""
    return {key: fact for key, fact in values.items() if fact is not None}
