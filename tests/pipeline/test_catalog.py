"""The light catalog: the command line, the pipeline and the docs read the same rows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from golive.pipeline.build import OUTPUTS
from golive.pipeline.catalog import DOCUMENTS, FORMATS
from golive.pipeline.formats import list_formats

ROOT = Path(__file__).parents[2]
ROW = (
    'DocumentKind("checklist", "integration", "runbook", "checklist.md.j2",\n'
    '                 "{id}/{id}-checklist-{version}.pdf", "Go-live Checklist"),\n'
)


def test_each_row_is_published_and_each_format_is_made() -> None:
    assert [row.kind for row in OUTPUTS] == [row.kind for row in DOCUMENTS]
    assert set(FORMATS) == {row.format for output in OUTPUTS for row in list_formats(output)}


def test_reading_the_catalog_loads_nothing_heavy() -> None:
    code = "import sys, golive.pipeline.catalog; print(*{'pydantic', 'msgspec', 'jinja2', 'pptx'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == ""


def test_a_new_document_is_one_template_and_one_row(tmp_path: Path) -> None:
    for name in ("src", "templates", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    catalog = tmp_path / "src" / "golive" / "pipeline" / "catalog.py"
    text = catalog.read_text(encoding="utf-8")
    first = 'DocumentKind("deck"'
    assert first in text
    catalog.write_text(text.replace(first, f"{ROW}    {first}", 1), encoding="utf-8")
    template = "# Checklist {key=checklist}\n\nBefore {{ spec.name }} goes live, read this list.\n"
    (tmp_path / "templates" / "runbook" / "checklist.md.j2").write_text(template, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}

    def golive(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "golive", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    made = golive("build", "riverton-water", "--only", "checklist", "--format", "pdf,html,markdown")

    assert (made.returncode, made.stderr) == (0, "")
    folder = tmp_path / "output" / "riverton-water"
    assert sorted(path.suffix for path in folder.iterdir()) == [".html", ".md", ".pdf"]
    assert (folder / next(path.name for path in folder.glob("*.pdf"))).read_bytes().startswith(b"%PDF")
    assert "checklist" in golive("build", "--help").stdout
    assert "checklist of riverton-water" in golive("verify", str(next(folder.glob("*.pdf")))).stdout
