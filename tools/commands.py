"""Write docs/commands.md: the help of every command, as `golive COMMAND --help` prints it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from golive.cli import cli

PAGE: Final = Path(__file__).parents[1] / "docs" / "commands.md"
WIDTH: Final = 100
START: Final = """# Commands

Generated from the program by `tools/commands.py`: what `golive COMMAND --help` prints.
"""


def main() -> int:
    """Write the page; returns the exit code."""
    PAGE.write_text(write_page(), encoding="utf-8")
    return 0


def write_page() -> str:
    """Return the text of the page."""
    return "\n".join([START, *write_sections(cli, "golive")])


def write_sections(command: click.Command, name: str) -> Iterator[str]:
    """Yield a section for a command, and one for each command below it."""
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    yield f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found and not found.hidden:
                yield from write_sections(found, f"{name} {below}")


if __name__ == "__main__":
    sys.exit(main())
