"""Where the time of a full build goes, stage by stage, for every sample: warm, in one process, seconds."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from golive.markdown.parser import parse_markdown
from golive.pipeline.build import build_document, render_markdown_text, select_outputs
from golive.project.project import load_integration
from golive.project.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[1]
KINDS = frozenset({"deck", "runbook", "explainer"})
P = ParamSpec("P")
T = TypeVar("T")


def main() -> None:
    """Print one table."""
    workspace = open_workspace(ROOT)
    print(f"{'':22}{'load':>8}{'words':>8}{'parse':>8}{'publish':>9}{'size':>9}")
    for path in workspace.list_integration_files():
        load_seconds, project = time_action(load_integration, workspace, path)
        for output in select_outputs(project, KINDS):
            build_document(project, output)  # warm: imports, fonts, template cache
            words_seconds, text = time_action(render_markdown_text, project, output)
            parse_seconds, _ = time_action(parse_markdown, text)
            total_seconds, made = time_action(build_document, project, output)
            publish_seconds = total_seconds - words_seconds - parse_seconds
            name = f"{path.stem[:12]} {output.kind}"
            print(
                f"{name:22}{load_seconds:8.3f}{words_seconds:8.3f}{parse_seconds:8.3f}{publish_seconds:9.3f}"
                f"{len(made.content) / 1024:7.0f} K"
            )


def time_action(action: Callable[P, T], *arguments: P.args, **names: P.kwargs) -> tuple[float, T]:
    """Return the seconds that an action takes, and its result."""
    start = time.perf_counter()
    value = action(*arguments, **names)
    return time.perf_counter() - start, value


if __name__ == "__main__":
    main()
