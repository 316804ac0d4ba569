"""Build the site of the documentation in site/: pages from docs/, and the samples' documents from build/documents.

The README is the first page. Links that leave docs/ lead to the pages that are made of those files; other files of the
repository are named, not linked. `zensical build` does the rest. A link that leads nowhere fails the build.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from site_gallery import write_gallery
from site_links import find_dead_links, find_network_loads, read_pages

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ROOT / "build" / "site-pages"
SITE: Final = ROOT / "site"
MOVED: Final = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
_LINK: Final = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")
_CODE: Final = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def main(documents: Path) -> int:
    """Build the site with the documents of a folder; return the exit code."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for path in sorted((ROOT / "docs").rglob("*")):
        if path.is_file():
            copy_page(path, PAGES / path.relative_to(ROOT / "docs"))
    for name, target in MOVED.items():
        copy_page(ROOT / name, PAGES / target)
    write_gallery(documents, PAGES)
    shutil.rmtree(SITE, ignore_errors=True)
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--strict"]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    pages = read_pages(SITE)
    problems = [f"{link} leads nowhere" for link in find_dead_links(pages)]
    problems += [f"{one} would be loaded from a network" for one in find_network_loads(pages)]
    print("\n".join([*problems, f"{len(pages)} pages, {sum(len(page.links) for page in pages.values())} links"]))
    return code or int(bool(problems))


def copy_page(path: Path, target: Path) -> None:
    """Copy a file; in Markdown, links lead to where the pages of the site lie."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".md":
        target.write_text(move_links(path, target), encoding="utf-8")
    else:
        shutil.copyfile(path, target)


def move_links(path: Path, target: Path) -> str:
    """Return the text of a page with its links as seen from its place in the site."""

    def move(found: re.Match[str]) -> str:
        mark, text, link, anchor = found[1], found[2], found[3], found[4] or ""
        linked = (path.parent / link).resolve()
        place = find_page(linked)
        if place is None:
            return f"{mark}[{text}]({link}{anchor})" if not linked.exists() else text
        return f"{mark}[{text}]({Path(os.path.relpath(place, target.parent)).as_posix()}{anchor})"

    text = path.read_text(encoding="utf-8")
    spared = [(one.start(), one.end()) for one in _CODE.finditer(text)]
    pieces, at = [], 0
    for start, end in [*spared, (len(text), len(text))]:
        pieces += [_LINK.sub(move, text[at:start]), text[start:end]]
        at = end
    return "".join(pieces)


def find_page(linked: Path) -> Path | None:
    """Return where a file of the repository lies in the site; None if it is not part of it."""
    if linked.parent == ROOT and linked.name in MOVED:
        return PAGES / MOVED[linked.name]
    docs = ROOT / "docs"
    return PAGES / linked.relative_to(docs) if linked.is_relative_to(docs) and linked.is_file() else None


if __name__ == "__main__":
    sys.exit(main(ROOT / (sys.argv[1] if len(sys.argv) > 1 else "build/documents")))
