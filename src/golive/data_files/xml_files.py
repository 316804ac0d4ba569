"""Read and write XML files: each record is an element below the root, named after the record's token.

Its fields are the elements in it or, with `@` in front of their names, its attributes. Prefixes of namespaces are no
part of a name, in the file or in the spec. The file is fed to expat piece by piece. Document types and entities are
refused: no record needs them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec import Struct, field

from golive.data_files.layout import FileLayout, Record
from golive.data_files.line_reader import read_head
from golive.data_files.reading_results import Fault, Reach, ReadRecord
from golive.data_files.texts import AnyTreeFormat
from golive.data_files.tree_files import Branch, Place, check_branch, records_by_name

if TYPE_CHECKING:
    from xml.parsers import expat


_CHUNK: Final = 1 << 16
_ROOT: Final = "file"
_RECORD, _FIELD = 2, 3  # how deep they stand


class _Tree(Struct):
    """The parser state and the records not yet yielded."""

    known: dict[str, Record]
    expected: str
    encoding: str
    parser: "expat.XMLParserType"
    found: list[Fault | Branch] = field(default_factory=list)
    depth: int = 0
    record: Record | None = None
    at: Place = (0, 0)
    values: dict[str, str | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    name: str = ""
    tag: str = ""
    is_told: bool = False

    @property
    def here(self) -> Place:
        """Return the parser's current place."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        self.depth += 1
        tag, name = name, local_name(name)
        if self.depth == _RECORD:
            self.record, self.at, self.is_told = self.known.get(name), self.here, False
            named = {local_name(key): value for key, value in attributes.items() if not _is_namespace(key)}
            self.values = {f"@{key}": value for key, value in named.items()}
            self.places = dict.fromkeys(self.values, self.at)
            if self.record is None:
                self.found.append(
                    Fault(*self.here, len(tag) + 1, "", "", f"the element `{name}`", self.expected, reach=Reach.RECORD)
                )
        elif self.depth == _FIELD:
            self.name, self.tag = name, tag
            line, column = self.here
            if name in self.values and not self.is_told:
                self.is_told = True
                record = self.record.id if self.record else ""
                self.found.append(Fault(line, column, 1, record, name, "the element a second time", "one of each"))
            self.values[name], self.places[name] = "", (line, column + len(self.tag) + 2)
        elif self.depth > _FIELD:
            self.values[self.name] = None

    def close(self, _name: str) -> None:
        """Handle the end of an element."""
        if self.depth == _RECORD and self.record is not None:
            self.found.append(Branch(*self.at, self.record, self.values, self.places))
        self.depth -= 1

    def text(self, text: str) -> None:
        """Handle text."""
        value = self.values.get(self.name) if self.depth >= _FIELD else None
        if value is not None:
            self.values[self.name] = value + text
        elif self.depth < _FIELD and text.strip():
            line, column = self.here
            self.is_told = True
            found = f"the text `{text.strip()[:20]}`"
            self.found.append(Fault(line, column, len(text.strip()), "", "", found, "no text between elements"))

    def refuse(self, *_: object) -> None:
        """Refuse a document type declaration."""
        line, column = self.here
        fault = Fault(line, column, 1, "", "", "a document type", "elements only", "Remove it.", reach=Reach.FILE)
        raise _RefusedError(fault)

    def declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Compare the declared character set with that of the layout."""
        import codecs

        try:
            found = codecs.lookup(encoding).name if encoding else ""
        except LookupError:
            found = encoding or ""
        if found and found != self.encoding and "ascii" not in {found, self.encoding}:
            said, expected = f"the declared encoding `{encoding}`", f"`{self.encoding}`"
            hint = "Declare the character set that the file has, or correct `encoding`."
            raise _RefusedError(Fault(1, 1, 1, "", "", said, expected, hint, reach=Reach.FILE))


class _RefusedError(Exception):
    """Stops the parser."""


def read(stream: BinaryIO, layout: FileLayout) -> Iterator[ReadRecord | Fault]:
    """Read the records of a file."""
    from xml.parsers import expat

    first, refusal = read_head(stream, layout, may_have_mark=True)
    yield from refusal
    if first is None:
        return
    parser = expat.ParserCreate(layout.encoding)
    known = {local_name(name): record for name, record in records_by_name(layout).items()}
    tree = _Tree(known, f"one of {', '.join(f'`{name}`' for name in known)}", layout.encoding, parser)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = tree.open, tree.close
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = tree.text, tree.refuse
    parser.XmlDeclHandler = tree.declare
    piece, stopped = first, False
    while not stopped:
        try:
            parser.Parse(piece, not piece)
        except expat.ExpatError as error:
            tree.found.append(_make_syntax_fault(error))
            stopped = True
        except _RefusedError as error:
            tree.found.append(error.args[0])
            stopped = True
        found, tree.found = tree.found, []
        for thing in found:
            if isinstance(thing, Branch):
                yield from check_branch(thing)
            else:
                yield thing
        stopped, piece = stopped or not piece, stream.read(_CHUNK)


def _make_syntax_fault(error: "expat.ExpatError") -> Fault:
    from xml.parsers import expat

    description = expat.ErrorString(error.code)
    hint = "The file may have been cut off; compare its size with the sender's." if error.code == 3 else ""  # noqa: PLR2004
    found = f"invalid XML: {description}"
    return Fault(error.lineno, error.offset + 1, 1, "", "", found, "well-formed XML", hint, reach=Reach.FILE)


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its prefix; the `@` of an attribute stays."""
    mark = "@" if name.startswith("@") else ""
    return mark + name.removeprefix("@").rpartition(":")[2]


def _is_namespace(name: str) -> bool:
    """Return whether an attribute says something about namespaces or the schema, and is no value."""
    return name == "xmlns" or name.startswith(("xmlns:", "xsi:", "xml:"))


def write(record: Record, values: Sequence[str], layout: FileLayout) -> str:
    """Write a record as an element on one line."""
    from xml.sax.saxutils import escape, quoteattr

    name = record.tokens[0] if record.tokens else record.id
    pairs = [(cell, value) for cell, value in zip(record.cells, values, strict=True) if value or not cell.blank]
    attributes = "".join(f" {cell.name[1:]}={quoteattr(value)}" for cell, value in pairs if cell.name.startswith("@"))
    inside = "".join(
        f"<{cell.name}>{'' if isinstance(cell.form, AnyTreeFormat) else escape(value)}</{cell.name}>"
        for cell, value in pairs
        if not cell.name.startswith("@")
    )
    return f"  <{name}{attributes}>{inside}</{name}>"


def text_around_records(before: str, after: str, layout: FileLayout) -> str:
    """Return the text of the root element around the records."""
    end = layout.ending.decode("ascii")
    if not before:
        start = f'<?xml version="1.0" encoding="{layout.encoding}"?>{end}<{_ROOT}>{end}'
        return start if after else f"{start}</{_ROOT}>{end}"
    return end if after else f"{end}</{_ROOT}>{end}"
