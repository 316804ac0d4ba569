"""Set the language of text that is in another language than its document, so that screen readers pronounce it."""

from collections.abc import Iterator
from typing import Any

from golive.render.pdf.weasyprint.tags.tree import Element, StructureTree


def mark_languages(tree: StructureTree, pages: list[Any]) -> None:
    """Copy the `lang` attribute of HTML spans to their structure elements; call this before any change.

    WeasyPrint creates a structure element for each box of a span, in the order of the boxes.
    """
    import pydyf

    boxes = list(_iter_boxes(pages, "span"))
    if any(box.element.get("lang") for box in boxes):
        for box, element in zip(boxes, _iter_span_elements(tree), strict=True):
            if language := box.element.get("lang"):
                element["Lang"] = pydyf.String(language)


def _iter_boxes(pages: list[Any], tag: str) -> Iterator[Any]:
    """Yield the boxes of an HTML element in the text of the pages, without those in the margins and of single lines."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for page in pages:
        for child in page._page_box.children:  # noqa: SLF001 - the boxes are nowhere else
            if child.element_tag == "html":
                for box in child.descendants():
                    if box.element_tag == tag and not isinstance(box, LineBox | TextBox):
                        yield box


def _iter_span_elements(tree: StructureTree) -> Iterator[Element]:
    """Yield the elements of spans; the elements of the text in them hold nothing but a number of marked content."""
    # Below a nested list the tree is in another order than the boxes; elements are numbered as they are created.
    for element in sorted(tree.iter_elements(), key=lambda one: one.number):
        if element.get("S") == "/Span" and not any(isinstance(kid, int) for kid in element["K"]):
            yield element
