"""Write the tables in docs/fields.md from the table of topics and the models: `python tools/fields.py`."""

from pathlib import Path

from golive.topics.reference import render_fields_page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "fields.md"
MARK = "<!-- made by tools/fields.py -->\n"


def main() -> None:
    """Replace the text below the mark."""
    words, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{words}{mark}\n{render_fields_page()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
