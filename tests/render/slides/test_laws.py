"""What holds for every deck, whatever the document: nothing lost, nothing outside its place, nothing altered."""

import io
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from tests.examples import examples
from tests.render.slides.geometry import find_overflows, find_overlaps
from tests.render.slides.samples import META, THEME, draw_sample

from golive.markdown.document import (
    Block,
    CodeBlock,
    Container,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Run,
    SlideBreak,
    Table,
    plain_text,
    walk_blocks,
)
from golive.render import slides as deck
from golive.render.slides.layout.deck_text import iter_slide_texts
from golive.render.slides.layout.plan import plan_slides
from golive.render.slides.model import Deck
from golive.render.slides.theme.theme import read_theme

SEVERAL = settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))

_WORD = st.sampled_from(
    ["bill", "payment", "SFTP", "control-totals", "reconciliation", "a", "02:00", "48,000", "PGP-encrypted", "Straße"]
)
_TEXT = st.lists(_WORD, min_size=1, max_size=30).map(" ".join)
_LONG = st.integers(40, 900).map(lambda n: " ".join(f"word{i}" for i in range(n)))
_RUNS = st.one_of(
    _TEXT.map(lambda t: (Run(t),)),
    st.tuples(_TEXT, _TEXT).map(lambda p: (Run(p[0] + " "), Run(p[1], bold=True))),
    st.tuples(_TEXT, _TEXT).map(lambda p: (Run(p[0], code=True), Run(" " + p[1]))),
)
_PARAGRAPH = st.one_of(_RUNS.map(Paragraph), _RUNS.map(Paragraph), _LONG.map(lambda t: Paragraph((Run(t),))))


def _items(inner: st.SearchStrategy[tuple[Block, ...]], most: int) -> st.SearchStrategy[List]:
    item = st.tuples(_RUNS.map(Paragraph), inner).map(lambda p: Item((p[0], *p[1])))
    return st.builds(List, st.lists(item, min_size=1, max_size=most).map(tuple), st.booleans())


_NESTED = st.one_of(st.just(()), _items(st.just(()), 3).map(lambda one: (one,)))
_LIST = _items(_NESTED, 14)


@st.composite
def _tables(draw_: st.DrawFn, columns: tuple[int, int] = (1, 7), most: int = 40) -> Table:
    count = draw_(st.integers(*columns))
    row = st.tuples(*[st.one_of(_RUNS, st.just(()))] * count)
    header = tuple((Run(f"Head{n}"),) for n in range(count))
    rows = draw_(st.lists(row, min_size=1, max_size=most))
    kind = draw_(st.sampled_from(["", "layout", "keys"]))
    return Table(header, tuple(rows), ("left",) * count, (), {"kind": kind})


_CODE = st.lists(st.text("ABC 019", max_size=130), min_size=1, max_size=40).map(lambda ls: CodeBlock("\n".join(ls)))


@st.composite
def _containers(draw_: st.DrawFn) -> Container:
    name = draw_(st.sampled_from(["cards", "columns", "facts", "callout", "figure"]))
    if name in {"cards", "columns"}:
        count = draw_(st.integers(1, 9 if name == "cards" else 3))
        blocks: list[Block] = []
        for _ in range(count):
            blocks.append(Heading(3, draw_(_RUNS), {"tone": draw_(st.sampled_from(["batch", "plain", "sit"]))}))
            blocks += draw_(st.lists(st.one_of(_PARAGRAPH, _LIST, _tables((1, 2), 5)), max_size=2))
        return Container(name, "", tuple(blocks))
    if name == "facts":
        return Container(name, "", (draw_(_tables((2, 2), 9)),))
    if name == "callout":
        return Container(name, "note", (draw_(_PARAGRAPH), *draw_(_NESTED)))
    return Container(name, "dataflow", draw_(st.one_of(st.just(()), _RUNS.map(lambda r: (Paragraph(r),)))))


_BLOCK = st.one_of(_PARAGRAPH, _LIST, _tables(), _CODE, _containers(), st.just(SlideBreak()))
_TITLE = st.lists(_WORD, min_size=1, max_size=14).map(" ".join).map(lambda t: (Run(t),))


