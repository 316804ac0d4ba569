"""Validate against the Office Open XML schema with openxml-audit, which implements Microsoft's validator rules."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from golive.audit.rules import make_finding
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


def check_schema(path: Path) -> Iterator[Problem]:
    """Yield schema errors of a package that was checked to be safe to open."""
    from openxml_audit import FileFormat, OpenXmlValidator

    failures = _FAILURES + get_xml_errors()
    engine = OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=MOST)
    try:
        errors = engine.validate(path).errors
    except failures as error:
        # The engine may crash on badly damaged files.
        yield make_finding("audit-stopped", "", f"The schema could not be tried: {error!r}.")
        return
    for fault in errors:
        place = fault.part_uri.lstrip("/")
        where = f"{place}{fault.path}" if fault.path.startswith("/") else " ".join(filter(None, (place, fault.path)))
        yield make_finding("schema", where, fault.description)
