"""Expand presets and missing field positions of interfaces before validation.

A preset is the part of an interface that describes its file layout. The interface that uses it states only the
differences: records are matched by id, fields by name, control totals by their field. Values from the preset keep
their offsets, so that an error in them points into the preset's file.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from golive.schema import Integration
from golive.support.bundled import get_bundled_root
from golive.support.problems import Problem, SpecError
from golive.yaml_io.field_positions import add_field_positions
from golive.yaml_io.merge import append_files, merge_nodes, shift_offsets
from golive.yaml_io.message_text import shorten_for_message, suggest_words
from golive.yaml_io.nodes import MappingEntry, Node, Tree, make_list_node, make_mapping_node
from golive.yaml_io.parser import parse_yaml
from golive.yaml_io.source import Source, read_source

_DESCRIPTION_KEY = "about"  # the key that describes the preset itself


def expand_presets(tree: Tree, own_folder: Path | None) -> Tree:
    """Expand the presets that the interfaces of a spec use, and add missing field positions.

    Args:
        tree: any file; one without interfaces is returned unchanged.
        own_folder: a folder of presets that take precedence over the bundled ones.

    Raises:
        SpecError: a preset is missing or cannot be read, or `without` names a record that it does not have.
    """
    interfaces = tree.find_node(("interfaces",))
    if interfaces is None or not isinstance(interfaces.children, tuple) or not isinstance(tree.root.children, Mapping):
        return tree
    presets = _PresetReader(tree, own_folder)
    problems: list[Problem] = []
    items = tuple(add_field_positions(_expand_interface(item, presets, problems)) for item in interfaces.children)
    if problems:
        raise SpecError(*problems)
    if all(new is old for new, old in zip(items, interfaces.children, strict=True)):
        return tree
    entry = tree.root.children["interfaces"]
    entries = {
        **tree.root.children,
        "interfaces": MappingEntry(entry.start, entry.end, make_list_node(interfaces, items)),
    }
    source = append_files(tree.source, presets.files)
    return replace(tree, source=source, root=make_mapping_node(tree.root, entries))


class _PresetReader:
    """Reads the presets that a spec may use, each once, at offsets after the spec's own text."""

    def __init__(self, tree: Tree, own_folder: Path | None) -> None:
        self.files: list[tuple[int, Source]] = []
        self._tree = tree
        source = tree.source
        ends = [len(source.text), *(begin + len(file.text) for begin, file in source.included)]
        self._next = max(ends) + 1
        folders = [get_bundled_root() / "data" / "presets", *([own_folder] if own_folder else [])]
        self.paths = {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}
        self._read: dict[str, Node] = {}

    def read_preset(self, name: str) -> Node:
        """Return the content of a preset, with offsets after everything read before."""
        if name not in self._read:
            tree = parse_yaml(read_source(self.paths[name], _shorten_path(self.paths[name])))
            self._read[name] = shift_offsets(tree.root, self._next)
            self.files.append((self._next, tree.source))
            self._next += len(tree.source.text) + 1
        return self._read[name]

    def make_problem(self, node: Node, message: str, hint: str) -> Problem:
        """Return a problem about a value of the spec."""
        problem = self._tree.source.make_problem(node.start, node.end, message, hint)
        return self._tree.add_where(problem, self._tree.find_path(node.start), Integration)


def _shorten_path(path: Path) -> Path:
    """Return a path relative to the current folder if it is inside, for messages."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _expand_interface(item: Node, presets: _PresetReader, problems: list[Problem]) -> Node:
    own = item.children
    use = own.get("use") if isinstance(own, Mapping) else None
    if use is None or not isinstance(own, Mapping) or not isinstance(use.node.value, str):
        return item
    name = use.node.value
    if name not in presets.paths:
        message = f"there is no preset `{shorten_for_message(name)}`"
        hint = suggest_words(name, tuple(presets.paths), "Presets")
        problems.append(presets.make_problem(use.node, message, hint))
        return item
    preset = presets.read_preset(name)
    if not isinstance(preset.children, Mapping):
        return item
    entries = {key: entry for key, entry in preset.children.items() if key != _DESCRIPTION_KEY}
    left_out = _find_left_out_records(own, entries, presets, problems)
    return merge_nodes(_drop_records(make_mapping_node(preset, entries), left_out), item)


def _find_left_out_records(
    own: Mapping[str, MappingEntry], preset: Mapping[str, MappingEntry], presets: _PresetReader, problems: list[Problem]
) -> frozenset[str]:
    """Return the ids in `without`; add a problem for each that the preset does not have."""
    named = own["without"].node.children if "without" in own else ()
    records = preset["records"].node.value if "records" in preset else []
    known = tuple(str(one.get("id")) for one in records if isinstance(one, dict))
    for node in named if isinstance(named, tuple) else ():
        if isinstance(node.value, str) and node.value not in known:
            message = f"the preset has no record `{shorten_for_message(node.value)}`"
            problems.append(presets.make_problem(node, message, suggest_words(node.value, known, "Its records")))
    return frozenset(str(node.value) for node in named) if isinstance(named, tuple) else frozenset()


def _drop_records(node: Node, left_out: frozenset[str], name: str = "") -> Node:
    """Return a preset without some of its records and without all references to them."""
    if isinstance(node.children, Mapping):
        entries = {
            key: MappingEntry(e.start, e.end, _drop_records(e.node, left_out, key)) for key, e in node.children.items()
        }
        return make_mapping_node(node, entries) if left_out else node
    if not left_out or not node.children:
        return node
    kept = tuple(
        _drop_records(child, left_out) for child in node.children if not _refers_to_records(child, left_out, name)
    )
    return make_list_node(node, kept)


def _refers_to_records(node: Node, left_out: frozenset[str], name: str) -> bool:
    """Return whether a list item is a left-out record, a reference to one, or a total of such records only."""
    value = node.value
    if isinstance(value, str):
        return name in {"of", "less", "after"} and value.partition(".")[0] in left_out
    if not isinstance(value, dict):
        return False
    if name == "records":
        return value.get("id") in left_out
    sources = value.get("of")
    alone = isinstance(sources, list) and bool(sources) and all(str(s).partition(".")[0] in left_out for s in sources)
    return name == "totals" and (alone or str(value.get("field")).partition(".")[0] in left_out)
