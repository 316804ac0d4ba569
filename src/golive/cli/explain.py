"""`golive explain`."""

import click


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def explain(*, name: str | None, as_json: bool) -> None:
    """Explain the check or the field NAME; without NAME, list all checks.

    `golive check` prints the ID of a check in brackets after each problem: `[uat-follows-sit]`. A field is named by its
    key, its label or the end of its path: `drop_by`, "Drop-by", `schedule.drop_by`.
    """
    from golive.checks.catalog import CHECKS
    from golive.checks.reference import check_to_dict, describe_check, list_checks
    from golive.cli.output import show_json

    if name is None:
        if as_json:
            show_json({"checks": [check_to_dict(row) for row in CHECKS.values()]})
        else:
            click.echo(list_checks(), nl=False)
        return
    found = CHECKS.get(name.strip("[]"))
    if found is None:
        _explain_fields(name, as_json=as_json)
    elif as_json:
        show_json(check_to_dict(found))
    else:
        click.echo(describe_check(found), nl=False)


def _explain_fields(name: str, *, as_json: bool) -> None:
    """Print the fields that a name means.

    Raises:
        click.UsageError: there is no such field, and no such check.
    """
    from golive.checks.catalog import CHECKS
    from golive.cli.output import show_json
    from golive.releases.change_levels import get_costs
    from golive.releases.field_traits import get_field_traits
    from golive.topics.reference import describe_field, field_to_dict, find_fields, list_field_names
    from golive.yaml_io.message_text import find_nearest_word, shorten_for_message

    fields = find_fields(name)
    if not fields:
        key = name.rpartition(".")[2]
        near = find_nearest_word(name, tuple(CHECKS)) or find_nearest_word(key, list_field_names())
        hint = f"Did you mean `{near}`?" if near else "`golive explain` lists all checks, docs/fields.md all fields."
        raise click.UsageError(f"There is no check or field `{shorten_for_message(name)}`. {hint}")
    costs = [get_costs(get_field_traits(field.model)[field.key]).changed.label for field in fields]
    if as_json:
        show_json({"fields": [field_to_dict(field, cost) for field, cost in zip(fields, costs, strict=True)]})
    else:
        click.echo("\n".join(map(describe_field, fields, costs)), nl=False)
