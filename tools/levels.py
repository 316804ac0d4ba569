"""Write the table of docs/levels.md from the annotations of the models: `python tools/levels.py`."""

from pathlib import Path

from golive.releases.change_levels import render_levels_table

PAGE = Path(__file__).resolve().parents[1] / "docs" / "levels.md"
MARK = "<!-- made by tools/levels.py -->\n"


def main() -> None:
    """Replace the text below the mark."""
    words, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{words}{mark}\n{render_levels_table()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
