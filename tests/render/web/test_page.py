"""Document → HTML page: it says the same, every link leads somewhere, and it reads nothing from outside."""

import base64
import hashlib
import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from tests.examples import examples
from tests.render.pdf.samples import META, figure, sample
from tests.render.web.documents import ATTACKS, documents, everywhere
from tests.render.web.reading import SVG, cells, of, page, said, shown, table_cells, tag

from golive.markdown.document import Block, Container, Document, Heading
from golive.markdown.parser import parse_markdown
from golive.render.html.paper_size import DocumentForm
from golive.render.palette import PALETTE
from golive.render.web import render_html_page
from golive.support.problems import ContentError

SLOW = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def html(document: Document, form: DocumentForm = "runbook") -> bytes:
    return render_html_page(document, META, figure, form, PALETTE)


def main_of(root: Element) -> Element:
    (found,) = of(root, "main")
    return found


def without_contents(document: Document) -> Document:
    """The document that the text beside the contents should be."""
    return replace(document, blocks=tuple(block for block in document.blocks if not of_contents(block)))


def joined(text: str) -> str:
    """What breaks a line in the head of the two tests is the page's business."""
    return " ".join(text.split())


def of_contents(block: Block) -> bool:
    is_list = isinstance(block, Container) and block.name == "contents"
    return is_list or (isinstance(block, Heading) and block.attributes.get("key") == "contents")


