"""Validate against the Office Open XML schema with openxml-audit, which implements Microsoft's validator rules."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from golive.audit.office.schema_messages import is_accepted, is_said_already, reword_complaint
from golive.audit.rules import make_finding
from golive.ooxml.raw_package import RawPackage, relationships_source
from golive.ooxml.xml_elements import get_local_name, is_element
from golive.ooxml.xml_parser import get_xml_errors
from golive.support.problems import Problem

MOST: Final = 500
_FAILURES: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    BadZipFile,
    zlib.error,
)
_ANYWHERE: Final = frozenset({"master-id-range", "master-id-twice", "presentation-missing", "type-main"})
"""Rules whose findings name another part than the engine does."""
_FREE_TEXTS: Final = frozenset({"name", "descr", "title", "tooltip", "typeface"})
_BOOLEANS: Final = frozenset({"true", "false"})


def check_schema(path: Path, known: Iterable[Problem]) -> Iterator[Problem]:
    """Yield schema errors of a package that was checked to be safe to open.

    Args:
        path: the package.
        known: the findings so far; what they say is not said again.
    """
    from openxml_audit import FileFormat, OpenXmlValidator

    failures = _FAILURES + get_xml_errors()
    engine = OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=MOST)
    try:
        errors = engine.validate(path).errors
    except failures as error:
        # The engine may crash on badly damaged files.
        yield make_finding("audit-stopped", "", f"The schema could not be tried: {error!r}.")
        return
    found: dict[str, set[str]] = {}
    for one in known:
        found.setdefault(_get_part(one.label), set()).add(one.check)
    anywhere = {one.check for one in known} & _ANYWHERE
    by_element: dict[tuple[str, str], list[str]] = {}
    for fault in errors:
        part = fault.part_uri.lstrip("/")
        if is_accepted(part, fault.description):
            continue
        if is_said_already(fault.description, found.get(_get_part(part), set()) | anywhere):
            continue
        by_element.setdefault((part, fault.path), []).append(fault.description)
    yield from _make_findings(by_element)


def check_booleans(package: RawPackage) -> Iterator[Problem]:
    """Find `True` and `FALSE`, which the schema writes in small letters; the engine takes them for right."""
    for name in sorted(package.reached & package.trees.keys()):
        if not name.startswith("ppt/"):
            continue
        for element in package.trees[name].iter():
            for attribute, value in element.attrib.items() if is_element(element) else ():
                is_wrong = value not in _BOOLEANS and value.lower() in _BOOLEANS
                if is_wrong and str(attribute) not in _FREE_TEXTS:
                    what = f"`{attribute}` of `{get_local_name(element)}` is `{value}`."
                    yield make_finding("boolean-malformed", name, what)


def _get_part(label: str) -> str:
    """Return the part that a finding is about: for relationships, the part that has them."""
    return relationships_source(label) if label.endswith(".rels") else label


def _make_findings(by_element: dict[tuple[str, str], list[str]]) -> Iterator[Problem]:
    """Make one finding for each element: what is there and may not be explains what is missing."""
    for (part, path), complaints in by_element.items():
        first = min(complaints, key=_get_weight)
        others = len({*complaints} - {first})
        message = reword_complaint(first)
        if others:
            message += f" {others} more complaint{'s' * (others > 1)} about the same element."
        yield make_finding("schema", _describe_place(part, path), message)


def _get_weight(description: str) -> Any:  # noqa: ANN401 - any order
    return not description.startswith("Unexpected"), description.startswith("Required")


def _describe_place(part: str, path: str) -> str:
    return f"{part}{path}" if path.startswith("/") else " ".join(filter(None, (part, path)))
