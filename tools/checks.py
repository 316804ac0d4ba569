"""Write the list in docs/checks.md from the catalog of checks: `python tools/checks.py`."""

from pathlib import Path

from golive.checks.reference import render_checks_page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checks.md"
MARK = "<!-- made by tools/checks.py -->\n"


def main() -> None:
    """Replace the text below the mark."""
    words, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{words}{mark}\n{render_checks_page()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
