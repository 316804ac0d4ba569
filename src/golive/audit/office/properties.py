"""Check the document properties."""

from collections.abc import Iterator
from typing import Final

from golive.audit.rules import make_finding
from golive.ooxml.raw_package import RawPackage
from golive.support.problems import Problem

_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def check_properties(package: RawPackage) -> Iterator[Problem]:
    """Check that the file has a title and a language."""
    part = package.target("", "core-properties")
    root = package.trees.get(part)
    for name, code in (("title", "doc-title"), ("language", "doc-language")):
        if root is None or not (root.findtext(f"{_DC}{name}") or "").strip():
            yield make_finding(code, part)
