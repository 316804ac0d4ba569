"""Layout laws, read back from whole papers: of small generated specs, and of the guide.

`python benchmarks/paper_laws.py` tries as many and as large specs as one likes.
"""

from pathlib import Path

import pytest
from tests.generated.profile import SpecProfile
from tests.generated.specs import generate_project
from tests.render.pdf.laws import find_layout_faults, find_split_rows
from tests.render.pdf.printed_documents import PrintedDocument, print_document
from tests.render.pdf.readback import Link, Page, PdfLayout, Rect, TaggedText, Word, read_layout

from golive.project.project import load_guide
from golive.project.workspace import open_workspace
from golive.schema.formats import Formats

SMALL = (
    SpecProfile(5, length="shortest", filled=0.0, interfaces=1, methods="batch"),
    SpecProfile(12, script="technical", length="usual", filled=1.0, interfaces=1, methods="real-time"),
    SpecProfile(8, script="unbroken", length="limit", filled=0.0, interfaces=1, methods="batch"),
)
LETTER = (612.0, 792.0)


def find_faults(paper: PrintedDocument) -> list[str]:
    back = read_layout(paper.content)
    return [*find_layout_faults(back, paper.form, paper.size), *find_split_rows(back, paper.html)]


@pytest.mark.parametrize("one", SMALL[1:], ids=lambda one: f"{one.script}-{one.length}")
def test_runbooks_of_generated_specs_are_laid_out_by_the_laws(one: SpecProfile) -> None:
    assert find_faults(print_document(generate_project(one), "runbook")) == []


@pytest.mark.parametrize("one", SMALL[:2], ids=lambda one: f"{one.script}-{one.length}")
def test_explainers_of_generated_specs_are_laid_out_by_the_laws(one: SpecProfile) -> None:
    assert find_faults(print_document(generate_project(one), "explainer")) == []


@pytest.mark.parametrize("size", ["letter", "a4"])
def test_the_guide_is_laid_out_by_the_laws_on_both_papers(size: str) -> None:
    from msgspec.structs import replace

    project = load_guide(open_workspace(Path(__file__).parents[3]))
    vendor = project.organization.model_copy(update={"formats": Formats(paper=size)})
    paper = print_document(replace(project, organization=vendor), "guide")

    assert paper.size == size
    assert find_faults(paper) == []


def make_page(*words: tuple[str, float, float], links: tuple[Link, ...] = ()) -> Page:
    """Return a page with words of 40 × 10 points at these places."""
    return Page(*LETTER, tuple(Word(text, Rect(x, y, x + 40, y + 10)) for text, x, y in words), links)


BROKEN = [
    (make_page(("out", 600, 300)), "'out' is outside of the page"),
    (make_page(("out", 300, 790)), "'out' is below the page"),
    (make_page(("side", 20, 300)), "'side' reaches into a side margin"),
    (make_page(("foot", 100, 724)), "'foot' reaches into the upper or lower margin"),
    (make_page(("one", 100, 300), ("two", 104, 303)), "'one' and 'two' lie one upon the other"),
    (make_page(("short", 100, 100)), "only 5% full"),
    (make_page(("see", 100, 600), links=(Link(Rect(90, 595, 150, 615), "see", None),)), "the link 'see' leads nowhere"),
    (
        make_page(
            ("see", 100, 600), ("(p.", 150, 600), ("7)", 200, 600), links=(Link(Rect(90, 595, 145, 615), "see", 4),)
        ),
        "the reference 'see' says page '7)'",
    ),
]


@pytest.mark.parametrize(("broken", "fault"), BROKEN, ids=[fault for _, fault in BROKEN])
def test_a_page_that_breaks_a_law_is_found(broken: Page, fault: str) -> None:
    full = make_page(("full", 100, 700))
    paper = PdfLayout((full, full, broken, full, full), (TaggedText(1, 100, ("H1",)),), {})
    assert any(fault in found for found in find_layout_faults(paper, "runbook"))


