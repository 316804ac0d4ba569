"""Find links of a site that lead nowhere, and what its pages would load from a network."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote

_OUTSIDE: Final = re.compile(r"https?:|mailto:|data:")
_NETWORK: Final = re.compile(r"(https?:)?//")
_ERROR_PAGE: Final = "404.html"
"""A page that is shown at any address, so that its links are relative to the root of the site."""


class Page(HTMLParser):
    """Collects what a page links to, what it loads, and its anchors."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the links of a tag."""
        found = dict(attrs)
        self.anchors |= {value for key, value in attrs if key in {"id", "name"} and value}
        if tag == "a" and found.get("href"):
            self.links.add(str(found["href"]))
        if tag == "link" and found.get("rel") not in {"canonical", "next", "prev"}:
            self.loaded.add(str(found.get("href")))
        if tag in {"script", "img", "iframe", "source"} and found.get("src"):
            self.loaded.add(str(found["src"]))


def read_pages(site: Path) -> dict[Path, Page]:
    """Read every page of a site."""
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.resolve().rglob("*.html"))}


def find_dead_links(pages: dict[Path, Page]) -> list[str]:
    """Return each link to a page or heading, and each file to load, that is not there, as `page: link`."""
    return [
        f"{path.name}: {link}"
        for path, page in pages.items()
        for link in sorted(page.links | page.loaded)
        if path.name != _ERROR_PAGE and not _OUTSIDE.match(link) and not _leads_somewhere(path, link, pages)
    ]


def find_network_loads(pages: dict[Path, Page]) -> list[str]:
    """Return what pages would load from a network."""
    return sorted({one for page in pages.values() for one in page.loaded if _NETWORK.match(one)})


def _leads_somewhere(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    name, _, anchor = unquote(link).partition("#")
    target = (path.parent / name.partition("?")[0]).resolve() if name else path
    target = target / "index.html" if target.is_dir() else target
    return target.exists() and (not anchor or target not in pages or anchor in pages[target].anchors)
