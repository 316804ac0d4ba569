"""The reader of Markdown: nothing is lost, nothing is interpreted that should not be, faults have lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.markdown.document import (
    CodeBlock,
    Container,
    Heading,
    List,
    Paragraph,
    Run,
    SlideBreak,
    Table,
    plain_text,
    walk_blocks,
)
from golive.markdown.parser import parse_markdown
from golive.support.problems import ContentError

# What Markdown itself folds is not text: blanks at the ends, line ends, the separator that breaks a cell.
_LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
_ANY_TEXT = st.text(_LETTERS, min_size=1).filter(lambda text: text == text.strip() and text.isprintable())


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" else c for c in text)


@given(_ANY_TEXT)
def test_escaped_text_comes_back_letter_for_letter_wherever_it_stands(text: str) -> None:
    cell = _escape(text)

    document = parse_markdown(f"# {cell}\n\n{cell}\n\n- {cell}\n\nTable: {cell}\n\n| {cell} |\n|---|\n| {cell} |\n")

    heading, paragraph, bullets, table = document.blocks
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(bullets, List)
    assert isinstance(table, Table)
    (item,) = bullets.items[0].blocks
    assert isinstance(item, Paragraph)
    shown = [heading.runs, paragraph.runs, item.runs, table.caption, table.header[0], table.rows[0][0]]
    assert [plain_text(runs) for runs in shown] == [text] * 6


@given(st.text(_LETTERS, max_size=300))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    try:
        parse_markdown(text)
    except ContentError as error:
        assert error.problems  # noqa: PT017 - both ends are allowed; neither may be anything else


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", (Run("plain"),)),
        ("**bold**", (Run("bold", bold=True),)),
        ("*a **b***", (Run("a ", italic=True), Run("b", bold=True, italic=True))),
        ("`a  *b*`", (Run("a  *b*", code=True),)),
        ("[x](https://example.org/a)", (Run("x", href="https://example.org/a"),)),
        ("[x](mailto:a@example.org)", (Run("x", href="mailto:a@example.org"),)),
        ("[x](#key)", (Run("x", href="#key"),)),
        ("[x](http://example.org)", (Run("[x](http://example.org)"),)),
        ("[x](javascript:alert)", (Run("[x](javascript:alert)"),)),
        ("![x](https://example.org/a.png)", (Run("!"), Run("x", href="https://example.org/a.png"))),
        ("<b>x</b> <script>", (Run("<b>x</b> <script>"),)),
        ("<https://example.org>", (Run("<https://example.org>"),)),
        ("one\ntwo", (Run("one two"),)),
        ("one\\\ntwo", (Run("one\ntwo"),)),
        ("one\u2028two", (Run("one\ntwo"),)),
        ("&lt;b&gt;", (Run("<b>"),)),
        ("[x]: https://example.org", (Run("[x]: https://example.org"),)),
    ],
)
def test_inline_text_becomes_runs(text: str, runs: tuple[Run, ...]) -> None:
    assert parse_markdown(text).blocks == (Paragraph(runs, 1),)


def test_headings_keep_their_attributes() -> None:
    (heading,) = parse_markdown('## Bills \\{x\\} {key=flow label="A \\"b\\" c"}').blocks

    assert isinstance(heading, Heading)
    assert plain_text(heading.runs) == "Bills {x}"
    assert dict(heading.attributes) == {"key": "flow", "label": 'A "b" c'}


def test_a_caption_belongs_to_the_table_below_it() -> None:
    (table,) = parse_markdown('Table: All files {key=files widths="20 80"}\n\n| a | b |\n|---|--:|\n| 1 | 2 |').blocks

    assert isinstance(table, Table)
    assert plain_text(table.caption) == "All files"
    assert dict(table.attributes) == {"key": "files", "widths": "20 80"}
    assert table.align == ("left", "right")


def test_a_paragraph_that_starts_like_a_caption_stays_a_paragraph_without_a_table() -> None:
    assert parse_markdown("Table: none below").blocks == (Paragraph((Run("Table: none below"),), 1),)


def test_a_caption_may_hold_attributes_alone() -> None:
    (table,) = parse_markdown("Table: {kind=raci}\n\n| a |\n|---|\n| 1 |").blocks

    assert isinstance(table, Table)
    assert table.caption == ()
    assert dict(table.attributes) == {"kind": "raci"}


def test_a_text_that_merely_starts_like_a_caption_is_none() -> None:
    paragraph, table = parse_markdown("Table\\: of contents\n\n| a |\n|---|\n| 1 |").blocks

    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.runs) == "Table: of contents"
    assert isinstance(table, Table)
    assert table.caption == ()


def test_containers_nest() -> None:
    (outer,) = parse_markdown(":::: cards\n\n### One {tone=sit}\n\n::: callout note\n\nBeware.\n\n:::\n\n::::").blocks

    assert isinstance(outer, Container)
    assert (outer.name, outer.argument) == ("cards", "")
    inner = outer.blocks[1]
    assert isinstance(inner, Container)
    assert (inner.name, inner.argument) == ("callout", "note")
    assert [type(block) for block in walk_blocks(outer.blocks)] == [Heading, Container, Paragraph]


def test_lists_breaks_and_code_keep_their_shape() -> None:
    blocks = parse_markdown("- a\n  - b\n- c\n\n---\n\n```text\n  x |\n\n y\n```\n\n3. three").blocks

    bullets, rule, code, numbers = blocks
    assert isinstance(bullets, List)
    assert [type(b) for b in bullets.items[0].blocks] == [Paragraph, List]
    assert isinstance(rule, SlideBreak)
    assert code == CodeBlock("  x |\n\n y", "text", 7)
    assert isinstance(numbers, List)
    assert numbers.ordered


@pytest.mark.parametrize(
    ("text", "line", "phrase"),
    [
        ("a\n\n::: notes\n\nleft open", 3, "`::: notes` is not closed"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 3, "has 3 cells, but its header has 2"),
        ("| a | b |\n|---|---|\n| 1 |", 3, "has 1 cells, but its header has 2"),
        ("> said", 1, "a quotation (`>`) is not supported"),
        ("# x {key}", 1, "is not a valid attribute list"),
        ("# x {key=a key=b}", 1, "is not a valid attribute list"),
    ],
)
def test_what_would_be_lost_is_an_error_with_its_line(text: str, line: int, phrase: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_markdown(text, "a.md.j2")

    (problem,) = caught.value.problems
    assert (str(problem.path), problem.line) == ("a.md.j2", line)
    assert phrase in problem.message
    assert problem.hint


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ContentError) as caught:
        parse_markdown("> one\n\n| a |\n|---|\n| 1 | 2 |\n\n# x {key}")

    assert len(caught.value.problems) == 3
