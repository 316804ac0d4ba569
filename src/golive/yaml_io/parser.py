"""Parse YAML text into nodes: scalars stay text, and every value has its offsets.

Types come from the schema, not from the syntax: a plain scalar is kept as text, so that `version: 1.10`,
`at: 02:00` and `country: NO` keep their meaning. Only `null`, `~` and an empty value are None. Anchors and aliases
are allowed within a limit of nodes; merge keys (`<<`), tags and several documents in a file are errors.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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

from golive.schema.reserved_keys import INCLUDE_KEY
from golive.support.problems import Problem, SpecError
from golive.yaml_io.events import iterate_events
from golive.yaml_io.message_text import shorten_for_message
from golive.yaml_io.nodes import MappingEntry, Node, Tree
from golive.yaml_io.source import Source

MAX_DEPTH = 40
MAX_NODES = 50_000
_BLANKS = " \t\r\n"
_NULL_WORDS = ("", "~", "null")


class ParsedTexts:
    """The trees of the texts that were parsed last, for programs that read the same files again and again."""

    def __init__(self, max_texts: int = 12) -> None:
        self._max_texts = max_texts
        self._trees: OrderedDict[str, Tree] = OrderedDict()

    def find_tree(self, source: Source) -> Tree | None:
        """Return the tree of a text that was parsed before, as if parsed from this file; None if it was not."""
        tree = self._trees.get(source.text)
        if tree is None:
            return None
        self._trees.move_to_end(source.text)
        return Tree(source, tree.root, tree.has_empty, tree.has_include)

    def keep_tree(self, tree: Tree) -> None:
        """Keep a tree, and forget the one that was not used for longest."""
        self._trees[tree.source.text] = tree
        if len(self._trees) > self._max_texts:
            self._trees.popitem(last=False)


_parsed_texts: ContextVar[ParsedTexts | None] = ContextVar("parsed_texts", default=None)


@contextmanager
def reuse_parsed_texts(texts: ParsedTexts) -> Iterator[None]:
    """Let `parse_yaml` in this context return the trees of texts that it parsed before; trees are never changed."""
    token = _parsed_texts.set(texts)
    try:
        yield
    finally:
        _parsed_texts.reset(token)


def parse_yaml(source: Source) -> Tree:
    """Parse a YAML file.

    Args:
        source: the file.

    Returns:
        The only document of the file, a mapping.

    Raises:
        SpecError: the text is not YAML or uses a feature that is not allowed; all duplicate keys are reported at once.
    """
    texts = _parsed_texts.get()
    if texts is None:
        return _parse_yaml(source)
    tree = texts.find_tree(source)
    if tree is None:
        tree = _parse_yaml(source)
        texts.keep_tree(tree)
    return tree


def _parse_yaml(source: Source) -> Tree:
    builder = _Builder(source)
    shift = 1 if source.text.startswith("\ufeff") else 0
    try:
        for event in iterate_events(source.text[shift:]):
            # Every event has marks; the type stubs lack them.
            builder.add_event(event, event.start_mark.index + shift, event.end_mark.index + shift)  # type: ignore[union-attr]
    except yaml.YAMLError as error:
        raise SpecError(_explain_yaml_error(source, error, shift)) from None
    if builder.root is None or not isinstance(builder.root.value, dict):
        message = "does not start with a key" if builder.root else "contains only comments"
        start, end = (builder.root.start, builder.root.end) if builder.root else (0, 0)
        raise SpecError(
            source.make_problem(start, end, message, "Write `key: value` lines, such as `id: river-water`.")
        )
    builder.report_unused_anchors()
    if builder.problems:
        raise SpecError(*builder.problems)
    return Tree(source, builder.root, builder.has_empty, builder.has_include)


def _explain_yaml_error(source: Source, error: yaml.YAMLError, shift: int) -> Problem:
    from golive.yaml_io.key_hints import name_odd_characters

    problem = _explain_syntax(source, error, shift)
    odd = name_odd_characters(source.text.splitlines()[problem.line - 1])
    return problem._replace(hint=f"{problem.hint} {odd}") if odd else problem


def _explain_syntax(source: Source, error: yaml.YAMLError, shift: int) -> Problem:
    from golive.yaml_io.syntax_messages import explain_syntax_error

    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return explain_syntax_error(source, "", shift, shift)
    at = error.problem_mark.index + shift
    opened = error.context_mark.index + shift if error.context_mark else at
    return explain_syntax_error(source, str(error.problem), at, opened)


class _Frame(Struct):
    """A list or mapping whose end has not been reached yet."""

    start: int
    is_mapping: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, MappingEntry] = field(default_factory=dict)
    key: tuple[str, int, int] | None = None
    node_count: int = 1


class _Builder(Struct):
    """Builds nodes from parser events, with a stack instead of recursion, so that deep nesting cannot overflow."""

    source: Source
    root: Node | None = None
    has_empty: bool = False
    has_include: bool = False
    problems: list[Problem] = field(default_factory=list)
    _open_frames: list[_Frame] = field(default_factory=list)
    _anchors: dict[str, tuple[Node, int] | None] = field(default_factory=dict)
    _unused_anchors: dict[str, tuple[int, int]] = field(default_factory=dict)
    _node_count: int = 0
    _document_count: int = 0

    def add_event(self, event: Event, start: int, end: int) -> None:
        """Process the next event, which lies between two offsets."""
        if isinstance(event, ScalarEvent):
            self._add_scalar(event, start, end)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._begin_collection(event, start, end)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._finish_collection(end)
        elif isinstance(event, AliasEvent):
            self._add_alias(str(event.anchor), start, end)
        elif isinstance(event, DocumentStartEvent):
            self._document_count += 1
            if self._document_count > 1:
                self._raise_problem(
                    start, end, "a second document starts here", "Write one spec per file; remove this `---`."
                )

    def report_unused_anchors(self) -> None:
        """Report anchors that nothing refers to: probably text that starts with `&` and lacks quotes."""
        for name, (start, end) in self._unused_anchors.items():
            message = f"`&{shorten_for_message(name)}` marks a value that nothing refers to"
            self.problems.append(
                self.source.make_problem(start, end, message, "Put text that starts with `&` in quotes.")
            )

    def _raise_problem(self, start: int, end: int, message: str, hint: str) -> None:
        raise SpecError(*self.problems, self.source.make_problem(start, end, message, hint))

    def _check_tag(self, event: Any, start: int, end: int) -> None:  # noqa: ANN401 - any event that starts a node
        if event.tag is not None:
            self._raise_problem(
                start,
                end,
                "tags (words that start with `!`) are not supported",
                "Put the value in quotes if it is meant to start with `!`.",
            )

    def _add_scalar(self, event: ScalarEvent, start: int, end: int) -> None:
        self._check_tag(event, start, end)
        plain = not event.style
        if event.style in {"|", ">"}:
            end = start + len(self.source.text[start:end].rstrip(_BLANKS))
        if self._open_frames and self._open_frames[-1].is_mapping and self._open_frames[-1].key is None:
            self._set_key(event.value, plain, start, end)
            return
        node = Node(start, end, None if plain and event.value in _NULL_WORDS else event.value)
        if event.anchor and plain:
            self._unused_anchors[event.anchor] = (start, end)
        self._add_node(node, 1, event.anchor)

    def _set_key(self, name: str, plain: bool, start: int, end: int) -> None:  # noqa: FBT001 - as the event has it
        frame = self._open_frames[-1]
        if plain and name == "<<":
            self._raise_problem(
                start,
                end,
                "merging with `<<` is not supported",
                "Write the keys out; an alias can only replace a whole value.",
            )
        if plain and name in _NULL_WORDS:
            self._raise_problem(start, max(end, start + 1), "a key is missing before the `:`", "Write `key: value`.")
        if first := frame.entries.get(name):
            line = self.source.make_span(first.start, first.end).line
            message = f"the key `{shorten_for_message(name)}` appears a second time; the first is on line {line}"
            self.problems.append(self.source.make_problem(start, end, message, "Keep one of the two."))
            if len(self.problems) >= 100:  # noqa: PLR2004 - as many as `MAX_PROBLEMS`
                raise SpecError(*self.problems)
        self.has_include = self.has_include or name == INCLUDE_KEY
        frame.key = (name, start, end)

    def _begin_collection(self, event: MappingStartEvent | SequenceStartEvent, start: int, end: int) -> None:
        self._check_tag(event, start, end)
        if self._open_frames and self._open_frames[-1].is_mapping and self._open_frames[-1].key is None:
            self._raise_problem(
                start,
                end,
                "a list or a group of keys is where a key should be",
                "Put the text in quotes if it is meant to start with a bracket.",
            )
        if len(self._open_frames) >= MAX_DEPTH:
            self._raise_problem(
                start,
                end,
                f"is nested more than {MAX_DEPTH} levels deep",
                "No spec needs that; check the brackets and indentation.",
            )
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open_frames.append(_Frame(start, isinstance(event, MappingStartEvent), event.anchor))

    def _finish_collection(self, end: int) -> None:
        frame = self._open_frames.pop()
        end = frame.start + len(self.source.text[frame.start : end].rstrip(_BLANKS))
        if frame.is_mapping:
            value: Any = {
                name: entry.node.value for name, entry in frame.entries.items() if entry.node.value is not None
            }
            self.has_empty = self.has_empty or len(value) < len(frame.entries)
            node = Node(frame.start, end, value, frame.entries)
        else:
            node = Node(frame.start, end, [item.value for item in frame.items], tuple(frame.items))
        self._node_count -= frame.node_count - 1
        self._add_node(node, frame.node_count, frame.anchor)

    def _add_alias(self, name: str, start: int, end: int) -> None:
        if name not in self._anchors:
            self._raise_problem(
                start,
                end,
                f"`*{shorten_for_message(name)}` refers to nothing above it",
                f"Mark a value with `&{shorten_for_message(name)}` first, or put the text in quotes.",
            )
        self._unused_anchors.pop(name, None)
        known = self._anchors[name]
        if known is None:
            self._raise_problem(
                start, end, f"`*{shorten_for_message(name)}` is inside the value it refers to", "Write the value out."
            )
            return
        node, nodes = known
        if self._open_frames and self._open_frames[-1].is_mapping and self._open_frames[-1].key is None:
            self._raise_problem(start, end, "an alias is where a key should be", "Write the key out.")
        self._add_node(node._replace(start=start, end=end), nodes, None)

    def _add_node(self, node: Node, nodes: int, anchor: str | None) -> None:
        self._node_count += nodes
        if self._node_count > MAX_NODES:
            message = f"holds more than {MAX_NODES:,} values when every alias is written out"
            self._raise_problem(node.start, node.end, message, "Is it the right file? No integration is that large.")
        if anchor:
            self._anchors[anchor] = (node, nodes)
        if not self._open_frames:
            self.root = node
            return
        frame = self._open_frames[-1]
        frame.node_count += nodes
        if frame.key:
            name, start, end = frame.key
            frame.entries.setdefault(name, MappingEntry(start, end, node))
            frame.key = None
        else:
            frame.items.append(node)
