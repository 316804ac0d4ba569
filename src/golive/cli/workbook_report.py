"""Print what a returned workbook brings: changes, additions, conflicts, problems."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from golive.exchange.workbook.receive import Receipt
    from golive.exchange.workbook.returned import Returned
    from golive.reports.json_outputs.exchange_outputs import WorkbookChange, WorkbookReadOutput

_MOST_SHOWN = 60  # characters of an answer


def print_receipt(returned: "Returned", receipt: "Receipt", written: list[Path], *, dry_run: bool) -> None:
    """Print changes to stdout, and conflicts, problems and warnings to stderr."""
    from golive.cli.output import shorten_path, show_problems
    from golive.exchange.workbook.receive import describe_conflict
    from golive.yaml_io.message_text import escape_unprintable

    for change in receipt.changes:
        before, after = _shorten(change.ours) or "empty", _shorten(change.theirs) or "empty"
        click.echo(escape_unprintable(f"{change.place}: {change.label}: {before} → {after}"))
    for item in receipt.additions:
        holder = " › ".join(item.parents)
        inside = f" in {holder}" if holder else ""
        click.echo(
            escape_unprintable(f"{item.returned.place}: new in {item.topic.title}{inside}: {_shorten(item.name)}")
        )
    if receipt.is_complete and dry_run:
        click.echo(receipt.result.diff, nl=False)
    conflicts = [
        describe_conflict(returned, one)._replace(hint="Choose with --accept theirs or --accept ours.")
        for one in receipt.conflicts
    ]
    show_problems([*receipt.warnings, *receipt.problems, *conflicts])
    for comment in receipt.result.removed_comments:
        click.echo(escape_unprintable(f"removed with its item: {comment}"), err=True)
    if not receipt.is_complete:
        click.echo("Nothing was written to the spec.", err=True)
    elif not receipt.edits.edits and not written:
        click.echo("The spec already has these answers; there is nothing to change.", err=True)
    for path in written:
        click.echo(f"wrote {shorten_path(path)}")


def convert_receipt(
    returned: "Returned", receipt: "Receipt", written: list[Path], copy: Path | None
) -> "WorkbookReadOutput":
    """Return what a workbook brings as plain values for JSON."""
    from golive.cli.output import convert_problems
    from golive.exchange.workbook.merge import CellChange

    def convert(change: CellChange) -> "WorkbookChange":
        return {
            "cell": str(change.place),
            "path": list(change.path),
            "question": change.label,
            "sent": change.sent,
            "theirs": change.theirs,
            "ours": change.ours,
        }

    return {
        "file": str(returned.path),
        "spec": returned.record.spec_id,
        "sent_version": returned.record.version,
        "changes": [convert(one) for one in receipt.changes],
        "additions": [
            {"cell": str(one.returned.place), "topic": one.topic.id, "parents": list(one.parents), "value": one.value}
            for one in receipt.additions
        ],
        "conflicts": [convert(one) for one in receipt.conflicts],
        "problems": convert_problems(receipt.problems),
        "warnings": convert_problems(receipt.warnings),
        "diff": receipt.result.diff,
        "written": [str(one) for one in written],
        "copy": str(copy) if copy else None,
    }


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…"
