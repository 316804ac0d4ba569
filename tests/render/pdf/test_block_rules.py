"""What has no form on paper is refused, with its line; nothing is dropped."""

import pytest
from tests.render.pdf.samples import META, parse_sample

from golive.markdown.document import CodeBlock, Container, Document, Heading, Paragraph, Run, Table
from golive.markdown.parser import parse_markdown
from golive.render.html.block_rules import check_blocks
from golive.render.pdf import font_coverage, fonts, size_limits
from golive.support.problems import ContentError

FAULTS = [
    ("# A {key=a}\n\n---\n", 3, "`---` is not supported here"),
    ("# A {key=a}\n\n::: notes\nSay this.\n:::\n", 3, "`::: notes` is not supported"),
    ("# A {key=a}\n\n::: carousel\nText\n:::\n", 3, "`::: carousel` is not supported"),
    ("# A {key=a}\n\n## B {key=a}\n", 3, "the key 'a' is taken by line 1"),
    ("# A {key=a}\n\nSee [it](#gone).\n", 3, "no part has that key"),
    ("# A {key=a}\n\n::: callout shout\nText\n:::\n", 3, "`::: callout shout` is not known"),
    ("# A {key=a}\n\n::: figure\n:::\n", 3, "has no figure name"),
    ("# A {key=a}\n\n::: facts\nText\n:::\n", 4, "contains more than a table"),
    ("# A {key=a}\n\n::: facts\n:::\n", 3, "contains no table"),
    ("# A {key=a}\n\n::: compare\n| A | B |\n|---|---|\n| 1 | 2 |\n:::\n", 4, "has 2 columns"),
    (
        '# A {key=a}\n\nTable: T {widths="1 2 3"}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n',
        5,
        "does not fit a table of 2 columns",
    ),
    ('# A {key=a}\n\nTable: T {widths="1 x"}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n', 5, "does not fit"),
    ("# A {key=a}\n\nTable: T {kind=odd}\n\n| A |\n|---|\n| 1 |\n", 5, "table kind 'odd'"),
    ("# A {key=a}\n\n::: callout note\n\n## In a box {key=b}\n\n:::\n", 5, "is not allowed in `::: callout`"),
    ("# A {key=a}\n\n:::: cards\n\n::: landscape\nText\n:::\n\n::::\n", 5, "is not allowed in `::: cards`"),
    ("# A {key=a}\n\n- Item\n\n  ## In a list {key=b}\n", 5, "is not allowed in `::: list`"),
]


@pytest.mark.parametrize(("markdown", "line", "message"), FAULTS)
def test_what_has_no_form_on_paper_is_refused_with_its_line(markdown: str, line: int, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        check_blocks(parse_markdown(markdown, "x.md.j2"), "runbook")
    assert len(caught.value.problems) == 1
    assert f"x.md.j2:{line}: " in str(caught.value)
    assert message in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        check_blocks(parse_markdown("# A {key=a}\n\n---\n\n::: notes\nText\n:::\n\n[x](#y)\n"), "runbook")
    assert len(caught.value.problems) == 3


def test_the_contents_and_turned_pages_have_no_place_in_an_explainer() -> None:
    with pytest.raises(ContentError, match="is not supported in this document"):
        check_blocks(parse_markdown("# A {key=a}\n\n::: contents\n:::\n"), "explainer")


def test_a_link_to_anything_else_is_refused() -> None:
    link = Document((Paragraph((Run("x", href="file:///etc/passwd"),), line=7),), "x")
    with pytest.raises(ContentError, match="x:7: a link to 'file:///etc/passwd' is not allowed"):
        check_blocks(link, "runbook")


def test_a_row_with_too_few_cells_is_refused() -> None:
    table = Table(((Run("a"),), (Run("b"),)), (((Run("1"),),),), ("", ""), line=4)
    with pytest.raises(ContentError, match="a row has 1 cells, but its header has 2"):
        check_blocks(Document((table,)), "runbook")


def test_every_block_is_allowed_somewhere() -> None:
    check_blocks(parse_sample("every-block"), "runbook")
    check_blocks(parse_sample("explainer"), "explainer")


@pytest.mark.parametrize(
    "text",
    ["Zażółć gęślą jaźń", "naïve coöperation \u2013 “quotes” … €5 → ±2 ≤ 3", "Ελληνικά", "Кириллица", "Tiếng Việt"],
)
def test_the_bundled_fonts_have_european_letters(text: str) -> None:
    assert fonts.find_missing_characters(text) == []


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("ก", "THAI CHARACTER KO KAI"),
        ("😀", "GRINNING FACE"),
        ("ש", "HEBREW LETTER SHIN"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_a_character_that_no_font_has_is_named_with_the_text_it_stands_in(character: str, name: str) -> None:
    document = Document(
        (
            Heading(1, (Run("Chapter"),)),
            Container("callout", "note", (CodeBlock(f"flow of {character} daily", line=9),)),
        ),
        "x.md.j2",
    )
    with pytest.raises(ContentError) as caught:
        font_coverage.check_font_coverage(document, META)
    message = str(caught.value)
    assert "x.md.j2:9: " in message
    assert f"U+{ord(character):04X} {name}" in message
    assert "flow of" in message


def test_every_bundled_font_file_is_as_the_coverage_says() -> None:
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    names = sorted(path.name for path in fonts.FONT_FOLDER.glob("*.ttf"))
    assert len(names) == 8
    for name in ("Inter-Regular.ttf", "JetBrainsMono-400.ttf"):
        with TTFont(fonts.FONT_FOLDER / name) as font:
            covered |= set(font.getBestCmap())
    assert covered == set(fonts._bundled_characters())


def test_long_text_is_set_where_its_words_are_short_and_a_word_of_thousands_of_letters_is_named() -> None:
    size_limits.check_size_limits(Document((Paragraph((Run("every bill " * 1_800),)), CodeBlock("支払い通知" * 3_000))))
    word = Document(
        (Paragraph((Run("before "), Run("x" * 3_000), Run("y" * 3_001), Run(" after")), line=7),), "x.md.j2"
    )
    with pytest.raises(ContentError, match=r"x\.md\.j2:7: a word has 6,001 letters: 'xxx"):
        size_limits.check_size_limits(word)
