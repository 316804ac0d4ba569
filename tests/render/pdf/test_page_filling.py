"""A nearly empty page takes the section before it along, where both pages are filled enough afterwards."""

from functools import partial

import pytest

from golive.render.html.outline import OutlineEntry
from golive.render.pdf.layout import PdfLayout
from golive.render.pdf.page_filling import lay_out_filling_pages
from golive.render.pdf.weasyprint.write import lay_out

# Ten lines to a page; a heading stays with what follows, a picture is whole.
CSS = """@page{size:200pt 100pt;margin:0}html{font:8pt/10pt Inter}body,h1,h2,p{margin:0;font:inherit}
h1{break-before:page}h1,h2{break-after:avoid}.picture{break-inside:avoid;border:0}"""
COVER = "<p>Cover</p>"


def make_page(*parts: str) -> str:
    body = "".join(parts)
    return (
        f'<html lang="en"><head><title>t</title></head><body>{COVER}<h1 id="chapter">Chapter</h1>{body}</body></html>'
    )


def make_section(name: str, lines: int) -> str:
    return f'<h2 id="{name}">{name}</h2>' + "<p>text</p>" * lines


def make_picture(lines: int) -> str:
    return f'<h2 id="picture">Next</h2><p class="picture">{"text<br/>" * (lines - 1)}text</p>'


def make_entries(*names: str) -> tuple[OutlineEntry, ...]:
    heads = [OutlineEntry(1, "1", (), "chapter", in_contents=True)]
    return (*heads, *(OutlineEntry(2, "", (), name, in_contents=True) for name in names))


def set_pages(html: str, moved: frozenset[str]) -> PdfLayout:
    rules = "".join(f"#{anchor}{{break-before:page}}" for anchor in sorted(moved))
    return lay_out(html, CSS + rules)


def list_pages(layout: PdfLayout) -> list[list[str]]:
    return [sorted(leaf.anchor_positions, key=leaf.anchor_positions.__getitem__) for leaf in layout.page_layouts]


def test_the_section_before_begins_the_nearly_empty_page() -> None:
    html = make_page(make_section("a", 3), make_section("b", 4), make_section("c", 1), make_picture(8))

    assert list_pages(lay_out(html, CSS)) == [[], ["chapter", "a", "b"], ["c"], ["picture"]]
    layout = lay_out_filling_pages(partial(set_pages, html), make_entries("a", "b", "c", "picture"))

    assert list_pages(layout) == [[], ["chapter", "a"], ["b", "c"], ["picture"]]
    assert [round(leaf.filled_share, 1) for leaf in layout.page_layouts] == [0.1, 0.5, 0.7, 0.9]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (
            [make_section("a", 3), make_section("b", 3), make_section("c", 2), make_picture(8)],
            "no page is nearly empty",
        ),
        ([make_section("a", 8), make_section("c", 1), make_picture(8)], "the page before would lose all that it has"),
        (
            [make_section("a", 0), make_section("b", 7), make_section("c", 1), make_picture(8)],
            "the page before would be nearly empty",
        ),
        ([make_section("a", 3), make_section("b", 4), make_section("c", 1)], "the last page may be"),
    ],
)
def test_pages_stay_as_they_are_where_that_is_no_better(parts: list[str], why: str) -> None:
    html = make_page(*parts)

    before, after = (
        lay_out(html, CSS),
        lay_out_filling_pages(partial(set_pages, html), make_entries("a", "b", "c", "picture")),
    )

    assert list_pages(after) == list_pages(before), why
    assert [leaf.filled_share for leaf in after.page_layouts] == [leaf.filled_share for leaf in before.page_layouts]
