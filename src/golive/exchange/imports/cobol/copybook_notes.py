"""Say what a copybook leaves open: other readings of a record, storage that is not text, tables that vary, dates."""

from collections.abc import Sequence
from typing import Final

from golive.exchange.imports.cobol.copybook_items import DataItem
from golive.exchange.imports.cobol.copybook_layout import MAX_FIELDS, PlacedField, RecordVariant
from golive.exchange.imports.cobol.pictures import USAGE_WORDS, parse_picture
from golive.exchange.imports.names import make_id, make_words
from golive.exchange.imports.offer import ImportedFile, ImportNote

_DATE_PICTURES: Final = frozenset({"9" * 6, "9" * 8})
_MOST_NAMES: Final = 6


class NoteCollector:
    """The notes of a copybook, each once, with the records that it is about."""

    def __init__(self, file: ImportedFile) -> None:
        self._file = file
        self._notes: dict[ImportNote, set[str]] = {}

    def find_notes(self, keys: frozenset[str]) -> Sequence[ImportNote]:
        """Return the notes about picked records, and those about records that could be picked instead."""
        return tuple(note for note, about in self._notes.items() if "" in about or about & keys)

    def add(self, record: str, item: DataItem, text: str, hint: str, ask: tuple[str, str] = ("", "")) -> None:
        """Add a note.

        Args:
            record: the key of the record that it is about; empty for a note that is always shown.
            item: the item.
            text: what was found.
            hint: what to do about it.
            ask: the question for the sender and its id.
        """
        problem = self._file.make_problem(text, hint, item.place, severity="warning")
        self._notes.setdefault(ImportNote(problem, *ask), set()).add(record)

    def note_variant(self, key: str, record: DataItem, variant: RecordVariant, *, is_default: bool) -> None:
        """ImportNote why a record has more than one layout."""
        reason, name = variant.reason, make_words(record.name)
        if reason is not None and reason.redefines:
            said = "a record layout of its own" if is_default else "not picked, and offered as"
            text = f"`{reason.name}` redefines `{reason.redefines}`: {said} `{key}`"
            self.add("", reason, text, "Pick the layouts that the file really has; `--pick` and `--skip` name them.")
        elif reason is not None:
            text = f"`{reason.name}` occurs {reason.least} to {reason.occurs} times: one record layout for each number"
            self.add(key, reason, text, "Pick the numbers that really come; `--pick` and `--skip` name them.")
        for item in record.walk():
            if item.depending and reason is None:
                text = f"`{item.name}` occurs {item.least} to {item.occurs} times: the layout has the most"
                question = f"How is a record {name} sent in which {item.name} occurs fewer than {item.occurs} times?"
                ask = (question, f"{make_id(record.name)}-length")
                self.add(key, item, text, "An open decision asks how shorter records are sent.", ask)

    def note_fields(
        self, key: str, record: DataItem, fields: Sequence[PlacedField], longest: Sequence[PlacedField]
    ) -> None:
        """ImportNote the fields of a record that are not text, that are too large to list, and that may be dates.

        Args:
            key: the key of the record.
            record: its item.
            fields: its fields.
            longest: the fields of its longest layout, by which equal notes on several layouts are one.
        """
        stored = list({one.item.name: one for one in longest if one.usage in USAGE_WORDS}.values())
        if stored and any(one.usage in USAGE_WORDS for one in fields):
            names = ", ".join(one.item.name for one in stored[:_MOST_NAMES])
            names += " and others" * (len(stored) > _MOST_NAMES)
            question = (
                f"Are the fields of {make_words(record.name)} that are not text ({names}) sent as they are stored, "
                "or converted to text? Until then, positions and lengths count stored bytes."
            )
            ask = (question, f"{make_id(record.name)}-binary")
            text = f"`{record.name}` has fields that are not text: {names}"
            self.add(key, stored[0].item, text, "An open decision asks how they are sent.", ask)
        for one in fields:
            picture = parse_picture(one.item.picture)
            is_date = {"DATE", "DT", "DTE"} & set(one.item.name.split("-"))
            if one.is_whole_group:
                text = f"`{one.item.name}` is one field: with its parts the record has more than {MAX_FIELDS} fields"
                self.add(key, one.item, text, "Describe its parts in the rule of the field.")
            elif picture and picture.symbols in _DATE_PICTURES and is_date:
                text = f"`{one.item.name}` is called a date and holds {picture.digits} digits"
                hint = "Set `type: date` and its `format`, such as YYYYMMDD, once it is known."
                self.add(key, one.item, text, hint)
