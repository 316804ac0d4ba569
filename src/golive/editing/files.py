"""The files of a spec while it is edited: the spec itself and what it includes, with unsaved text."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from golive.editing.edits import Path as ValuePath
from golive.editing.emission import find_slot
from golive.editing.text_editor import TextEditor
from golive.schema.introspection import Slot, choose_model, get_renamed_keys
from golive.schema.reserved_keys import INCLUDE_KEY
from golive.support.problems import EditError, SpecError, make_problem
from golive.yaml_io.includes import MAX_DEPTH
from golive.yaml_io.load import read_tree
from golive.yaml_io.nodes import MappingEntry, Node
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source, read_source, use_unsaved_texts


class Location(NamedTuple):
    """The place of a value: the file, and the path of the value in it."""

    file: Path
    path: ValuePath


class EditedFiles:
    """The editors of a spec and of the files that it includes, opened when they are needed."""

    def __init__(self, main: Path, slot: Slot, inside: Path | None, overlay: Mapping[Path, str]) -> None:
        """Open the main file.

        Args:
            main: the file that paths of edits are about.
            slot: what the models allow at its root.
            inside: the folder that included files must lie in; None if nothing can be included.
            overlay: unsaved text by file; it is read in place of the file.

        Raises:
            SpecError: the file cannot be read or is not YAML.
        """
        self.main = resolve_path(main)
        self.inside = resolve_path(inside) if inside else None
        self._overlay = {resolve_path(path): text for path, text in overlay.items()}
        self._display = {self.main: main}
        self.editors: dict[Path, TextEditor] = {}
        self.originals: dict[Path, str] = {}
        self.open_file(self.main, slot)

    def open_file(self, path: Path, slot: Slot) -> TextEditor:
        """Return the editor of a file.

        Args:
            path: its real path.
            slot: what the models allow at its root, if it was not opened before.

        Raises:
            SpecError: the file cannot be read or is not YAML.
        """
        if path not in self.editors:
            source = self._read(path)
            self.editors[path] = TextEditor(source, slot)
            self.originals[path] = source.text
        return self.editors[path]

    def locate(self, path: ValuePath) -> Location:
        """Return where the value at a path of the spec is, or would be, written.

        A key that a group has by `include` is written in the included file; one that nothing gives, in the group.
        """
        found: tuple[Path, ValuePath] = (self.main, ())
        for step in path:
            editor = self.editors[found[0]]
            node = editor.tree.find_node(found[1])
            file, local = found
            found = (file, (*local, step))
            if node is None or not isinstance(node.children, Mapping) or not isinstance(step, str):
                continue
            if step not in node.children and INCLUDE_KEY in node.children:
                giver = self._find_giver(Location(file, local), node, step, 0)
                found = (giver, (step,)) if giver else found
        return Location(*found)

    def rename_former_keys(self, path: ValuePath) -> None:
        """Give the keys along a path of the spec their present names, where a file still has the former ones.

        Raises:
            EditError: a key cannot be replaced.
        """
        for length in range(1, len(path) + 1):
            step = path[length - 1]
            location = self.locate(path[: length - 1])
            editor = self.editors[location.file]
            node = editor.tree.find_node(location.path)
            if not isinstance(step, str) or node is None or not isinstance(node.children, Mapping):
                continue
            model = choose_model(self._find_slot(location), node.value)
            for former, present in (get_renamed_keys(model) if model else {}).items():
                if present == step and former in node.children and step not in node.children:
                    editor.rename_key(location.path, former, present)

    def read_expanded_values(self) -> Any:  # noqa: ANN401 - whatever the YAML holds
        """Return the plain values of the main file as it is now, with its includes and presets.

        Raises:
            SpecError: an include or preset cannot be read.
        """
        texts = self._overlay | {path: editor.text for path, editor in self.editors.items()}
        with use_unsaved_texts(texts):
            return read_tree(self._display[self.main], inside=self.inside).root.value

    def display_path(self, path: Path) -> Path:
        """Return a path as messages and results show it: beside the main file, as that was named."""
        if path in self._display:
            return self._display[path]
        shown = self._display[self.main]
        return Path(os.path.normpath(shown.parent / os.path.relpath(path, self.main.parent)))

    def _read(self, path: Path) -> Source:
        if path in self._overlay:
            return Source(self.display_path(path), self._overlay[path])
        return read_source(path, self.display_path(path))

    def _find_giver(self, group: Location, node: Node, key: str, depth: int) -> Path | None:
        """Return the file that gives a group a key by `include`, directly or through another file."""
        for target in self._list_targets(group.file, node):
            slot = self._find_slot(group)
            tree = self.open_file(target, slot).tree
            if isinstance(tree.root.children, Mapping) and key in tree.root.children:
                return target
            if depth < MAX_DEPTH and (inner := self._find_giver(Location(target, ()), tree.root, key, depth + 1)):
                return inner
        return None

    def _find_slot(self, group: Location) -> Slot:
        editor = self.editors[group.file]
        return find_slot(editor.slot, editor.tree.root.value, group.path)

    def _list_targets(self, file: Path, node: Node) -> Iterator[Path]:
        """Yield the real paths of the files that a group includes."""
        if not isinstance(node.children, Mapping) or INCLUDE_KEY not in node.children:
            return
        asked = node.children[INCLUDE_KEY].node
        for name in asked.children if isinstance(asked.children, tuple) and asked.children else (asked,):
            target = resolve_path(file.parent / str(name.value))
            if self.inside is None or not target.is_relative_to(self.inside):
                hint = "Include files of the workspace's data folder only."
                raise EditError(make_problem(f"includes `{name.value}`, which is outside", hint, path=file))
            yield target


def find_including_files(target: Path, folder: Path) -> tuple[Path, ...]:
    """Return the YAML files below a folder that include a file, sorted by path; files that cannot be read are left out.

    Args:
        target: the real path of the included file.
        folder: where to look.
    """
    found = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            source = read_source(path)
            tree = parse_yaml(source) if INCLUDE_KEY in source.text else None
        except SpecError:
            continue
        if tree and any(resolve_path(path.parent / name) == target for name in _iterate_included(tree.root)):
            found.append(path)
    return tuple(found)


def _iterate_included(node: Node) -> Iterator[str]:
    """Yield the names of all files that are included anywhere below a node."""
    for key, child in node.children.items() if isinstance(node.children, Mapping) else enumerate(node.children):
        inner = child.node if isinstance(child, MappingEntry) else child
        if key == INCLUDE_KEY:
            yield from (str(name) for name in (inner.value if isinstance(inner.value, list) else [inner.value]))
        else:
            yield from _iterate_included(inner)


def resolve_path(path: Path) -> Path:
    """Return the real path of a file, by which files are compared."""
    return Path(os.path.realpath(path))
