"""Check relationships: targets exist, referenced ids exist, and every part is reachable."""

from collections.abc import Iterator
from typing import Final

from golive.audit.rules import make_finding
from golive.ooxml.namespaces import R
from golive.ooxml.raw_package import TYPES, RawPackage, relationships_source
from golive.ooxml.xml_elements import Element, get_local_name, is_element
from golive.support.problems import Problem

_VML_USE: Final = "{urn:schemas-microsoft-com:office:office}relid"
_MUST_BE_USED: Final = frozenset({"image", "chart", "hyperlink", "media", "package", "oleObject"})


def check_relationships(package: RawPackage) -> Iterator[Problem]:
    """Check sources, ids, targets and uses of relationships, and find unreachable parts."""
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            yield from _targets(package, name, tree)
    for name, tree in package.trees.items():
        if not name.endswith(".rels") and name != TYPES:
            yield from _uses(package, name, tree)
    for name in package.parts:
        if name != TYPES and not name.endswith(".rels") and name not in package.reached:
            yield make_finding("part-orphan", name)


def _targets(package: RawPackage, name: str, tree: Element) -> Iterator[Problem]:
    source = relationships_source(name)
    if source and source not in package.parts:
        yield make_finding("relation-source-missing", name, f"There are relationships of {source}, which is not there.")
    seen: set[str] = set()
    for entry in tree:
        if not is_element(entry):
            continue
        number, target, kind = entry.get("Id", ""), entry.get("Target"), entry.get("Type", "")
        if number in seen:
            yield make_finding("relation-id-twice", name, f"Two relationships have the id {number}.")
        seen.add(number)
        if entry.get("TargetMode") == "External":
            continue
        if target is None:
            yield make_finding("relation-no-target", name, f"The relationship {number} leads nowhere.")
        elif not kind.endswith("/hyperlink") and not target.startswith("#"):
            part = package.relations[source][number].part
            if target != "NULL" and part not in package.parts:  # PowerPoint itself writes NULL for what it has lost
                yield make_finding("relation-target-missing", name, f"{number} leads to {target}, which is not there.")


def _uses(package: RawPackage, name: str, tree: Element) -> Iterator[Problem]:
    relations = package.relations.get(name, {})
    used: set[str] = set()
    for element in tree.iter():
        for attribute, value in element.attrib.items():
            if (str(attribute).startswith(R) or attribute == _VML_USE) and value:
                number = str(value)
                used.add(number)
                if number not in relations:
                    place = f"{get_local_name(element)} {str(attribute).removeprefix(R)}={number}"
                    yield make_finding("relation-dangling", name, f"{place} names a relationship that is not there.")
    for number, relation in relations.items():
        if number not in used and relation.kind in _MUST_BE_USED:
            yield make_finding(
                "relation-unused", name, f"{number} ({relation.kind}, {relation.target}) is used nowhere."
            )
