"""Read the former keys of renamed fields: files written before a key was renamed stay valid."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from golive.schema.field import Model
from golive.schema.introspection import Slot, choose_model, get_renamed_keys, get_slots
from golive.support.problems import Problem, SpecError
from golive.yaml_io.nodes import MappingEntry, Node, Tree, make_list_node, make_mapping_node
from golive.yaml_io.source import Source


class RenamedKey(Struct, frozen=True):
    """A former key in a file, with its start and end offsets."""

    start: int
    end: int
    former: str
    present: str


def rename_former_keys(tree: Tree, model: type[Model]) -> Tree:
    """Return a tree with the present key in place of each former one; offsets stay those of the file.

    Raises:
        SpecError: a group of keys in one file has both; all such groups at once.
    """
    new, _, problems = _rename_tree(tree, model)
    if problems:
        raise SpecError(*problems)
    return new


def find_former_keys(tree: Tree, model: type[Model]) -> tuple[RenamedKey, ...]:
    """Return the former keys of a file in file order; none where a group of keys has a field under both names."""
    _, found, problems = _rename_tree(tree, model)
    return () if problems else tuple(sorted(set(found), key=lambda one: one.start))


def replace_former_keys(tree: Tree, model: type[Model]) -> str:
    """Return the text of a file with the present keys; every other character stays."""
    return replace_keys(tree.source.text, find_former_keys(tree, model))


def group_former_keys(tree: Tree, model: type[Model]) -> Mapping[Path, tuple[Source, tuple[RenamedKey, ...]]]:
    """Return the former keys of a file and of the files that it includes, by file, with the offsets within each."""
    found: dict[Path, tuple[Source, tuple[RenamedKey, ...]]] = {}
    for key in find_former_keys(tree, model):
        source, start = tree.source.find_file(key.start)
        moved = replace(key, start=start, end=start + key.end - key.start)
        _, before = found.get(source.path, (source, ()))
        found[source.path] = source, (*before, moved)
    return found


def replace_keys(text: str, keys: Iterable[RenamedKey]) -> str:
    """Return a text with the present keys; every other character stays."""
    for one in sorted(keys, key=lambda key: -key.start):
        written = text[one.start : one.end].replace(one.former, one.present)
        text = text[: one.start] + written + text[one.end :]
    return text


def _rename_tree(tree: Tree, model: type[Model]) -> tuple[Tree, list[RenamedKey], list[Problem]]:
    sources = (tree.source, *(source for _, source in tree.source.included))
    if not any(key in source.text for key in _list_former_keys(model) for source in sources):
        return tree, [], []
    renamer = _Renamer(tree)
    root = renamer.rename_node(tree.root, Slot(model))
    return replace(tree, root=root), renamer.found, renamer.problems


@cache
def _list_former_keys(model: type[Model]) -> frozenset[str]:
    """Return the former keys of a model and of all models below it."""
    found, seen, waiting = set[str](), set[type[Model]](), [model]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            found.update(get_renamed_keys(one))
            waiting += [kind for slot in get_slots(one).values() for kind in (*slot.models, *slot.item_slot.models)]
    return frozenset(found)


class _Renamer(Struct):
    """Renames keys below a node, and collects what it found."""

    tree: Tree
    found: list[RenamedKey] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def rename_node(self, node: Node, slot: Slot) -> Node:
        """Return a value with all keys renamed; the same object if there was nothing to rename."""
        children = node.children
        if isinstance(children, tuple):
            items = tuple(self.rename_node(child, slot.item_slot) for child in children) if slot.is_list else children
            changed = any(new is not old for new, old in zip(items, children, strict=True))
            return make_list_node(node, items) if changed else node
        kind = choose_model(slot, node.value)
        if kind is None:
            return node
        slots, entries = get_slots(kind), self._rename_keys(children, get_renamed_keys(kind))
        renamed = {
            key: MappingEntry(entry.start, entry.end, self.rename_node(entry.node, slots[key]))
            if key in slots
            else entry
            for key, entry in entries.items()
        }
        changed = entries is not children or any(renamed[key].node is not entry.node for key, entry in entries.items())
        return make_mapping_node(node, renamed) if changed else node

    def _rename_keys(
        self, entries: Mapping[str, MappingEntry], renamed: Mapping[str, str]
    ) -> Mapping[str, MappingEntry]:
        """Return the entries of a group in their order, without former keys.

        Where an included file or a preset has the other one of the two keys, the file that includes it wins.
        """
        if not any(key in entries for key in renamed):
            return entries
        new: dict[str, MappingEntry] = {}
        for key, entry in entries.items():
            name = renamed.get(key, key)
            if name != key:
                self.found.append(RenamedKey(entry.start, entry.end, key, name))
            other = new.get(name)
            if other is None:
                new[name] = entry
            elif self._find_file(other) != self._find_file(entry):
                new[name] = min(other, entry, key=lambda one: one.start)
            else:
                former = key if name != key else next(old for old, present in renamed.items() if present == name)
                message = f"`{former}` is the former name of `{name}`, and both are given"
                self.problems.append(
                    self.tree.source.make_problem(entry.start, entry.end, message, f"Keep `{name}` only.")
                )
        return new

    def _find_file(self, entry: MappingEntry) -> int:
        """Return a number for the file that a key lies in."""
        return id(self.tree.source.find_file(entry.start)[0])
