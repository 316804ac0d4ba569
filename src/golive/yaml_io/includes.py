"""Expand includes: `include: ../common/sftp.yaml` adds the keys of another file to a group of keys.

The group's own keys win, each as a whole: included values are never merged into them, so that the group shows all
differences. A key without a value also wins, and so removes the included one. If two included files both have a key
that the group lacks, that is an error: the order of the files must not decide.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from golive.schema.reserved_keys import INCLUDE_KEY
from golive.support.problems import Problem, SpecError
from golive.yaml_io.merge import shift_offsets
from golive.yaml_io.message_text import escape_unprintable, shorten_for_message
from golive.yaml_io.nodes import MappingEntry, Node, Tree
from golive.yaml_io.parser import MAX_NODES, parse_yaml
from golive.yaml_io.source import Source, read_source

MAX_DEPTH: Final = 8
MAX_FILES: Final = 100


def expand_includes(tree: Tree, path: Path, inside: Path) -> Tree:
    """Replace each `include` with the keys of the included files.

    Args:
        tree: the file, not yet expanded.
        path: its path; included paths are relative to its folder.
        inside: the folder that all included files must lie in, after following links.

    Returns:
        The expanded file. Its source lists the included files, so that every value keeps its location.

    Raises:
        SpecError: a file is missing, unreadable, includes itself or lies outside; all problems at once.
    """
    reader = _Reader(Path(os.path.realpath(inside)), len(tree.source.text) + 1)
    main = _IncludedFile(Path(os.path.realpath(path)), tree.source, 0)
    root = reader.expand_node(tree.root, main, (main,))
    if reader.problems:
        raise SpecError(*reader.problems)
    source = Source(
        tree.source.path, tree.source.text, tuple((file.begin, file.source) for file in reader.files.values())
    )
    return Tree(source, root, has_empty=reader.has_empty or tree.has_empty, has_include=True)


class _IncludedFile(Struct, frozen=True):
    """A file that was read: its real path, its source, and its first offset among all files."""

    path: Path
    source: Source
    begin: int
    root: Node | None = None

    def make_problem(self, node: Node, message: str, hint: str) -> Problem:
        """Return a Problem at a value of this file."""
        return self.source.make_problem(node.start - self.begin, node.end - self.begin, message, hint)


class _Reader(Struct):
    """Reads and combines files; each file is read only once."""

    inside: Path
    end: int
    files: dict[Path, _IncludedFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    has_empty: bool = False
    node_count: int = 0

    def expand_node(self, node: Node, file: _IncludedFile, trail: tuple[_IncludedFile, ...]) -> Node:
        """Return a value with all its includes expanded.

        Args:
            node: the value, not yet expanded.
            file: that file.
            trail: the chain of including files, the main file first.
        """
        self.node_count += 1
        if isinstance(node.children, tuple):
            if not node.children:
                return node
            items = tuple(self.expand_node(child, file, trail) for child in node.children)
            return Node(node.start, node.end, [item.value for item in items], items)
        entries: dict[str, MappingEntry] = {}
        for name, entry in node.children.items():
            own = entry.node if name == INCLUDE_KEY else self.expand_node(entry.node, file, trail)
            entries[name] = MappingEntry(entry.start, entry.end, own)
        if INCLUDE_KEY in entries:
            entries |= self._collect_included_keys(entries, file, trail)
        return Node(node.start, node.end, _collect_values(entries), entries)

    def _collect_included_keys(
        self, own: Mapping[str, MappingEntry], file: _IncludedFile, trail: tuple[_IncludedFile, ...]
    ) -> dict[str, MappingEntry]:
        """Return the keys from the files that a group includes, without the keys of the group itself."""
        asked = own[INCLUDE_KEY].node
        names = asked.children if isinstance(asked.children, tuple) and asked.children else (asked,)
        found: dict[str, MappingEntry] = {}
        givers: dict[str, str] = {}
        for name in names:
            if not isinstance(name.value, str) or not name.value.strip():
                self._add_problem(
                    file,
                    name if name.value is not None else own[INCLUDE_KEY].node,
                    "does not name a file",
                    _EXAMPLE_HINT,
                )
                continue
            root = self._read_root(name, file, trail)
            for key, entry in root.children.items() if root and isinstance(root.children, Mapping) else ():
                if key in own:
                    continue
                if key in found:
                    both = f"both {shorten_for_message(givers[key])} and {shorten_for_message(name.value)}"
                    message = f"{both} have the key `{shorten_for_message(key)}`"
                    hint = f"Write `{shorten_for_message(key)}` here, or remove it from one of the two files."
                    self._add_problem(file, name, message, hint)
                found.setdefault(key, entry)
                givers.setdefault(key, name.value)
        return found

    def _read_root(self, name: Node, file: _IncludedFile, trail: tuple[_IncludedFile, ...]) -> Node | None:
        """Return the expanded content of an included file; None if it has a problem."""
        target = self._resolve_target(name, file)
        if target is None or self._is_endless(name, target, file, trail):
            return None
        known = self.files.get(target) or self._read_file(name, target, file)
        if known is None or known.root is None or self._is_over_limit(name, file):
            return None
        return self.expand_node(known.root, known, (*trail, known))

    def _resolve_target(self, name: Node, file: _IncludedFile) -> Path | None:
        """Return the real path of an included file; add a problem and return None if it is not allowed."""
        said = str(name.value)
        if "\\" in said or "\0" in said or said.startswith(("/", "~")) or ":" in said:
            self._add_problem(
                file, name, f"`{shorten_for_message(said)}` is not a relative path of a file", _EXAMPLE_HINT
            )
            return None
        target = Path(os.path.realpath(file.path.parent / said))
        if not target.is_relative_to(self.inside):
            hint = f"Copy the file into {self.inside.name}/ of the workspace, and include it from there."
            self._add_problem(
                file,
                name,
                f"`{shorten_for_message(said)}` is outside the workspace's {self.inside.name} folder",
                hint,
            )
            return None
        if not os.path.isfile(target):  # noqa: PTH113 - a name that is too long is no file, either
            what = "is a folder" if os.path.isdir(target) else "is not there"  # noqa: PTH112 - as above
            self._add_problem(
                file,
                name,
                f"the file `{shorten_for_message(said)}` {what}",
                "Paths are relative to the folder of this file.",
            )
            return None
        return target

    def _is_endless(self, name: Node, target: Path, file: _IncludedFile, trail: tuple[_IncludedFile, ...]) -> bool:
        line = [one.path for one in trail]
        if target in line:
            way = " → ".join(path.name for path in (*line[line.index(target) :], target))
            self._add_problem(
                file, name, f"the file includes itself: {escape_unprintable(way)}", "Remove one of these includes."
            )
            return True
        if len(trail) > MAX_DEPTH:
            message = f"files include each other more than {MAX_DEPTH} levels deep"
            self._add_problem(file, name, message, "Include the last one directly.")
            return True
        return False

    def _is_over_limit(self, name: Node, file: _IncludedFile) -> bool:
        if self.node_count <= MAX_NODES and len(self.files) <= MAX_FILES:
            return False
        limit = f"{MAX_NODES:,} values" if self.node_count > MAX_NODES else f"{MAX_FILES} files"
        if not self.problems:
            self._add_problem(file, name, f"more than {limit} are included here", "No integration is that large.")
        return True

    def _read_file(self, name: Node, target: Path, file: _IncludedFile) -> _IncludedFile | None:
        said = str(name.value)
        # If the path goes through a link, only the real path is correct.
        is_plain = os.path.normpath(file.path.parent / said) == str(target)
        shown = Path(os.path.normpath(file.source.path.parent / said)) if is_plain else target
        try:
            tree = parse_yaml(read_source(target, shown))
        except SpecError as error:
            self.problems += error.problems
            self.files[target] = _IncludedFile(target, file.source, self.end)
            return None
        self.has_empty = self.has_empty or tree.has_empty
        known = _IncludedFile(target, tree.source, self.end, shift_offsets(tree.root, self.end))
        self.files[target] = known
        self.end += len(tree.source.text) + 1
        return known

    def _add_problem(self, file: _IncludedFile, node: Node, message: str, hint: str) -> None:
        self.problems.append(file.make_problem(node, message, hint))


_EXAMPLE_HINT: Final = "Write it like `include: ../common/sftp.yaml`, relative to the folder of this file."


def _collect_values(entries: Mapping[str, MappingEntry]) -> dict[str, Any]:
    said = {name: entry.node.value for name, entry in entries.items() if name != INCLUDE_KEY}
    return {name: value for name, value in said.items() if value is not None}
