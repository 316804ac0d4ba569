"""Check the laws that hold for the PDFs of every valid spec; each fault is a sentence."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tests.render.pdf.readback import Link, Page, PdfLayout, Rect, TaggedText, Word

from golive.render.html.paper_size import DocumentForm, Sheet, get_sheet

LEAST_FILLED: Final = 0.25
"""Share of the height between the margins that a page fills at least, unless it is the last of a part."""
LAST_LINES: Final = 3
"""Lines at the foot of a page that hold no heading, unless the whole of its section stands there."""
_POINTS: Final = 72
_SLACK_PT: Final = 1.5
_SAME_LINE_PT: Final = 2.5
_SHORT_ITEMS_PT: Final = 56
"""How tall items of lists are at most, with the space below them, that stay with their neighbors."""
_ABOVE_HEADING_PT: Final = 24
"""Space above the heading of a chapter that is not the first of its page."""
_HEADING: Final = re.compile(r"H[1-6]")
_PAGE_NUMBER: Final = re.compile(r"(\d+)\)?")
_FACTS: Final = re.compile(r'<table class="facts.*?</table>', re.DOTALL)
_CONTENTS: Final = re.compile(r"<nav .*?</nav>", re.DOTALL)
_MOST_COVERED: Final = 0.35
_HALF_BLANK: Final = frozenset("「『（〔【《〈」』）〕】》〉。、")


def find_layout_faults(paper: PdfLayout, form: DocumentForm, size: str = "letter") -> Iterator[str]:
    """Yield everything that is wrong with the layout of a PDF.

    Args:
        paper: the PDF, read back.
        form: "runbook" or "explainer".
        size: its paper size: "letter" or "a4".
    """
    sheet = get_sheet(size, form)
    if form == "explainer" and len(paper.pages) != 1:
        yield f"an explainer of {len(paper.pages)} pages"
    for number, page in enumerate(paper.pages, start=1):
        cover = form == "runbook" and number == 1
        found = [
            *_find_words_outside(page, sheet, cover=cover),
            *_find_covered_words(page),
            *_find_wrong_references(page),
        ]
        yield from (f"page {number}: {fault}" for fault in found)
    if form == "runbook":
        yield from _find_thin_pages(paper, sheet)
        yield from _find_stranded_headings(paper)
        yield from _find_parted_captions(paper)
        yield from _find_lonely_items(paper, sheet)
        yield from _find_wrong_entries(paper)


def find_split_rows(paper: PdfLayout, html: str) -> Iterator[str]:
    """Yield a fault if rows of tables are split: the PDF has more of them than the HTML that it was made from.

    Facts are tables in the HTML and lists of terms in the PDF: there the labels are counted.
    """
    facts = "".join(_FACTS.findall(html))
    others = _CONTENTS.sub("", _FACTS.sub("", html))
    rows = len(re.findall(r"<tr[ >]", others))
    labels = len(re.findall(r"<th[ >]", facts)) + len(re.findall(r"<li[ >]", others))
    for tag, wanted in (("TR", rows), ("Lbl", labels)):
        if paper.tags.get(tag, 0) != wanted:
            yield f"{paper.tags.get(tag, 0)} {tag} are tagged, and there are {wanted} rows: some are split or lost"


def get_text_area(page: Page, sheet: Sheet) -> Rect:
    """Return the area between the margins of a portrait or landscape page, in points."""
    used = sheet.to_landscape() if page.width > page.height else sheet
    return Rect(
        used.side_in * _POINTS,
        used.top_in * _POINTS,
        page.width - used.side_in * _POINTS,
        page.height - used.bottom_in * _POINTS,
    )


def list_body_words(page: Page, sheet: Sheet) -> list[Word]:
    """Return the words of a page between its upper and lower margin, without the running head and foot."""
    area = get_text_area(page, sheet)
    return [word for word in page.words if word.box.bottom > area.top and word.box.top < area.bottom]


def _find_words_outside(page: Page, sheet: Sheet, *, cover: bool) -> Iterator[str]:
    whole = Rect(0, 0, page.width, page.height)
    area = whole if cover else get_text_area(page, sheet)
    for word in page.words:
        box = word.box
        if box.left < -_SLACK_PT or box.top < -_SLACK_PT or box.right > whole.right + _SLACK_PT:
            yield f"{word.text!r} is outside of the page"
        elif box.bottom > whole.bottom + _SLACK_PT:
            yield f"{word.text!r} is below the page"
        elif box.left < area.left - _measure_hang_pt(word, word.text[:1]) or box.right > area.right + _measure_hang_pt(
            word, word.text[-1:]
        ):
            yield f"{word.text!r} reaches into a side margin"
        elif any(box.top + _SLACK_PT < edge < box.bottom - _SLACK_PT for edge in (area.top, area.bottom)) and not cover:
            yield f"{word.text!r} reaches into the upper or lower margin"


def _measure_hang_pt(word: Word, outermost: str) -> float:
    """Return how far a word may reach into a margin, for the blank half of an East Asian bracket or full stop."""
    half = (word.box.bottom - word.box.top) / 2 if outermost in _HALF_BLANK else 0
    return half + _SLACK_PT


def _find_covered_words(page: Page) -> Iterator[str]:
    """Yield pairs of words that overlap."""
    words = sorted(page.words, key=lambda word: word.box.top)
    for index, word in enumerate(words):
        for other in words[index + 1 :]:
            if other.box.top >= word.box.bottom:
                break
            width = min(word.box.right, other.box.right) - max(word.box.left, other.box.left)
            height = min(word.box.bottom, other.box.bottom) - other.box.top
            if (
                width > 0
                and height > 0
                and width * height > _MOST_COVERED * min(_compute_area(word.box), _compute_area(other.box))
            ):
                yield f"{word.text!r} and {other.text!r} lie one upon the other"


def _compute_area(box: Rect) -> float:
    return max((box.right - box.left) * (box.bottom - box.top), 0.01)


def _find_thin_pages(paper: PdfLayout, sheet: Sheet) -> Iterator[str]:
    """Yield pages that are nearly empty, except for the cover and the last page of a part."""
    begins = _find_starts_of_parts(paper)
    for number, page in enumerate(paper.pages[1:-1], start=2):
        if number + 1 in begins:
            continue
        area = get_text_area(page, sheet)
        words = list_body_words(page, sheet)
        share = (max(word.box.bottom for word in words) - area.top) / (area.bottom - area.top) if words else 0
        if share < LEAST_FILLED and share + _measure_figure_share(paper, number, sheet) < 1:
            yield f"page {number}: only {share:.0%} full"


def _measure_figure_share(paper: PdfLayout, number: int, sheet: Sheet) -> float:
    """Return the share of a page (counted from 0) that its first headings need with the figure below them.

    They stay together, so the page before may be nearly empty if they do not fit on it. 0 if the page begins otherwise.
    """
    area = get_text_area(paper.pages[number], sheet)
    leaves = [leaf for leaf in paper.leaves if leaf.page == number]
    if not leaves or not _is_heading(leaves[0]):
        return 0
    lowest = 0.0
    for leaf in leaves:
        if {"Figure", "Caption"} & set(leaf.tags):
            lowest = leaf.baseline
        elif lowest or not (_is_heading(leaf) or leaf.baseline < leaves[0].baseline + _SHORT_ITEMS_PT):
            break
    return (lowest + _ABOVE_HEADING_PT - area.top) / (area.bottom - area.top) if lowest else 0


def _find_starts_of_parts(paper: PdfLayout) -> set[int]:
    """Return the pages on which a part begins: the front matter, the first chapter, each series of landscape pages."""
    turns = {
        number
        for number, (one, two) in enumerate(pairwise(paper.pages), 2)
        if _is_landscape(two) and not _is_landscape(one)
    }
    chapters = [leaf.page + 1 for leaf in paper.leaves if "H1" in leaf.tags]
    listed = max((leaf.page + 1 for leaf in paper.leaves if "TOC" in leaf.tags), default=1)
    first = next((page for page in chapters if page > listed), 2)
    return {2, first} | turns


def _is_landscape(page: Page) -> bool:
    return page.width > page.height


def _find_stranded_headings(paper: PdfLayout) -> Iterator[str]:
    """Yield headings with fewer than three lines below them on their page, although their section goes on."""
    for index, leaf in enumerate(paper.leaves):
        before = paper.leaves[index - 1] if index else None
        if not _is_heading(leaf) or (before and before[:2] == leaf[:2]):
            continue
        below, goes_on = _find_lines_below(paper.leaves, index)
        if goes_on and len(below) < LAST_LINES:
            yield f"page {leaf.page + 1}: a heading in the last {LAST_LINES} lines, at {leaf.baseline:.0f} pt"


def _find_parted_captions(paper: PdfLayout) -> Iterator[str]:
    """Yield captions of tables whose table begins on another page."""
    for leaf, after in pairwise(paper.leaves):
        if "Caption" in leaf.tags and {"Table", "L"} & set(leaf.tags) and after.page != leaf.page:
            yield f"page {leaf.page + 1}: a caption is parted from its table"


def _find_lonely_items(paper: PdfLayout, sheet: Sheet) -> Iterator[str]:
    """Yield first and last items of lists that are alone on a page, although they and their neighbors are short."""
    leaves = paper.leaves
    for items in join_lists_over_pages(paper):
        for (one, _), (two, end) in {*pairwise(items[:2]), *pairwise(items[-2:])}:
            if two == end or leaves[two - 1].page == leaves[two].page or leaves[one].page != leaves[two - 1].page:
                continue
            lowest = max(word.box.bottom for word in list_body_words(paper.pages[leaves[one].page], sheet))
            first = min(word.box.top for word in list_body_words(paper.pages[leaves[two].page], sheet))
            after = leaves[end] if end < len(leaves) else None
            below = after.baseline - first if after and after.page == leaves[two].page else 0
            if max(lowest - leaves[one].baseline, below) < _SHORT_ITEMS_PT:
                yield f"page {leaves[two].page + 1}: an item alone, parted from its neighbor on the page before"


def join_lists_over_pages(paper: PdfLayout) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the items of each list; join lists that WeasyPrint tags as two where they go over a page."""
    if not paper.splits_lists:
        yield from paper.lists
        return
    leaves, waiting = paper.leaves, dict[tuple[int, int], tuple[tuple[int, int], ...]]()
    for items in sorted(paper.lists):
        (start, _), end = items[0], items[-1][1]
        depth = leaves[start].tags.count("L") if start < len(leaves) else 0
        before = waiting.pop((start, depth), ()) if start and leaves[start - 1].page != leaves[start].page else ()
        if before and "Lbl" not in leaves[start].tags:  # the rest of an item, which has no mark of its own
            before = (*before[:-1], (before[-1][0], items[0][1]))
            waiting[end, depth] = (*before, *items[1:])
        else:
            waiting[end, depth] = (*before, *items)
    yield from waiting.values()


