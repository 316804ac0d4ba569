"""Edit the text of one YAML file, without its includes and presets; every step is proven."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NoReturn

from golive.editing.block_lines import is_inside_flow, is_shared, list_children
from golive.editing.edits import Path, PlainValue
from golive.editing.emission import find_slot
from golive.editing.insertion import list_first_insertions, list_item_insertions, list_key_insertions
from golive.editing.line_endings import Splice, normalize_text
from golive.editing.proof import Candidate, prove_first
from golive.editing.removal import list_moves, list_removals
from golive.editing.scalars import list_scalar_candidates
from golive.editing.values import (
    insert_plain_item,
    move_plain_item,
    read_plain_value,
    remove_plain_value,
    set_plain_value,
)
from golive.schema.introspection import Slot
from golive.support.problems import EditError
from golive.yaml_io.formatter.regions import count_column, find_item_dash
from golive.yaml_io.gaps import parse_tbd
from golive.yaml_io.message_text import format_path
from golive.yaml_io.nodes import Node
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source

_ITEM_KEYS = ("id", "name", "field", "term", "value", "path")
"""Keys that tell the items of a list apart when two versions of the list are compared."""


class TextEditor:
    """The text of one file while it is edited.

    Attributes:
        tree: the present text, normalized to LF line endings.
        slot: what the models allow at the root of the file.
        removed_comments: comments that were removed with the items that they describe.
    """

    def __init__(self, source: Source, slot: Slot) -> None:
        """Parse the file.

        Raises:
            SpecError: it is not YAML, or uses what is not allowed.
        """
        self._normalized = normalize_text(source.text)
        self.tree = parse_yaml(Source(source.path, self._normalized.text))
        self.slot = slot
        self.removed_comments: list[str] = []

    @property
    def text(self) -> str:
        """The present text, with the byte order mark and the line endings of the file."""
        return self._normalized.original

    def set_value(self, path: Path, value: PlainValue) -> None:
        """Set the value at a path; an empty list or group removes it.

        Raises:
            EditError: it cannot be set there, or not without another change.
        """
        if value in ([], {}):
            self.remove(path)
            return
        node = self._find_unshared(path)
        if node is None:
            self._add_value(path, value)
            return
        old = read_plain_value(node)
        if old == value:
            return
        if isinstance(value, dict) and isinstance(old, dict) and old and parse_tbd(old) is None:
            self._set_group(path, old, value)
        elif isinstance(value, list) and isinstance(old, list) and old:
            self._set_list(path, old, value)
        elif isinstance(value, str) and not isinstance(old, list | dict):
            self._commit(path, self._list_scalars(path, node, value), set_plain_value(self._plain, path, value))
        else:
            slot = self._find_slot(path)
            self._commit(
                path, list_first_insertions(self.tree, path, slot, value), set_plain_value(self._plain, path, value)
            )

    def has_text(self, path: Path) -> bool:
        """Return whether there is a text at a path, which no anchor or alias shares with another place."""
        nodes = [self.tree.find_node(path[:length]) for length in range(len(path) + 1)]
        text = self.tree.source.text
        if any(node is None or is_shared(text, node) for node in nodes):
            return False
        return nodes[-1] is not None and not isinstance(read_plain_value(nodes[-1]), list | dict)

    def set_texts(self, texts: Mapping[Path, str]) -> None:
        """Set several texts, in as few steps as can be proven.

        Args:
            texts: the new texts by their paths, each of which has a text now.

        Raises:
            EditError: one cannot be set without another change.
        """
        paths = [*texts]
        if len(paths) == 1:
            self.set_value(paths[0], texts[paths[0]])
        elif paths and not self._try_texts(texts):
            half = len(paths) // 2
            self.set_texts({path: texts[path] for path in paths[:half]})
            self.set_texts({path: texts[path] for path in paths[half:]})

    def insert_item(self, path: Path, index: int, value: PlainValue) -> None:
        """Insert an item into the list at a path; a missing list is created.

        Raises:
            EditError: there is no list, or it is too short, or the item cannot be written there.
        """
        node = self._find_unshared(path)
        present = read_plain_value(node) if node else None
        count = len(present) if isinstance(present, list) else 0
        if not 0 <= index <= count:
            self._refuse(path, f"has {count} items, and no place {index + 1}", "Name a place within the list.")
        if not present or parse_tbd(present) is not None:
            self.set_value(path, [value])
            return
        if not isinstance(present, list):
            self._refuse(path, "is not a list", "Set its value instead.")
        wanted = insert_plain_item(self._plain, path, index, value)
        self._commit(path, list_item_insertions(self.tree, path, self._find_slot(path), index, value), wanted)

    def rename_key(self, group: Path, former: str, present: str) -> None:
        """Replace a key of a group by another name; its value stays.

        Raises:
            EditError: it cannot be replaced without another change.
        """
        node = self._require_node(group)
        entry = node.children[former] if isinstance(node.children, Mapping) else node
        value: Any = read_plain_value(self._require_node((*group, former)))
        wanted = set_plain_value(self._plain, (*group, present), value)
        candidate = Candidate((Splice(entry.start, entry.end, present),))
        self._commit((*group, former), iter([candidate]), remove_plain_value(wanted, (*group, former)))

    def remove(self, path: Path) -> None:
        """Remove an item or a key; a list or group that becomes empty is removed with its key.

        Raises:
            EditError: there is nothing there, or it cannot be removed without another change.
        """
        self._require_node(path)
        while len(path) > 1 and self._count_children(path[:-1]) == 1 and isinstance(path[-2], str):
            path = path[:-1]
        if self._count_children(path[:-1]) > 1:
            self._commit(path, list_removals(self.tree, path), remove_plain_value(self._plain, path))
        elif len(path) > 1:
            above = self._require_node(path[:-1])
            empty = "{}" if isinstance(path[-1], str) else "[]"
            removed = ((above.start, above.end),)
            wanted = set_plain_value(self._plain, path[:-1], {} if isinstance(path[-1], str) else [])
            self._commit(path, iter([Candidate((Splice(above.start, above.end, empty),), removed)]), wanted)
        else:
            self._refuse(path, "is the only key of the file", "Remove the file instead.")

    def move_item(self, path: Path, to: int) -> None:
        """Move a list item to another index of its list.

        Raises:
            EditError: there is no such item or index, or it cannot be moved without another change.
        """
        self._require_node(path)
        if not isinstance(path[-1], int):
            self._refuse(path, "is not an item of a list", "Only list items have an order.")
        if not 0 <= to < self._count_children(path[:-1]):
            self._refuse(path, f"cannot move to place {to + 1}, which the list does not have", "Name a place in it.")
        if to != path[-1]:
            self._commit(path, list_moves(self.tree, path, to), move_plain_item(self._plain, path, to))

    @property
    def _plain(self) -> PlainValue:
        plain = read_plain_value(self.tree.root)
        assert plain is not None
        return plain

    def _try_texts(self, texts: Mapping[Path, str]) -> bool:
        """Set texts in one step; return whether that was proven, and change nothing otherwise."""
        splices: list[Splice] = []
        wanted = self._plain
        for path, value in texts.items():
            node = self._require_node(path)
            if read_plain_value(node) != value:
                splices += next(self._list_scalars(path, node, value)).splices
                wanted = set_plain_value(wanted, path, value)
        return not splices or self._try_commit(iter([Candidate(tuple(splices))]), wanted)

    def _set_group(self, path: Path, old: Mapping[str, Any], new: Mapping[str, PlainValue]) -> None:
        for key, value in new.items():
            if key not in old or old[key] != value:
                self.set_value((*path, key), value)
        for key in old:
            if key not in new:
                self.remove((*path, key))

    def _set_list(self, path: Path, old: Sequence[Any], new: Sequence[PlainValue]) -> None:
        names = [_make_item_name(item) for item in old], [_make_item_name(item) for item in new]
        steps = SequenceMatcher(None, *names, autojunk=False).get_opcodes()
        for _, start, end, new_start, new_end in reversed(steps):
            common = min(end - start, new_end - new_start)
            for at in range(new_end - new_start - 1, common - 1, -1):
                self.insert_item(path, start + common, new[new_start + at])
            for at in range(common):
                self._set_item((*path, start + at), old[start + at], new[new_start + at])
            for at in range(end - 1, start + common - 1, -1):
                self.remove((*path, at))

    def _set_item(self, path: Path, old: object, new: PlainValue) -> None:
        if new in ([], {}) and old != new:
            self._refuse(path, "would become empty", "Remove the item instead.")
        elif old != new:
            self.set_value(path, new)

    def _add_value(self, path: Path, value: PlainValue) -> None:
        """Add a key that is not there, with the groups above it that are missing."""
        length = next(n for n in range(len(path) - 1, -1, -1) if self.tree.find_node(path[:n]) is not None)
        group, rest = path[:length], path[length:]
        node = self._require_node(group)
        if isinstance(rest[0], int) or any(isinstance(step, int) for step in rest[1:]):
            number = next(step for step in rest if isinstance(step, int))
            self._refuse(group, f"has no item {int(number) + 1}", "Insert the item first.")
        for step in reversed(rest[1:]):
            value = {str(step): value}
        wanted = set_plain_value(self._plain, (*group, rest[0]), value)
        present = read_plain_value(node)
        if isinstance(present, dict) and present and parse_tbd(present) is None:
            found = list_key_insertions(self.tree, group, self._find_slot(group), str(rest[0]), value)
            self._commit(path, found, wanted)
        elif present in (None, {}, []) or parse_tbd(present) is not None:
            self.set_value(group, {str(rest[0]): value})
        else:
            what = "a list" if isinstance(present, list) else "a text"
            self._refuse(group, f"is {what}, not a group of keys", "Remove or replace it first.")

    def _list_scalars(self, path: Path, node: Node, value: str) -> Iterator[Candidate]:
        text = self.tree.source.text
        old = text[node.start : node.end]
        above = self._require_node(path[:-1])
        if isinstance(above.children, Mapping):
            column = count_column(text, above.children[str(path[-1])].start)
        else:
            dash = find_item_dash(text, node.start)
            column = count_column(text, node.start if dash is None else dash)
        head = "" if node.end > node.start or text[node.start - 1 : node.start] in {" ", "\n"} else " "
        in_flow = is_inside_flow(self.tree, path)
        for new in list_scalar_candidates(value, old, column + 2, in_flow=in_flow):
            yield Candidate((Splice(node.start, node.end, head + new),))

    def _commit(self, path: Path, candidates: Iterator[Candidate], wanted: PlainValue) -> None:
        """Make the first edit that is proven.

        Raises:
            EditError: none is.
        """
        if not self._try_commit(candidates, wanted):
            message = "cannot be changed without changing or losing something else in this file"
            self._refuse(path, message, "Format the file with `golive fmt`, or make this change in the text itself.")

    def _try_commit(self, candidates: Iterator[Candidate], wanted: PlainValue) -> bool:
        """Make the first edit that is proven; return whether one is."""
        proven = prove_first(self.tree, candidates, wanted)
        if proven is None:
            return False
        after = normalize_text(self._normalized.splice_original(proven.splices))
        if after.text != proven.tree.source.text:
            return False
        self._normalized, self.tree = after, proven.tree
        self.removed_comments += proven.removed_comments
        return True

    def _find_unshared(self, path: Path) -> Node | None:
        """Return the node at a path; None when there is none.

        Raises:
            EditError: the node or one above it is an alias, or marked with an anchor.
        """
        for length in range(len(path) + 1):
            node = self.tree.find_node(path[:length])
            if node is not None and is_shared(self.tree.source.text, node):
                message = "is used in several places, by an anchor (`&`) and aliases (`*`)"
                self._refuse(path[:length], message, "Write the value out in each of these places first.")
        return self.tree.find_node(path)

    def _require_node(self, path: Path) -> Node:
        node = self._find_unshared(path)
        if node is None:
            self._refuse(path, "is not there", "It may have been removed in the meantime.")
        return node

    def _count_children(self, path: Path) -> int:
        return len(list_children(self._require_node(path)))

    def _find_slot(self, path: Path) -> Slot:
        """Return what the models allow at a path; an empty slot for what they do not know."""
        return find_slot(self.slot, self.tree.root.value, path)

    def _refuse(self, path: Path, message: str, hint: str) -> NoReturn:
        offsets = self.tree.find_caret_offsets(path)
        raise EditError(self.tree.source.make_problem(*offsets, f"`{format_path(path)}` {message}", hint))


def _make_item_name(item: object) -> str:
    """Return a text that tells a list item apart from the others: the value of its first identifying key, or all."""
    if isinstance(item, dict):
        return next((f"{key} {item[key]}" for key in _ITEM_KEYS if key in item), repr(item))
    return repr(item)
