"""`golive schema`."""

import click

NAMES = ("integration", "organization", "process", "guide", "changelog")


@click.command()
@click.argument("name", type=click.Choice(NAMES), default=NAMES[0], metavar="[KIND]")
def schema(name: str) -> None:
    """Print the JSON Schema of a KIND of file, for editors.

    KIND is integration (when left out), organization, process, guide or changelog.
    """
    import json

    from golive.spec.schema import schema as schema_of

    click.echo(json.dumps(schema_of(name), indent=2, ensure_ascii=False))
