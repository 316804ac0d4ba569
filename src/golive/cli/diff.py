"""`golive diff`."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.support.problems import GoliveError

if TYPE_CHECKING:
    from golive.releases.change import Change

DIFFERS, TROUBLE = 1, 2
FORMATS = ("text", "json", "markdown", "html")


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--spec", metavar="SPEC", help="The document that OLD and NEW are versions of, if neither is a file.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from the file or the current folder.",
)
def diff(*, old: str, new: str | None, spec: str | None, form: str, workspace: Path | None) -> int:
    """Show the differences between OLD and NEW, and the level of each change.

    Without NEW, OLD is a file or the id of a document, and the differences are those since its newest release: those
    of the spec, and whether the vendor's data, the typical process, the templates or the theme changed.

    Each is a file, the id of a document, a released version (1.2.0), or `released`, the newest release. The order of
    lists, comments and formatting do not count; items are matched by id.

    Exits 0 when both are equal, 1 when they differ, 2 when they cannot be compared.
    """
    # As in `golive check`, garbage collection would only cost time.
    gc.disable()
    from golive.cli.output import shorten_path, show_problems
    from golive.cli.version_arguments import RELEASED, read_compared_versions
    from golive.releases.diff import compare_documents
    from golive.releases.diff_report import FORMATS as WRITERS
    from golive.releases.diff_report import VersionComparison
    from golive.releases.versioned_document import add_line_numbers

    try:
        before, now = read_compared_versions((old, new) if new else (RELEASED, old), spec, workspace)
        parts = () if new else _compare_other_parts(old, workspace)
    except GoliveError as error:
        show_problems(error.problems)
        return TROUBLE
    changes = (*add_line_numbers(compare_documents(before.value, now.value), before, now), *parts)
    comparison = VersionComparison(
        before.value, now.value, (shorten_path(before.path), shorten_path(now.path)), changes
    )
    click.echo(WRITERS[form](comparison))
    return DIFFERS if changes else 0


def _compare_other_parts(word: str, workspace: Path | None) -> "tuple[Change, ...]":
    """Return a change for each part beside the spec that differs from the newest release; none for files elsewhere."""
    from golive.cli.release import load_requested_release_state
    from golive.cli.version_arguments import resolve_document_argument

    asked = resolve_document_argument(word, workspace)
    if not asked.path.resolve().is_relative_to(asked.workspace.data_folder.resolve()):
        return ()
    return tuple(change for change in load_requested_release_state(asked).changes if not change.path)
