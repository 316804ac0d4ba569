"""Text → nodes: YAML without its types, every value with its place.

The schema types the YAML, not the syntax: a plain scalar is kept as text, so that `version: 1.10`, `at: 02:00`
and `country: NO` mean what they say. Only `null`, `~` and nothing at all are None. Anchors and aliases are allowed
within a budget of nodes; merge keys (`<<`), tags and several documents in a file are refused.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from golive.schema.reserved_keys import INCLUDE
from golive.support.problems import Problem, SpecError
from golive.yaml_io.naming import shorten
from golive.yaml_io.nodes import Entry, Node, Tree
from golive.yaml_io.source import Source

MAX_DEPTH = 40
MAX_NODES = 50_000
_BLANKS = " \t\r\n"
_NONE = ("", "~", "null")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(source: Source) -> Tree:
    """Read YAML.

    Args:
        source: the file.

    Returns:
        Its only document, a mapping.

    Raises:
        SpecError: it is not YAML, or YAML that is not used here; all duplicate keys at once.
    """
    builder = _Builder(source)
    shift = 1 if source.text.startswith("\ufeff") else 0
    try:
        for event in _events(source.text[shift:]):
            # The parser marks every event; the stubs do not know it.
            builder.take(event, event.start_mark.index + shift, event.end_mark.index + shift)  # type: ignore[union-attr]
    except yaml.YAMLError as error:
        raise SpecError(_explained(source, error, shift)) from None
    if builder.root is None or not isinstance(builder.root.value, dict):
        message = "does not start with a key" if builder.root else "holds nothing but comments"
        start, end = (builder.root.start, builder.root.end) if builder.root else (0, 0)
        raise SpecError(source.problem(start, end, message, "Write `key: value` lines, such as `id: river-water`."))
    builder.report_idle_anchors()
    if builder.problems:
        raise SpecError(*builder.problems)
    return Tree(source, builder.root, builder.has_empty, builder.has_include)


def _explained(source: Source, error: yaml.YAMLError, shift: int) -> Problem:
    from golive.yaml_io.syntax_messages import explain_syntax

    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return explain_syntax(source, "", shift, shift)
    at = error.problem_mark.index + shift
    opened = error.context_mark.index + shift if error.context_mark else at
    return explain_syntax(source, str(error.problem), at, opened)


def _events(text: str) -> Iterator[Event]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


class _Frame(Struct):
    """A list or mapping whose end is not yet seen."""

    start: int
    is_mapping: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: tuple[str, int, int] | None = None
    nodes: int = 1


class _Builder(Struct):
    """Puts events together to nodes; a stack instead of recursion, so that no depth can overflow."""

    source: Source
    root: Node | None = None
    has_empty: bool = False
    has_include: bool = False
    problems: list[Problem] = field(default_factory=list)
    _open: list[_Frame] = field(default_factory=list)
    _anchors: dict[str, tuple[Node, int] | None] = field(default_factory=dict)
    _idle: dict[str, tuple[int, int]] = field(default_factory=dict)
    _nodes: int = 0
    _documents: int = 0

    def take(self, event: Event, start: int, end: int) -> None:
        """Take the next event, which stands between two offsets."""
        if isinstance(event, ScalarEvent):
            self._scalar(event, start, end)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._begin(event, start, end)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._finish(end)
        elif isinstance(event, AliasEvent):
            self._alias(str(event.anchor), start, end)
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(start, end, "a second document starts here", "Write one spec per file; remove this `---`.")

    def report_idle_anchors(self) -> None:
        """A text that starts with `&` loses its first word to an anchor that nobody meant."""
        for name, (start, end) in self._idle.items():
            message = f"`&{shorten(name)}` marks a value that nothing refers to"
            self.problems.append(self.source.problem(start, end, message, "Put text that starts with `&` in quotes."))

    def _refuse(self, start: int, end: int, message: str, hint: str) -> None:
        raise SpecError(*self.problems, self.source.problem(start, end, message, hint))

    def _check_tag(self, event: Any, start: int, end: int) -> None:  # noqa: ANN401 - any event that starts a node
        if event.tag is not None:
            self._refuse(
                start,
                end,
                "tags, words that start with `!`, are not used here",
                "Put the value in quotes if it is meant to start with `!`.",
            )

    def _scalar(self, event: ScalarEvent, start: int, end: int) -> None:
        self._check_tag(event, start, end)
        plain = not event.style
        if event.style in {"|", ">"}:
            end = start + len(self.source.text[start:end].rstrip(_BLANKS))
        if self._open and self._open[-1].is_mapping and self._open[-1].key is None:
            self._key(event.value, plain, start, end)
            return
        node = Node(start, end, None if plain and event.value in _NONE else event.value)
        if event.anchor and plain:
            self._idle[event.anchor] = (start, end)
        self._add(node, 1, event.anchor)

    def _key(self, name: str, plain: bool, start: int, end: int) -> None:  # noqa: FBT001 - as the event has it
        frame = self._open[-1]
        if plain and name == "<<":
            self._refuse(
                start,
                end,
                "merging with `<<` is not used here",
                "Write the keys out; an alias may stand for a whole value.",
            )
        if plain and name in _NONE:
            self._refuse(start, max(end, start + 1), "a key is missing before the `:`", "Write `key: value`.")
        if first := frame.entries.get(name):
            line = self.source.span(first.start, first.end).line
            message = f"the key `{shorten(name)}` stands here a second time; the first is in line {line}"
            self.problems.append(self.source.problem(start, end, message, "Keep one of the two."))
            if len(self.problems) >= 100:  # noqa: PLR2004 - enough to mend for one day
                raise SpecError(*self.problems)
        self.has_include = self.has_include or name == INCLUDE
        frame.key = (name, start, end)

    def _begin(self, event: MappingStartEvent | SequenceStartEvent, start: int, end: int) -> None:
        self._check_tag(event, start, end)
        if self._open and self._open[-1].is_mapping and self._open[-1].key is None:
            self._refuse(
                start,
                end,
                "a list or a group of keys stands where a key should",
                "Put the text in quotes if it is meant to start with a bracket.",
            )
        if len(self._open) >= MAX_DEPTH:
            self._refuse(
                start,
                end,
                f"is nested more than {MAX_DEPTH} levels deep",
                "No spec needs that; look at the brackets and indentation.",
            )
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Frame(start, isinstance(event, MappingStartEvent), event.anchor))

    def _finish(self, end: int) -> None:
        frame = self._open.pop()
        end = frame.start + len(self.source.text[frame.start : end].rstrip(_BLANKS))
        if frame.is_mapping:
            value: Any = {
                name: entry.node.value for name, entry in frame.entries.items() if entry.node.value is not None
            }
            self.has_empty = self.has_empty or len(value) < len(frame.entries)
            node = Node(frame.start, end, value, frame.entries)
        else:
            node = Node(frame.start, end, [item.value for item in frame.items], tuple(frame.items))
        self._nodes -= frame.nodes - 1
        self._add(node, frame.nodes, frame.anchor)

    def _alias(self, name: str, start: int, end: int) -> None:
        if name not in self._anchors:
            self._refuse(
                start,
                end,
                f"`*{shorten(name)}` refers to nothing above it",
                f"Mark a value with `&{shorten(name)}` first, or put the text in quotes.",
            )
        self._idle.pop(name, None)
        known = self._anchors[name]
        if known is None:
            self._refuse(start, end, f"`*{shorten(name)}` stands inside of what it refers to", "Write the value out.")
            return
        node, nodes = known
        if self._open and self._open[-1].is_mapping and self._open[-1].key is None:
            self._refuse(start, end, "an alias stands where a key should", "Write the key out.")
        self._add(node._replace(start=start, end=end), nodes, None)

    def _add(self, node: Node, nodes: int, anchor: str | None) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            message = f"holds more than {MAX_NODES:,} values when every alias is written out"
            self._refuse(node.start, node.end, message, "Is it the right file? No integration is that large.")
        if anchor:
            self._anchors[anchor] = (node, nodes)
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        frame.nodes += nodes
        if frame.key:
            name, start, end = frame.key
            frame.entries.setdefault(name, Entry(start, end, node))
            frame.key = None
        else:
            frame.items.append(node)
