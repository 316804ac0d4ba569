"""`golive schema`."""

import click

NAMES = ("integration", "organization", "process", "process-translation", "guide", "changelog")


@click.command()
@click.argument("name", type=click.Choice(NAMES), default=NAMES[0], metavar="[KIND]")
@click.option(
    "--output-of",
    "output",
    metavar="COMMAND",
    help='Print the JSON Schema of what `golive COMMAND --json` prints, such as "verify"; "list" names all of them.',
)
@click.option("--write", is_flag=True, help="Write the schemas of all kinds into the workspace's .golive folder.")
def schema(*, name: str, output: str | None, write: bool) -> None:
    """Print the JSON Schema of a KIND of file, for editors, or of the output of a command.

    KIND is integration (when left out), organization, process, process-translation, guide or changelog.
    """
    import json

    if output is not None:
        _print_output_schema(output)
        return
    if write:
        _write_schemas()
        return
    from golive.schema.json_schema import build_json_schema as schema_of

    click.echo(json.dumps(schema_of(name), indent=2, ensure_ascii=False))


def _print_output_schema(command: str) -> None:
    """Print the schema of an output; `list` prints the names of all outputs.

    Raises:
        click.UsageError: no command has such an output.
    """
    import json

    from golive.reports.json_outputs.output_schemas import OUTPUT_TYPES, build_output_schema
    from golive.yaml_io.message_text import find_nearest_word, shorten_for_message

    asked = " ".join(command.removeprefix("golive ").replace("--json", "").split())
    if asked == "list":
        click.echo("\n".join(OUTPUT_TYPES))
        return
    if asked not in OUTPUT_TYPES:
        near = find_nearest_word(asked, tuple(OUTPUT_TYPES))
        hint = f'Did you mean "{near}"?' if near else "`golive schema --output-of list` names all."
        raise click.UsageError(f"There is no JSON output of `golive {shorten_for_message(asked)}`. {hint}")
    click.echo(json.dumps(build_output_schema(asked), indent=2, ensure_ascii=False))


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
