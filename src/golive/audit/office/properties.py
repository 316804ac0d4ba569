"""Check the document properties, and that the language is known."""

from collections.abc import Iterator
from typing import Final

from golive.audit.rules import make_finding
from golive.ooxml.raw_package import RawPackage
from golive.ooxml.xml_elements import Element
from golive.support.problems import Problem

_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def check_properties(package: RawPackage) -> Iterator[Problem]:
    """Check that the file has a title and a language."""
    part = package.target("", "core-properties")
    root = package.trees.get(part)
    if not _read_property(root, "title"):
        yield make_finding("doc-title", part)
    if not _read_property(root, "language") and not _names_language(package):
        yield make_finding("doc-language", part)


def _read_property(root: Element | None, name: str) -> str:
    return (root.findtext(f"{_DC}{name}") or "").strip() if root is not None else ""


def _names_language(package: RawPackage) -> bool:
    """Tell whether any text, or the defaults for texts, has a language; PowerPoint writes it there only."""
    shown = (package.trees[name] for name in package.reached & package.trees.keys() if name.startswith("ppt/"))
    return any(element.get("lang") for root in shown for element in root.iter())
