"""Write the page of samples for the site: pictures of slides, and each document in every form that was built."""

import re
import shutil
from pathlib import Path
from typing import Final

PICTURED: Final = ("glance", "dataflow", "schedule", "timeline", "sit-vs-uat", "risks")
"""Slides of a deck that are shown, by their keys."""
FORMS: Final = {".pptx": "PowerPoint", ".html": "web page", ".pdf": "PDF", ".docx": "Word"}
_TITLE: Final = re.compile(r"<title>(.*?) \(version ([^)]*)\)</title>", re.DOTALL)
_PICTURE_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_HEAD: Final = """# Samples

Three invented integrations and the participation guide, as golive makes them: every document in each of its forms.
A picture leads to its slide.
"""


def write_gallery(documents: Path, pages: Path) -> None:
    """Copy the built documents into the pages of the site, and write the page that shows them.

    Args:
        documents: the output folder, with a folder for each spec.
        pages: the folder of the site's pages.
    """
    folders = [folder for folder in documents.glob("*") if any(folder.glob("*.html"))]
    folders.sort(key=lambda folder: (folder.name == "guide", folder.name))
    sections = [_write_section(folder, pages / "samples" / folder.name) for folder in folders]
    text = "\n".join([_HEAD, *sections]) if sections else "# Samples\n\nNone was built yet: `make docs` builds them.\n"
    (pages / "samples.md").write_text(text, encoding="utf-8")


def _write_section(folder: Path, target: Path) -> str:
    """Copy the documents of one spec, and return its section of the page."""
    target.mkdir(parents=True, exist_ok=True)
    documents: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in FORMS:
            documents.setdefault(path.stem, []).append(path)
            shutil.copyfile(path, target / path.name)
    heading, rows, pictures = folder.name, [], []
    for stem, paths in documents.items():
        name, title, version = _read_title(paths)
        heading = name or heading
        forms = [f"[{FORMS[path.suffix]}](samples/{folder.name}/{path.name})" for path in paths]
        rows.append(f"| {title} | {version} | {' · '.join(forms)} |")
        pictures += _copy_pictures(folder / f"{stem}-slides", target, stem)
    table = ["| document | version | as |", "| --- | --- | --- |", *rows]
    return "\n".join([f"## {heading}", "", *([" ".join(pictures), ""] if pictures else []), *table, ""])


def _read_title(paths: list[Path]) -> tuple[str, str, str]:
    """Return what a document is about, what it is, and its version, from the title of its web page."""
    page = next((path for path in paths if path.suffix == ".html"), None)
    found = _TITLE.search(page.read_text(encoding="utf-8")) if page else None
    if found is None:
        return "", paths[0].stem, ""
    name, _, title = found[1].strip().rpartition(": ")
    return (name, title, found[2]) if name else (title, "Integration Overview deck", found[2])


def _copy_pictures(slides: Path, target: Path, stem: str) -> list[str]:
    """Copy pictures of a deck's slides; return each as a Markdown image that leads to the deck's web page."""
    shown = []
    for path in sorted(slides.glob("*.svg")):
        key = path.stem.partition("-")[2]
        if key in PICTURED:
            shutil.copyfile(path, target / f"{stem}-{path.name}")
            title = _PICTURE_TITLE.search(path.read_text(encoding="utf-8"))
            says = re.sub(r"[\[\]\\]", "", title[1]) if title else key
            place = f"samples/{target.name}/{stem}"
            shown.append(f"[![Slide {says}]({place}-{path.name}){{ width=340 }}]({place}.html#{key})")
    return shown
