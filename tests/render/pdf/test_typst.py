"""Typst gets text as data and reads nothing; equal input gives equal bytes; its errors are sentences."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.render.pdf.laws import find_layout_faults
from tests.render.pdf.readback import read_layout
from tests.render.pdf.samples import META, draw_sample_figure, read_style

from golive.audit.files import audit_file
from golive.markdown.document import Block, CodeBlock, Container, Document, Heading, Item, List, Paragraph, Run, Table
from golive.render.pdf import Attachment, render_pdf
from golive.render.pdf.engines import ENGINES
from golive.render.pdf.typst.breaks import split_wide_words
from golive.render.pdf.typst.engine import compile_source
from golive.render.pdf.typst.finish import finish_pdf
from golive.render.pdf.typst.literals import array_literal, dictionary_literal, string_literal
from golive.render.pdf.typst.source import FOLDER
from golive.render.pdf.typst.tag_plan import TablePlan, TagPlan
from golive.render.pdf.typst.tags import TagMismatchError
from golive.support.problems import OutputError

HERE = Path(__file__).parent
DAY = "2027-01-12"
TITLE = '#set document(title:"t")\n'
PROPERTIES = dict.fromkeys(("title", "author", "description", "keywords", "creator", "producer"), "x") | {"date": DAY}


def check_condition(condition: str) -> None:
    """Compile a condition, which must hold."""
    compile_source(f'{TITLE}#assert({condition})\n#text(font:"Inter")[x]', "", DAY)


@settings(max_examples=examples(20))
@example('"#panic()\\')
@example("\u2028\u2029\x00\x1f\x7f")
@given(st.text(max_size=60))
def test_a_text_becomes_one_string_and_nothing_else(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    codes = array_literal(str(ord(character)) for character in text)

    check_condition(f"{string_literal(text)}.codepoints() == {codes}.map(str.from-unicode)")
    check_condition(f"{dictionary_literal({text: '1'})}.keys() == ({string_literal(text)},)")


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../../../../../../../../etc/passwd")',
        '#image("/etc/passwd")',
        '#include "/etc/passwd"',
        '#plugin("x.wasm")',
        "#panic(1)",
        "#let f() = f(); #f()",
        '#text(font: "Arial")[x]',
    ],
)
def test_the_compiler_reads_nothing_and_what_it_reports_is_a_problem(secret: Path, source: str) -> None:
    del secret
    with pytest.raises(OutputError, match="the PDF engine Typst reports: ") as caught:
        compile_source(TITLE + source, "", DAY)
    (problem,) = caught.value.problems
    assert "\n" not in problem.message
    assert "--engine weasyprint" in problem.hint


def test_styles_load_nothing() -> None:
    styles = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.typ")}

    assert len(styles) == 5
    assert [
        name for name, text in styles.items() if re.search(r"\b(import|include|read|plugin)\b|@preview", text)
    ] == []


def test_tags_that_are_not_those_of_the_document_are_an_error() -> None:
    content = compile_source(f'{TITLE}#text(font:"Inter", table(columns: 2, table.header[a][b], [c], [d]))', "", DAY)
    right = TablePlan("plain", ((True, True), (False, False)), ((1, 1), (1, 1)), 1)
    wrong = TablePlan("plain", ((True, True),), ((1, 1),), 1)

    assert finish_pdf(content, TagPlan(tables=[right]), PROPERTIES, {}, ()).startswith(b"%PDF")
    for plan in (TagPlan(), TagPlan(tables=[wrong]), TagPlan(tables=[right], links=["x"])):
        with pytest.raises(TagMismatchError):
            finish_pdf(content, plan, PROPERTIES, {}, ())


def test_no_stream_ends_in_a_carriage_return_which_readers_mistake_for_a_line_end(tmp_path: Path) -> None:
    content = compile_source(f'{TITLE}#text(font:"Inter")[x]', "", DAY)
    file = Attachment("a.csv", b"\x0c", "text/csv", "a")  # its checksum ends in a carriage return
    made = finish_pdf(content, TagPlan(), PROPERTIES, {}, (file,))
    path = tmp_path / "paper.pdf"
    path.write_bytes(made)

    assert b"\r\nendstream" not in made
    assert [p.message for p in audit_file(path) if "STREAM" in p.message] == []
    with pikepdf.open(path) as pdf:
        assert pdf.attachments["a.csv"].get_file().read_bytes() == file.content


@given(st.text("abc/-1.  \n請求", max_size=60), st.floats(20, 200))
def test_a_word_is_broken_only_where_it_is_too_wide_and_no_letter_is_lost(text: str, room: float) -> None:
    parts = split_wide_words(text, room, 10)

    assert "".join("".join(part) for part in parts) == text
    pieces = [piece for part in parts if isinstance(part, tuple) for piece in part]
    assert all(piece and piece[-1] in "/-." for part in parts if isinstance(part, tuple) for piece in part[:-1])
    assert not set("".join(pieces)) & set(" \n請求")
    if max(map(len, text.split()), default=0) <= 1:
        assert parts == [text]


ENDS = (
    "Priya Ramanathan",
    "at https://harbor-test.example.org/login",
    "see https://example.org/a/b/77004120931234",
    "key-2027a-of-the-harbor for harbor",
    "a Donaudampfschiffahrtsgesellschaft",
    "Donaudampfschiffahrtsgesellschaft/b",
)


def test_lines_end_where_those_of_the_other_engine_end() -> None:
    rows = tuple(((Run(text),), (Run("z"),)) for text in ENDS)
    table = Table(((Run("x"),), (Run("y"),)), rows, ("", ""), (), {"widths": "15 85"})
    document = Document((Heading(1, (Run("Chapter"),), {"key": "c"}), table))
    found = []
    for engine in ENGINES:
        paper = read_layout(
            render_pdf(document, META, read_style("runbook"), draw_sample_figure, "runbook", engine=engine)
        )
        words = [word for word in paper.pages[-1].words if word.box.left < 130 and 100 < word.box.top < 700]
        found.append(sorted((round(word.box.bottom), round(word.box.left), word.text) for word in words))

    assert found[0] == found[1]
    assert {"Ramanathan", "https://"} < {text for *_, text in found[0]}


def test_long_words_stay_within_their_margins_wherever_they_stand() -> None:
    long = Run("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" * 6)
    code = Run(long.text, code=True)
    table = Table(((long,), (Run("b"),), (code,)), (((Run("x"),), (long,), (code,)),) * 2, ("", "", ""), (long,))
    items = List((Item((Paragraph((long,)), List((Item((Paragraph((code,)),)),)))),))
    parts = (Heading(3, (long,)), Paragraph((code,)), Heading(3, (Run("x"),)), items)
    facts = Table(((), ()), (((long,), (code,)),), ("", ""))
    compare = Table(((Run("a"),), (long,), (long,)), (((long,), (long,), (code,)),), ("", "", ""))
    boxes = {"contents": (), "cards": parts, "columns": parts, "facts": (facts,), "compare": (compare,)}
    blocks: tuple[Block, ...] = (
        Heading(1, (long,), {"key": "c"}),
        Paragraph((long, Run(" "), code)),
        items,
        table,
        CodeBlock(long.text),
        Container("callout", "tip", (Paragraph((long,)),)),
        *(Container(name, "", inner) for name, inner in boxes.items()),
        *(Heading(2, (Run("o" * 70 + "i" * number),)) for number in range(30)),  # some leave no room for a dot
    )
    content = render_pdf(Document(blocks), META, read_style("runbook"), draw_sample_figure, "runbook", engine="typst")

    found = "\n".join(find_layout_faults(read_layout(content), "runbook"))
    assert re.findall(r".*(?:outside|margin|one upon).*", found) == []


def test_the_marks_of_empty_items_stay_on_their_page() -> None:
    items = List((Item(()),) * 90)
    content = render_pdf(
        Document((Heading(1, (Run("Chapter"),)), items)),
        META,
        read_style("runbook"),
        draw_sample_figure,
        "runbook",
        engine="typst",
    )
    paper = read_layout(content)

    assert [fault for fault in find_layout_faults(paper, "runbook") if "full" not in fault] == []
    assert sum(word.text == "•" for page in paper.pages for word in page.words) == 90


@pytest.mark.parametrize(("count", "words"), [(2, 90), (3, 40), (5, 40), (2, 3)])
def test_headings_heads_and_rows_stay_together_wherever_the_page_ends(count: int, words: int) -> None:
    rows = tuple(((Run(f"row {number}"),), (Run("word " * words),)) for number in range(count))
    table = Table(((Run("Name"),), (Run("Text"),)), rows, ("", ""), (Run("Caption"),))
    blocks: list[Block] = [Heading(1, (Run("Chapter"),))]
    for lines in range(1, 24):
        blocks += [Paragraph((Run("text"),))] * lines
        blocks += [Heading(2, (Run("Section"),)), table]
    content = render_pdf(
        Document(tuple(blocks)), META, read_style("runbook"), draw_sample_figure, "runbook", engine="typst"
    )
    paper = read_layout(content)

    assert [fault for fault in find_layout_faults(paper, "runbook") if "full" not in fault] == []
    assert paper.tags["TR"] == 23 * (count + 1) + len(META.facts)
    heads = [(leaf.page, leaf.baseline) for leaf in paper.leaves if "THead" in leaf.tags]
    bodies = [(leaf.page, leaf.baseline) for leaf in paper.leaves if "TBody" in leaf.tags]
    for page, baseline in heads:
        assert any(other == page and 0 < below - baseline < 40 for other, below in bodies), "a head without a row"


def test_equal_input_gives_equal_bytes_in_any_process(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from samples import *; from golive.render.pdf import Attachment, render_pdf\n"
        "files = tuple(Attachment(name, b'a: 1', 'text/csv', name) for name in ('a.csv', 'b.csv'))\n"
        "given = (parse_sample('every-block'), META, read_style('runbook'), draw_sample_figure, 'runbook')\n"
        "content = render_pdf(*given, attachments=files, engine='typst')\n"
        "print(hashlib.sha256(content).hexdigest(), 'weasyprint' in sys.modules)\n"
    )
    running = []
    for number, (seed, zone) in enumerate((("1", "UTC"), ("977", "Pacific/Auckland"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        around = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(folder), "HOME": str(folder)}
        around |= {"SOURCE_DATE_EPOCH": str(number), "TYPST_FONT_PATHS": str(folder)}
        command = [sys.executable, "-c", code, str(HERE)]
        running.append(subprocess.Popen(command, cwd=folder, env=around, stdout=subprocess.PIPE, text=True))
    said = [process.communicate()[0].split() for process in running]

    assert len(said[0][0]) == len(hashlib.sha256().hexdigest())
    assert said[0] == said[1]
    assert said[0][1] == "False"  # neither engine needs the other
