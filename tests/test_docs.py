"""Every console example of the README and docs is run as it stands; its output is what the page says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TODAY = "1795132800"
"""20 November 2026, in seconds since 1970: on another day, other things are past due."""
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with the output below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        yield command, said


def matches(said: str, expected: str) -> bool:
    """Whether an output is as the page shows it; `...` stands for anything."""
    pattern = re.escape(expected.strip()).replace(r"\.\.\.", ".*")
    return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None


EXAMPLES = [(page, number, block) for page in PAGES for number, block in enumerate(BLOCK.findall(page.read_text()), 1)]


def test_the_readme_has_examples() -> None:
    assert sum(page.name == "README.md" for page, _, _ in EXAMPLES) >= 3


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the workspace, under git as a reader's would be."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize(
    ("page", "number", "block"), EXAMPLES, ids=lambda value: getattr(value, "name", None) or str(value)[:20]
)
def test_examples_do_what_the_page_says(page: Path, number: int, block: str, checkout: Path) -> None:
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": TODAY,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    for command, expected in steps(block):
        run = subprocess.run(
            ["bash", "-c", command], cwd=checkout, env=environment, capture_output=True, text=True, check=False
        )
        said = run.stdout + run.stderr
        if expected.strip():
            assert matches(said, expected), f"{page.name}, example {number}: `{command}` says\n{said}"


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md"]
        for target in re.findall(r"\]\((?!https:|#|mailto:)([^)#]+)\)", page.read_text())
        if not target.startswith("mailto") and not (page.parent / target).exists()
    ]
    # docs/markdown.md shows the form of a link to a key; it is no file.
    assert broken == []


def test_architecture_names_every_package_and_only_those() -> None:
    source = ROOT / "src" / "golive"
    real = {
        p.stem for p in source.iterdir() if (p.is_dir() or p.suffix == ".py") and not p.name.startswith(("_", "."))
    } - {"py", "starter"}
    table = (ROOT / "ARCHITECTURE.md").read_text()
    named = {
        name for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }

    assert real
    assert named >= real, f"ARCHITECTURE.md does not name {real - named}"
    assert named <= real, f"ARCHITECTURE.md names {named - real}, which is not there"


def test_the_page_on_templates_names_every_filter_and_function() -> None:
    from tests.pipeline.test_letter_for_letter import context

    from golive.templating.filters import build_filters, build_functions
    from golive.templating.values import ValueRenderer

    page = (ROOT / "docs" / "templates.md").read_text()
    names = {*build_filters(ValueRenderer("")), *build_functions(context(), ValueRenderer(""))}

    assert len(names) > 40
    assert [name for name in sorted(names) if not re.search(rf"`{name}\b", page)] == []