@st.composite
def documents(draw_: st.DrawFn) -> Document:
    """Draw a document of a title slide and a few slides of any blocks."""
    blocks: list[Block] = [Heading(1, draw_(_TITLE))]
    for _ in range(draw_(st.integers(1, 3))):
        blocks.append(Heading(2, draw_(_TITLE), {"label": "Label"}))
        blocks += draw_(st.lists(_BLOCK, max_size=4))
    return Document(tuple(blocks), "law")


def _count_words_of_document(document: Document) -> Counter[str]:
    """Count the words of a document, without table headers: a deck repeats those, or leaves them out for facts."""
    texts: list[str] = []
    for block in walk_blocks(document.blocks):
        if isinstance(block, Heading | Paragraph):
            texts.append(plain_text(block.runs))
        elif isinstance(block, Table):
            texts += [plain_text(cell) for row in block.rows for cell in row]
        elif isinstance(block, CodeBlock):
            texts.append(block.text)
    return Counter(word for text in texts for word in text.split())


def _count_words_of_deck(planned: Deck) -> Counter[str]:
    return Counter(word for slide in planned.slides for text in iter_slide_texts(slide) for word in text.split())


@SEVERAL
@given(documents())
def test_no_text_reaches_past_its_box_or_its_slide_and_none_lies_over_another(document: Document) -> None:
    theme = read_theme(THEME)
    planned = plan_slides(document, META, theme, draw_sample)

    faults = [
        fault
        for slide in planned.slides
        for fault in (*find_overflows(slide, planned.width, planned.height, theme.body_font), *find_overlaps(slide))
    ]
    assert not faults


@SEVERAL
@given(documents())
def test_no_word_of_a_document_is_lost(document: Document) -> None:
    planned = plan_slides(document, META, read_theme(THEME), draw_sample)

    assert not _count_words_of_document(document) - _count_words_of_deck(planned)


@SEVERAL
@given(documents())
def test_titles_and_keys_and_names_of_shapes_are_unique(document: Document) -> None:
    planned = plan_slides(document, META, read_theme(THEME), draw_sample)

    assert len({slide.title for slide in planned.slides}) == len(planned.slides)
    assert len({slide.key for slide in planned.slides}) == len(planned.slides)
    for slide in planned.slides:
        assert len({element.name for element in slide.elements}) == len(slide.elements)
        assert all(element.name.startswith(f"{slide.key}:") for element in slide.elements)


@settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_equal_documents_give_equal_bytes(document: Document) -> None:
    assert deck.make_deck(document, META, THEME, draw_sample) == deck.make_deck(document, META, THEME, draw_sample)


_LETTERS = st.text(
    st.one_of(
        # Letters of many scripts, and what XML and Markdown would take for their own.
        st.sampled_from("<>&\"'|*_`#[]{}\\ \u00a0漢字かな한글שלוםمرحبا👩‍👩‍👧🇺🇸éß—…"),
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: text == text.strip() and text)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_LETTERS, min_size=3, max_size=3))
def test_every_string_is_shown_letter_for_letter(texts: list[str]) -> None:
    item = Paragraph((Run(texts[0]),))
    table = Table(((Run("Name"),), (Run("Value"),)), (((Run(texts[1]),), (Run(texts[1], code=True),)),), ("left",) * 2)
    blocks = (Heading(1, (Run("Cover"),)), Heading(2, (Run(texts[2]),)), List((Item((item,)),)), table)
    content = deck.make_deck(Document(blocks, "law"), META, THEME, draw_sample)

    slides = list(Presentation(io.BytesIO(content)).slides)[1:]
    found = [shape for slide in slides for shape in slide.shapes]
    shown = "\n".join(shape.text_frame.text for shape in found if shape.has_text_frame)
    cells = [cell.text_frame.text for s in found if s.has_table for row in s.table.rows for cell in row.cells]
    assert texts[0] in shown
    assert texts[2] in shown
    assert cells[2:4] == [texts[1], texts[1]]
