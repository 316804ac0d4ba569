"""What people read of the catalog: docs/checks.md, and what `golive explain` says."""

from typing import Any

from golive.checks.catalog import CHAPTERS, CHECKS
from golive.checks.check import Check
from golive.schema.words import Phase


def table() -> str:
    """Every check in its chapter, as Markdown for docs/checks.md."""
    return "\n".join(f"## {title}\n{''.join(map(_entry, rows))}" for title, rows in CHAPTERS)


def _entry(row: Check) -> str:
    return f"\n### `{row.id}`\n\n**{row.meaning}** {_traits(row)}\n\n{row.reason}\n*What to do:* {row.mend}\n"


def _traits(row: Check) -> str:
    """Severity, phase and weight, in a sentence."""
    since = f", from {_named(row.since)} on" if row.since is not Phase.DISCOVERY else ""
    return f"{row.severity.capitalize()}{since}{'; no reason can silence it' if row.must_hold else ''}."


def _named(phase: Phase) -> str:
    return phase.label if phase.label.isupper() else phase.label.lower()


def described(row: Check) -> str:
    """One check in full, as text."""
    silent = "" if row.must_hold else f"Silence it with a reason:\n  silence:\n    - {{check: {row.id}, reason: …}}\n"
    return f"{row.id}: {_traits(row)}\n  {row.meaning}\nWhy: {row.reason}\nWhat to do: {row.mend}\n{silent}"


def listed() -> str:
    """All checks, one on a line, in chapters."""
    width = max(map(len, CHECKS))
    lines = []
    for title, rows in CHAPTERS:
        lines.append(f"{title}\n")
        lines += [f"  {row.id:{width}}  {row.severity:7}  {row.meaning}\n" for row in rows]
    return "".join(lines)


def plain(row: Check) -> dict[str, Any]:
    """One check as plain values, for JSON."""
    return {
        "id": row.id,
        "severity": row.severity,
        "since": str(row.since),
        "can_be_silenced": not row.must_hold,
        "meaning": row.meaning,
        "reason": row.reason,
        "mend": row.mend,
    }
