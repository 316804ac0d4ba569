"""Tell which faults a presentation has that an earlier version of it did not have."""

import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from golive.audit.files import audit_file
from golive.audit.rules.accessibility import ACCESSIBILITY_RULES
from golive.support.problems import Problem

_ACCESSIBILITY_CODES = frozenset(rule.code for rule in ACCESSIBILITY_RULES)


class NewFaults(Struct, frozen=True):
    """The errors in a presentation.

    Attributes:
        package: errors of the package that are new; PowerPoint would offer a repair.
        accessibility: errors of accessibility that are new.
        former: errors of accessibility that the earlier version had, too.
    """

    package: tuple[Problem, ...] = ()
    accessibility: tuple[Problem, ...] = ()
    former: tuple[Problem, ...] = ()


def find_new_faults(before: bytes, after: bytes) -> NewFaults:
    """Audit a presentation, and compare its errors with those of an earlier version.

    Args:
        before: bytes of the earlier version; it is audited only if there are errors.
        after: bytes of the presentation.
    """
    errors = _audit_content(after)
    if not errors:
        return NewFaults()
    known = Counter(map(_get_key, _audit_content(before)))
    former: list[Problem] = []
    new: list[Problem] = []
    for one in errors:
        is_known = known[_get_key(one)] > 0
        known[_get_key(one)] -= is_known
        (former if is_known else new).append(one)
    return NewFaults(
        tuple(one for one in new if one.check not in _ACCESSIBILITY_CODES),
        tuple(one for one in new if one.check in _ACCESSIBILITY_CODES),
        tuple(one for one in former if one.check in _ACCESSIBILITY_CODES),
    )


def describe_faults(faults: Iterable[Problem]) -> tuple[str, ...]:
    """Return a sentence for each fault: where it is, and what is wrong."""
    sentences = (f"{one.label}: {one.message}" if one.label else one.message for one in faults)
    return tuple(f"{text[:1].upper()}{text[1:]}" for text in sentences)


def _get_key(fault: Problem) -> tuple[str, str]:
    """Return what two equal faults share; slides and parts may have other numbers."""
    return fault.check, fault.message


def _audit_content(content: bytes) -> list[Problem]:
    with tempfile.TemporaryDirectory(prefix="golive-") as folder:
        path = Path(folder) / "deck.pptx"
        path.write_bytes(content)
        return [one for one in audit_file(path, most=None) if one.severity == "error"]
