"""Relationships: each leads somewhere, each id that is named exists, and no part is left over."""

from collections.abc import Iterator
from typing import Final

from golive.audit.finding import Finding
from golive.audit.office.package import TYPES, Package, source_of
from golive.audit.office.xml import Element, R, is_element, local
from golive.audit.rules import found

_MUST_BE_USED: Final = frozenset({"image", "chart", "hyperlink", "media", "package", "oleObject", "slide"})


def check_relations(package: Package) -> Iterator[Finding]:
    """Sources, ids and targets, uses, and what no relationship reaches."""
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            yield from _targets(package, name, tree)
    for name, tree in package.trees.items():
        if not name.endswith(".rels") and name != TYPES:
            yield from _uses(package, name, tree)
    for name in package.parts:
        if name != TYPES and not name.endswith(".rels") and name not in package.reached:
            yield found("part-orphan", name)


def _targets(package: Package, name: str, tree: Element) -> Iterator[Finding]:
    source = source_of(name)
    if source and source not in package.parts:
        yield found("relation-source-missing", name, f"There are relationships of {source}, which is not there.")
    seen: set[str] = set()
    for entry in tree:
        if not is_element(entry):
            continue
        number, target, kind = entry.get("Id", ""), entry.get("Target"), entry.get("Type", "")
        if number in seen:
            yield found("relation-id-twice", name, f"Two relationships have the id {number}.")
        seen.add(number)
        if entry.get("TargetMode") == "External":
            continue
        if target is None:
            yield found("relation-no-target", name, f"The relationship {number} leads nowhere.")
        elif not kind.endswith("/hyperlink") and not target.startswith("#"):
            part = package.relations[source][number].part
            if target == "NULL" or part not in package.parts:
                yield found("relation-target-missing", name, f"{number} leads to {target}, which is not there.")


def _uses(package: Package, name: str, tree: Element) -> Iterator[Finding]:
    relations = package.relations.get(name, {})
    used: set[str] = set()
    for element in tree.iter():
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(R) and value:
                number = str(value)
                used.add(number)
                if number not in relations:
                    place = f"{local(element)} {str(attribute).removeprefix(R)}={number}"
                    yield found("relation-dangling", name, f"{place} names a relationship that is not there.")
    is_notes = name.startswith("ppt/notesSlides")
    for number, relation in relations.items():
        if number not in used and relation.kind in _MUST_BE_USED and not (is_notes and relation.kind == "slide"):
            yield found("relation-unused", name, f"{number} ({relation.kind}, {relation.target}) is used nowhere.")
