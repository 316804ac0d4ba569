"""The hidden record of a workbook: which spec it was made from, and the text of every cell as it was sent.

It is the base of the merge. It stands on a sheet of its own, as JSON in plain ASCII that no program changes when it
saves the file.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct

from golive.exchange.workbook.addresses import Path, format_address, parse_address
from golive.exchange.workbook.book import Book
from golive.support.whole_numbers import parse_whole_number

SHEET: Final = "_golive"
MARK: Final = "golive workbook"
FORMAT: Final = 1
_CHUNK: Final = 30_000
_NOT_ASCII: Final = re.compile(r"[^\x20-\x7e]")


class Record(Struct, frozen=True):
    """What a workbook says of itself.

    Attributes:
        format: the format of workbooks, a number that grows.
        spec_id: the id of the spec; empty for a new biller.
        version: the version of the spec.
        digest: the digest of all texts.
        contact: the id of the contact who was asked; empty for everyone.
        method: how the data of a new biller moves; empty for a spec.
        written: a digest of all answers as they were written, by which it is seen whether a person changed any.
        topics: the ids of the topics that it has sheets for.
        texts: the text of every cell in which something stood, by its address.
        items: what tells the items of lists from each other, by their addresses.
    """

    format: int
    spec_id: str
    version: str
    digest: str
    contact: str
    method: str
    written: str
    topics: tuple[str, ...]
    texts: dict[str, str]
    items: dict[str, str]

    def map_texts(self) -> Mapping[Path, str]:
        """Return the texts by path."""
        return {path: text for key, text in self.texts.items() if (path := parse_address(key)) is not None}

    def map_items(self) -> Mapping[Path, str]:
        """Return the identities by path."""
        return {path: text for key, text in self.items.items() if (path := parse_address(key)) is not None}


def make_record(book: Book) -> Record:
    """Return the record of a workbook; its base is what the spec says."""
    texts = {format_address(path): text for path, text in book.list_texts().items()}
    items = {format_address(path): text for path, text in book.identities.items()}
    topics = tuple(sheet.topic.id for sheet in book.sheets)
    answers = [
        (sheet.topic.id, "" if item.is_new else format_address(item.path), key, cell.text)
        for sheet in book.sheets
        for item in sheet.items
        for key, cell in item.cells.items()
        if cell.text
    ]
    about = (
        FORMAT,
        book.spec_id,
        book.version,
        digest_texts(texts),
        book.contact,
        book.method,
        digest_answers(answers),
    )
    return Record(*about, topics, texts, items)


def digest_texts(texts: Mapping[str, str]) -> str:
    """Return the digest of the texts of a workbook."""
    return sha256(msgspec.json.encode(sorted(texts.items()))).hexdigest()


def digest_answers(answers: list[tuple[str, str, str, str]]) -> str:
    """Return the digest of answers in any order: topic, address of the item, key of the question, and text of each."""
    return sha256(msgspec.json.encode(sorted(answers))).hexdigest()


def split_record(record: Record) -> list[str]:
    """Return the texts of the cells that hold a record: its mark, the number of the others, and these."""
    text = _NOT_ASCII.sub(_escape, msgspec.json.encode(record).decode())
    chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    return [MARK, str(len(chunks)), *chunks]


def join_record(cells: list[str]) -> Record:
    """Return the record that stands in some cells.

    Raises:
        ValueError: they do not hold a whole record; the message says why.
    """
    if len(cells) < 2 or cells[0] != MARK or (count := parse_whole_number(cells[1])) is None or len(cells) < 2 + count:  # noqa: PLR2004
        raise ValueError("its hidden record is not complete")
    text = "".join(cells[2 : 2 + count])
    try:
        found = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        number = msgspec.json.decode(found.get("format", msgspec.Raw(b"0")), type=int)
        if number > FORMAT:
            raise ValueError("it was made by a newer golive")
        record = msgspec.json.decode(text, type=Record)
    except msgspec.DecodeError:
        raise ValueError("its hidden record was changed") from None
    if record.digest != digest_texts(record.texts):
        raise ValueError("its hidden record was changed")
    return record


def _escape(found: re.Match[str]) -> str:
    data = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))
