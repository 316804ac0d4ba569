"""Findings about any deck or PDF, whoever made it: damage, and what people who do not see it cannot use."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from golive.audit.bounded_jobs import audit_files
from golive.schema.value_text import format_count, join_words
from golive.studio.views.problems import format_for_browser
from golive.support.problems import Problem
from golive.templating.phrases import upper_first

AUDITED_SUFFIXES: Final = frozenset({".pptx", ".potx", ".pdf"})
_MOST_LISTED = 20
"""Findings of a rule that are listed; the others are counted."""
_WORDS: Final = {
    "error": ("fix", "To fix"),
    "warning": ("to-do", "Worth a look"),
    "note": ("look", "For your information"),
}
_COUNTED: Final = {"error": "point to fix", "warning": "point worth a look", "note": "note"}
_PLURALS: Final = {"error": "points to fix", "warning": "points worth a look", "note": "notes"}


class FindingView(Struct, frozen=True):
    """A finding: its place, such as a slide or a page, and what it is."""

    place: str
    message: str


class RuleView(Struct, frozen=True):
    """The findings of one rule.

    Attributes:
        kind: `fix`, `to-do` or `look`.
        kind_words: the kind in words.
        hint: what to do about them.
        findings: the findings.
        hidden_count: how many more there are.
    """

    kind: str
    kind_words: str
    hint: str
    findings: tuple[FindingView, ...]
    hidden_count: int


class AuditView(Struct, frozen=True):
    """What an audit found: whether it is fit to be given out, the result in one sentence, and the findings by rule."""

    state: Literal["good", "bad"]
    words: str
    rules: tuple[RuleView, ...]


def audit_document(path: Path) -> AuditView:
    """Return the findings about a file; it is read in a process with limits of time and memory."""
    ((_, findings),) = audit_files((path,))
    by_rule: dict[str, list[Problem]] = {}
    for one in sorted(findings, key=lambda one: list(_WORDS).index(one.severity)):
        by_rule.setdefault(one.check, []).append(one)
    return AuditView(
        "bad" if any(one.severity == "error" for one in findings) else "good",
        _summarize(findings),
        tuple(_view_rule(same) for same in by_rule.values()),
    )


def _summarize(findings: Sequence[Problem]) -> str:
    counts = [(kind, sum(one.severity == kind for one in findings)) for kind in _WORDS]
    found = [format_count(count, _COUNTED[kind], _PLURALS[kind]) for kind, count in counts if count]
    return f"{upper_first(join_words(found))}." if found else "Nothing was found."


def _view_rule(findings: Sequence[Problem]) -> RuleView:
    kind, words = _WORDS[findings[0].severity]
    shown = tuple(
        FindingView(
            upper_first(one.label) if " " in one.label else one.label,
            f"{upper_first(format_for_browser(one.message)).rstrip('.')}.",
        )
        for one in findings[:_MOST_LISTED]
    )
    return RuleView(kind, words, format_for_browser(findings[0].hint), shown, max(0, len(findings) - _MOST_LISTED))
