"""Build the site of the documentation in site/: pages from docs/, and the samples' web pages from output/.

The README is the first page. Links that leave docs/ lead to the pages that are made of those files; other files of the
repository are named, not linked. `zensical build` does the rest; a link to a page that does not exist fails the build.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

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
_HTML_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CODE: Final = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def main(documents: Path) -> int:
    """Build the site with the web pages of a folder of documents; returns the exit code."""
    shutil.rmtree(PAGES, ignore_errors=True)
    for path in sorted((ROOT / "docs").rglob("*")):
        if path.is_file():
            copy_page(path, PAGES / path.relative_to(ROOT / "docs"))
    for name, target in MOVED.items():
        copy_page(ROOT / name, PAGES / target)
    write_samples(documents)
    shutil.rmtree(SITE, ignore_errors=True)
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--strict"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


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


def write_samples(documents: Path) -> None:
    """Copy the web pages of the built documents, and write the page that lists them."""
    found = sorted(documents.glob("*/*.html"))
    lines = [
        "# Samples",
        "",
        "Web pages that `golive build --format html` and `--preview` made of the sample specs.",
        "",
    ]
    for path in found:
        target = PAGES / "samples" / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        title = _HTML_TITLE.search(path.read_text(encoding="utf-8"))
        lines.append(f"- [{title[1].strip() if title else path.stem}](samples/{path.parent.name}/{path.name})")
    if not found:
        lines.append("None was built yet.")
    (PAGES / "samples.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output"))
