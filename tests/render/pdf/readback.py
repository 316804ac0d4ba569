"""Read a finished PDF back: the places of its words, the content of its tags, the targets of its links."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', re.DOTALL)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


class Rect(NamedTuple):
    """A box on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Rect") -> bool:
        """Tell whether the middle of another box is inside."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Word(NamedTuple):
    """A word as a reader of the page sees it."""

    text: str
    box: Rect


class Link(NamedTuple):
    """A link within the document: where it can be clicked, what it says, and the page it leads to, or None."""

    box: Rect
    says: str
    leads_to: int | None


class TaggedText(NamedTuple):
    """A piece of tagged text: its page, its baseline from the top of the page, and the tags around it."""

    page: int
    baseline: float
    tags: tuple[str, ...]


class Page(NamedTuple):
    """A page: its size in points, its words in the order they were set, its links."""

    width: float
    height: float
    words: tuple[Word, ...]
    links: tuple[Link, ...]


class PdfLayout(NamedTuple):
    """A PDF: its pages, its tagged text in reading order, how many elements there are of each tag, and its lists.

    Of each list, where in `leaves` each of its items begins and ends. `splits_lists` says whether a list that continues
    on the next page is tagged as another list there, as WeasyPrint does.
    """

    pages: tuple[Page, ...]
    leaves: tuple[TaggedText, ...]
    tags: Mapping[str, int]
    lists: tuple[tuple[tuple[int, int], ...], ...] = ()
    splits_lists: bool = True


def read_layout(content: bytes) -> PdfLayout:
    """Read a PDF back.

    Args:
        content: a PDF that is tagged.
    """
    done = subprocess.run(["pdftotext", "-raw", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    with pikepdf.open(BytesIO(content)) as pdf:
        links = _list_links(pdf)
        pages = [
            Page(float(width), float(height), tuple(_iterate_words(body)), tuple(links[number]))
            for number, (width, height, body) in enumerate(_PAGE.findall(done.stdout.decode()))
        ]
        counts: dict[str, int] = {}
        lists: dict[Any, list[tuple[int, int]]] = {}
        leaves = tuple(_iterate_leaves(pdf, counts, lists))
        splits_lists = str(pdf.docinfo.get("/Producer", "")).startswith("WeasyPrint")
    return PdfLayout(tuple(pages), leaves, counts, tuple(map(tuple, lists.values())), splits_lists)


def _iterate_words(body: str) -> Iterator[Word]:
    for left, top, right, bottom, text in _WORD.findall(body):
        yield Word(unescape(text), Rect(float(left), float(top), float(right), float(bottom)))


def _list_links(pdf: pikepdf.Pdf) -> list[list[Link]]:
    """Return the links of each page that lead to another place of the document."""
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    named = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names else {}
    found: list[list[Link]] = []
    for page in pdf.pages:
        height = float(page.mediabox[3])
        own: list[Link] = []
        for note in page.get("/Annots", []):
            if note.Subtype != pikepdf.Name.Link or "/Dest" not in note:
                continue
            target: Any = named.get(str(note.Dest)) if isinstance(note.Dest, pikepdf.String) else note.Dest
            leads = numbers.get(target[0].objgen) if target is not None else None
            own += [Link(box, str(note.get("/Contents", "")), leads) for box in _list_boxes(note, height)]
        found.append(own)
    return found


def _list_boxes(note: Any, height: float) -> Iterator[Rect]:
    """Return the boxes of a link: one for each of its lines, or else the one around it."""
    numbers = [float(number) for number in note.get("/QuadPoints", note.Rect)]
    size = 8 if "/QuadPoints" in note else 4
    for start in range(0, len(numbers), size):
        xs, ys = numbers[start : start + size : 2], numbers[start + 1 : start + size : 2]
        yield Rect(min(xs), height - max(ys), max(xs), height - min(ys))


def _iterate_leaves(
    pdf: pikepdf.Pdf, counts: dict[str, int], lists: dict[Any, list[tuple[int, int]]]
) -> Iterator[TaggedText]:
    """Yield tagged text in reading order; add the number of elements of each tag to `counts`, and items to `lists`."""
    count = 0
    numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    lines = [_find_baselines(page) for page in pdf.pages]
    waiting: list[tuple[Any, tuple[str, ...], int]] = [(pdf.Root.StructTreeRoot.K[0], (), 0)]
    while waiting:
        element, tags, page = waiting.pop()
        if isinstance(element, _ItemEnd):
            lists.setdefault(element.of, []).append((element.start, count))
            continue
        if not isinstance(element, pikepdf.Dictionary):
            if int(element) in lines[page]:
                count += 1
                yield TaggedText(page, lines[page][int(element)], tags)
            continue
        if element.get("/Type") == "/MCR":  # content on another page than that of its element
            waiting.append((element.MCID, tags, numbers[element.Pg.objgen]))
            continue
        if "/S" not in element:
            continue
        tag = str(element.S)[1:]
        counts[tag] = counts.get(tag, 0) + 1
        if tag == "LI":
            waiting.append((_ItemEnd(element.P.objgen, count), (), page))
        if "/Pg" in element:
            page = numbers[element.Pg.objgen]
        kids: Any = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [(kid, (*tags, tag), page) for kid in reversed(kids)]


class _ItemEnd(NamedTuple):
    """The end of an item of a list, and where it began."""

    of: Any
    start: int


def _find_baselines(page: pikepdf.Page) -> dict[int, float]:
    """Return the distance of each piece of marked content from the top of the page, by its number."""
    height = float(page.mediabox[3])
    found: dict[int, float] = {}
    current: Matrix = (1, 0, 0, 1, 0, 0)
    kept: list[Matrix] = []
    marks: list[int | None] = []
    for step in pikepdf.parse_content_stream(page):
        match str(step.operator):
            case "q":
                kept.append(current)
            case "Q":
                current = kept.pop()
            case "cm":
                current = _multiply(tuple(map(float, step.operands)), current)
            case "BMC":
                marks.append(None)
            case "BDC":
                number = step.operands[1].get("/MCID") if isinstance(step.operands[1], pikepdf.Dictionary) else None
                marks.append(None if number is None else int(number))
            case "EMC":
                marks.pop()
            case "Tm" if marks and marks[-1] is not None:
                placed = _multiply(tuple(map(float, step.operands)), current)
                found.setdefault(marks[-1], height - placed[5])
            case _:
                pass
    return found


def _multiply(inner: tuple[float, ...], outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
