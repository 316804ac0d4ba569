"""`golive explain`."""

import click


@click.command()
@click.argument("check", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def explain(*, check: str | None, as_json: bool) -> None:
    """Say what the check ID looks for, why, and what to do; without ID, list all checks.

    IDs stand in brackets behind what `golive check` finds: `[uat-follows-sit]`.
    """
    from golive.checks.catalog import CHECKS
    from golive.checks.reference import described, listed, plain
    from golive.cli.output import show_json
    from golive.yaml_io.naming import offer

    if check is None:
        if as_json:
            show_json({"checks": [plain(row) for row in CHECKS.values()]})
        else:
            click.echo(listed(), nl=False)
        return
    found = CHECKS.get(check.strip("[]"))
    if found is None:
        hint = offer(check, tuple(CHECKS)) if len(check) else ""
        near = hint if hint.startswith("Did you mean") else "`golive explain` lists all."
        raise click.UsageError(f"There is no check `{check}`. {near}")
    if as_json:
        show_json(plain(found))
    else:
        click.echo(described(found), nl=False)
