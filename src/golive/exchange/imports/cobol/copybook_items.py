"""Parse the sentences of a copybook into data items: levels, pictures, usages, tables and condition names.

Source: ISO/IEC 1989:2014, 13 (data division); usages and sizes as IBM Enterprise COBOL for z/OS stores them.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from golive.exchange.imports.cobol.copybook_text import CobolText, CobolWord, read_sentences
from golive.exchange.imports.offer import ImportedFile, SourcePlace
from golive.support.problems import Problem
from golive.support.whole_numbers import parse_whole_number
from golive.yaml_io.message_text import shorten_for_message

_LEVEL: Final = re.compile(r"\d{1,2}")
_USAGES: Final = {
    **dict.fromkeys(("COMP", "COMP-4", "COMP-5", "BINARY", "COMP-0"), "binary"),
    **dict.fromkeys(("COMP-3", "PACKED-DECIMAL"), "packed"),
    "COMP-1": "float",
    "COMP-2": "double",
    "DISPLAY": "display",
    "INDEX": "index",
    "POINTER": "index",
    "NATIONAL": "national",
    "DISPLAY-1": "national",
}
_IGNORED: Final = frozenset({"EJECT", "SKIP1", "SKIP2", "SKIP3", "TITLE", "FD", "SD", "SELECT"})
_LITTLE_WORDS: Final = frozenset({"IS", "ARE"})
_MAX_OCCURS: Final = 100_000
_CONDITION: Final = 88
_RENAMES: Final = 66
_STANDALONE: Final = 77
_MAX_LEVEL: Final = 49


class ConditionName(Struct):
    """A condition name (level 88) with its values: literals, and ranges as pairs."""

    name: str
    values: list[tuple[str, str]]
    place: SourcePlace


class DataItem(Struct):
    """A data item: a group with items inside it, or an elementary item with a picture.

    Attributes:
        level: its level number; 0 for the root.
        name: its name in upper case; `FILLER` if it has none.
        place: where its level number is.
        picture: its picture in upper case; empty for a group.
        picture_place: where its picture is.
        usage: how it is stored; empty if it is told by the group around it.
        sign: `leading` or `trailing`, with ` separate` if the sign has a character of its own; empty if not said.
        redefines: the item whose storage it uses; empty if it has its own.
        least: the fewest times it occurs.
        occurs: the most times it occurs; 1 if it is no table.
        depending: the item that says how often it occurs; empty if that is fixed.
        is_table: whether it has an OCCURS clause.
        is_synchronized: whether it is aligned in storage.
        is_justified: whether it is aligned at the right.
        value: its literal value; None if it has none.
        conditions: its condition names.
        items: the items inside it.
    """

    level: int
    name: str
    place: SourcePlace
    picture: str = ""
    picture_place: SourcePlace = SourcePlace(0)
    usage: str = ""
    sign: str = ""
    redefines: str = ""
    least: int = 1
    occurs: int = 1
    depending: str = ""
    is_table: bool = False
    is_synchronized: bool = False
    is_justified: bool = False
    value: str | None = None
    conditions: list[ConditionName] = field(default_factory=list)
    items: list["DataItem"] = field(default_factory=list)

    def walk(self) -> Iterator["DataItem"]:
        """Yield the item and all items inside it."""
        yield self
        for inner in self.items:
            yield from inner.walk()


class ItemParser:
    """Parses the sentences of a copybook, and collects what is wrong with them."""

    def __init__(self, file: ImportedFile) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def parse(self, text: CobolText) -> DataItem:
        """Return the root of all items; `problems` says what could not be understood."""
        root = DataItem(0, "", SourcePlace(1))
        stack = [root]
        sentences = list(read_sentences(text))
        heads = [at for at, words in enumerate(sentences) if [one.upper for one in words] == ["DATA", "DIVISION"]]
        for words in sentences[heads[0] + 1 if heads else 0 :]:  # of a whole program, its data division
            first = words[0].upper
            if first == "PROCEDURE":
                break
            if first == "COPY" or "COPY" in [word.upper for word in words[1:]]:
                self.refuse(words[0], "copies another file", "Ask for the copybook with its COPY statements expanded.")
            elif not _LEVEL.fullmatch(first):
                known = first in _IGNORED or words[-1].upper in {"DIVISION", "SECTION"}
                if not known:
                    self.refuse(words[0], "is not a data description", "A sentence starts with a level number.")
            else:
                self._add_item(stack, words)
        return root

    def _add_item(self, stack: list[DataItem], words: list[CobolWord]) -> None:
        level = int(words[0].text)
        if level == _RENAMES:
            return  # another name for items that are there; it has no storage
        if level == _CONDITION:
            self._add_condition(stack[-1], words)
            return
        if not (1 <= level <= _MAX_LEVEL or level == _STANDALONE):
            self.refuse(words[0], "is no level number", "Levels are 01 to 49, 66, 77 and 88.")
            return
        item = DataItem(level, "FILLER", words[0].place)
        level = 1 if level == _STANDALONE else level
        reader = _ClauseReader(self, words[1:], item)
        reader.read()
        while stack[-1].level >= level:
            stack.pop()
        if stack[-1].picture:
            self.refuse(words[0], f"is inside `{stack[-1].name}`, which has a picture", "Correct the level numbers.")
            return
        item.level = level
        stack[-1].items.append(item)
        stack.append(item)

    def _add_condition(self, item: DataItem, words: list[CobolWord]) -> None:
        if item.level == 0 or len(words) < 4:  # noqa: PLR2004 - level, name, VALUE, literal
            self.refuse(words[0], "has no item or no value that it is about", "A level 88 follows its item.")
            return
        start = 2
        while start < len(words) and words[start].upper in {"VALUE", "VALUES", *_LITTLE_WORDS}:
            start += 1
        values: list[tuple[str, str]] = []
        literals, at = words[start:], 0
        while at < len(literals):
            if literals[at].upper in {"THRU", "THROUGH"} and values and at + 1 < len(literals):
                values[-1] = (values[-1][0], parse_literal(literals[at + 1].text))
                at += 1
            elif literals[at].upper == "ALL":
                pass
            else:
                values.append((parse_literal(literals[at].text), ""))
            at += 1
        item.conditions.append(ConditionName(words[1].upper, values, words[1].place))

    def refuse(self, word: CobolWord, message: str, hint: str) -> None:
        """Add a problem at a word."""
        text = f"`{shorten_for_message(word.text)}` {message}"
        self.problems.append(self._file.make_problem(text, hint, word.place))


class _ClauseReader:
    """Reads the clauses of one data description."""

    def __init__(self, parser: ItemParser, words: list[CobolWord], item: DataItem) -> None:
        self._parser, self._words, self._item, self._at = parser, words, item, 0
        self._last = words[-1] if words else CobolWord("", item.place)

    def read(self) -> None:
        """Read the name and all clauses into the item."""
        words = self._words
        if words and words[0].upper not in _CLAUSES and words[0].upper not in _find_usage_words():
            self._item.name = self._next().upper
        while self._at < len(words):
            word = self._next()
            name = word.upper
            usage = _find_usage(name)
            if usage:
                self._item.usage = usage
            elif name in _CLAUSES:
                _CLAUSES[name](self)
            else:
                hint = (
                    "Is a period missing in front of it?" if _LEVEL.fullmatch(name) else "Correct it, or leave it out."
                )
                self._parser.refuse(word, "is not a clause that golive knows", hint)
                return

    def _next(self) -> CobolWord:
        if self._at >= len(self._words):
            return self._last
        self._at += 1
        return self._words[self._at - 1]

    def _skip(self, *names: str) -> bool:
        """Skip the next word if it is one of these."""
        if self._at < len(self._words) and self._words[self._at].upper in names:
            self._at += 1
            return True
        return False

    def read_picture(self) -> None:
        """Read `PIC IS picture`."""
        self._skip("IS")
        word = self._next()
        self._item.picture, self._item.picture_place = word.upper, word.place

    def read_usage(self) -> None:
        """Read `USAGE IS`; the usage itself follows."""
        self._skip("IS")
        word = self._next()
        self._item.usage = _find_usage(word.upper)
        if not self._item.usage:
            self._parser.refuse(word, "is not a usage that golive knows", "Ask how many bytes it takes.")

    def read_sign(self) -> None:
        """Read `SIGN IS`; `LEADING` or `TRAILING` follows, and is read as a clause of its own."""
        self._skip("IS")

    def read_sign_place(self) -> None:
        """Read `LEADING` or `TRAILING`, and whether the sign is separate."""
        side = self._words[self._at - 1].upper
        self._item.sign = side.lower() + (" separate" if self._skip("SEPARATE") else "")
        self._skip("CHARACTER")

    def read_redefines(self) -> None:
        """Read `REDEFINES name`."""
        self._item.redefines = self._next().upper

    def read_occurs(self) -> None:
        """Read `OCCURS n TO m TIMES DEPENDING ON name`, its keys and its indexes."""
        self._item.is_table = True
        self._item.least = self._item.occurs = self._read_count()
        if self._skip("TO"):
            self._item.occurs = self._read_count()
        self._skip("TIMES")

    def _read_count(self) -> int:
        word = self._next()
        count = parse_whole_number(word.text)
        if count is not None and count <= _MAX_OCCURS:
            return count
        hint = "A table without limit has no positions." if word.upper == "UNBOUNDED" else f"At most {_MAX_OCCURS:,}."
        self._parser.refuse(word, "is no number of times", hint)
        return 1

    def read_depending(self) -> None:
        """Read `DEPENDING ON name`."""
        self._skip("ON")
        self._item.depending = self._next().upper
        while self._skip("OF", "IN"):
            self._next()

    def skip_names(self) -> None:
        """Skip the names of keys and indexes."""
        self._skip("KEY", "BY")
        self._skip("IS", "BY")
        while self._at < len(self._words) and not (
            self._words[self._at].upper in _CLAUSES or _find_usage(self._words[self._at].upper)
        ):
            self._at += 1

    def read_synchronized(self) -> None:
        """Read `SYNCHRONIZED LEFT`."""
        self._item.is_synchronized = True
        self._skip("LEFT", "RIGHT")

    def read_justified(self) -> None:
        """Read `JUSTIFIED RIGHT`."""
        self._item.is_justified = True
        self._skip("RIGHT")

    def read_blank(self) -> None:
        """Read `BLANK WHEN ZERO`."""
        self._skip("WHEN")
        self._skip("ZERO", "ZEROS", "ZEROES")

    def read_value(self) -> None:
        """Read `VALUE IS literal`."""
        self._skip("IS", "ARE")
        self._skip("ALL")
        self._item.value = parse_literal(self._next().text)

    def skip_word(self) -> None:
        """Skip a clause of one word."""


_CLAUSES: Final = {
    **dict.fromkeys(("PIC", "PICTURE"), _ClauseReader.read_picture),
    "USAGE": _ClauseReader.read_usage,
    "SIGN": _ClauseReader.read_sign,
    "LEADING": _ClauseReader.read_sign_place,
    "TRAILING": _ClauseReader.read_sign_place,
    "REDEFINES": _ClauseReader.read_redefines,
    "OCCURS": _ClauseReader.read_occurs,
    "DEPENDING": _ClauseReader.read_depending,
    **dict.fromkeys(("ASCENDING", "DESCENDING", "INDEXED"), _ClauseReader.skip_names),
    **dict.fromkeys(("SYNC", "SYNCHRONIZED"), _ClauseReader.read_synchronized),
    **dict.fromkeys(("JUST", "JUSTIFIED"), _ClauseReader.read_justified),
    "BLANK": _ClauseReader.read_blank,
    **dict.fromkeys(("VALUE", "VALUES"), _ClauseReader.read_value),
    **dict.fromkeys(("EXTERNAL", "GLOBAL"), _ClauseReader.skip_word),
}


def parse_literal(text: str) -> str:
    """Return the value of a literal; a figurative constant such as SPACES stays in upper case with a mark in front."""
    if text[:1] in "'\"" and len(text) > 1:
        return text[1:-1].replace(text[0] * 2, text[0])
    if text[:1].isdigit() or text[:1] in "+-.":
        return text
    return f"\0{text.upper()}"


def _find_usage(name: str) -> str:
    return _USAGES.get(name.replace("COMPUTATIONAL", "COMP", 1), "")


def _find_usage_words() -> frozenset[str]:
    return frozenset(_USAGES) | {name.replace("COMP", "COMPUTATIONAL", 1) for name in _USAGES if "COMP" in name}
