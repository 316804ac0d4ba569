"""Writes the table of docs/phases.md from the annotations of the models: `python tools/phases.py`."""

from pathlib import Path

from golive.spec.gaps import needed
from golive.spec.model import Integration
from golive.spec.model.words import Phase

PAGE = Path(__file__).resolve().parents[1] / "docs" / "phases.md"
MARK = "<!-- made by tools/phases.py -->\n"


def table() -> str:
    """What each phase needs, as Markdown: a heading and a table for each phase that needs something."""
    rows = list(needed(Integration))
    parts = []
    for phase in Phase:
        found = [(path, slot, mark) for path, slot, mark in rows if mark.phase is phase]
        if found:
            parts.append(f"### Before {phase.label}\n\n| No. | Field | What it says |\n| --- | --- | --- |\n")
            for path, slot, mark in sorted(found, key=lambda row: row[2].number):
                said = slot.field.description if slot.field else ""
                lacking = " May be left out where there is none." if mark.may_lack else ""
                parts.append(f"| {mark.number} | `{path}` | {said}{lacking} |\n")
            parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def main() -> None:
    """Replace what stands below the mark."""
    words, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(f"{words}{mark}\n{table()}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
