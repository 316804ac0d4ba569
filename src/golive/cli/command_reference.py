"""Write the help of every command as Markdown, for docs/commands.md."""

from collections.abc import Iterator
from typing import Any, Final

import click

from golive.cli import cli

_WIDTH: Final = 100


def write_command_reference() -> str:
    """Return a section for every command: what its `--help` prints."""
    return "\n".join(_write_sections(cli, "golive", None))


def _write_sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    """Yield a section for a command, and one for each command below it."""
    sizes: dict[str, Any] = {"terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, parent, info_name=name, **{**command.context_settings, **sizes})
    yield f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found and not found.hidden:
                yield from _write_sections(found, below, context)
