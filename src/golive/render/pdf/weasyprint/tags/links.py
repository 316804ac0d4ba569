"""Set the text alternatives of links for screen readers."""

from collections.abc import Iterator
from typing import Any


def name_links(pages: list[Any]) -> None:
    """Name every link by its text and target page; WeasyPrint names it by its URL."""
    import pydyf

    stands_on = {anchor: number for number, page in enumerate(pages, start=1) for anchor in page.anchors}
    for box in iter_link_boxes(pages):
        text = " ".join("".join(box.element.itertext()).split())
        page = stands_on.get(box.element.get("href", "").removeprefix("#"))
        name = ", ".join(filter(None, (text, f"page {page}" if page else "")))
        if name:
            box.link_annotation["Contents"] = pydyf.String(name)


def iter_link_boxes(pages: list[Any]) -> Iterator[Any]:
    """Yield every box that became a link annotation, page by page; a link across two lines has two."""
    for page in pages:
        for kind, _, _, box in page.links:
            if kind in {"internal", "external"} and getattr(box, "link_annotation", None):
                yield box
