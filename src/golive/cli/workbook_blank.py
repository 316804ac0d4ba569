"""The options that a filled-in blank workbook needs."""

import click


def require_new_options(new_id: str | None, owner: str | None) -> tuple[str, str]:
    """Return the options that a blank workbook needs.

    Raises:
        click.UsageError: one is missing.
    """
    if not new_id or not owner:
        raise click.UsageError("This workbook is of a new biller: add --new ID and --owner NAME.")
    from golive.cli.new import check_id

    check_id(new_id)
    return new_id, owner
