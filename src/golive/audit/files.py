"""Audit one file of any type."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from golive.audit.file_type import detect_container, is_password_protected
from golive.audit.rules import make_finding
from golive.support.problems import Problem
from golive.support.workers import get_memory_limit

MAX_FINDINGS_PER_RULE: Final = 1_000
_ORDER: Final = {"error": 0, "warning": 1, "note": 2}


def audit_file(
    path: Path, name: Path | None = None, *, most: int | None = MAX_FINDINGS_PER_RULE
) -> tuple[Problem, ...]:
    """Return the findings for a file: errors first, then warnings, then notes.

    Each has the code of its rule as `check`, and the part, slide or page as `label`.

    Args:
        path: a presentation or a PDF; anything else is a finding, too.
        name: what the findings call it; the path when left out.
        most: how many findings of one rule are returned; None for all.
    """
    found = _findings(path) if most is None else _limit_findings(_findings(path), most)
    findings = sorted(found, key=lambda finding: _ORDER[finding.severity])
    return tuple(finding._replace(path=name or path) for finding in findings)


def _findings(path: Path) -> Iterator[Problem]:
    if path.exists() and not path.is_file():  # a folder; or a pipe, which would block
        yield make_finding("file-unreadable", "", "That is no file.")
        return
    try:
        kind = detect_container(path)
        if kind == "empty":
            yield make_finding("file-empty")
        elif kind == "other":
            yield make_finding("file-unknown")
        elif kind == "ole":
            yield make_finding("file-encrypted" if is_password_protected(path) else "file-old")
        elif kind == "zip":
            from golive.audit.office.audit import audit_presentation

            yield from audit_presentation(path)
        else:
            from golive.audit.pdf.audit import audit_pdf

            yield from audit_pdf(path)
    except OSError as error:
        yield make_finding("file-unreadable", "", f"The file cannot be read: {error.strerror or error}.")
    except MemoryError:
        yield make_finding("file-too-large", "", f"The file takes more than {_describe_memory_limit()}.")


def _describe_memory_limit() -> str:
    most = get_memory_limit()
    return "the memory of this machine" if most is None else f"{most / 1e9:g} GB of memory"


def _limit_findings(findings: Iterable[Problem], most: int) -> Iterator[Problem]:
    """Drop repeated findings, and those of a rule beyond the most that are wanted."""
    counted: Counter[str] = Counter()
    for finding in dict.fromkeys(findings):
        counted[finding.check] += 1
        if counted[finding.check] <= most:
            yield finding
    for code, count in counted.items():
        if count > most:
            yield make_finding("more-findings", "", f"{count - most} more findings of {code} are not listed.")
