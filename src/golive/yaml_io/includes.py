"""Files within files: `include: ../common/sftp.yaml` gives a group of keys the keys of another file.

What a group says itself wins, key by key and as a whole: nothing of an included value is mixed into it, so that
whoever reads the group sees all that differs. A key without a value wins, too, and leaves the included one out. Two
included files that both have a key that the group lacks are an error, for no order of files should decide.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from golive.schema.reserved_keys import INCLUDE
from golive.support.problems import Problem, SpecError
from golive.yaml_io.merge import shifted
from golive.yaml_io.naming import safe, shorten
from golive.yaml_io.nodes import Entry, Node, Tree
from golive.yaml_io.parser import MAX_NODES, parse
from golive.yaml_io.source import Source, read

MAX_DEPTH: Final = 8
MAX_FILES: Final = 100


def with_included(tree: Tree, path: Path, inside: Path) -> Tree:
    """Put the keys of included files into their places.

    Args:
        tree: the file as it stands.
        path: where it lies; names of files count from its folder.
        inside: the folder that all included files must lie in, links followed.

    Returns:
        The file as it is meant. Its source knows the included files, so that every value keeps its own place.

    Raises:
        SpecError: a file is missing, is not to be read, includes itself or lies elsewhere; all that is wrong at once.
    """
    reader = _Reader(Path(os.path.realpath(inside)), len(tree.source.text) + 1)
    main = _File(Path(os.path.realpath(path)), tree.source, 0)
    root = reader.expanded(tree.root, main, (main,))
    if reader.problems:
        raise SpecError(*reader.problems)
    source = Source(
        tree.source.path, tree.source.text, tuple((file.begin, file.source) for file in reader.files.values())
    )
    return Tree(source, root, has_empty=reader.has_empty or tree.has_empty, has_include=True)


class _File(Struct, frozen=True):
    """A file that is read: where it really lies, its text, and the offset at which it begins among all of them."""

    path: Path
    source: Source
    begin: int
    root: Node | None = None

    def problem(self, node: Node, message: str, hint: str) -> Problem:
        """A problem at a value of this file."""
        return self.source.problem(node.start - self.begin, node.end - self.begin, message, hint)


class _Reader(Struct):
    """Reads files and puts them together; each file is read once, wherever it is included."""

    inside: Path
    end: int
    files: dict[Path, _File] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    has_empty: bool = False
    nodes: int = 0

    def expanded(self, node: Node, file: _File, trail: tuple[_File, ...]) -> Node:
        """A value with everything in its place that it and its parts include.

        Args:
            node: the value, as it stands in a file.
            file: that file.
            trail: the files that led here, the main one first.
        """
        self.nodes += 1
        if isinstance(node.children, tuple):
            if not node.children:
                return node
            items = tuple(self.expanded(child, file, trail) for child in node.children)
            return Node(node.start, node.end, [item.value for item in items], items)
        entries: dict[str, Entry] = {}
        for name, entry in node.children.items():
            own = entry.node if name == INCLUDE else self.expanded(entry.node, file, trail)
            entries[name] = Entry(entry.start, entry.end, own)
        if INCLUDE in entries:
            entries |= self._included(entries, file, trail)
        return Node(node.start, node.end, _value(entries), entries)

    def _included(self, own: Mapping[str, Entry], file: _File, trail: tuple[_File, ...]) -> dict[str, Entry]:
        """The keys that the files give which a group asks for, without those that it has itself."""
        asked = own[INCLUDE].node
        names = asked.children if isinstance(asked.children, tuple) and asked.children else (asked,)
        found: dict[str, Entry] = {}
        givers: dict[str, str] = {}
        for name in names:
            if not isinstance(name.value, str) or not name.value.strip():
                self._refuse(file, name if name.value is not None else own[INCLUDE].node, "names no file", _EXAMPLE)
                continue
            root = self._root(name, file, trail)
            for key, entry in root.children.items() if root and isinstance(root.children, Mapping) else ():
                if key in own:
                    continue
                if key in found:
                    message = f"both {shorten(givers[key])} and {shorten(name.value)} have the key `{shorten(key)}`"
                    self._refuse(
                        file, name, message, f"Write `{shorten(key)}` here, or take it out of one of the two files."
                    )
                found.setdefault(key, entry)
                givers.setdefault(key, name.value)
        return found

    def _root(self, name: Node, file: _File, trail: tuple[_File, ...]) -> Node | None:
        """All that an included file says; None when something is wrong with it."""
        target = self._target(name, file)
        if target is None or self._is_endless(name, target, file, trail):
            return None
        known = self.files.get(target) or self._read(name, target, file)
        if known is None or known.root is None or self._is_too_much(name, file):
            return None
        return self.expanded(known.root, known, (*trail, known))

    def _target(self, name: Node, file: _File) -> Path | None:
        """The file that is meant."""
        said = str(name.value)
        if "\\" in said or "\0" in said or said.startswith(("/", "~")) or ":" in said:
            self._refuse(file, name, f"`{shorten(said)}` is not the name of a file below here", _EXAMPLE)
            return None
        target = Path(os.path.realpath(file.path.parent / said))
        if not target.is_relative_to(self.inside):
            hint = f"Copy the file into {self.inside.name}/ of the workspace, and include it from there."
            self._refuse(
                file, name, f"`{shorten(said)}` lies outside of the workspace's {self.inside.name} folder", hint
            )
            return None
        if not os.path.isfile(target):  # noqa: PTH113 - a name that is too long is no file, either
            what = "is a folder" if os.path.isdir(target) else "is not there"  # noqa: PTH112 - as above
            self._refuse(file, name, f"the file `{shorten(said)}` {what}", "Names count from the folder of this file.")
            return None
        return target

    def _is_endless(self, name: Node, target: Path, file: _File, trail: tuple[_File, ...]) -> bool:
        line = [one.path for one in trail]
        if target in line:
            way = " → ".join(path.name for path in (*line[line.index(target) :], target))
            self._refuse(file, name, f"the file includes itself: {safe(way)}", "Take one of these includes out.")
            return True
        if len(trail) > MAX_DEPTH:
            message = f"files include each other more than {MAX_DEPTH} levels deep"
            self._refuse(file, name, message, "Include the last one directly.")
            return True
        return False

    def _is_too_much(self, name: Node, file: _File) -> bool:
        if self.nodes <= MAX_NODES and len(self.files) <= MAX_FILES:
            return False
        limit = f"{MAX_NODES:,} values" if self.nodes > MAX_NODES else f"{MAX_FILES} files"
        if not self.problems:
            self._refuse(file, name, f"more than {limit} come together here", "No integration is that large.")
        return True

    def _read(self, name: Node, target: Path, file: _File) -> _File | None:
        said = str(name.value)
        # With a link on the way, only the real name is right.
        is_plain = os.path.normpath(file.path.parent / said) == str(target)
        shown = Path(os.path.normpath(file.source.path.parent / said)) if is_plain else target
        try:
            tree = parse(read(target, shown))
        except SpecError as error:
            self.problems += error.problems
            self.files[target] = _File(target, file.source, self.end)
            return None
        self.has_empty = self.has_empty or tree.has_empty
        known = _File(target, tree.source, self.end, shifted(tree.root, self.end))
        self.files[target] = known
        self.end += len(tree.source.text) + 1
        return known

    def _refuse(self, file: _File, node: Node, message: str, hint: str) -> None:
        self.problems.append(file.problem(node, message, hint))


_EXAMPLE: Final = "Write it like `include: ../common/sftp.yaml`, seen from the folder of this file."


def _value(entries: Mapping[str, Entry]) -> dict[str, Any]:
    said = {name: entry.node.value for name, entry in entries.items() if name != INCLUDE}
    return {name: value for name, value in said.items() if value is not None}