def test_a_heading_at_the_foot_of_a_page_is_found_and_a_whole_section_there_is_none() -> None:
    full = make_page(("full", 100, 700))
    pages = (full, full, full, full)
    goes_on = (TaggedText(1, 690, ("H2",)), TaggedText(1, 704, ("P",)), TaggedText(2, 90, ("P",)))
    ends = (TaggedText(1, 690, ("H2",)), TaggedText(1, 704, ("P",)), TaggedText(2, 90, ("H2",)))

    assert list(find_layout_faults(PdfLayout(pages, goes_on, {}), "runbook")) == [
        "page 2: a heading in the last 3 lines, at 690 pt"
    ]
    assert list(find_layout_faults(PdfLayout(pages, ends, {}), "runbook")) == []


def test_a_wrong_page_in_the_contents_is_found() -> None:
    def make_contents(printed: str) -> PdfLayout:
        entry = Link(Rect(90, 95, 145, 115), "Entry", 2)
        contents = make_page(
            ("Entry", 100, 100), (".", 150, 100), (printed, 500, 100), ("full", 100, 700), links=(entry,)
        )
        full = make_page(("full", 100, 700))
        return PdfLayout((full, contents, full, full), (TaggedText(1, 100, ("TOC", "TOCI")),), {})

    assert list(find_layout_faults(make_contents("3"), "runbook")) == []
    assert list(find_layout_faults(make_contents("4"), "runbook")) == ["page 2: the entry 'Entry' says page '4'"]


def test_a_caption_without_its_table_is_found() -> None:
    full = make_page(("full", 100, 700))
    caption = TaggedText(1, 690, ("Table", "Caption", "Span"))
    parted = PdfLayout((full,) * 4, (caption, TaggedText(2, 90, ("Table", "TBody"))), {})
    whole = PdfLayout((full,) * 4, (caption, TaggedText(1, 700, ("Table", "TBody"))), {})

    assert list(find_layout_faults(parted, "runbook")) == ["page 2: a caption is parted from its table"]
    assert list(find_layout_faults(whole, "runbook")) == []


def test_an_item_of_a_list_alone_on_a_page_is_found() -> None:
    pages = (make_page(("first", 100, 80), ("last", 100, 700)),) * 4
    item, found = ("L", "LI", "Lbl"), "page 3: an item alone, parted from its neighbor on the page before"
    items = (TaggedText(1, 680, item), TaggedText(1, 695, item), TaggedText(2, 88, item))
    for lists in ([((0, 1), (1, 2), (2, 3))], [((0, 1), (1, 2)), ((2, 3),)]):  # WeasyPrint tags one on each page
        short, tall = (PdfLayout(pages, (*items, TaggedText(2, y, ("H2",))), {}, tuple(lists)) for y in (110, 300))

        assert list(find_layout_faults(short, "runbook")) == [found]
        assert list(find_layout_faults(tall, "runbook")) == []
    rest = (*items[:2], TaggedText(2, 88, ("L", "LI", "LBody")), TaggedText(2, 110, ("H2",)))
    assert list(find_layout_faults(PdfLayout(pages, rest, {}, (((0, 1), (1, 2)), ((2, 3),))), "runbook")) == []


def test_a_page_may_be_nearly_empty_only_before_a_figure_that_does_not_fit_on_it() -> None:
    full, thin = make_page(("full", 100, 700)), make_page(("thin", 100, 100))
    heading = (TaggedText(1, 100, ("H1",)), TaggedText(3, 94, ("H1",)), TaggedText(3, 120, ("P",)))

    def judge_figure(bottom: float) -> list[str]:
        leaves = (*heading, TaggedText(3, bottom, ("Caption",)), TaggedText(3, 705, ("P",)))
        return list(find_layout_faults(PdfLayout((full, full, thin, full, full), leaves, {}), "runbook"))

    assert judge_figure(700) == []
    assert judge_figure(400) == ["page 3: only 5% full"]


def test_rows_in_pieces_are_found() -> None:
    html = '<table class="facts"><tr><th>A</th></tr></table><table><tr><td></td></tr></table><li>'
    assert list(find_split_rows(PdfLayout((), (), {"TR": 1, "Lbl": 2}), html)) == []
    assert len(list(find_split_rows(PdfLayout((), (), {"TR": 2, "Lbl": 3}), html))) == 2
