"""Document → HTML page: it says the same, every link leads somewhere, and it reads nothing from outside."""

import base64
import hashlib
import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from tests.examples import examples
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample
from tests.render.web.documents import ATTACKS, documents, put_text_everywhere
from tests.render.web.reading import (
    SVG,
    find_elements,
    get_tag,
    list_document_cells,
    list_document_texts,
    list_page_cells,
    list_page_texts,
    parse_page,
)

from golive.markdown.document import Block, Container, Document, Heading
from golive.markdown.parser import parse_markdown
from golive.render.html.paper_size import DocumentForm
from golive.render.palette import PALETTE
from golive.render.web import render_html_page
from golive.support.problems import ContentError

SLOW = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def render_html(document: Document, form: DocumentForm = "runbook") -> bytes:
    return render_html_page(document, META, draw_sample_figure, form, PALETTE)


def find_main(root: Element) -> Element:
    (found,) = find_elements(root, "main")
    return found


def remove_contents(document: Document) -> Document:
    """Return the document without its contents, as the main text of the page should show it."""
    return replace(document, blocks=tuple(block for block in document.blocks if not is_contents(block)))


def join_lines(text: str) -> str:
    """Join the lines of a text, since the page chooses where lines of the head of the two tests break."""
    return " ".join(text.split())


def is_contents(block: Block) -> bool:
    is_list = isinstance(block, Container) and block.name == "contents"
    return is_list or (isinstance(block, Heading) and block.attributes.get("key") == "contents")


