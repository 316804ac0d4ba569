"""Write the tables of docs/phases.md from the annotations of the models: `python tools/phases.py`."""

from pathlib import Path

from golive.open_items.phase_needs import render_phase_tables

PAGE = Path(__file__).resolve().parents[1] / "docs" / "phases.md"
MARK = "<!-- made by tools/phases.py -->\n"


def main() -> None:
    """Replace the text below the mark."""
    words, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{words}{mark}\n{render_phase_tables()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
