"""One file → its findings, whatever it is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from golive.audit.file_type import container_of, is_locked
from golive.audit.finding import Finding
from golive.audit.rules import found

MOST_OF_A_KIND: Final = 50
_ORDER: Final = {"error": 0, "warning": 1, "note": 2}


def audit(path: Path, name: str = "") -> tuple[Finding, ...]:
    """Everything that is wrong with a file: errors first, then warnings, then notes.

    Args:
        path: a presentation or a PDF; anything else is a finding, too.
        name: what the findings call it; the path when left out.
    """
    found_here = sorted(_thinned(_findings(path)), key=lambda finding: _ORDER[finding.severity])
    return tuple(replace(finding, file=name or str(path)) for finding in found_here)


def _findings(path: Path) -> Iterator[Finding]:
    if path.exists() and not path.is_file():  # a folder; or a pipe, which would keep us waiting
        yield found("file-unreadable", "", "That is no file.")
        return
    try:
        kind = container_of(path)
        if kind == "empty":
            yield found("file-empty")
        elif kind == "other":
            yield found("file-unknown")
        elif kind == "ole":
            yield found("file-encrypted" if is_locked(path) else "file-old")
        elif kind == "zip":
            from golive.audit.office.audit import audit_office

            yield from audit_office(path)
        else:
            from golive.audit.pdf.audit import audit_paper

            yield from audit_paper(path)
    except OSError as error:
        yield found("file-unreadable", "", f"The file cannot be read: {error.strerror or error}.")
    except MemoryError:
        yield found("file-too-large", "", "Looking at the file takes more memory than is allowed.")


def _thinned(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once, and no more of one rule than anybody reads."""
    counted: Counter[str] = Counter()
    for finding in dict.fromkeys(findings):
        counted[finding.code] += 1
        if counted[finding.code] <= MOST_OF_A_KIND:
            yield finding
    for code, count in counted.items():
        if count > MOST_OF_A_KIND:
            yield found("more-findings", "", f"{count - MOST_OF_A_KIND} more findings of {code} are not listed.")
