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
@click.option("--spec", metavar="SPEC", help="What OLD and NEW are versions of, where neither is a file.")
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The workspace; found upward from the file or the current folder when left out.",
)
def diff(*, old: str, new: str, spec: str | None, form: str, workspace: Path | None) -> int:
    """Say what NEW says differently from OLD, and what that costs.

    Each is a file, the id of a document, a version that was released (1.2.0), or `released`: the newest of them.
    Order of lists, comments and form of the files do not count; things are matched by their ids.

    Exits 0 when both say the same, 1 when they differ, 2 when they cannot be compared.
    """
    # As in `golive check`: nothing that is made here becomes garbage before the end.
    gc.disable()
    from golive.cli.output import near, show_problems
    from golive.cli.version_arguments import two_sides
    from golive.releases.diff import compare
    from golive.releases.diff_report import FORMATS as WRITERS
    from golive.releases.diff_report import Comparison
    from golive.releases.versioned_document import located

    try:
        before, now = two_sides((old, new), spec, workspace)
    except GoliveError as error:
        show_problems(error.problems)
        return TROUBLE
    changes = located(compare(before.value, now.value), before, now)
    comparison = Comparison(before.value, now.value, (near(before.path), near(now.path)), changes)
    click.echo(WRITERS[form](comparison))
    return DIFFERS if changes else 0
