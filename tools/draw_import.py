"""Draw docs/pictures/import.svg: what a terminal shows when a copybook is imported twice.

Run `python tools/draw_import.py`; equal commands give an equal picture.
"""

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

_ROOT = Path(__file__).parents[1]
_TARGET = _ROOT / "docs" / "pictures" / "import.svg"
_WIDTH = 104
_MAX_LINES = 9
_THEME = TerminalTheme(
    (255, 255, 255),
    (32, 40, 52),
    [(32, 40, 52), (176, 32, 32), (22, 110, 60), (150, 90, 0), (20, 80, 160)] + [(60, 70, 85)] * 3,
)
_NEW = (
    "new harbor-water --method hybrid --biller Harbor --kind utility --location Maine --billing-system AquaBill "
    "--owner Ada --date 2027-01-11"
)
_IMPORT = "import bills.cpy --into harbor-water --interface payment-file"


def main() -> None:
    """Run the commands of the page, and write the picture."""
    page = (_ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    copybook = re.search(r"```cobol\n(.*?)```", page, re.DOTALL)
    assert copybook
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("init .", folder)
        run(_NEW, folder)
        file = folder / "bills.cpy"
        file.write_text(copybook[1], encoding="utf-8")
        show(console, "import bills.cpy", folder)
        show(console, _IMPORT, folder)
        newer = copybook[1].replace("9(10)", "9(12)").replace("AMOUNT-DUE", "TOTAL-DUE ")
        file.write_text(newer, encoding="utf-8")
        console.print(Text("# a newer copybook: a longer account number, and a field with another name", "color(7)"))
        show(console, _IMPORT, folder)
    style = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    style = re.sub(r"<!--.*?-->\n?", "", style).replace(
        "Fira Code, monospace", "Consolas, Menlo, 'DejaVu Sans Mono', monospace"
    )
    svg = console.export_svg(title="golive import", theme=_THEME, code_format=style, unique_id="import")
    _TARGET.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")


def run(command: str, folder: Path) -> list[str]:
    """Return the lines that a command prints."""
    arguments = [sys.executable, "-m", "golive", *command.split()]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines()


def show(console: Console, command: str, folder: Path) -> None:
    """Run a command, and print it with its first lines of output."""
    console.print(Text(f"$ golive {command}", "bold"))
    lines = run(command, folder)
    for line in lines[:_MAX_LINES]:
        color = {"+": "color(2)", "~": "color(4)", "-": "color(1)", "!": "color(1)"}.get(line.strip()[:1], "")
        color = "color(3)" if ": warning:" in line else color
        text = line if len(line) < _WIDTH else f"{line[: _WIDTH - 2]}…"
        console.print(Text(text, color))
    if len(lines) > _MAX_LINES:
        console.print(Text("…", "color(7)"))
    console.print()


if __name__ == "__main__":
    main()
