"""`golive audit`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.reports.json_outputs.document_outputs import AuditedFile, AuditFinding
    from golive.support.problems import Problem

_COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}

_MOST_LISTED = 5
"""Findings of a rule that are listed; the others are counted."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--codes", is_flag=True, help="Print a description of every code as Markdown; no file is checked.")
def audit(*, files: tuple[Path, ...], as_json: bool, codes: bool) -> int:
    """Find problems in presentations and PDFs: damage, repair prompts, accessibility.

    Accepts any .pptx, .potx or .pdf file, from any software. Errors make the exit code 1; warnings and notes do not.
    """
    if codes:
        from golive.audit.reference import render_reference

        click.echo(render_reference(), nl=False)
        return 0
    if not files:
        raise click.UsageError("Name at least one file.")
    from golive.audit.bounded_jobs import audit_files

    results: list[tuple[Path, tuple[Problem, ...]]] = []
    for path, findings in audit_files(dict.fromkeys(files)):
        results.append((path, findings))
        if not as_json:
            _print_findings(path, findings)
    if as_json:
        from golive.cli.output import show_json

        show_json({"files": [_findings_to_dict(path, findings) for path, findings in results]})
    return 1 if any(finding.severity == "error" for _, findings in results for finding in findings) else 0


def _print_findings(path: Path, findings: "tuple[Problem, ...]") -> None:
    """Print the findings of one file: the counts, then each rule with its findings and the fix."""
    from golive.cli.output import escape_controls

    counts = [(name, sum(finding.severity == name for finding in findings)) for name in _COLORS]
    totals = ", ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in counts if count)
    click.echo(click.style(escape_controls(f"{path}: {totals or 'nothing found'}"), bold=True))
    by_code: dict[str, list[Problem]] = {}
    for finding in findings:
        by_code.setdefault(finding.check, []).append(finding)
    for code, same_rule in by_code.items():
        severity = same_rule[0].severity
        click.echo(f"  {click.style(severity, fg=_COLORS[severity])} {code}")
        for finding in same_rule[:_MOST_LISTED]:
            where = f"{finding.label}: " if finding.label else ""
            click.echo(escape_controls(f"    {where}{finding.message}"))
        if len(same_rule) > _MOST_LISTED:
            click.echo(f"    and {len(same_rule) - _MOST_LISTED} more of this kind")
        click.echo(f"    \u2192 {same_rule[0].hint}")


def _findings_to_dict(path: Path, findings: "tuple[Problem, ...]") -> "AuditedFile":
    rows: list[AuditFinding] = [
        {
            "where": finding.label,
            "code": finding.check,
            "severity": finding.severity,
            "message": finding.message,
            "fix": finding.hint,
        }
        for finding in findings
    ]
    return {"file": str(path), "ok": not any(finding.severity == "error" for finding in findings), "findings": rows}