def _find_lines_below(leaves: tuple[TaggedText, ...], index: int) -> tuple[set[int], bool]:
    """Return the lines that follow a heading on its page, and whether its own text goes on after that page."""
    heading = leaves[index]
    lines: set[int] = set()
    own = True
    for leaf in leaves[index + 1 :]:
        if _is_heading(leaf) and abs(leaf.baseline - heading.baseline) > _SAME_LINE_PT:
            own = False
        if leaf.page != heading.page:
            return lines, own
        if leaf.baseline > heading.baseline + _SAME_LINE_PT:
            lines.add(round(leaf.baseline / _SAME_LINE_PT))
    return lines, False


def _is_heading(leaf: TaggedText) -> bool:
    return any(_HEADING.fullmatch(tag) for tag in leaf.tags)


def _find_wrong_entries(paper: PdfLayout) -> Iterator[str]:
    """Yield entries of the contents with a wrong page number, or with none."""
    listing = {leaf.page for leaf in paper.leaves if "TOC" in leaf.tags}
    for number in sorted(listing):
        page = paper.pages[number]
        for link in _list_last_lines(page):
            inside = [index for index, word in enumerate(page.words) if link.box.holds(word.box)]
            behind = page.words[inside[-1] + 1 :] if inside else ()
            printed = next((word.text for word in behind if word.text.strip(".")), "")
            if link.leads_to is None or printed != str(link.leads_to + 1):
                yield f"page {number + 1}: the entry {link.says!r} says page {printed!r}"


def _list_last_lines(page: Page) -> list[Link]:
    """Return each link once, with the box of its last line that holds a word: the page number stands there."""
    shown = [link for link in page.links if any(link.box.holds(word.box) for word in page.words)]
    last = {link.says: link for link in sorted(shown or page.links, key=lambda link: link.box.bottom)}
    return list(last.values())


def _find_wrong_references(page: Page) -> Iterator[str]:
    """Yield links that lead nowhere, and references whose printed page is not the one that they lead to."""
    for link in page.links:
        if link.leads_to is None:
            yield f"the link {link.says!r} leads nowhere"
            continue
        inside = [index for index, word in enumerate(page.words) if link.box.holds(word.box)]
        after = page.words[inside[-1] + 1 : inside[-1] + 3] if inside else ()
        if len(after) == 2 and after[0].text == "(p.":  # "(p." and the number
            printed = _PAGE_NUMBER.match(after[1].text)
            if not printed or int(printed[1]) != link.leads_to + 1:
                yield f"the reference {link.says!r} says page {after[1].text!r}"
