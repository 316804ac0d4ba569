"""Any value, anywhere in a line, is shown letter for letter."""

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.examples import examples

from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Heading,
    Item,
    List,
    Paragraph,
    Run,
    Table,
    plain_text,
    walk_blocks,
)
from golive.markdown.parser import parse_markdown
from golive.schema import values
from golive.templating.escape import (
    LINE_BREAK,
    Markdown,
    escape,
    join_lines,
    write_code_block,
    write_code_cell,
    write_code_span,
)
from golive.templating.fact_tables import build_table

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
PIECES = st.sampled_from(
    [
        "1.",
        "2)",
        "**",
        "__",
        "~~~",
        "```",
        ":::",
        "::: notes",
        "---",
        "===",
        "- ",
        "+ ",
        "> ",
        "# ",
        " #",
        "Table: ",
        "&amp;",
        "&#65;",
        "<b>",
        "</b>",
        "<!--",
        "http://x.example.org",
        "a@example.org",
        "![x](y)",
        "[x](#y)",
        "[x]: /y",
        "{key=x}",
        "|",
        "\\",
        "a_b_c",
    ]
)
LETTERS = st.text(st.sampled_from(PUNCTUATION + "aB7é你🙂\N{LEFT SINGLE QUOTATION MARK}\N{EN DASH} "), max_size=12)
TEXT = st.lists(PIECES | LETTERS, min_size=1, max_size=6).map("".join).map(lambda t: " ".join(t.split())).filter(bool)
CODE = st.lists(PIECES | LETTERS, min_size=1, max_size=6).map("".join).filter(lambda t: bool(t.strip()))


def list_runs(block: Block) -> tuple[Run, ...]:
    match block:
        case Paragraph() | Heading():
            return block.runs
        case Table():
            return block.rows[0][0] if block.rows else block.header[0]
        case List(items=(Item(blocks=(first, *_)), *_)) | Container(blocks=(first, *_)):
            return list_runs(first)
        case _:
            raise AssertionError(block)


def get_first_cell(value: Markdown) -> str:
    return f"| {value} | y |\n|---|---|\n| x | y |"


PLACES: dict[str, Callable[[Markdown], str]] = {
    "paragraph": str,
    "second line": lambda v: f"x\n{v}",
    "after a word": lambda v: f"x {v}",
    "before a word": lambda v: f"{v} x",
    "cell": lambda v: f"| a | b |\n|---|---|\n| {v} | y |",
    "header": lambda v: f"| {v} | b |\n|---|---|",
    "bold": lambda v: f"**{v}**",
    "bold in a cell": lambda v: f"| a | b |\n|---|---|\n| **{v}**: | y |",
    "italic": lambda v: f"x *{v}*, y",
    "heading": lambda v: f"## {v} {{key=x}}",
    "bare heading": lambda v: f"### {v}",
    "bullet": lambda v: f"- {v}\n- x",
    "number": lambda v: f"1. {v}\n2. x",
    "link": lambda v: f"[{v}](#x)",
    "container": lambda v: f"::: figure x\n\n{v}\n\n:::",
}


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=examples(60), deadline=None)
@given(TEXT)
@example("a #")
@example("(a)")
@example("Table: a")
@example("a!")
@example("\\|")
@example("1. a")
def test_text_is_shown_letter_for_letter(place: str, text: str) -> None:
    (block,) = parse_markdown(PLACES[place](escape(text))).blocks

    assert text in plain_text(list_runs(block))
    assert not isinstance(block, Heading) or "key" in block.attributes or place == "bare heading"
    assert place == "link" or all(run.href is None for run in list_runs(block))


@given(TEXT)
def test_a_caption_is_shown_letter_for_letter(text: str) -> None:
    (block,) = parse_markdown(build_table(["a"], [[Markdown("b")]], caption=text, key="x")).blocks

    assert isinstance(block, Table)
    assert plain_text(block.caption) == text
    assert block.attributes == {"key": "x"}


@given(TEXT, TEXT)
def test_a_value_after_another_value_is_shown_letter_for_letter(left: str, right: str) -> None:
    (block,) = parse_markdown(f"{escape(left)}{escape(right)}").blocks

    assert plain_text(list_runs(block)) == left + right


@given(TEXT)
def test_a_link_right_after_a_value_stays_a_link(text: str) -> None:
    (block,) = parse_markdown(f"{escape(text)}[there](#x)").blocks

    assert list_runs(block)[-1] == Run("there", href="#x")


@pytest.mark.parametrize("place", [p for p in PLACES if p != "heading"])
@settings(max_examples=examples(40), deadline=None)
@given(CODE)
@example("`")
@example(" `` ")
@example(" a")
@example("^(A|B)$")
@example("\\")
def test_code_is_shown_letter_for_letter(place: str, text: str) -> None:
    (block,) = parse_markdown(PLACES[place](write_code_span(text))).blocks

    assert text in plain_text(list_runs(block))


@given(CODE)
def test_code_in_a_cell_is_one_span(text: str) -> None:
    (block,) = parse_markdown(build_table(["a", "b"], [[write_code_cell(text), write_code_cell(text)]])).blocks

    assert isinstance(block, Table)
    assert block.rows == (((Run(text, code=True),), (Run(text, code=True),)),)


@given(
    st.lists(st.lists(PIECES | LETTERS, max_size=4).map("".join), min_size=1, max_size=6)
    .map("\n".join)
    .filter(lambda t: bool(t.strip()))
)
def test_verbatim_lines_are_shown_letter_for_letter(text: str) -> None:
    kept = values.Verbatim.normalize(text)
    document = parse_markdown(f"before\n\n{write_code_block(kept)}\n\nafter")

    assert [block for block in walk_blocks(document.blocks) if isinstance(block, CodeBlock)] == [
        CodeBlock(kept, line=3)
    ]
    assert len(document.blocks) == 3


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Table: x", "Table\\: x"),
        ("_a_ b_c", "\\_a\\_ b_c"),
        ("R&D & more", "R\\&D & more"),
        ("1. x", "1\\. x"),
        ("- x", "\\- x"),
        ("a [b](c)!", "a \\[b\\](c)\\!"),
        (".5", "\\.5"),
    ],
)
def test_only_what_means_something_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_text_without_special_characters_is_left_as_it_is() -> None:
    for text in (
        "Nightly at 2:00 AM ET",
        "a_b_c",
        "R & D",
        "1.2.0",
        "Jan 12, 2027",
        "95 % (of calls); more",
        "a-b = c + d > e # f",
    ):
        assert str(escape(text)).replace("\\#", "#") == text


def test_parts_stand_under_each_other_and_keep_their_emphasis() -> None:
    joined = join_lines([Markdown("**a.**"), Markdown(""), Markdown("**b**")])
    (block,) = parse_markdown(f"| x |\n|---|\n| {joined} |").blocks

    assert isinstance(block, Table)
    assert [run.text.strip() for run in block.rows[0][0] if run.bold] == ["a.", "b"]
    assert joined.count(LINE_BREAK) == 1


def test_markdown_escapes_what_is_joined_to_it() -> None:
    assert Markdown("**a**") + "*b*" == r"**a**\*b\*"
    assert Markdown(" ").join(["*a*", Markdown("*b*")]) == r"\*a\* *b*"
