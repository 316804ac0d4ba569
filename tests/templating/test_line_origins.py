"""A line of Markdown leads back to its line of the template."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RENDER = """
from golive.pipeline.build import OUTPUTS, render_markdown
from golive.project.project import load_integration
from golive.project.workspace import Workspace
from pathlib import Path

workspace = Workspace(Path.cwd())
project = load_integration(workspace, workspace.list_integration_files()[0])
words = render_markdown(project, next(row for row in OUTPUTS if row.kind == "slide"))
print([(origin.path.name, origin.line) for origin in words.origins])
"""


def test_lines_of_a_template_that_an_earlier_process_compiled_are_known(tmp_path: Path) -> None:
    environment = {**os.environ, "GOLIVE_CACHE_DIR": str(tmp_path)}
    first, second = (
        subprocess.run([sys.executable, "-c", RENDER], capture_output=True, check=True, cwd=ROOT, env=environment)
        for _ in range(2)
    )

    assert b"_glance.md.j2" in first.stdout
    assert second.stdout == first.stdout
