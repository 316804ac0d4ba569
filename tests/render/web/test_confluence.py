"""Document → Confluence storage format: well-formed, the same words and cells, and every name in it leads somewhere."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from tests.examples import examples
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample
from tests.render.web.documents import ATTACKS, documents, put_text_everywhere
from tests.render.web.reading import (
    AC,
    RI,
    SVG,
    find_elements,
    get_tag,
    list_document_cells,
    list_document_texts,
    list_page_cells,
    list_page_texts,
    parse_storage,
)

from golive.markdown.document import Container, Document, Run, Table
from golive.markdown.parser import parse_markdown
from golive.render.html.page import render_html
from golive.render.html.paper_size import DocumentForm
from golive.render.palette import PALETTE
from golive.render.web import render_html_page, render_page_attachments, to_storage_format
from golive.support.problems import ContentError

BARE = replace(META, facts=())
SLOW = settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
KNOWN = {
    *("a", "br", "code", "em", "h1", "h2", "h3", "h4", "li", "ol", "p", "root", "strong", "ul"),
    *("table", "tbody", "td", "th", "tr", f"{RI}attachment"),
    *(f"{AC}{name}" for name in ("structured-macro", "parameter", "rich-text-body", "plain-text-body")),
    *(f"{AC}{name}" for name in ("link", "link-body", "image")),
}
MACROS = {"anchor", "code", "details", "info", "tip", "toc", "warning"}


def render_wiki(document: Document, form: DocumentForm = "runbook") -> bytes:
    return to_storage_format(document, BARE, draw_sample_figure, form)


def list_words(root: Element) -> list[str]:
    """Return the words of a page without the names of panels, which begin their first paragraphs."""
    for macro in find_elements(root, f"{AC}structured-macro"):
        if macro.get(f"{AC}name") in {"info", "tip", "warning"}:
            first = macro[0][0]
            if not len(first) or (first[0].text or "") not in {"Note.", "Tip.", "Warning."}:
                continue  # the mark of a draft, which has no name
            name = first[0]
            first.text = (name.tail or "").removeprefix(" ")
            first.remove(name)
    return list_page_texts(root)


def check_wiki_page(root: Element, document: Document) -> None:
    """Check that a page holds only elements that a wiki knows, and that everything it names exists."""
    assert {get_tag(element) for element in root.iter()} <= KNOWN
    macros = find_elements(root, f"{AC}structured-macro")
    assert {macro.get(f"{AC}name") for macro in macros} <= MACROS
    anchors = [macro[0].text for macro in macros if macro.get(f"{AC}name") == "anchor"]
    assert len(anchors) == len(set(anchors))
    assert all(link.get(f"{AC}anchor") in anchors for link in find_elements(root, f"{AC}link"))
    assert all(re.match("https:|mailto:", link.get("href", "")) for link in find_elements(root, "a"))
    named = [file.get(f"{RI}filename") for file in find_elements(root, f"{RI}attachment")]
    assert named == [name for name, _ in render_page_attachments(document, draw_sample_figure, PALETTE)]
    assert all(picture.get(f"{AC}alt") for picture in find_elements(root, f"{AC}image"))
    # A size that is given to an SVG keeps it from being shown.
    assert all(set(picture.attrib) == {f"{AC}alt"} for picture in find_elements(root, f"{AC}image"))
    assert {cell.get("scope") for cell in find_elements(root, "th")} <= {"col", "row"}


@pytest.mark.parametrize(("name", "form"), [("every-block", "runbook"), ("explainer", "explainer")])
def test_a_page_says_every_word_of_its_document_once_and_in_order(name: str, form: DocumentForm) -> None:
    document = parse_sample(name)
    root = parse_storage(render_wiki(document, form))
    numbered = re.compile(r"\d+(\.\d+)? ")

    expected = list_document_texts(document.blocks, wiki=True)
    assert len(expected) > 30
    check_wiki_page(root, document)
    assert list_page_cells(root) == list_document_cells(document.blocks, wiki=True)
    assert [numbered.sub("", text, count=1) if form == "runbook" else text for text in list_words(root)] == [
        numbered.sub("", text, count=1) if form == "runbook" else text for text in expected
    ]


@SLOW
@given(documents())
def test_any_document_is_shown_letter_for_letter(document: Document) -> None:
    root = parse_storage(
        render_wiki(document, "explainer" if not holds(document, "contents", "landscape") else "runbook")
    )

    check_wiki_page(root, document)
    assert list_page_cells(root) == list_document_cells(document.blocks, wiki=True)
    if not holds(document, "contents", "landscape"):
        assert list_words(root) == list_document_texts(document.blocks, wiki=True)


def holds(document: Document, *names: str) -> bool:
    return any(isinstance(block, Container) and block.name in names for block in document.blocks)


@pytest.mark.parametrize("text", ATTACKS)
def test_hostile_text_is_text(text: str) -> None:
    document = put_text_everywhere(text)
    meta = replace(META, draft_mark=text, facts=((text, text),))
    root = parse_storage(to_storage_format(document, meta, draw_sample_figure, "explainer"))

    assert list_page_texts(root)[:3] == [text] * 3
    check_wiki_page(parse_storage(render_wiki(document)), document)
    assert list_words(parse_storage(render_wiki(document, "explainer"))) == list_document_texts(
        document.blocks, wiki=True
    )


def test_what_xml_cannot_hold_is_shown_as_a_replacement() -> None:
    assert "a\ufffd\ufffd\ufffdb" in list_page_texts(
        parse_storage(render_wiki(put_text_everywhere("a\x00\x1b\ud800b")))
    )


def test_code_is_letter_for_letter_in_a_code_macro() -> None:
    text = "  if (a[b[0]]>1) { }\n\n\tx ]]> y ]]]]>\n"
    source = f"# A {{key=a}}\n\n```json\n{text}```\n\n```brainf\n+\n```\n"
    root = parse_storage(render_wiki(parse_markdown(source)))

    bodies = [body.text for body in find_elements(root, f"{AC}plain-text-body")]
    assert bodies == [text.removesuffix("\n"), "+"]
    languages = [p.text for p in find_elements(root, f"{AC}parameter") if p.get(f"{AC}name") == "language"]
    assert languages == ["js", "text"]


def test_callouts_are_panels_and_the_contents_are_the_wikis_own() -> None:
    root = parse_storage(render_wiki(parse_sample("every-block")))
    names = [macro.get(f"{AC}name") for macro in find_elements(root, f"{AC}structured-macro")]

    assert [name for name in names if name in {"info", "warning", "tip", "toc"}] == ["info", "toc", "warning", "tip"]
    (toc,) = [macro for macro in find_elements(root, f"{AC}structured-macro") if macro.get(f"{AC}name") == "toc"]
    assert {p.get(f"{AC}name"): p.text for p in toc} == {"minLevel": "1", "maxLevel": "2"}


def test_the_facts_of_the_cover_are_properties_of_the_page() -> None:
    root = parse_storage(
        to_storage_format(
            parse_sample("every-block"), replace(META, draft_mark="Draft after 1.2.0"), draw_sample_figure, "runbook"
        )
    )
    warning, details = find_elements(root, f"{AC}structured-macro")[:2]

    assert (warning.get(f"{AC}name"), list_page_texts(warning)) == ("warning", ["Draft after 1.2.0"])
    assert details.get(f"{AC}name") == "details"
    assert list_page_cells(details) == [[[name, value] for name, value in META.facts]]
    assert [get_tag(cell) for row in find_elements(details, "tr") for cell in row] == ["th", "td"] * len(META.facts)


def test_a_chart_is_a_picture_and_its_numbers() -> None:
    root = parse_storage(render_wiki(parse_sample("every-block")))

    assert ["Channel", "Payments"] in [rows[0] for rows in list_page_cells(root)]
    assert any(
        (image.get(f"{AC}alt") or "").startswith("Bar chart of Payments") for image in find_elements(root, f"{AC}image")
    )


def test_pictures_are_svg_files_that_a_wiki_shows() -> None:
    files = render_page_attachments(parse_sample("every-block"), draw_sample_figure, PALETTE)

    assert [name for name, _ in files] == ["figure-1.svg", "figure-2.svg"]
    for _, content in files:
        assert content.startswith(b'<?xml version="1.0"')
        root = fromstring(content)
        assert root.tag == f"{SVG}svg"
        width, height = float(root.get("width", "")), float(root.get("height", ""))
        box = [float(side) for side in root.get("viewBox", "").split()]
        assert (box[2] * 96 / 72, box[3] * 96 / 72) == pytest.approx((width, height), abs=0.1)
        assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]


def test_what_has_no_form_on_paper_has_none_in_a_wiki() -> None:
    with pytest.raises(ContentError, match="is not supported here"):
        render_wiki(parse_markdown("# A {key=a}\n\n---\n"))


def test_equal_documents_give_equal_bytes() -> None:
    document = parse_sample("every-block")

    assert render_wiki(document) == render_wiki(document)
    assert render_page_attachments(document, draw_sample_figure, PALETTE) == render_page_attachments(
        document, draw_sample_figure, PALETTE
    )


def test_chapters_have_the_numbers_of_the_paper() -> None:
    root = parse_storage(
        render_wiki(parse_markdown("# A {key=a numbered=no}\n\n# B {key=b}\n\n### C\n\n## D {key=d}\n"))
    )
    heads = [(get_tag(head), "".join(list_page_texts(head))) for head in root]

    assert heads == [("h1", "A"), ("h1", "1 B"), ("h2", "C"), ("h2", "1.1 D")]


def test_tables_and_figures_have_the_numbers_of_the_paper() -> None:
    document = parse_sample("every-block")
    numbered = r"<(?:b|strong)>((?:Table|Figure) \d+\.)<"
    paper = re.findall(numbered, render_html(document, META, draw_sample_figure, "runbook"))

    assert len(paper) == 7
    assert re.findall(numbered, render_wiki(document).decode()) == paper
    assert (
        re.findall(numbered, render_html_page(document, META, draw_sample_figure, "runbook", PALETTE).decode()) == paper
    )


def test_heads_of_cards_are_on_one_level() -> None:
    cards = "# A {key=a}\n\n## B {key=b}\n\n::: cards\n\n### C\n\nText.\n\n### D\n\nText.\n\n:::\n\n#### E\n"
    assert [get_tag(head) for head in parse_storage(render_wiki(parse_markdown(cards))) if get_tag(head) != "p"] == [
        "h1",
        "h2",
        "h3",
        "h3",
        "h3",
    ]


def test_labels_are_row_heads_and_breaks_are_breaks() -> None:
    table = Table(((Run("A"),), (Run("B"),)), (((Run("b\nc"),), ()),), ("left", "right"), (), {"heads": "yes"})
    (found,) = find_elements(parse_storage(render_wiki(Document((table,)))), "table")

    assert [(get_tag(cell), cell.get("scope")) for cell in find_elements(found, "tr")[1]] == [
        ("th", "row"),
        ("td", None),
    ]
    assert len(find_elements(found, "br")) == 1
    assert [p.get("style") for p in find_elements(found, "p")] == [None, "text-align: right;"] * 2
