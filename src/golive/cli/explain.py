"""`golive explain`."""

import click


@click.command()
@click.argument("check", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def explain(*, check: str | None, as_json: bool) -> None:
    """Explain what the check ID looks for, why, and how to fix it; without ID, list all checks.

    `golive check` prints the ID in brackets after each problem: `[uat-follows-sit]`.
    """
    from golive.checks.catalog import CHECKS
    from golive.checks.reference import check_to_dict, describe_check, list_checks
    from golive.cli.output import show_json
    from golive.yaml_io.naming import suggest_words

    if check is None:
        if as_json:
            show_json({"checks": [check_to_dict(row) for row in CHECKS.values()]})
        else:
            click.echo(list_checks(), nl=False)
        return
    found = CHECKS.get(check.strip("[]"))
    if found is None:
        hint = suggest_words(check, tuple(CHECKS)) if len(check) else ""
        near = hint if hint.startswith("Did you mean") else "`golive explain` lists all."
        raise click.UsageError(f"There is no check `{check}`. {near}")
    if as_json:
        show_json(check_to_dict(found))
    else:
        click.echo(describe_check(found), nl=False)
