"""`golive --version`, and `golive --version --verbose`."""

import click

from golive import __version__

_VERBOSE = "golive.verbose"


def note_verbose(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - by click
    """Keep the flag `--verbose` for `show_version`."""
    context.meta[_VERBOSE] = value


def show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - by click
    """Print the version and exit; with `--verbose`, also Python and the engines that make documents.

    Raises:
        click.UsageError: `--verbose` is given alone.
    """
    if context.resilient_parsing:
        return
    if not value:
        if context.meta.get(_VERBOSE):
            raise click.UsageError("`--verbose` belongs to `--version`.", context)
        return
    click.echo(f"golive, version {__version__}")
    if context.meta.get(_VERBOSE):
        from golive.pipeline.environment import check_environment

        for one in check_environment():
            click.echo(f"{one.what}: {one.detail}")
    context.exit()
