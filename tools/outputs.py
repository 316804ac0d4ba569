"""Write docs/json.md: what every command prints with `--json`."""

from pathlib import Path

from golive.reports.json_outputs.output_reference import write_output_reference

PAGE = Path(__file__).parents[1] / "docs" / "json.md"
MARK = "<!-- made by tools/outputs.py -->\n\n"

text = PAGE.read_text(encoding="utf-8")
PAGE.write_text(text[: text.index(MARK)] + MARK + write_output_reference(), encoding="utf-8")