def check_accessibility(root: Element, language: str = META.language) -> None:
    """Check what every reader of a page needs, also with assistive technology."""
    (top,) = find_elements(root, "html")
    assert top.get("lang") == language
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in find_elements(root, "a"):
        href = link.get("href", "")
        assert href.startswith(("#", "https:", "mailto:"))
        assert not href.startswith("#") or href[1:] in ids, href
        assert "".join(link.itertext()).strip()
        assert not list(link)
    levels = [int(get_tag(head)[1]) for head in root.iter() if re.fullmatch("h[1-6]", get_tag(head))]
    assert levels.count(1) == 1
    reached = 0
    for level in levels:
        assert level <= reached + 1, levels
        reached = level
    assert (
        len(find_elements(root, "main")) == len(find_elements(root, "footer")) == len(find_elements(root, "title")) == 1
    )
    assert all(cell.get("scope") in {"col", "row"} for cell in find_elements(root, "th"))
    for picture in root.iter(f"{SVG}svg"):
        named = picture.get("aria-labelledby", "").split()
        assert [child.get("id") for child in picture][:2] == named
        assert [get_tag(child) for child in picture][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert all((child.text or "").strip() for child in list(picture)[:2])


def check_page_is_self_contained(content: bytes) -> None:
    """Check that a page loads nothing, runs nothing, and allows only its own style by its policy."""
    root = parse_page(content)
    names = {get_tag(element) for element in root.iter()}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
    assert not [a for e in root.iter() for a in e.attrib if a.startswith("on") or a in {"src", "srcset", "background"}]
    (style,) = find_elements(root, "style")
    css = style.text or ""
    assert not re.search(r"url\(|@import|expression", css)
    (policy,) = [
        m.get("content", "") for m in find_elements(root, "meta") if m.get("http-equiv") == "Content-Security-Policy"
    ]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    styled = [e for e in root.iter() if e.get("style")]
    assert {get_tag(e) for e in styled} <= {"col"}


@pytest.mark.parametrize(("name", "form"), [("every-block", "runbook"), ("explainer", "explainer")])
def test_a_page_says_every_word_of_its_document_once_and_in_order(name: str, form: DocumentForm) -> None:
    document = parse_sample(name)
    content = render_html(document, form)
    root = parse_page(content)

    expected = list_document_texts(remove_contents(document).blocks)
    assert len(expected) > 30
    assert [join_lines(text) for text in list_page_texts(find_main(root))] == [join_lines(text) for text in expected]
    assert join_lines(str(list_page_cells(find_main(root)))) == join_lines(
        str(list_document_cells(document.blocks)).replace("\\n", " ")
    )
    check_accessibility(root)
    check_page_is_self_contained(content)


@SLOW
@given(documents())
def test_any_document_is_shown_letter_for_letter(document: Document) -> None:
    content = render_html(document)
    root = parse_page(content)
    nav = "".join(
        element.text or "" for element in find_elements(root, "nav") for element in find_elements(element, "h2")
    )

    moved = list_document_texts(document.blocks)[:1] if nav else []
    assert moved + list_page_texts(find_main(root)) == list_document_texts(remove_contents(document).blocks)
    assert list_page_cells(find_main(root)) == list_document_cells(document.blocks)
    check_accessibility(root)


@pytest.mark.parametrize("text", ATTACKS)
def test_hostile_text_is_text(text: str) -> None:
    meta = replace(META, title=text, subject=text, draft_mark=text, facts=((text, text),))
    content = render_html_page(put_text_everywhere(text), meta, draw_sample_figure, "runbook", PALETTE)
    root = parse_page(content)

    assert list_page_texts(find_main(root)) == list_document_texts(put_text_everywhere(text).blocks)
    assert [("".join(h.itertext())) for h in find_elements(root, "h1")] == [text]
    assert ["".join(e.itertext()) for name in ("dt", "dd") for e in find_elements(root, name)] == [text, text]
    assert "".join(find_elements(root, "title")[0].itertext()).startswith(text)
    check_accessibility(root)
    check_page_is_self_contained(content)


def test_what_no_markup_can_hold_is_shown_as_a_replacement() -> None:
    content = render_html(put_text_everywhere("a\x00\x1b\ud800b"))

    assert "a\ufffd\ufffd\ufffdb" in list_page_texts(find_main(parse_page(content)))


def test_the_contents_stand_beside_the_text_and_name_every_chapter_and_section() -> None:
    root = parse_page(render_html(parse_sample("every-block")))
    (nav,) = find_elements(root, "nav")

    assert [("".join(h.itertext()), h.get("id")) for h in find_elements(nav, "h2")] == [("Contents", "contents")]
    listed = [("".join(link.itertext()), link.get("href")) for link in find_elements(nav, "a")]
    assert listed[:3] == [("Document control", "#control"), ("Change log", "#changelog"), ("Purpose", "#purpose")]
    assert "contents" not in [element.get("id") for element in find_main(root).iter()]
    skip = find_elements(root, "a")[0]
    assert skip.get("href") == f"#{find_main(root).get('id')}"


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
    root = parse_page(render_html(parse_markdown(markdown)))

    assert ["".join(head.itertext()) for head in find_elements(find_main(root), "h2")] == heads
    assert len(find_elements(root, "nav")) == 1


def test_wide_tables_and_lines_can_be_scrolled_by_keyboard_and_have_a_name() -> None:
    root = parse_page(render_html(parse_sample("every-block")))
    boxes = [box for box in find_elements(root, "div") if box.get("class") == "scroll"]

    assert boxes
    assert all(box.get("tabindex") == "0" and box.get("role") == "group" and box.get("aria-label") for box in boxes)
    assert {id(table) for box in boxes for table in find_elements(box, "table")} == {
        id(table) for table in find_elements(root, "table") if len(find_elements(table, "tr")[0]) > 3
    }
    assert [id(code) for box in boxes for code in find_elements(box, "pre")] == [
        id(code) for code in find_elements(root, "pre")
    ]


def test_a_link_in_several_dresses_is_one_link() -> None:
    (link,) = find_elements(
        find_main(parse_page(render_html(parse_markdown("# A {key=a}\n\nSee [`every` *field*](#a), then go on.\n")))),
        "a",
    )

    assert "".join(link.itertext()) == "every field"


def test_a_brand_colours_the_page_and_its_figures() -> None:
    brand = {**PALETTE, "dark": "402060", "sit": "005A5A"}
    content = render_html_page(parse_sample("every-block"), META, draw_sample_figure, "runbook", brand).decode()

    assert "--fill-dark:#402060" in content
    assert "--fill-sit:#005a5a" in content
    assert 'fill="#005A5A"' in content
    assert PALETTE["sit"].lower() not in content.lower()


def test_what_has_no_form_on_paper_has_none_on_a_page() -> None:
    with pytest.raises(ContentError, match="is not supported in this document"):
        render_html(parse_markdown("# A {key=a}\n\n::: notes\nSay this.\n:::\n"))


def test_equal_documents_give_equal_bytes() -> None:
    assert render_html(parse_sample("every-block")) == render_html(parse_sample("every-block"))
    assert b"golive.render" not in render_html(parse_sample("every-block"))
