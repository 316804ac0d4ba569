"""Render the catalog of checks for docs/checks.md and `golive explain`."""

from typing import Any

from golive.checks.catalog import CHAPTERS, CHECKS
from golive.checks.check import Check
from golive.schema.words import Phase


def render_checks_page() -> str:
    """Render every check by chapter, as Markdown for docs/checks.md."""
    return "\n".join(f"## {title}\n{''.join(map(_render_check, rows))}" for title, rows in CHAPTERS)


def _render_check(row: Check) -> str:
    return f"\n### `{row.id}`\n\n**{row.meaning}** {_describe_traits(row)}\n\n{row.reason}\n*What to do:* {row.fix}\n"


def _describe_traits(row: Check) -> str:
    """Describe severity, first phase and whether it can be silenced, in one sentence."""
    since = f", from {_phase_name(row.since)} on" if row.since is not Phase.DISCOVERY else ""
    return f"{row.severity.capitalize()}{since}{'; cannot be silenced' if row.must_hold else ''}."


def _phase_name(phase: Phase) -> str:
    return phase.label if phase.label.isupper() else phase.label.lower()


def describe_check(row: Check) -> str:
    """Describe one check in full, as text."""
    silent = "" if row.must_hold else f"Silence it with a reason:\n  silence:\n    - {{check: {row.id}, reason: …}}\n"
    return f"{row.id}: {_describe_traits(row)}\n  {row.meaning}\nWhy: {row.reason}\nWhat to do: {row.fix}\n{silent}"


def list_checks() -> str:
    """List all checks by chapter, one per line."""
    width = max(map(len, CHECKS))
    lines = []
    for title, rows in CHAPTERS:
        lines.append(f"{title}\n")
        lines += [f"  {row.id:{width}}  {row.severity:7}  {row.meaning}\n" for row in rows]
    return "".join(lines)


def check_to_dict(row: Check) -> dict[str, Any]:
    """Return one check as a dict of JSON values."""
    return {
        "id": row.id,
        "severity": row.severity,
        "since": str(row.since),
        "can_be_silenced": not row.must_hold,
        "meaning": row.meaning,
        "reason": row.reason,
        "fix": row.fix,
    }
