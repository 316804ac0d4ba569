"""HTML → PDF: complete, tagged, the same bytes every time, and deaf to whatever a text asks for."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample, read_style

from golive.markdown.document import (
    CodeBlock,
    Container,
    Document,
    Heading,
    Item,
    List,
    Meta,
    Paragraph,
    Run,
    Table,
)
from golive.render.html.style_sheet import TypeScale
from golive.render.pdf import Attachment, render_pdf
from golive.render.pdf.one_page_fit import SIZES, fit_on_one_page
from golive.render.pdf.weasyprint.write import count_pages, to_pdf
from golive.support.problems import LayoutError, OutputError

HOSTILE = (
    "<script>alert(1)</script> <img src=http://example.org/x.png> {{ 7*7 }} &amp; url(file:///etc/passwd) </style> ]]>"
)
LETTERS = "Zażółć \u2013 “5 ≤ 6” → naïve €3 \\ | ` * _ # ~ ^ $ % @ ffi fl -> != <= ;"
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def runbook() -> bytes:
    attachment = Attachment("spec.yaml", b"id: harbor\n", "application/yaml", "What this is made from")
    return render_pdf(
        parse_sample("every-block"),
        META,
        read_style("runbook"),
        draw_sample_figure,
        "runbook",
        attachments=(attachment,),
    )


@pytest.fixture(scope="module")
def explainer() -> bytes:
    return render_pdf(parse_sample("explainer"), META, read_style("explainer"), draw_sample_figure, "explainer")


def list_elements(content: bytes) -> Iterator[tuple[str, pikepdf.Object]]:
    with pikepdf.open(BytesIO(content)) as pdf:
        waiting = [pdf.Root.StructTreeRoot.K[0]]
        while waiting:
            element = waiting.pop()
            yield str(element.S)[1:], element
            kids: list[pikepdf.Object] = list(element.get("/K", []))
            waiting += reversed([kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid])


def extract_text(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def make_small_document(*blocks: object, meta: Meta = META) -> bytes:
    document = Document((Heading(1, (Run("Chapter"),), {"key": "c"}), *blocks))  # type: ignore[arg-type]
    return render_pdf(document, meta, read_style("runbook"), draw_sample_figure, "runbook")


def test_a_runbook_says_what_it_is(runbook: bytes) -> None:
    with pikepdf.open(BytesIO(runbook)) as pdf:
        info = pdf.docinfo
        assert str(info.Title) == "Harbor City Billing Integration: Integration Runbook (version 1.2.0)"
        assert str(info.Author) == "Example Vendor"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20270112000000Z"
        assert str(pdf.Root.Lang) == "en-US"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_outline() as bookmarks:
            titles = [item.title for item in bookmarks.root]
        assert titles == ["Document control", "Contents", "1 Purpose", "2 Data flow", "3 Files", "Glossary"]
        assert pdf.attachments["spec.yaml"].get_file().read_bytes() == b"id: harbor\n"
        assert str(pdf.Root.AF[0].AFRelationship) == "/Source"
        boxes = {(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages}
        assert boxes == {(612.0, 792.0), (792.0, 612.0)}


def test_a_runbook_is_tagged_as_what_it_is(runbook: bytes) -> None:
    kinds = [kind for kind, _ in list_elements(runbook)]
    assert kinds.count("H1") == 6
    assert kinds.count("TOC") == 1
    assert kinds.count("TOCI") == 10
    assert kinds.count("Figure") == 2
    contents = kinds[kinds.index("TOC") : kinds.index("H1", kinds.index("TOC"))]
    assert len(contents) < kinds.count("TOCI") * 8  # the dots of the leaders are not there
    headings = [int(kind[1]) for kind in kinds if kind in {"H1", "H2", "H3", "H4", "H5"}]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_figures_say_where_they_stand_on_their_page(runbook: bytes) -> None:
    boxes = [[float(side) for side in element.A.BBox] for kind, element in list_elements(runbook) if kind == "Figure"]
    assert len(boxes) == 2
    for left, low, right, high in boxes:
        assert 40 < left < right < 792
        assert 40 < low < high < 792
        assert 40 < high - low < 100


def test_contents_over_several_pages_are_one() -> None:
    heads = [Heading(2, (Run(f"Part {number}"),)) for number in range(90)]
    content = make_small_document(Container("contents", "", ()), Heading(1, (Run("More"),)), *heads)
    kinds = [kind for kind, _ in list_elements(content)]
    assert (kinds.count("TOC"), kinds.count("TOCI")) == (1, 91)


def test_facts_are_tagged_as_a_list_of_terms() -> None:
    rows = tuple(((Run(f"Label {number}"),), (Run("value"),)) for number in range(5))
    content = make_small_document(Container("facts", "", (Table(((), ()), rows, ("", "")),)))
    kinds = [kind for kind, _ in list_elements(content)]
    assert kinds.count("L") == 1
    assert kinds.count("LI") == kinds.count("Lbl") == kinds.count("LBody") == 5
    assert kinds.count("TD") == len(META.facts)
    assert all("/A" not in element for kind, element in list_elements(content) if kind in {"Lbl", "LBody"})


def test_every_list_says_what_its_labels_are() -> None:
    def items(count: int, *, ordered: bool = False) -> List:
        return List(tuple(Item((Paragraph((Run(f"item {number}"),)),)) for number in range(count)), ordered)

    nested = List((Item((Paragraph((Run("outer"),)), items(2, ordered=True))), Item((Paragraph((Run("next"),)),))))
    facts = Container("facts", "", (Table(((), ()), (((Run("Label"),), (Run("value"),)),), ("", "")),))
    content = make_small_document(items(120), items(2, ordered=True), facts, nested)
    found = [str(element.A.ListNumbering)[1:] for kind, element in list_elements(content) if kind == "L"]
    pages = found.index("Decimal")  # a list is one element on each page
    assert pages > 1
    assert found == ["Disc"] * pages + ["Decimal", "None", "Disc", "Decimal"]


def test_every_list_item_has_a_body_and_every_header_cell_a_scope(runbook: bytes) -> None:
    seen = 0
    for kind, element in list_elements(runbook):
        if kind == "LI":
            assert {str(kid.S) for kid in element.K} <= {"/Lbl", "/LBody"}
            seen += 1
        if kind == "TH":
            assert str(element.A.Scope) in {"/Column", "/Row"}
            seen += 1
    assert seen > 40


def test_both_papers_conform_to_pdf_ua_1_and_pdf_a_3a(runbook: bytes, explainer: bytes) -> None:
    validator = pytest.importorskip("page")
    for content in (runbook, explainer):
        for profile in ("ua1", "3a"):
            report = validator.validate_pdf_bytes(content, profile=profile)
            assert [failure.message for failure in report.failures] == []


def test_a_table_over_several_pages_is_one_table_and_loses_no_row() -> None:
    rows = tuple(((Run(f"row {number}"),), (Run("text"),)) for number in range(90))
    content = make_small_document(Table(((Run("Name"),), (Run("Text"),)), rows, ("", ""), (), {"heads": "yes"}))
    kinds = [kind for kind, _ in list_elements(content)]
    names = {str(element.ID) for kind, element in list_elements(content) if kind == "TH"}
    heads = [
        str(name) for kind, element in list_elements(content) if kind == "TD" for name in element.A.get("/Headers", [])
    ]

    assert kinds.count("TR") == 91 + len(META.facts)
    assert kinds.count("Table") == 2  # the cover's facts, and this one
    assert kinds.count("THead") == 1
    assert set(heads) <= names
    shown = extract_text(content)
    assert all(f"row {number} " in shown for number in range(90))


def test_running_heads_are_decoration_and_say_chapter_version_and_page(runbook: bytes) -> None:
    shown = extract_text(runbook)
    assert "1 Purpose" in shown
    assert "City of Harbor · Version 1.2.0 · Jan 12, 2027 · Build" in shown
    assert "Page 4 of" in shown
    with pikepdf.open(BytesIO(runbook)) as pdf:
        kinds = [
            str(step.operands[0]) for step in pikepdf.parse_content_stream(pdf.pages[3]) if str(step.operator) == "BDC"
        ]
    assert kinds.count("/Artifact") >= 4


def test_the_contents_name_the_right_pages(runbook: bytes) -> None:
    pages = extract_text(runbook).split("\f")
    listed = next(page for page in pages if "Contents" in page and ". . ." in page)
    for title in ("Purpose", "Data flow", "Files", "Glossary"):
        line = next(line for line in listed.splitlines() if f" {title} ." in line)
        assert title in pages[int(line.split()[-1]) - 1]


def test_text_is_shown_letter_for_letter_and_never_obeyed() -> None:
    content = make_small_document(
        CodeBlock(f"{LETTERS}\n  indented   twice"), CodeBlock(HOSTILE), Paragraph((Run(LETTERS),))
    )
    shown = extract_text(content)
    assert shown.count(LETTERS) == 2
    assert "  indented   twice" in shown
    assert HOSTILE.split(maxsplit=1)[0] in shown
    assert "7*7" in shown
    assert b"/JavaScript" not in content


def test_a_draft_says_so_on_its_cover_and_on_every_page() -> None:
    shown = extract_text(
        make_small_document(Paragraph((Run("Text"),)), meta=replace(META, draft_mark="Draft of 1.2.0 · 3f9c21"))
    )
    assert shown.count("Draft of 1.2.0 · 3f9c21") == 2


def test_a4_paper_is_a4() -> None:
    with pikepdf.open(BytesIO(make_small_document(meta=replace(META, paper_size="a4")))) as pdf:
        assert [round(float(side)) for side in pdf.pages[1].mediabox][2:] == [595, 842]


def test_a_chapter_starts_on_a_new_page_only_where_half_of_the_last_is_full() -> None:
    def chapter(name: str, paragraphs: int) -> list[object]:
        return [Heading(1, (Run(name),)), *[Paragraph((Run("word " * 60),))] * paragraphs]

    document = Document((*chapter("One", 2), *chapter("Two", 9), *chapter("Three", 1)))  # type: ignore[arg-type]
    pages = extract_text(render_pdf(document, META, read_style("runbook"), draw_sample_figure, "runbook")).split("\f")
    assert ["One" in pages[1], "Two" in pages[1], "Three" in pages[1], "Three" in pages[2]] == [True, True, False, True]


@pytest.mark.parametrize("copies", [1, 3])
def test_an_explainer_is_exactly_one_page_whether_short_or_long(copies: int) -> None:
    document = parse_sample("explainer")
    compare = next(block for block in document.blocks if isinstance(block, Container))
    table = compare.blocks[0]
    assert isinstance(table, Table)
    rows = table.rows[:2] if copies == 1 else table.rows * 2
    blocks = tuple(
        replace(compare, blocks=(replace(table, rows=rows),)) if block is compare else block
        for block in document.blocks
    )
    content = render_pdf(
        replace(document, blocks=blocks), META, read_style("explainer"), draw_sample_figure, "explainer"
    )
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
    assert all(cell[0].text.split()[0] in extract_text(content) for row in rows for cell in row)


def test_a_size_is_found_by_halving_and_is_the_roomiest_that_fits() -> None:
    for roomiest in range(len(SIZES)):
        tried: list[TypeScale] = []

        def pages(size: TypeScale, roomiest: int = roomiest, tried: list[TypeScale] = tried) -> int:
            tried.append(size)
            return 1 if SIZES.index(size) >= roomiest else 2

        assert fit_on_one_page(Document(()), pages) is SIZES[roomiest]
        assert len(tried) <= 5


def test_an_explainer_that_cannot_fit_names_its_longest_texts() -> None:
    document = Document((Paragraph((Run("short"),), line=3), Paragraph((Run("very long " * 9),), line=5)), "x.md.j2")
    with pytest.raises(LayoutError) as caught:
        fit_on_one_page(document, lambda _: 2)
    assert "x.md.j2:5: one of its longest texts, with 90 letters: 'very long" in str(caught.value)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://example.org/x.png" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
        '<p style="background:url(//example.org/x.png)">x</p>',
        '<style>@import "ftp://example.org/x.css";</style>',
        '<img src="font:../fonts.conf" alt="x">',
        '<img src="attachment:7" alt="x">',
        f'<img src="data:image/png;base64,{"A" * 3_000_000}" alt="x">',
    ],
)
def test_the_engine_reads_nothing_that_it_was_not_given(html: str) -> None:
    with pytest.raises(OutputError, match="PDF engine"):
        to_pdf(f"<html lang='en'><head><title>t</title></head><body>{html}</body></html>", "", META)


def test_what_the_engine_would_only_log_is_an_error() -> None:
    with pytest.raises(OutputError, match="the PDF engine reports"):
        count_pages("<html lang='en'><body>x</body></html>", "p{colour:red}")


def test_equal_input_gives_equal_bytes_in_any_process(tmp_path: Path) -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from samples import *; from golive.render.pdf import render_pdf\n"
        "from golive.markdown.document import Document\n"
        "whole = parse_sample('every-block')\n"
        "part = Document(whole.blocks[:4] + whole.blocks[-8:-2], 'x')\n"
        "content = render_pdf(part, META, read_style('runbook'), draw_sample_figure, 'runbook')\n"
        "print(hashlib.sha256(content).hexdigest())\n"
    )
    running = []
    for number, (seed, zone, fonts) in enumerate((("1", "UTC", ""), ("977", "Pacific/Auckland", "none"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(folder), "HOME": str(folder)}
        if fonts:  # a machine that has no fonts at all
            (folder / "none.conf").write_text("<fontconfig></fontconfig>")
            environment |= {"FONTCONFIG_FILE": str(folder / "none.conf"), "FONTCONFIG_PATH": str(folder), "LC_ALL": "C"}
        command = [sys.executable, "-c", code, str(HERE)]
        running.append(subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True))
    digests = [process.communicate()[0] for process in running]
    assert len(digests[0]) == len(hashlib.sha256().hexdigest()) + 1
    assert digests[0] == digests[1]


def test_a_machine_without_the_engine_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    code = (
        "from golive.support.problems import OutputError\n"
        "from golive.render.pdf.weasyprint.write import count_pages\n"
        "try:\n    count_pages('', '')\nexcept OutputError as error:\n    print(error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "cannot load library libpango" in done.stdout
    assert all(advice in done.stdout for advice in ("apt install", "brew install", "MSYS2", "Decks"))


def test_a_long_caption_stays_whole_and_with_its_table() -> None:
    caption, text = (Run("caption " * 120),), (Run("text " * 40),)
    table = Table(((Run("A"),), (Run("B"),)), ((text, text),) * 4, ("", ""), caption)
    for lines in range(20, 30):
        content = make_small_document(CodeBlock("\n".join("word" for _ in range(lines + 20))), table)
        pages = extract_text(content).split("\f")
        counts = [page.count("caption") for page in pages]
        assert max(counts) == sum(counts) == 120
        assert "text" in pages[counts.index(120)]
