"""Our pages, read as XML, are what an HTML parser would make of them."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
import tinyhtml5
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample

from golive.render.html.page import render_html
from golive.render.html.paper_size import DocumentForm
from golive.render.pdf.html_tree import parse_html_as_xml

XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"


def describe_tree(element: ET.Element) -> Iterator[tuple[object, ...]]:
    """Describe everything visible in a tree, without blank text around the parts of a document."""
    outer = element.tag in {"html", "head", "body"}
    text, tail = element.text or "", element.tail or ""
    attributes = {name: value for name, value in element.attrib.items() if name != XMLNS}
    yield element.tag, attributes, text.strip() if outer else text
    for child in element:
        yield from describe_tree(child)
    yield ("end", element.tag, tail.strip() if outer or not tail.strip() else tail)


@pytest.mark.parametrize(("form", "name"), [("runbook", "every-block"), ("explainer", "explainer")])
def test_a_page_is_read_as_an_html_parser_reads_it(form: DocumentForm, name: str) -> None:
    html = render_html(parse_sample(name), META, draw_sample_figure, form)
    tree = parse_html_as_xml(html)

    assert tree is not None
    assert list(describe_tree(tree)) == list(describe_tree(tinyhtml5.parse(html, namespace_html_elements=False)))


@pytest.mark.parametrize(
    "html",
    [
        "<p>a fragment</p>",
        "<!DOCTYPE html><html><head></head><body><p>not closed</body></html>",
        "<!DOCTYPE html><html><head></head><body>&nbsp;</body></html>",
        "<!DOCTYPE html><html><head></head><body>\x01</body></html>",
        "<!DOCTYPE html><html><body></body></html>",
    ],
)
def test_what_is_no_xml_is_left_to_an_html_parser(html: str) -> None:
    assert parse_html_as_xml(html) is None


def test_rows_get_their_body_and_code_loses_the_line_that_opens_it() -> None:
    page = "<table><caption>c</caption><tr><td>1</td></tr><tr><td>2</td></tr></table><pre>\n\ncode</pre>"
    html = f"<!DOCTYPE html><html><head></head><body>{page}</body></html>"
    tree = parse_html_as_xml(html)

    assert tree is not None
    assert list(describe_tree(tree)) == list(describe_tree(tinyhtml5.parse(html, namespace_html_elements=False)))
    assert tree.find("body/table/tbody/tr/td") is not None
