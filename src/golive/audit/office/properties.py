"""What the file says about itself."""

from collections.abc import Iterator
from typing import Final

from golive.audit.finding import Finding
from golive.audit.office.package import Package
from golive.audit.rules import found

_DC: Final = "{http://purl.org/dc/elements/1.1/}"


def check_properties(package: Package) -> Iterator[Finding]:
    """A title and a language."""
    part = package.target("", "core-properties")
    root = package.trees.get(part)
    for name, code in (("title", "doc-title"), ("language", "doc-language")):
        if root is None or not (root.findtext(f"{_DC}{name}") or "").strip():
            yield found(code, part)
