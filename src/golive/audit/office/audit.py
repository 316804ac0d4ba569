"""Audit a presentation: first the package, then its contents if the package is readable."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from golive.audit.office.archive import ArchiveContents, read_archive
from golive.audit.office.charts import check_charts
from golive.audit.office.consequences import drop_consequences
from golive.audit.office.content_types import check_types
from golive.audit.office.legibility import check_legibility
from golive.audit.office.presentation import check_presentation
from golive.audit.office.properties import check_properties
from golive.audit.office.reading_order import (
    check_alt_texts,
    check_headers,
    check_order,
    check_placeholders,
    check_titles,
)
from golive.audit.office.relationships import check_relationships
from golive.audit.office.schema_validation import check_booleans, check_schema
from golive.audit.office.shapes import check_shapes
from golive.audit.office.slide_view import SlideView, read_slide_views
from golive.audit.office.tables import check_tables
from golive.audit.rules import make_finding
from golive.ooxml.limits import is_xml_name
from golive.ooxml.raw_package import TYPES, RawPackage, build_raw_package
from golive.ooxml.xml_elements import Element
from golive.ooxml.xml_parser import has_doctype, parse_untrusted_xml
from golive.support.problems import Problem

_PACKAGE_CHECKS: Final[tuple[Callable[[RawPackage], Iterator[Problem]], ...]] = (
    check_types,
    check_relationships,
    check_presentation,
    check_shapes,
    check_tables,
    check_charts,
    check_booleans,
    check_properties,
)
_SLIDE_CHECKS: Final[tuple[Callable[[Iterable[SlideView]], Iterator[Problem]], ...]] = (
    check_titles,
    check_order,
    check_alt_texts,
    check_placeholders,
    check_headers,
    check_legibility,
)
_UNSAFE: Final = frozenset({"part-damaged", "zip-method", "xml-dtd"})
"""What the engine need not see: it would say the same, or open what should stay closed."""
_STRICT: Final = "purl.oclc.org/ooxml"
_POWERPOINT: Final = (
    "application/vnd.openxmlformats-officedocument.presentationml.",
    "application/vnd.ms-powerpoint.",
)


def audit_presentation(path: Path) -> Iterator[Problem]:
    """Yield all findings for a presentation."""
    contents = read_archive(path)
    if not contents.is_sound:
        yield from contents.findings
        return
    if TYPES not in contents.parts:
        is_other = "mimetype" in contents.parts or not any(name.endswith(".rels") for name in contents.parts)
        if is_other:
            yield make_finding("file-other")
        else:
            yield from (*contents.findings, make_finding("types-missing"))
        return
    trees, faults = _trees(contents)
    if TYPES not in trees:
        yield from (*contents.findings, *faults)
        return
    package = build_raw_package(contents.parts, trees, path.suffix.lower())
    reason = _find_refusal(package)
    if reason:
        yield from (reason,) if reason.check == "file-other" else (*contents.findings, *faults, reason)
        return
    found = [*contents.findings, *faults, *(one for check in _PACKAGE_CHECKS for one in check(package))]
    slides = tuple(read_slide_views(package))
    found += [one for look in _SLIDE_CHECKS for one in look(slides)]
    yield from drop_consequences(found)
    if not any(fault.check in _UNSAFE for fault in (*contents.findings, *faults)):
        yield from check_schema(path, found)


def _trees(contents: ArchiveContents) -> tuple[dict[str, Element], list[Problem]]:
    trees: dict[str, Element] = {}
    faults = []
    for name, content in contents.parts.items():
        if not is_xml_name(name):
            continue
        if has_doctype(content):
            faults.append(make_finding("xml-dtd", name))
            continue
        try:
            trees[name] = parse_untrusted_xml(content)
        except ValueError as error:
            faults.append(make_finding("xml-malformed", name, f"The part is not well-formed XML: {error}."))
    return trees, faults


def _find_refusal(package: RawPackage) -> Problem | None:
    """Return the reason why a package cannot be checked further, or None."""
    main = package.main
    root = package.trees.get(main)
    if root is not None and _STRICT in str(root.tag):
        return make_finding("file-strict", main)
    kind = package.kind_of(main) if main else ""
    is_declared = any(known.startswith(_POWERPOINT) for known in package.types.overrides.values())
    if not is_declared and (kind or not main) and not kind.startswith(_POWERPOINT):
        return make_finding("file-other", main, f"The package holds {kind or 'nothing that is known'}.")
    return None
