"""The site of the documentation: every page is listed, every link leads somewhere, nothing comes from a network."""

import re
import shutil
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from golive.cli.command_reference import write_command_reference

ROOT = Path(__file__).parents[1]
SOURCES = ("docs", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "zensical.toml")
WRITTEN = {"index.md", "samples.md", "architecture.md", "contributing.md", "changelog.md"}


class Page(HTMLParser):
    """Collects what a page links to, what it loads, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors |= {value for key, value in attrs if key in {"id", "name"} and value}
        if tag == "a" and found.get("href"):
            self.links.add(str(found["href"]))
        if tag == "link" and found.get("rel") not in {"canonical", "next", "prev"}:
            self.loaded.add(str(found.get("href")))
        if tag in {"script", "img", "iframe", "source"} and found.get("src"):
            self.loaded.add(str(found["src"]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, root / name)
    (root / "tools").mkdir()
    shutil.copyfile(ROOT / "tools" / "build_site.py", root / "tools" / "build_site.py")
    sample = root / "output" / "river" / "river-runbook.html"
    sample.parent.mkdir(parents=True)
    sample.write_text("<!DOCTYPE html><html lang='en'><title>River runbook</title><p>Sample</p>", encoding="utf-8")
    run = subprocess.run([sys.executable, "tools/build_site.py"], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return root / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_to_a_page_and_a_heading(pages: dict[Path, Page]) -> None:
    dead = []
    for path, page in pages.items():
        for link in page.links:
            if re.match(r"https?:|mailto:", link) or path.name == "404.html":
                continue
            name, _, anchor = unquote(link).partition("#")
            target = (path.parent / name).resolve() if name else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (anchor and target in pages and anchor not in pages[target].anchors):
                dead.append(f"{path.name}: {link}")
    assert dead == []
    assert sum(len(page.links) for page in pages.values()) > 500


def test_pages_load_nothing_from_a_network(pages: dict[Path, Page]) -> None:
    assert {one for page in pages.values() for one in page.loaded if re.match(r"(https?:)?//", one)} == set()


def test_pages_load_only_files_that_are_there(pages: dict[Path, Page]) -> None:
    gone = [
        f"{path.name}: {one}"
        for path, page in pages.items()
        for one in page.loaded
        if path.name != "404.html" and not one.startswith("data:") and not (path.parent / unquote(one)).exists()
    ]
    assert gone == []


def test_samples_are_listed_with_their_titles(site: Path) -> None:
    assert "River runbook" in (site / "samples.html").read_text(encoding="utf-8")
    assert (site / "samples" / "river" / "river-runbook.html").exists()


def test_every_page_is_listed_once() -> None:
    listed = re.findall(r'= "([^"]+\.md)"', (ROOT / "zensical.toml").read_text(encoding="utf-8"))
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    pages = {name for name in written if not name.startswith("decisions/")} | WRITTEN

    assert tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]
    assert sorted(pages - set(listed)) == [], "list them in `nav` of zensical.toml"
    assert sorted(set(listed) - pages) == []
    assert len(listed) == len(set(listed))


def test_the_page_of_commands_is_what_help_prints() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page.endswith(f"<!-- made by tools/commands.py -->\n\n{write_command_reference()}"), (
        "run `python tools/commands.py`"
    )
