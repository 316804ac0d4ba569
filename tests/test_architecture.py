"""ARCHITECTURE.md is true: its picture shows the enforced floors, and the journey's texts are the real ones."""

import re
from pathlib import Path
from runpy import run_path

from golive.cli import main
from golive.typography.no_break import restore_spaces

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_picture_shows_the_floors_that_are_enforced() -> None:
    tool = run_path(str(ROOT / "tools" / "draw_architecture.py"))

    assert len(tool["read_floors"]()) > 10
    assert tool["TARGET"].read_text(encoding="utf-8") == tool["draw_floors"](), "run tools/draw_architecture.py"


def test_the_journey_shows_real_texts(tmp_path: Path) -> None:
    (yaml,) = re.findall(r"^```yaml\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
    (markdown,) = re.findall(r"^ *```markdown\n(.*?)\n *```$", PAGE, re.MULTILINE | re.DOTALL)
    arguments = ["build", "riverton-water", "--workspace", str(ROOT), "--only", "runbook", "--format", "markdown,html"]

    assert main([*arguments, "--output", str(tmp_path), "--quiet"]) == 0
    assert yaml in (ROOT / "data" / "integrations" / "riverton-water.yaml").read_text(encoding="utf-8")
    assert markdown.strip() in next(tmp_path.rglob("*.md")).read_text(encoding="utf-8")
    html = restore_spaces(next(tmp_path.rglob("*.html")).read_text(encoding="utf-8"))
    assert "<td>10:00 PM ET</td>" in html


def test_every_module_that_the_page_names_is_there() -> None:
    named = re.findall(r"`([a-z_]+(?:\.[a-z_]+)+)`", PAGE)
    there = [name for name in named if (ROOT / "src" / "golive" / name.split(".")[0]).is_dir()]
    missing = []
    for name in there:
        parts = name.split(".")
        path = ROOT / "src" / "golive" / Path(*parts)
        inside = path.parent.with_suffix(".py")
        held = inside.is_file() and re.search(rf"^(class |def )?{parts[-1]}\b", inside.read_text(), re.MULTILINE)
        if not (path.is_dir() or path.with_suffix(".py").is_file() or held):
            missing.append(name)

    assert len(there) > 10
    assert missing == []
