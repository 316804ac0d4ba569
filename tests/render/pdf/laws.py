"""What holds for every paper of every valid spec; each fault is a sentence, and a paper without faults gives none."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tests.render.pdf.readback import Leaf, Link, Page, Paper, Rect, Word

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


def faults(paper: Paper, form: DocumentForm, size: str = "letter") -> Iterator[str]:
    """Everything that is wrong with the layout of a paper.

    Args:
        paper: the PDF, read back.
        form: "runbook" or "explainer".
        size: what its sheets are: "letter" or "a4".
    """
    sheet = get_sheet(size, form)
    if form == "explainer" and len(paper.pages) != 1:
        yield f"an explainer of {len(paper.pages)} pages"
    for number, page in enumerate(paper.pages, start=1):
        cover = form == "runbook" and number == 1
        found = [*_outside(page, sheet, cover=cover), *_covered(page), *_references(page)]
        yield from (f"page {number}: {fault}" for fault in found)
    if form == "runbook":
        yield from _thin(paper, sheet)
        yield from _stranded(paper)
        yield from _parted(paper)
        yield from _lonely(paper, sheet)
        yield from _contents(paper)


def split_rows(paper: Paper, html: str) -> Iterator[str]:
    """Rows of tables that are in pieces: the PDF has more of them than the HTML that it was made from.

    Facts are tables in the HTML and lists of terms in the PDF: there the labels are counted.
    """
    facts = "".join(_FACTS.findall(html))
    others = _CONTENTS.sub("", _FACTS.sub("", html))
    rows = len(re.findall(r"<tr[ >]", others))
    labels = len(re.findall(r"<th[ >]", facts)) + len(re.findall(r"<li[ >]", others))
    for tag, wanted in (("TR", rows), ("Lbl", labels)):
        if paper.tags.get(tag, 0) != wanted:
            yield f"{paper.tags.get(tag, 0)} {tag} are tagged, and there are {wanted} rows: some are split or lost"


def text_area(page: Page, sheet: Sheet) -> Rect:
    """The room between the margins of a page, in points; a page may lie on its side."""
    used = sheet.to_landscape() if page.width > page.height else sheet
    return Rect(
        used.side_in * _POINTS,
        used.top_in * _POINTS,
        page.width - used.side_in * _POINTS,
        page.height - used.bottom_in * _POINTS,
    )


def body(page: Page, sheet: Sheet) -> list[Word]:
    """The words of a page between its upper and lower margin: not those of the running head and foot."""
    area = text_area(page, sheet)
    return [word for word in page.words if word.box.bottom > area.top and word.box.top < area.bottom]


def _outside(page: Page, sheet: Sheet, *, cover: bool) -> Iterator[str]:
    whole = Rect(0, 0, page.width, page.height)
    area = whole if cover else text_area(page, sheet)
    for word in page.words:
        box = word.box
        if box.left < -_SLACK_PT or box.top < -_SLACK_PT or box.right > whole.right + _SLACK_PT:
            yield f"{word.text!r} is outside of the page"
        elif box.bottom > whole.bottom + _SLACK_PT:
            yield f"{word.text!r} is below the page"
        elif box.left < area.left - _hang_pt(word, word.text[:1]) or box.right > area.right + _hang_pt(
            word, word.text[-1:]
        ):
            yield f"{word.text!r} reaches into a side margin"
        elif any(box.top + _SLACK_PT < edge < box.bottom - _SLACK_PT for edge in (area.top, area.bottom)) and not cover:
            yield f"{word.text!r} reaches into the upper or lower margin"


def _hang_pt(word: Word, outermost: str) -> float:
    """How far a word may reach into a margin: the blank half of an East Asian bracket or full stop lies there."""
    half = (word.box.bottom - word.box.top) / 2 if outermost in _HALF_BLANK else 0
    return half + _SLACK_PT


def _covered(page: Page) -> Iterator[str]:
    """Words that another word lies upon."""
    words = sorted(page.words, key=lambda word: word.box.top)
    for index, word in enumerate(words):
        for other in words[index + 1 :]:
            if other.box.top >= word.box.bottom:
                break
            width = min(word.box.right, other.box.right) - max(word.box.left, other.box.left)
            height = min(word.box.bottom, other.box.bottom) - other.box.top
            if width > 0 and height > 0 and width * height > _MOST_COVERED * min(_area(word.box), _area(other.box)):
                yield f"{word.text!r} and {other.text!r} lie one upon the other"


def _area(box: Rect) -> float:
    return max((box.right - box.left) * (box.bottom - box.top), 0.01)


def _thin(paper: Paper, sheet: Sheet) -> Iterator[str]:
    """Pages that are nearly empty, but for the cover and the last page of a part."""
    begins = _parts(paper)
    for number, page in enumerate(paper.pages[1:-1], start=2):
        if number + 1 in begins:
            continue
        area = text_area(page, sheet)
        words = body(page, sheet)
        share = (max(word.box.bottom for word in words) - area.top) / (area.bottom - area.top) if words else 0
        if share < LEAST_FILLED and share + _figure_share(paper, number, sheet) < 1:
            yield f"page {number}: only {share:.0%} full"


def _figure_share(paper: Paper, number: int, sheet: Sheet) -> float:
    """Return the share of a page (counted from 0) that its first headings need with the figure below them.

    They stay together, so the page before may be nearly empty if they do not fit on it. 0 if the page begins otherwise.
    """
    area = text_area(paper.pages[number], sheet)
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


def _parts(paper: Paper) -> set[int]:
    """The pages on which a part begins: what stands before the chapters, the first chapter, the turned pages."""
    turns = {number for number, (one, two) in enumerate(pairwise(paper.pages), 2) if _turned(two) and not _turned(one)}
    chapters = [leaf.page + 1 for leaf in paper.leaves if "H1" in leaf.tags]
    listed = max((leaf.page + 1 for leaf in paper.leaves if "TOC" in leaf.tags), default=1)
    first = next((page for page in chapters if page > listed), 2)
    return {2, first} | turns


def _turned(page: Page) -> bool:
    return page.width > page.height


def _stranded(paper: Paper) -> Iterator[str]:
    """Headings with fewer than three lines below them on their page, although their section goes on."""
    for index, leaf in enumerate(paper.leaves):
        before = paper.leaves[index - 1] if index else None
        if not _is_heading(leaf) or (before and before[:2] == leaf[:2]):
            continue
        below, goes_on = _below(paper.leaves, index)
        if goes_on and len(below) < LAST_LINES:
            yield f"page {leaf.page + 1}: a heading in the last {LAST_LINES} lines, at {leaf.baseline:.0f} pt"


def _parted(paper: Paper) -> Iterator[str]:
    """Captions of tables whose table begins on another page."""
    for leaf, after in pairwise(paper.leaves):
        if "Caption" in leaf.tags and {"Table", "L"} & set(leaf.tags) and after.page != leaf.page:
            yield f"page {leaf.page + 1}: a caption is parted from its table"


def _lonely(paper: Paper, sheet: Sheet) -> Iterator[str]:
    """First and last items of lists that stand alone on a page, although they and their neighbors are short."""
    leaves = paper.leaves
    for items in over_pages(paper):
        for (one, _), (two, end) in {*pairwise(items[:2]), *pairwise(items[-2:])}:
            if two == end or leaves[two - 1].page == leaves[two].page or leaves[one].page != leaves[two - 1].page:
                continue
            lowest = max(word.box.bottom for word in body(paper.pages[leaves[one].page], sheet))
            first = min(word.box.top for word in body(paper.pages[leaves[two].page], sheet))
            after = leaves[end] if end < len(leaves) else None
            below = after.baseline - first if after and after.page == leaves[two].page else 0
            if max(lowest - leaves[one].baseline, below) < _SHORT_ITEMS_PT:
                yield f"page {leaves[two].page + 1}: an item alone, parted from its neighbor on the page before"


def over_pages(paper: Paper) -> Iterator[tuple[tuple[int, int], ...]]:
    """The items of each list; WeasyPrint tags one that goes on over a page as another list."""
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


def _below(leaves: tuple[Leaf, ...], index: int) -> tuple[set[int], bool]:
    """The lines that follow a heading on its page, and whether its own text goes on behind that page."""
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


def _is_heading(leaf: Leaf) -> bool:
    return any(_HEADING.fullmatch(tag) for tag in leaf.tags)


def _contents(paper: Paper) -> Iterator[str]:
    """Entries of the contents whose page is another, and entries that do not say one."""
    listing = {leaf.page for leaf in paper.leaves if "TOC" in leaf.tags}
    for number in sorted(listing):
        page = paper.pages[number]
        for link in _last_lines(page):
            inside = [index for index, word in enumerate(page.words) if link.box.holds(word.box)]
            behind = page.words[inside[-1] + 1 :] if inside else ()
            printed = next((word.text for word in behind if word.text.strip(".")), "")
            if link.leads_to is None or printed != str(link.leads_to + 1):
                yield f"page {number + 1}: the entry {link.says!r} says page {printed!r}"


def _last_lines(page: Page) -> list[Link]:
    """Each link once: an entry over two lines has two boxes, and its page stands on the last that holds a word."""
    shown = [link for link in page.links if any(link.box.holds(word.box) for word in page.words)]
    last = {link.says: link for link in sorted(shown or page.links, key=lambda link: link.box.bottom)}
    return list(last.values())


def _references(page: Page) -> Iterator[str]:
    """Links that lead nowhere, and references whose printed page is another than the one that they lead to."""
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
