"""Draw the floors of ARCHITECTURE.md as an SVG picture: `python tools/draw_architecture.py`.

The floors are read from the import-linter contract in pyproject.toml, so the picture shows what is enforced.
"""

import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures" / "architecture.svg"
WIDTH, ROW, GAP, LEFT = 760, 44, 10, 150
ROLES = {
    "cli": "commands; the only code that prints",
    "studio": "the browser app, on this machine only",
    "exchange": "files for other programs, new workspaces",
    "pipeline": "build all documents; judge any file",
    "provenance": "recognize a finished file",
    "releases": "versions, diffs, approvals",
    "project": "load and check all inputs",
    "render": "two halves: words and paper",
    "figures": "drawings, documents, rules, files",
    "weekly_status": "rating, done, next, late",
    "open_items": "what is still undecided",
    "planning": "business days and schedules",
    "yaml_io": "YAML text with positions",
    "schema": "the models of a spec",
    "ooxml": "Office packages; width of text",
    "support": "problems, files, settings",
}


def read_floors() -> list[list[str]]:
    """Read the packages of each floor, top floor first."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [[name.strip() for name in floor.split("|")] for floor in layers]


def draw_floors() -> str:
    """Return the picture as SVG text."""
    rows = read_floors()
    height = len(rows) * (ROW + GAP) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">',
        "<title>The packages of golive by floor</title>",
        "<desc>A package imports only packages on floors below its own. From top to bottom: "
        + escape("; ".join(", ".join(row) for row in rows))
        + ".</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, row in enumerate(rows):
        top = GAP + number * (ROW + GAP)
        role = next((ROLES[name] for name in row if name in ROLES), "")
        parts.append(f'<text x="{GAP}" y="{top + ROW / 2 + 4}" font-size="11" fill="#4b5563">')
        parts += [
            f'<tspan x="{GAP}" dy="{0 if line == 0 else 13}">{escape(words)}</tspan>'
            for line, words in enumerate(_wrap_text(role))
        ]
        parts.append("</text>")
        share = (WIDTH - LEFT - GAP * (len(row) + 1)) / len(row)
        for place, name in enumerate(row):
            left = LEFT + GAP + place * (share + GAP)
            parts.append(
                f'<rect x="{left:g}" y="{top}" width="{share:g}" height="{ROW}" rx="6" '
                'fill="#eff6ff" stroke="#1d4ed8"/>'
            )
            parts.append(
                f'<text x="{left + share / 2:g}" y="{top + ROW / 2 + 5:g}" font-size="15" text-anchor="middle" '
                f'fill="#0f172a">{escape(name)}</text>'
            )
    return "\n".join([*parts, "</svg>", ""])


def _wrap_text(role: str, width: int = 21) -> list[str]:
    lines = [""]
    for word in role.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(draw_floors(), encoding="utf-8", newline="\n")
    print(TARGET.relative_to(ROOT))
