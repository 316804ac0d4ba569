"""The copy for review: every word of the document, in order, in a valid file that is marked and tracked."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image
from tests.examples import examples
from tests.exchange.exports.samples import SPECS, load_project
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample
from tests.render.web.documents import documents
from tests.render.web.reading import list_document_texts

from golive.exchange.exports.review_copy import build_review_copy
from golive.figures.drawing import Box, Connector, Drawing, Label, Line
from golive.markdown.document import Document, Meta
from golive.markdown.parser import parse_markdown
from golive.render.docx import REVIEW_MARK, render_docx
from golive.render.docx.picture import DPI, render_png
from golive.render.palette import PALETTE
from golive.support.problems import ContentError

OURS = re.compile(r"^(?:(?:Table|Figure) \d+\. |\d{1,2}(?:\.\d{1,2})? )")


def make_docx(document: Document, meta: Meta = META) -> bytes:
    return render_docx(document, meta, draw_sample_figure, PALETTE)


def read_body(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def list_texts(content: bytes) -> list[str]:
    """Return the texts of the body, without the contents and without the numbers and names that golive adds."""
    return [text for text in _iterate_texts(read_body(content).element.body) if text.strip()]


def _iterate_texts(body: Any) -> Iterator[str]:
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else ""
        if name.startswith("TOC"):
            continue
        runs = ["".join(_iterate_run_parts(run)) for run in paragraph.iter(qn("w:r"))]
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None:
            runs = runs[1:]  # the name of a callout
        text = "".join(runs)
        yield OURS.sub("", text, count=1) if name == "Caption" or name.startswith("Heading") else text


def _iterate_run_parts(run: Any) -> Iterator[str]:
    for part in run:
        yield {qn("w:t"): part.text or "", qn("w:br"): "\n", qn("w:tab"): "\t"}.get(part.tag, "")


@cache
def list_front_texts() -> list[str]:
    return list_texts(make_docx(Document(())))


def check_document(document: Document) -> None:
    content = make_docx(document)
    start = list_front_texts()
    found = list_texts(content)
    assert found[: len(start)] == start
    assert [OURS.sub("", text, count=1) for text in found[len(start) :]] == [
        OURS.sub("", text, count=1) for text in list_document_texts(document.blocks)
    ]
    links = {link.get(qn("w:anchor")) for link in read_body(content).element.body.iter(qn("w:hyperlink"))} - {None}
    marks = [mark.get(qn("w:name")) for mark in read_body(content).element.body.iter(qn("w:bookmarkStart"))]
    assert links <= set(marks)
    assert len(marks) == len(set(marks))


def find_faults(content: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "copy.docx"
    path.write_bytes(content)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
    return [f"{error.part_uri}: {error.description}" for error in found.errors]


def test_a_copy_says_every_word_of_its_document_once_and_in_order() -> None:
    check_document(parse_sample("every-block"))


@given(documents())
@settings(max_examples=examples(8))
def test_any_document_is_copied_word_for_word(document: Document) -> None:
    check_document(document)


def test_the_file_is_valid_and_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    content = make_docx(parse_sample("every-block"))

    assert find_faults(content, tmp_path) == []
    assert make_docx(parse_sample("every-block")) == content


def test_a_real_runbook_is_copied_with_its_figures(tmp_path: Path) -> None:
    (path,) = (path for path in SPECS if path.stem == "lakeshore-mutual")
    content = build_review_copy(load_project(path))
    pictures = list(read_body(content).element.body.iter(qn("wp:docPr")))

    assert find_faults(content, tmp_path) == []
    assert len(pictures) >= 3
    assert all(len(picture.get("descr")) > 40 and picture.get("title") for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == len(pictures)


def test_every_page_says_that_it_is_no_record_and_changes_are_tracked() -> None:
    made = read_body(make_docx(parse_sample("every-block")))

    assert len(made.sections) > 2, "there are pages turned sideways"
    assert {section.header.paragraphs[0].text for section in made.sections} == {
        f"{REVIEW_MARK} · Harbor City Billing Integration"
    }
    mark = f"{REVIEW_MARK}. Changes to this copy are tracked; the PDF of this version is the record."
    assert made.paragraphs[2].text == mark
    assert made.settings.element.find(qn("w:trackRevisions")) is not None
    assert (made.core_properties.comments, made.core_properties.version) == (REVIEW_MARK, "1.2.0")
    assert made.core_properties.created == made.core_properties.modified
    assert str(made.core_properties.created.date()) == META.date


def test_each_numbered_list_begins_at_1() -> None:
    text = "# One {key=one}\n\n1. a\n2. b\n\nBetween.\n\n1. c\n"
    items = [p for p in read_body(make_docx(parse_markdown(text, "x.md"))).paragraphs if p.style.name == "List Number"]

    numbers = [p._p.pPr.numPr.numId.val for p in items]
    assert [p.text for p in items] == ["a", "b", "c"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_drawing_becomes_pixels_where_its_shapes_are() -> None:
    shapes = (
        Box("box", 0.5, 0.5, 1, 0.5, fill="red"),
        Box("round", 2, 0.5, 1, 0.5, shape="ellipse", fill="green"),
        Connector("line", 0.5, 1.5, 3.5, 1.5, color="sit", weight_pt=4),
        Label("text", 0, 1.7, 4, 0.3, (Line("MMMMMMMM", 12, bold=True),)),
    )
    picture = Image.open(io.BytesIO(render_png(Drawing("x", 4, 2, shapes, "x", "x."), PALETTE)))

    def at(x: float, y: float) -> str:
        return "{:02X}{:02X}{:02X}".format(*picture.convert("RGB").getpixel((int(x * DPI), int(y * DPI))))  # type: ignore[misc]

    assert picture.size == (4 * DPI, 2 * DPI)
    assert [at(1, 0.75), at(2.5, 0.75), at(2, 1.5), at(0.2, 0.2)] == [
        PALETTE["red"], PALETTE["green"], PALETTE["sit"], PALETTE["paper"],
    ]  # fmt: skip
    text = picture.convert("L").crop((0, int(1.7 * DPI), 4 * DPI, 2 * DPI))
    assert sum(text.histogram()[:90]) > 500


def test_a_character_that_no_font_has_is_named() -> None:
    label = Label("text", 0, 0, 2, 0.3, (Line("A ก", 12),))

    with pytest.raises(ContentError, match="ก"):
        render_png(Drawing("x", 2, 1, (label,), "x", "x."), PALETTE)
