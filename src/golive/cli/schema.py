"""`golive schema`."""

import click

NAMES = ("integration", "organization", "process", "process-translation", "guide", "changelog")


@click.command()
@click.argument("name", type=click.Choice(NAMES), default=NAMES[0], metavar="[KIND]")
@click.option("--write", is_flag=True, help="Write the schemas of all kinds into the workspace's .golive folder.")
def schema(*, name: str, write: bool) -> None:
    """Print the JSON Schema of a KIND of file, for editors.

    KIND is integration (when left out), organization, process, process-translation, guide or changelog.
    """
    import json

    if write:
        _write_schemas()
        return
    from golive.schema.json_schema import build_json_schema as schema_of

    click.echo(json.dumps(schema_of(name), indent=2, ensure_ascii=False))


def _write_schemas() -> None:
    from pathlib import Path

    from golive.cli.output import shorten_path, write_files
    from golive.project.workspace import find_workspace
    from golive.scaffold.workspace import build_schemas

    root = find_workspace(Path.cwd()).root
    files = {root / place: content for place, content in build_schemas().items()}
    write_files(files, "the writing of the schemas")
    for path in files:
        click.echo(f"wrote {shorten_path(path)}")
