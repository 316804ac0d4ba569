"""`golive diff`."""

import gc
from pathlib import Path

import click

from golive.support.problems import GoliveError

DIFFERS, TROUBLE = 1, 2
FORMATS = ("text", "json", "markdown", "html")


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--spec", metavar="SPEC", help="The document that OLD and NEW are versions of, if neither is a file.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; by default found upward from the file or the current folder.",
)
def diff(*, old: str, new: str, spec: str | None, form: str, workspace: Path | None) -> int:
    """Show the differences between OLD and NEW, and the level of each change.

    Each is a file, the id of a document, a released version (1.2.0), or `released`, the newest release. The order of
    lists, comments and formatting do not count; items are matched by id.

    Exits 0 when both are equal, 1 when they differ, 2 when they cannot be compared.
    """
    # As in `golive check`, garbage collection would only cost time.
    gc.disable()
    from golive.cli.output import shorten_path, show_problems
    from golive.cli.version_arguments import read_compared_versions
    from golive.releases.diff import compare_documents
    from golive.releases.diff_report import FORMATS as WRITERS
    from golive.releases.diff_report import Comparison
    from golive.releases.versioned_document import add_line_numbers

    try:
        before, now = read_compared_versions((old, new), spec, workspace)
    except GoliveError as error:
        show_problems(error.problems)
        return TROUBLE
    changes = add_line_numbers(compare_documents(before.value, now.value), before, now)
    comparison = Comparison(before.value, now.value, (shorten_path(before.path), shorten_path(now.path)), changes)
    click.echo(WRITERS[form](comparison))
    return DIFFERS if changes else 0
