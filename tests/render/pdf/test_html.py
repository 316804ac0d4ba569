"""Document → HTML: every block's form, and the law that a text is shown letter for letter."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample

from golive.markdown.document import CodeBlock, Container, Document, Heading, Item, List, Paragraph, Run, Table
from golive.markdown.parser import parse_markdown
from golive.render.html.outline import build_outline
from golive.render.html.page import render_html

VOID = {"meta", "br", "col"}
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)


class Reader(HTMLParser):
    """Collects the elements of a page, and checks that every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[int] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        assert not (self.open and self.texts[self.open[-1]][0] == "a"), "an element inside a link"
        if tag not in VOID:
            self.open.append(len(self.texts))
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.texts[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for place in self.open:
            tag, text = self.texts[place]
            self.texts[place] = (tag, text + data)

    def find(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def render_runbook(*blocks: object) -> str:
    chapter = Heading(1, (Run("Chapter"),), {"key": "chapter"})
    return render_html(Document((chapter, *blocks)), META, draw_sample_figure, "runbook")  # type: ignore[arg-type]


def test_every_block_of_a_runbook_has_its_form(golden: Callable[[str, str], None]) -> None:
    golden("pdf/runbook.html", render_html(parse_sample("every-block"), META, draw_sample_figure, "runbook"))


def test_every_block_of_an_explainer_has_its_form(golden: Callable[[str, str], None]) -> None:
    golden("pdf/explainer.html", render_html(parse_sample("explainer"), META, draw_sample_figure, "explainer"))


@pytest.mark.parametrize("name", ["every-block", "explainer"])
def test_the_html_is_well_formed_and_no_element_stands_in_a_link(name: str) -> None:
    form = "explainer" if name == "explainer" else "runbook"
    assert len(Reader(render_html(parse_sample(name), META, draw_sample_figure, form)).texts) > 60  # type: ignore[arg-type]


@given(TEXTS)
def test_a_text_is_shown_letter_for_letter_wherever_it_stands(text: str) -> None:
    runs, code = (Run(text),), (Run(text, code=True),)
    table = Table((runs, code), ((runs, code),), ("left", "left"), runs, {"key": "t"})
    label = Container("facts", "", (Table(((), ()), ((runs, code),), ("", "")),))
    html = render_runbook(
        Paragraph(runs),
        Paragraph((Run(text, href="#t"),)),
        List((Item((Paragraph((Run(text, italic=True),)),)),)),
        CodeBlock(text),
        table,
        label,
        Container("callout", "note", (Paragraph((Run(text, bold=True),)),)),
    )
    shown = Reader(html)

    assert text in shown.find("p")
    assert shown.find("a") == [text]
    assert shown.find("em") == [text]
    assert shown.find("strong") == [text]
    assert shown.find("pre") == [f"\n{text}"]
    assert shown.find("code") == [text] * 3
    assert shown.find("td")[len(META.facts) :] == [text] * 3
    assert shown.find("th")[len(META.facts) :] == [text] * 3


@given(TEXTS)
def test_the_cover_shows_its_facts_letter_for_letter(text: str) -> None:
    from msgspec.structs import replace

    meta = replace(META, title=text, subject=text, facts=((text, text),))
    shown = Reader(render_html(Document(()), meta, draw_sample_figure, "runbook"))

    assert shown.find("p")[:2] == [text, text]
    assert (shown.find("th"), shown.find("td")) == ([text], [text])


def test_a_break_in_a_cell_is_a_break_on_paper() -> None:
    html = render_runbook(Table(((Run("a"),),), (((Run("b\nc"),),),), ("left",)))
    assert "<td>b<br>c</td>" in html


def test_chapters_and_sections_are_numbered_and_those_without_a_number_are_not() -> None:
    heads = ["# A {numbered=no}", "## B", "# C", "## D", "## E", "# F", "## G"]
    markdown = "\n\n".join(heads)
    assert [entry.number for entry in build_outline(parse_markdown(markdown))] == [
        "",
        "",
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
    ]


def test_the_contents_list_chapters_and_sections_but_not_themselves() -> None:
    parts = ["# In brief", "# Contents {numbered=no}", "::: contents\n:::", "# More", "## Part", "### Not"]
    markdown = "\n\n".join(parts)
    html = render_html(parse_markdown(markdown), META, draw_sample_figure, "runbook")
    assert Reader(html).find("a") == ["In brief", "More", "Part"]


def test_no_heading_level_is_skipped() -> None:
    html = render_runbook(Heading(3, (Run("Deep"),)), Heading(4, (Run("Deeper"),)), Heading(2, (Run("Back"),)))
    shown = Reader(html)
    assert (shown.find("h2"), shown.find("h3")) == (["Deep", "1.1 Back"], ["Deeper"])


def test_a_heading_goes_with_the_turned_page_that_follows_it() -> None:
    html = render_html(
        parse_markdown("# A {key=a}\n\nText.\n\n## B {key=b}\n\n::: landscape\n\nWide.\n\n:::\n\nMore.\n"),
        META,
        draw_sample_figure,
        "runbook",
    )
    sections = html.split("<section")[2:]
    assert ["wide" in section.split(">")[0] for section in sections] == [False, True, False]
    assert " B</h2>" in sections[1]


def test_a_table_over_pages_keeps_two_rows_together_at_each_end() -> None:
    rows = tuple(((Run(str(number)),),) for number in range(20))
    html = render_runbook(Table(((Run("No."),),), rows, ("right",)))
    classes = [part.split('"')[1] for part in html.split("<tr ")[1:]]
    assert (classes[-20], classes[-19], classes[-1]) == ("odd first", "even", "even last")


@pytest.mark.parametrize(("rows", "is_whole"), [(7, True), (12, False)])
def test_a_table_of_up_to_a_quarter_of_a_page_stays_on_one(rows: int, is_whole: bool) -> None:  # noqa: FBT001
    cells = tuple(((Run(f"File {number} (p. 16)"),), (Run("Every business day"),)) for number in range(rows))
    html = render_runbook(Table(((Run("File"),), (Run("How often"),)), cells, ("", "")))
    assert ("small" in html.split("<table ")[-1].split(">")[0]) == is_whole


def test_a_reference_says_its_page_and_an_explainer_has_none() -> None:
    markdown = "# A {key=a}\n\nSee [the chapter](#a).\n"
    assert 'class="page" style="--to:&quot;#a&quot;"' in render_html(
        parse_markdown(markdown), META, draw_sample_figure, "runbook"
    )
    assert 'class="page"' not in render_html(parse_markdown(markdown), META, draw_sample_figure, "explainer")


def test_a_figure_is_described_in_words() -> None:
    html = render_runbook(Container("figure", "flow", (Paragraph((Run("Caption"),)),)))
    assert ">One side comes before the other side.</title>" in html
    assert "<figcaption><b>Figure 1.</b> Caption</figcaption>" in html


@pytest.mark.parametrize(("attributes", "head"), [("", "Note."), (' {title="Why so?"}', "Why so?.")])
def test_a_callout_is_headed_by_its_title_or_its_kind(attributes: str, head: str) -> None:
    html = render_html(
        parse_markdown(f"# A {{key=a}}\n\n::: callout note{attributes}\n\nText.\n\n:::\n"),
        META,
        draw_sample_figure,
        "runbook",
    )

    assert ("span", head) in Reader(html).texts
