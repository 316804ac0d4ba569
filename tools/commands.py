"""Write docs/commands.md: the help of every command."""

from pathlib import Path

from golive.cli.command_reference import write_command_reference

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
MARK = "<!-- made by tools/commands.py -->\n\n"

text = PAGE.read_text(encoding="utf-8")
PAGE.write_text(text[: text.index(MARK)] + MARK + write_command_reference(), encoding="utf-8")
