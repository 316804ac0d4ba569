"""The site of the documentation: every page is listed, every link leads somewhere, nothing comes from a network."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from golive.cli.command_reference import write_command_reference
from site_links import Page, find_dead_links, find_network_loads, read_pages

ROOT = Path(__file__).parents[1]
SOURCES = ("docs", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "zensical.toml")
WRITTEN = {"index.md", "samples.md", "architecture.md", "contributing.md", "changelog.md"}


def write_documents(folder: Path) -> None:
    """Write what a build leaves behind: a deck with pictures of two slides, and a runbook."""
    slides = folder / "river-deck-slides"
    slides.mkdir(parents=True)
    for name, title in (("02-glance", "2. River [goes] live"), ("03-goals", "3. Goals")):
        svg = f"<svg xmlns='http://www.w3.org/2000/svg'><title id='x'>{title}</title></svg>"
        (slides / f"{name}.svg").write_text(svg, encoding="utf-8")
    page = "<!DOCTYPE html><html lang='en'><title>River billing{} (version 1.0)</title><p id='glance'>Sample</p>"
    (folder / "river-deck.html").write_text(page.format(""), encoding="utf-8")
    (folder / "river-runbook.html").write_text(page.format(": Integration Runbook"), encoding="utf-8")
    (folder / "river-deck.pptx").write_bytes(b"PK")
    (folder / "river-runbook.pdf").write_bytes(b"%PDF-1.7")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, root / name)
    (root / "tools").mkdir()
    for name in ("build_site.py", "site_gallery.py", "site_links.py"):
        shutil.copyfile(ROOT / "tools" / name, root / "tools" / name)
    write_documents(root / "documents" / "river")
    run = subprocess.run(
        [sys.executable, "tools/build_site.py", "documents"], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return root / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return read_pages(site)


def test_every_link_leads_to_a_page_and_a_heading(pages: dict[Path, Page]) -> None:
    assert find_dead_links(pages) == []
    assert sum(len(page.links) for page in pages.values()) > 500


def test_pages_load_nothing_from_a_network(pages: dict[Path, Page]) -> None:
    assert find_network_loads(pages) == []
    assert sum(len(page.loaded) for page in pages.values()) > 100


@pytest.mark.parametrize(
    ("body", "dead", "loads"),
    [
        ("<a href='b.html#here'>b</a><a href='sub/'>s</a><a href='https://example.org'>e</a>", [], []),
        ("<a href='b.html#gone'>b</a>", ["a.html: b.html#gone"], []),
        ("<a href='#gone'>b</a><img src='no.png'>", ["a.html: #gone", "a.html: no.png"], []),
        ("<script src='//example.org/x.js'></script>", ["a.html: //example.org/x.js"], ["//example.org/x.js"]),
    ],
)
def test_a_dead_link_is_found(tmp_path: Path, body: str, dead: list[str], loads: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "index.html").write_text("<p>s</p>")
    (tmp_path / "b.html").write_text("<h1 id='here'>b</h1>")
    (tmp_path / "a.html").write_text(body)

    pages = read_pages(tmp_path)

    assert (find_dead_links(pages), find_network_loads(pages)) == (dead, loads)


def test_the_gallery_shows_slides_and_every_form_of_every_document(site: Path, pages: dict[Path, Page]) -> None:
    text = (site / "samples.html").read_text(encoding="utf-8")
    links = pages[site / "samples.html"].links

    assert "River billing" in text
    assert "Integration Runbook" in text
    assert "Slide 2. River goes live" in text
    assert {
        f"samples/river/river-{name}" for name in ("deck.html", "deck.pptx", "deck.html#glance", "runbook.pdf")
    } <= links
    assert (site / "samples" / "river" / "river-runbook.pdf").read_bytes() == b"%PDF-1.7"
    assert not list(site.glob("samples/river/*goals*"))


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
