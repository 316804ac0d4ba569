"""The schema of Office Open XML, tried by openxml-audit, which knows the rules of Microsoft's own validator."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from golive.audit.finding import Finding
from golive.audit.rules import found

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


def check_schema(path: Path) -> Iterator[Finding]:
    """What the engine finds in a package that has been found safe to open."""
    from lxml.etree import LxmlError
    from openxml_audit import FileFormat, OpenXmlValidator

    engine = OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=MOST)
    try:
        errors = engine.validate(path).errors
    except (*_FAILURES, LxmlError) as error:
        # The engine is made for files that are nearly right.
        yield found("audit-stopped", "", f"The schema could not be tried: {error!r}.")
        return
    for fault in errors:
        place = fault.part_uri.lstrip("/")
        where = f"{place}{fault.path}" if fault.path.startswith("/") else " ".join(filter(None, (place, fault.path)))
        yield found("schema", where, fault.description)
