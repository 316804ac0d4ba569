"""Interfaces that start from a preset, and positions that were left out: written out before anything is validated.

A preset is the part of an interface that says how its file is laid out. The interface that uses it says only what
differs: records are matched by id, fields by name, control totals by their field. What comes from the preset keeps its
place there, so that an error in it points into the preset's file.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from golive.support.bundled import bundled
from golive.support.problems import Problem, SpecError
from golive.yaml_io.field_positions import placed
from golive.yaml_io.merge import joined, merge, shifted
from golive.yaml_io.naming import offer, shorten
from golive.yaml_io.nodes import Entry, Node, Tree, mapping, sequence
from golive.yaml_io.parser import parse
from golive.yaml_io.source import Source, read

_ABOUT = "about"  # what a preset says of itself


def expand(tree: Tree, own: Path | None) -> Tree:
    """Write out what the interfaces of a spec leave to presets, and the positions of their fields.

    Args:
        tree: any file; one without interfaces stays as it is.
        own: the folder of presets to look in before those that come with golive.

    Raises:
        SpecError: a preset is not there or cannot be read, or a record is to be left out that it does not have.
    """
    interfaces = tree.find(("interfaces",))
    if interfaces is None or not isinstance(interfaces.children, tuple) or not isinstance(tree.root.children, Mapping):
        return tree
    shelf = _Shelf(tree.source, own)
    problems: list[Problem] = []
    items = tuple(placed(_expanded(item, shelf, problems)) for item in interfaces.children)
    if problems:
        raise SpecError(*problems)
    if all(new is old for new, old in zip(items, interfaces.children, strict=True)):
        return tree
    entry = tree.root.children["interfaces"]
    entries = {**tree.root.children, "interfaces": Entry(entry.start, entry.end, sequence(interfaces, items))}
    source = joined(tree.source, shelf.files)
    return replace(tree, source=source, root=mapping(tree.root, entries))


class _Shelf:
    """The presets that a spec may use; each is read once and keeps its place behind the spec's own text."""

    def __init__(self, source: Source, own: Path | None) -> None:
        self.files: list[tuple[int, Source]] = []
        self.source = source
        ends = [len(source.text), *(begin + len(one.text) for begin, one in source.included)]
        self._next = max(ends) + 1
        folders = [bundled() / "data" / "presets", *([own] if own else [])]
        self.paths = {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}
        self._read: dict[str, Node] = {}

    def take(self, name: str) -> Node:
        """The content of a preset, its offsets behind all that was read before."""
        if name not in self._read:
            tree = parse(read(self.paths[name], _near(self.paths[name])))
            self._read[name] = shifted(tree.root, self._next)
            self.files.append((self._next, tree.source))
            self._next += len(tree.source.text) + 1
        return self._read[name]


def _near(path: Path) -> Path:
    """A preset as messages name it: below the current folder where it lies there."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _expanded(item: Node, shelf: _Shelf, problems: list[Problem]) -> Node:
    own = item.children
    use = own.get("use") if isinstance(own, Mapping) else None
    if use is None or not isinstance(own, Mapping) or not isinstance(use.node.value, str):
        return item
    name = use.node.value
    if name not in shelf.paths:
        message = f"there is no preset `{shorten(name)}`"
        hint = offer(name, tuple(shelf.paths), "Presets")
        problems.append(shelf.source.problem(use.node.start, use.node.end, message, hint))
        return item
    preset = shelf.take(name)
    if not isinstance(preset.children, Mapping):
        return item
    entries = {key: entry for key, entry in preset.children.items() if key != _ABOUT}
    left_out = _without(own, entries, shelf.source, problems)
    return merge(_trimmed(mapping(preset, entries), left_out), item)


def _without(
    own: Mapping[str, Entry], preset: Mapping[str, Entry], source: Source, problems: list[Problem]
) -> frozenset[str]:
    """The records of the preset that are left out."""
    named = own["without"].node.children if "without" in own else ()
    records = preset["records"].node.value if "records" in preset else []
    known = tuple(str(one.get("id")) for one in records if isinstance(one, dict))
    for node in named if isinstance(named, tuple) else ():
        if isinstance(node.value, str) and node.value not in known:
            message = f"the preset has no record `{shorten(node.value)}`"
            problems.append(source.problem(node.start, node.end, message, offer(node.value, known, "Its records")))
    return frozenset(str(node.value) for node in named) if isinstance(named, tuple) else frozenset()


def _trimmed(node: Node, left_out: frozenset[str], name: str = "") -> Node:
    """A preset without some of its records, and without all that speaks of them."""
    if isinstance(node.children, Mapping):
        entries = {key: Entry(e.start, e.end, _trimmed(e.node, left_out, key)) for key, e in node.children.items()}
        return mapping(node, entries) if left_out else node
    if not left_out or not node.children:
        return node
    kept = tuple(_trimmed(child, left_out) for child in node.children if not _speaks_of(child, left_out, name))
    return sequence(node, kept)


def _speaks_of(node: Node, left_out: frozenset[str], name: str) -> bool:
    """Whether an item of a list is one of the records left out, is named after one, or is a total of such alone."""
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