def check(root: Element, language: str = META.language) -> None:
    """What makes a page one that everybody can read."""
    (top,) = of(root, "html")
    assert top.get("lang") == language
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in of(root, "a"):
        href = link.get("href", "")
        assert href.startswith(("#", "https:", "mailto:"))
        assert not href.startswith("#") or href[1:] in ids, href
        assert "".join(link.itertext()).strip()
        assert not list(link)
    levels = [int(tag(head)[1]) for head in root.iter() if re.fullmatch("h[1-6]", tag(head))]
    assert levels.count(1) == 1
    reached = 0
    for level in levels:
        assert level <= reached + 1, levels
        reached = level
    assert len(of(root, "main")) == len(of(root, "footer")) == len(of(root, "title")) == 1
    assert all(cell.get("scope") in {"col", "row"} for cell in of(root, "th"))
    for picture in root.iter(f"{SVG}svg"):
        named = picture.get("aria-labelledby", "").split()
        assert [child.get("id") for child in picture][:2] == named
        assert [tag(child) for child in picture][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert all((child.text or "").strip() for child in list(picture)[:2])


def alone(content: bytes) -> None:
    """Nothing is read from outside, nothing runs, and the policy allows the page's own style alone."""
    root = page(content)
    names = {tag(element) for element in root.iter()}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or a in {"src", "srcset", "background"}]
    (style,) = of(root, "style")
    css = style.text or ""
    assert not re.search(r"url\(|@import|expression", css)
    (policy,) = [m.get("content", "") for m in of(root, "meta") if m.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    styled = [e for e in root.iter() if e.get("style")]
    assert {tag(e) for e in styled} <= {"col"}


@pytest.mark.parametrize(("name", "form"), [("every-block", "runbook"), ("explainer", "explainer")])
def test_a_page_says_every_word_of_its_document_once_and_in_order(name: str, form: DocumentForm) -> None:
    document = sample(name)
    content = html(document, form)
    root = page(content)

    expected = said(without_contents(document).blocks)
    assert len(expected) > 30
    assert [joined(text) for text in shown(main_of(root))] == [joined(text) for text in expected]
    assert joined(str(cells(main_of(root)))) == joined(str(table_cells(document.blocks)).replace("\\n", " "))
    check(root)
    alone(content)


@SLOW
@given(documents())
def test_any_document_is_shown_letter_for_letter(document: Document) -> None:
    content = html(document)
    root = page(content)
    nav = "".join(element.text or "" for element in of(root, "nav") for element in of(element, "h2"))

    moved = said(document.blocks)[:1] if nav else []
    assert moved + shown(main_of(root)) == said(without_contents(document).blocks)
    assert cells(main_of(root)) == table_cells(document.blocks)
    check(root)


@pytest.mark.parametrize("text", ATTACKS)
def test_hostile_text_is_text(text: str) -> None:
    meta = replace(META, title=text, subject=text, draft_mark=text, facts=((text, text),))
    content = render_html_page(everywhere(text), meta, figure, "runbook", PALETTE)
    root = page(content)

    assert shown(main_of(root)) == said(everywhere(text).blocks)
    assert [("".join(h.itertext())) for h in of(root, "h1")] == [text]
    assert ["".join(e.itertext()) for name in ("dt", "dd") for e in of(root, name)] == [text, text]
    assert "".join(of(root, "title")[0].itertext()).startswith(text)
    check(root)
    alone(content)


def test_what_no_markup_can_hold_is_shown_as_a_replacement() -> None:
    content = html(everywhere("a\x00\x1b\ud800b"))

    assert "a\ufffd\ufffd\ufffdb" in shown(main_of(page(content)))


def test_the_contents_stand_beside_the_text_and_name_every_chapter_and_section() -> None:
    root = page(html(sample("every-block")))
    (nav,) = of(root, "nav")

    assert [("".join(h.itertext()), h.get("id")) for h in of(nav, "h2")] == [("Contents", "contents")]
    listed = [("".join(link.itertext()), link.get("href")) for link in of(nav, "a")]
    assert listed[:3] == [("Document control", "#control"), ("Change log", "#changelog"), ("Purpose", "#purpose")]
    assert "contents" not in [element.get("id") for element in main_of(root).iter()]
    skip = of(root, "a")[0]
    assert skip.get("href") == f"#{main_of(root).get('id')}"


@pytest.mark.parametrize(
    ("markdown", "heads"),
    [
        ("# A {key=a}\n\nText.\n", ["1 A"]),
        ("# A {key=a}\n\nText.\n\n::: contents\n:::\n\n# B {key=b}\n", ["1 A", "2 B"]),
        ("# A {key=a}\n\n::: contents\n:::\n\nText.\n", ["1 A"]),
        ("# A {key=a}\n\n# Contents {key=c}\n\n::: contents\n:::\n\n# B {key=b}\n", ["1 A", "3 B"]),
    ],
)
def test_numbers_are_those_of_the_paper_wherever_the_contents_stood(markdown: str, heads: list[str]) -> None:
    root = page(html(parse_markdown(markdown)))

    assert ["".join(head.itertext()) for head in of(main_of(root), "h2")] == heads
    assert len(of(root, "nav")) == 1


def test_wide_tables_and_lines_can_be_scrolled_by_keyboard_and_have_a_name() -> None:
    root = page(html(sample("every-block")))
    boxes = [box for box in of(root, "div") if box.get("class") == "scroll"]

    assert boxes
    assert all(box.get("tabindex") == "0" and box.get("role") == "group" and box.get("aria-label") for box in boxes)
    assert {id(table) for box in boxes for table in of(box, "table")} == {
        id(table) for table in of(root, "table") if len(of(table, "tr")[0]) > 3
    }
    assert [id(code) for box in boxes for code in of(box, "pre")] == [id(code) for code in of(root, "pre")]


def test_a_link_in_several_dresses_is_one_link() -> None:
    (link,) = of(main_of(page(html(parse_markdown("# A {key=a}\n\nSee [`every` *field*](#a), then go on.\n")))), "a")

    assert "".join(link.itertext()) == "every field"


def test_a_brand_colours_the_page_and_its_figures() -> None:
    brand = {**PALETTE, "dark": "402060", "sit": "005A5A"}
    content = render_html_page(sample("every-block"), META, figure, "runbook", brand).decode()

    assert "--fill-dark:#402060" in content
    assert "--fill-sit:#005a5a" in content
    assert 'fill="#005A5A"' in content
    assert PALETTE["sit"].lower() not in content.lower()


def test_what_has_no_form_on_paper_has_none_on_a_page() -> None:
    with pytest.raises(ContentError, match="is not supported in this document"):
        html(parse_markdown("# A {key=a}\n\n::: notes\nSay this.\n:::\n"))


def test_equal_documents_give_equal_bytes() -> None:
    assert html(sample("every-block")) == html(sample("every-block"))
    assert b"golive.render" not in html(sample("every-block"))
