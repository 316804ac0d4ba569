"""The author's Markdown works, and never reaches beyond its own place."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.markdown.document import (
    CodeBlock,
    Container,
    Heading,
    List,
    Paragraph,
    SlideBreak,
    Table,
    plain_text,
    walk_blocks,
)
from golive.markdown.parser import parse_markdown
from golive.support.problems import ContentError
from golive.templating.prose import render_prose_block, render_prose_inline

ROWS = st.sampled_from(
    [
        "# head",
        "## head {key=x}",
        "---",
        "- ---",
        "***",
        "- - -",
        "===",
        ":::",
        "::: notes",
        "- ::: notes",
        "1. ::: notes",
        "```",
        "  ```",
        "~~~~",
        "- ```",
        "1. ```",
        "2. ```",
        "```` a",
        "> quoted",
        "- > quoted",
        "- item",
        "  more",
        "    deep",
        "1. one",
        "Table: x {key=y}",
        "",
        "text",
        "**bold** and `code`",
        "[x]: /y",
        "![i](j)",
        "<b>html</b>",
        "a `b",
        "a **b",
        "\\",
        "`",
        "::::::",
        "\ttab",
        "- # head",
        "# **x**",
        "#",
    ]
)
PROSE = st.lists(ROWS, min_size=1, max_size=8).map("\n".join).map(str.strip).filter(bool)


@settings(max_examples=examples(200), deadline=None)
@given(PROSE)
@example("- a\n  ```\nb\n::: x")
@example("x\n2. ```\ny")
def test_prose_stays_within_its_place(prose: str) -> None:
    document = parse_markdown(
        f"before\n\n:::: callout note\n\n{render_prose_block(prose)}\n\n::::\n\n{render_prose_block(prose)}\n\n"
        "## After {key=after}\n\nlast"
    )

    first, callout, *own, heading, last = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(callout, Container)
    assert isinstance(heading, Heading)
    assert isinstance(last, Paragraph)
    assert (plain_text(heading.runs), plain_text(last.runs)) == ("After", "last")
    for inner in (*walk_blocks(callout.blocks), *walk_blocks(tuple(own))):
        assert not isinstance(inner, Heading | Container | SlideBreak)


@settings(max_examples=examples(150), deadline=None)
@given(PROSE)
def test_prose_in_a_line_stays_in_its_cell(prose: str) -> None:
    document = parse_markdown(
        f"| a | b |\n|---|---|\n| {render_prose_inline(prose)} | y |\n\n- {render_prose_inline(prose)}\n\nlast"
    )

    table, items, last = document.blocks
    assert isinstance(table, Table)
    assert isinstance(items, List)
    assert isinstance(last, Paragraph)
    assert plain_text(table.rows[0][1]) == "y"
    assert all(isinstance(inner, Paragraph) for inner in items.items[0].blocks)


def test_a_table_in_prose_is_a_table() -> None:
    assert isinstance(parse_markdown(render_prose_block("| a | b |\n|---|---|\n| 1 | 2 |")).blocks[0], Table)
    with pytest.raises(ContentError):
        parse_markdown(render_prose_block("| a | b |\n|---|---|\n| 1 | 2 | 3 |"))


@pytest.mark.parametrize(
    ("prose", "shown"),
    [
        ("# Head\ntext", "**Head**\n\ntext"),
        ("text\n## Head ##\nmore", "text\n\n**Head**\n\nmore"),
        ("a\n\n---\n\nb", "a\n\n\\---\n\nb"),
        ("> quoted", "\\> quoted"),
        ("::: notes", "\\::: notes"),
        ("Table: x", "Table\\: x"),
        ("- a\n- **b**", "- a\n- **b**"),
        ("```\ncode", "```\ncode\n```"),
        ("```\n:::\n```", "```\n\\:::\n```"),
    ],
)
def test_what_would_reach_beyond_is_tamed(prose: str, shown: str) -> None:
    assert render_prose_block(prose) == shown


@pytest.mark.parametrize(
    ("prose", "shown"),
    [
        ("one\ntwo", "one two"),
        ("one\n\ntwo", "one\u2028two"),
        ("Do:\n\n- a\n- b\n  more", "Do:\u2028• a\u2028• b more"),
        ("1. a\n2. b", "1\\. a\u20282\\. b"),
        ("a | b \\| c", "a \\| b \\| c"),
        ("```\nx = 1\n```", "`x = 1`"),
    ],
)
def test_prose_in_a_line_keeps_its_paragraphs_and_items_apart(prose: str, shown: str) -> None:
    assert render_prose_inline(prose) == shown


def test_code_in_prose_is_kept() -> None:
    (code,) = parse_markdown(render_prose_block("```\n# no head\n- no item\n```")).blocks

    assert code == CodeBlock("# no head\n- no item", line=1)
