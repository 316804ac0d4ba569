"""Both PDF engines say the same: texts in reading order, tags, links, bookmarks, properties and attachments."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.examples import examples
from tests.generated.specs import generate_project
from tests.render.pdf.laws import find_layout_faults, find_split_rows, join_lists_over_pages
from tests.render.pdf.printed_documents import print_document
from tests.render.pdf.readback import Page, Word, read_layout
from tests.render.pdf.samples import META, draw_sample_figure, parse_sample, read_style
from tests.render.pdf.tagged_text import TaggedContent, read_tags
from tests.render.pdf.test_laws import SMALL

from golive.audit.files import audit_file
from golive.markdown.document import CodeBlock, Container, Document, Heading, Item, List, Meta, Paragraph, Run, Table
from golive.render.html.paper_size import DocumentForm
from golive.render.pdf import Attachment, render_pdf
from golive.render.pdf.engines import ENGINES, PdfEngineName

ATTACHED = (Attachment("spec.yaml", b"id: harbor\n", "application/yaml", "What this is made from"),)
WORDS = st.text("abc ABC0123 '\"\\#$*_@<>=[]{}()/~`é–“”ł→≤…;:.,-+&|%^", min_size=1, max_size=40).map(str.split)
TEXT = WORDS.filter(bool).map(" ".join)
RUN = st.builds(
    Run,
    TEXT,
    bold=st.booleans(),
    italic=st.booleans(),
    code=st.booleans(),
    language=st.sampled_from(("", "", "es", "fr-CA")),
)
LINK = st.builds(Run, TEXT, bold=st.booleans(), href=st.sampled_from(("#chapter", "https://example.org/a?b=1&c=2")))
RUNS = st.lists(st.one_of(RUN, RUN, LINK), min_size=1, max_size=4).map(tuple)
PARAGRAPH = st.builds(Paragraph, RUNS)


def lists(inside: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[List]:
    items = st.builds(lambda first, rest: Item((first, *rest)), PARAGRAPH, st.lists(inside, max_size=2))
    return st.builds(List, st.lists(items, min_size=1, max_size=most).map(tuple), ordered=st.booleans())


@st.composite
def tables(draw: st.DrawFn, columns: int | None = None, rows: int = 4) -> Table:
    count = columns or draw(st.integers(1, 5))
    cells = st.tuples(*[RUNS] * count)
    kind = draw(st.sampled_from(("", "layout", "keys", "raci")))
    attributes = {
        name: value for name, value in (("kind", kind), ("heads", draw(st.sampled_from(("", "yes"))))) if value
    }
    caption = draw(st.one_of(st.just(()), RUNS))
    found = draw(st.lists(cells, min_size=1, max_size=rows))
    return Table(draw(cells), tuple(found), ("",) * count, caption, attributes)


HEADS = st.builds(Heading, st.integers(2, 4), RUNS)
FACTS = st.builds(lambda table: Container("facts", "", (replace(table, attributes={}),)), tables(2))
COMPARE = st.builds(lambda table: Container("compare", "", (replace(table, attributes={}),)), tables(3))
CODE = st.builds(
    CodeBlock, st.lists(st.one_of(TEXT, st.just("")), min_size=1, max_size=4).map("\n".join).filter(str.strip)
)
LONG_LIST = lists(PARAGRAPH, most=9)
INNER = st.one_of(PARAGRAPH, lists(st.one_of(PARAGRAPH, lists(PARAGRAPH))), LONG_LIST, tables(), CODE)
CALLOUT = st.builds(
    lambda name, blocks: Container("callout", name, tuple(blocks)),
    st.sampled_from(("note", "warning", "tip")),
    st.lists(st.one_of(PARAGRAPH, lists(PARAGRAPH)), min_size=1, max_size=2).map(
        lambda found: [Paragraph((Run("x"),)), *found]
    ),
)
SIDES = st.builds(
    lambda name, parts: Container(name, "", tuple(block for part in parts for block in part)),
    st.sampled_from(("cards", "columns")),
    st.lists(st.tuples(st.builds(Heading, st.just(3), RUNS), INNER), min_size=1, max_size=4),
)
FIGURE = st.builds(lambda runs: Container("figure", "dataflow", (Paragraph(runs),)), RUNS)
BLOCKS = st.lists(st.one_of(HEADS, INNER, FACTS, COMPARE, CALLOUT, SIDES, FIGURE), min_size=1, max_size=6)


def render(document: Document, form: DocumentForm, engine: PdfEngineName, meta: Meta = META) -> bytes:
    files = ATTACHED if form == "runbook" else ()
    return render_pdf(document, meta, read_style(form), draw_sample_figure, form, attachments=files, engine=engine)


def read_joined_tags(content: bytes) -> TaggedContent:
    """Read the tags, with neighboring texts and lists joined, since each page begins a new element."""
    tags = read_tags(content)
    blocks: list[tuple[str, str]] = []
    for kind, text in tags.blocks:
        if blocks and kind.startswith("L ") and blocks[-1][0] == f"/{kind}":
            blocks.pop()
        elif blocks and kind == blocks[-1][0] == "P":
            blocks[-1] = ("P", blocks[-1][1] + text)
        else:
            blocks.append((kind, text))
    links: list[tuple[str, str]] = []
    for text, target in tags.links:  # a link over two lines may be two elements
        if links and links[-1][1] == target:
            links[-1] = (links[-1][0] + text, target)
        else:
            links.append((text, target))
    foreign: list[tuple[str, str]] = []
    for text, language in tags.foreign:
        if foreign and foreign[-1][1] == language:
            foreign[-1] = (foreign[-1][0] + text, language)
        else:
            foreign.append((text, language))
    return TaggedContent(blocks, links, tags.bookmarks, foreign)


def read_properties(content: bytes) -> dict[str, Any]:
    with pikepdf.open(BytesIO(content)) as pdf:
        info = {name: str(value) for name, value in pdf.docinfo.items() if name != "/Producer"}
        files = {
            name: (
                spec.get_file().read_bytes(),
                str(spec.obj.AFRelationship),
                spec.description,
                spec.get_file().mime_type,
            )
            for name, spec in pdf.attachments.items()
        }
        root = {name: str(pdf.Root[name]) for name in ("/Lang", "/MarkInfo", "/ViewerPreferences")}
        return {
            "info": info,
            "files": files,
            "lang": root["/Lang"],
            "sizes": {tuple(map(float, p.mediabox)) for p in pdf.pages},
        }


def close_heading_gaps(blocks: list[Any]) -> list[Any]:
    """Return the blocks with headings that skip no level, as templates have them."""
    level, found = 1, []
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
        found.append(replace(block, level=level) if isinstance(block, Heading) else block)
    return found


def documents() -> st.SearchStrategy[Document]:
    head = Heading(1, (Run("Chapter"),), {"key": "chapter"})
    return BLOCKS.map(lambda blocks: Document((head, *close_heading_gaps(blocks)), "x.md"))


def lists_links_and_foreign_texts() -> Document:
    inner = List((Item((Paragraph((Run("one"),)),)), Item((Paragraph((Run("dos", language="es"),)),))), ordered=True)
    item = Item((Paragraph((Run("outer"),)), inner, Paragraph((Run("see", href="#chapter"),))))
    many = List((*[Item((Paragraph((Run(str(number)),)),)) for number in range(8)], item), ordered=True)
    compounds = Paragraph((Run(" ".join(["pago-por-lote-SIT-vs-UAT"] * 9), language="es"),))
    head = Heading(1, (Run("Chapter"),), {"key": "chapter"})
    linked, cell = ((Run("up", href="#chapter"),), (Run("cell"),))
    table = Table((linked, cell), ((cell, cell),) * 60, ("", ""))
    return Document((head, List((item,), ordered=True), many, compounds, table), "x.md")


@settings(max_examples=examples(6))
@example(parse_sample("every-block"))
@example(lists_links_and_foreign_texts())
@given(documents())
def test_both_engines_say_the_same_of_any_document(document: Document) -> None:
    one, other = (render(document, "runbook", name) for name in ENGINES)

    assert read_joined_tags(other) == read_joined_tags(one)
    assert read_properties(other) == read_properties(one)


def test_both_engines_say_the_same_on_one_page() -> None:
    one, other = (render(parse_sample("explainer"), "explainer", name) for name in ENGINES)

    assert read_joined_tags(other) == read_joined_tags(one)
    assert read_properties(other) == read_properties(one)


def list_lines(page: Page) -> list[tuple[float, str]]:
    """Return the lines of a page from top to bottom with their places, without the dots of the contents."""
    rows: dict[int, list[Word]] = {}
    for word in page.words:
        if word.text.strip("."):
            rows.setdefault(round(word.box.bottom / 3), []).append(word)
    found = (sorted(row, key=lambda word: word.box.left) for row in rows.values())
    return sorted((row[0].box.bottom, " ".join(word.text for word in row)) for row in found)


def test_both_engines_say_the_same_of_a_generated_spec() -> None:
    project = generate_project(SMALL[0])
    one, other = (print_document(replace(project, pdf_engine=name), "runbook").content for name in ENGINES)

    assert read_joined_tags(other) == read_joined_tags(one)
    assert read_properties(other) == read_properties(one)
    for page, same in zip(read_layout(one).pages, read_layout(other).pages, strict=True):
        places, others = map(list_lines, (page, same))
        assert [text for _, text in places] == [text for _, text in others]
        assert max((abs(y - z) for (y, _), (z, _) in zip(places, others, strict=True)), default=0) < 1


PAPERS = [(one, kind) for one in SMALL[:2] for kind in ("runbook", "explainer")]


@pytest.mark.parametrize(("one", "kind"), PAPERS, ids=lambda one: one if isinstance(one, str) else one.script)
def test_papers_of_typst_are_laid_out_by_the_laws_and_pass_the_audit(one: Any, kind: str, tmp_path: Path) -> None:
    paper = print_document(replace(generate_project(one), pdf_engine="typst"), kind)
    back = read_layout(paper.content)
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper.content)

    assert [*find_layout_faults(back, paper.form, paper.size), *find_split_rows(back, paper.html)] == []
    assert audit_file(path) == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_no_item_of_a_list_stands_alone_wherever_the_page_ends(engine: PdfEngineName) -> None:
    item, text = Item((Paragraph((Run("item"),)),)), Paragraph((Run("text"),))
    blocks: list[Any] = [Heading(1, (Run("Chapter"),))]
    for lines in range(12, 23):
        blocks += [text] * lines + [List((item,) * (9 if lines % 2 else 4), ordered=False)]
    paper = read_layout(render(Document(tuple(blocks)), "runbook", engine))
    pages = [[paper.leaves[start].page for start, _ in items] for items in join_lists_over_pages(paper)]
    lists = {count: [len(set(found)) for found in pages if len(found) == count] for count in (4, 9)}

    assert list(find_layout_faults(paper, "runbook")) == []
    assert (len(lists[4]), len(lists[9])) == (6, 5)
    assert lists[4] == [1] * 6
