"""Recognize the layout of a record by its first characters."""

from collections.abc import Sequence

from msgspec import Struct

from golive.data_files.layout import FileLayout, Record
from golive.data_files.reading_results import Fault, Reach, ReadLine


class RecordRecognizer(Struct, frozen=True):
    """Index the records of a layout by their first characters.

    Attributes:
        lengths: the lengths of the tokens, the longest first.
        known: the records by their tokens.
        nameless: those without a token, in the order of the layout.
    """

    lengths: tuple[int, ...]
    known: dict[str, Record]
    nameless: tuple[Record, ...]

    def match_start(self, text: str) -> Record | None:
        """Return the record of a line, by its first characters."""
        for length in self.lengths:
            record = self.known.get(text[:length])
            if record is not None:
                return record
        return None

    def match_size(self, size: int, *, first: bool) -> Record | None:
        """Return the record of a line without a token: a header if it is first, else the one whose size fits.

        Args:
            size: how many characters the line has, or columns where its fields have no fixed width.
            first: whether it is the first of the file.
        """
        if len(self.nameless) < 2:  # noqa: PLR2004 - no choice
            return self.nameless[0] if self.nameless else None
        fitting = [record for record in self.nameless if size == (record.length or len(record.cells))]
        usual = [record for record in self.nameless if (record.kind == "header") == first]
        both = [record for record in usual if record in fitting]
        return (both or fitting or usual or list(self.nameless))[0]


def build_recognizer(records: Sequence[Record]) -> RecordRecognizer:
    """Build the index that tells the records of a layout apart."""
    known = {token: record for record in records for token in record.tokens}
    lengths = tuple(sorted({len(token) for token in known}, reverse=True))
    return RecordRecognizer(lengths, known, tuple(record for record in records if not record.tokens))


def unknown_record_fault(line: ReadLine, layout: FileLayout, start: str) -> Fault:
    """Return the fault of an unknown record."""
    tokens = [f"`{token}`" for record in layout.records for token in record.tokens]
    said = f"a record that starts with {', '.join(tokens)}" if tokens else "a record of the layout"
    found = f"a record that starts with `{start}`" if line.text else "an empty line"
    return Fault(line.line, line.column, max(len(start), 1), "", "", found, said, "", line.text, Reach.RECORD)
