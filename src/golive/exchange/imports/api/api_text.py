"""Read JSON or YAML into nodes that know their place; scalars stay text."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, Final, NoReturn

import yaml
from msgspec import Struct
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from golive.exchange.imports.offer import ImportedFile, SourcePlace
from golive.support.problems import OutputError
from golive.yaml_io.events import iterate_events
from golive.yaml_io.message_text import shorten_for_message

MAX_DEPTH: Final = 200
_TOKEN: Final = re.compile(r'[\s,:]*(?:([{}\[\]])|("(?:[^"\\]|\\.)*")|([^\s{}\[\],:"]+))')
_NULL_WORDS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class ApiNode(Struct, frozen=True, eq=False):
    """A value: text, None, a list or a mapping.

    Attributes:
        value: the value; lists and mappings hold nodes.
        offset: where its key starts in the text, or the value itself if it has no key.
    """

    value: "str | list[ApiNode] | dict[str, ApiNode] | None"
    offset: int

    def get(self, *names: str) -> "ApiNode | None":
        """Return the node at a path of keys; None if there is none."""
        node: ApiNode | None = self
        for name in names:
            node = node.value.get(name) if node is not None and isinstance(node.value, dict) else None
        return node

    def get_text(self, *names: str) -> str:
        """Return the text at a path of keys; empty if there is none."""
        node = self.get(*names)
        return node.value if node is not None and isinstance(node.value, str) else ""

    def get_entries(self, *names: str) -> "Mapping[str, ApiNode]":
        """Return the entries of the mapping at a path of keys; none if there is no mapping."""
        node = self.get(*names)
        return node.value if node is not None and isinstance(node.value, dict) else {}

    def get_items(self, *names: str) -> "list[ApiNode]":
        """Return the items of the list at a path of keys; none if there is no list."""
        node = self.get(*names)
        return node.value if node is not None and isinstance(node.value, list) else []


class ApiText:
    """The text of an API description, with the places of its lines."""

    def __init__(self, file: ImportedFile) -> None:
        self.file = file
        self.text = file.decode().lstrip("\ufeff")
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def find_place(self, offset: int, pointer: str = "") -> SourcePlace:
        """Return the place of a character."""
        line = bisect_right(self._starts, offset)
        return SourcePlace(line, offset - self._starts[line - 1] + 1, pointer)

    def refuse(self, offset: int, message: str, hint: str, pointer: str = "") -> NoReturn:
        """Raise a problem at a character.

        Raises:
            OutputError: always.
        """
        raise OutputError(self.file.make_problem(message, hint, self.find_place(offset, pointer)))

    def parse(self) -> ApiNode:
        """Return the root.

        Raises:
            OutputError: it is neither JSON nor YAML, or nested too deeply; with line and column.
        """
        builder = _NodeBuilder(self)
        if self.text.lstrip().startswith("{"):
            self._check_json()
            self._read_json(builder)
        else:
            self._read_yaml(builder)
        if builder.root is None:
            self.refuse(0, "holds no values", "Ask the sender for the file again.")
        return builder.root

    def _check_json(self) -> None:
        try:
            json.loads(self.text, parse_int=str)  # a number of any length
        except json.JSONDecodeError as error:
            self.refuse(error.pos, f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}", "Ask for the file again.")
        except RecursionError:
            self.refuse(0, "is nested too deeply", "No description of an API needs that.")

    def _read_json(self, builder: "_NodeBuilder") -> None:
        for found in _TOKEN.finditer(self.text):
            kind = found.lastindex
            start = found.start(kind or 0)
            piece = found[kind or 0]
            if kind == 1:
                if piece in "{[":
                    builder.open(start, is_mapping=piece == "{", anchor=None)
                else:
                    builder.close()
            elif kind == 2:  # noqa: PLR2004 - the second group
                builder.add_scalar(self._decode_json_text(piece, start), start)
            else:
                builder.add_scalar(None if piece == "null" else piece, start)

    def _decode_json_text(self, piece: str, start: int) -> str:
        text = str(json.loads(piece)) if "\\" in piece else piece[1:-1]
        if not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text):
            self.refuse(start, "holds one half of a character that JSON writes as two", "Ask for the file again.")
        return text

    def _read_yaml(self, builder: "_NodeBuilder") -> None:
        try:
            for event in iterate_events(self.text):
                start = event.start_mark.index  # type: ignore[union-attr]
                if isinstance(event, ScalarEvent):
                    is_null = not event.style and event.value in _NULL_WORDS
                    builder.add_scalar(None if is_null else event.value, start, event.anchor)
                elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                    builder.open(start, is_mapping=isinstance(event, MappingStartEvent), anchor=event.anchor)
                elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                    builder.close()
                elif isinstance(event, AliasEvent):
                    builder.add_alias(str(event.anchor), start)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.refuse(mark.index if mark else 0, f"is not YAML: {error.problem}", "Ask for the file again.")
        except yaml.YAMLError:
            self.refuse(0, "is not YAML: it holds a character that is not allowed", "Ask for the file again.")


class _NodeBuilder:
    """Builds nodes with a stack instead of recursion."""

    def __init__(self, text: ApiText) -> None:
        self.root: ApiNode | None = None
        self._text = text
        self._open: list[tuple[Any, int, str | None]] = []
        self._keys: list[tuple[str, int] | None] = []
        self._anchors: dict[str, ApiNode] = {}

    def open(self, start: int, *, is_mapping: bool, anchor: str | None) -> None:
        """Open a list or mapping."""
        if len(self._open) >= MAX_DEPTH:
            self._text.refuse(start, f"is nested more than {MAX_DEPTH} levels deep", "Check the brackets.")
        if self._open and isinstance(self._open[-1][0], dict) and self._keys[-1] is None:
            self._text.refuse(start, "a list or mapping is where a key should be", "Write the key as text.")
        self._open.append(({} if is_mapping else [], start, anchor))
        self._keys.append(None)

    def close(self) -> None:
        """Close the innermost list or mapping."""
        value, start, anchor = self._open.pop()
        self._keys.pop()
        self._add(value, start, anchor)

    def add_scalar(self, value: str | None, start: int, anchor: str | None = None) -> None:
        """Add a key or a scalar."""
        if self._open and isinstance(self._open[-1][0], dict) and self._keys[-1] is None:
            name = value or ""
            if name in self._open[-1][0]:
                message = f"the key `{shorten_for_message(name)}` appears a second time"
                self._text.refuse(start, message, "Ask which of the two holds.")
            self._keys[-1] = (name, start)
            return
        self._add(value, start, anchor)

    def add_alias(self, name: str, start: int) -> None:
        """Add the value that an alias refers to."""
        if name not in self._anchors:
            self._text.refuse(start, f"`*{name}` refers to nothing above it", "Ask for the file again.")
        self._add(self._anchors[name].value, start, None)

    def _add(self, value: Any, start: int, anchor: str | None) -> None:  # noqa: ANN401 - any value of a node
        key = self._keys[-1] if self._keys else None
        node = ApiNode(value, key[1] if key else start)
        if anchor:
            self._anchors[anchor] = node
        if not self._open:
            self.root = self.root or node
        elif key is not None:
            self._open[-1][0][key[0]] = node
            self._keys[-1] = None
        else:
            self._open[-1][0].append(node)
