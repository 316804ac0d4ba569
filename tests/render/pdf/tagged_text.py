"""Read the tags of a finished PDF as a screen reader does: headings, tables, lists, figures, texts in reading order."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_SPACES = re.compile(r"\s+")
_PAGE = re.compile(r"\(p\.\d+\)")
_HEADING = re.compile(r"H[1-6]")
_INLINE = frozenset({"Span", "Link", "Reference", "Strong", "Em", "Code"})


class TaggedContent(NamedTuple):
    """The content of the tags of a PDF.

    Attributes:
        blocks: each block with its text, without spaces: ("H1", "Purpose"), ("Table", ""), ("TH Column", "Name") …
        links: the text of each link, and where it leads: an address, or "inside".
        bookmarks: the titles of the bookmarks, with their depth.
        foreign: the texts in another language than the document, with that language.
    """

    blocks: list[tuple[str, str]]
    links: list[tuple[str, str]]
    bookmarks: list[tuple[int, str]]
    foreign: list[tuple[str, str]]


def read_tags(content: bytes) -> TaggedContent:
    """Read the tags of a PDF, with the text below each of them; page numbers and white space are left out."""
    with pikepdf.open(BytesIO(content)) as pdf:
        reader = _Reader(pdf)
        blocks = list(reader.blocks(pdf.Root.StructTreeRoot.K[0]))
        with pdf.open_outline() as outline:
            bookmarks = list(_iterate_bookmarks(outline.root, 0))
    blocks_with_text = [(kind, text) for kind, text in blocks if text or not kind.startswith(("P", "Lbl"))]
    return TaggedContent(blocks_with_text, reader.links, bookmarks, reader.foreign)


def _iterate_bookmarks(items: Any, depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from _iterate_bookmarks(item.children, depth + 1)


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.links: list[tuple[str, str]] = []
        self.foreign: list[tuple[str, str]] = []
        self._own = str(pdf.Root.Lang)
        self._languages: dict[tuple[Any, int], str] = {}
        self._fonts: dict[Any, dict[bytes, str]] = {}
        self._pages = {page.objgen: self._texts(page) for page in pdf.pages}

    def blocks(self, element: Any, page: Any = None) -> Iterator[tuple[str, str]]:
        """Yield the blocks below an element, in reading order."""
        page = element.get("/Pg", page)
        kind = str(element.S)[1:]
        if kind in {"TOC", "Table", "L"}:
            yield f"{kind}{self._numbering(element)}", ""
        if kind == "Figure":
            yield "Figure", _remove_spaces(str(element.get("/Alt", "")))
            return
        if kind in {"TH", "TD", "TOCI", "Lbl", "Caption", "P"} or _HEADING.fullmatch(kind):
            text = _remove_spaces(self._text(element, page, element))
            scope = element.A.Scope if kind == "TH" else ""
            yield (
                f"{kind}{str(scope).replace('/', ' ')}",
                text.rstrip(" .0123456789") if kind == "TOCI" else text,
            )
            return
        loose = []
        for kid in _list_kids(element):
            if _is_inline(kid):
                loose.append(self._text(kid, page, element))
                continue
            yield from _join_paragraph(loose)
            loose = []
            yield from self.blocks(kid, page)
        yield from _join_paragraph(loose)
        if kind in {"TOC", "Table", "L"}:
            yield f"/{kind}{self._numbering(element)}", ""

    def _numbering(self, element: Any) -> str:
        own = element.get("/A")
        return (
            f" {str(own.ListNumbering)[1:]}" if isinstance(own, pikepdf.Dictionary) and "/ListNumbering" in own else ""
        )

    def _text(self, element: Any, page: Any, owner: Any) -> str:
        """Return the text below an element or piece of content; record its links and languages."""
        if isinstance(element, int):
            return self._piece(page, element, owner)
        page = element.get("/Pg", page)
        if element.get("/Type") == "/MCR":
            return self._piece(page, int(element.MCID), owner)
        if element.get("/Type") == "/OBJR":
            return ""
        text = "".join(self._text(kid, page, element) for kid in _list_kids(element))
        if _get_kind(element) == "Link":
            notes = [kid.Obj for kid in _list_kids(element) if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            self.links.append((_remove_spaces(text), str(notes[0].A.URI) if "/A" in notes[0] else "inside"))
        return text

    def _piece(self, page: Any, number: int, owner: Any) -> str:
        """Return the text of a piece of content; record its language if it is not the document's."""
        text = self._pages[page.objgen].get(number, "")
        language = self._languages.get((page.objgen, number))
        while language is None and "/P" in owner:
            language = str(owner.Lang) if "/Lang" in owner else None
            owner = owner.P
        if language not in {None, self._own} and _remove_spaces(text):
            self.foreign.append((_remove_spaces(text), str(language)))
        return text

    def _texts(self, page: pikepdf.Page) -> dict[int, str]:
        """Return the text of each piece of marked content, by its number."""
        found: dict[int, str] = {}
        marks: list[int | None] = []
        font: dict[bytes, str] = {}
        for step in pikepdf.parse_content_stream(page):
            match str(step.operator):
                case "BMC":
                    marks.append(None)
                case "BDC":
                    number = step.operands[1].get("/MCID") if isinstance(step.operands[1], pikepdf.Dictionary) else None
                    if number is not None and "/Lang" in step.operands[1]:
                        self._languages[page.objgen, int(number)] = str(step.operands[1].Lang)
                    outer = marks[-1] if marks else None
                    marks.append(outer if number is None else int(number))
                case "EMC":
                    marks.pop()
                case "Tf":
                    font = self._font(page.Resources.Font[str(step.operands[0])])
                case "Tj" | "TJ" if marks and marks[-1] is not None:
                    shown = step.operands[0]
                    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
                    text = "".join(_decode(bytes(part), font) for part in parts if isinstance(part, pikepdf.String))
                    found[marks[-1]] = found.get(marks[-1], "") + text
                case _:
                    pass
        return found

    def _font(self, font: Any) -> dict[bytes, str]:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = dict(_read_characters(font.ToUnicode.read_bytes()))
        return self._fonts[font.objgen]


def _list_kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _get_kind(kid: Any) -> str | None:
    kind = kid.get("/S") if isinstance(kid, pikepdf.Dictionary) else None
    return None if kind is None else str(kind)[1:]


def _is_inline(kid: Any) -> bool:
    kind = _get_kind(kid)
    return kind is None or kind in _INLINE or (kind == "NonStruct" and all(map(_is_inline, _list_kids(kid))))


def _join_paragraph(parts: list[str]) -> Iterator[tuple[str, str]]:
    text = _remove_spaces("".join(parts))
    if text:
        yield "P", text


def _remove_spaces(text: str) -> str:
    return _PAGE.sub("(p.#)", _SPACES.sub("", text))


def _read_characters(cmap: bytes) -> Iterator[tuple[bytes, str]]:
    """Return the characters of a font, by code, from its ToUnicode map."""
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, start in _RANGE.findall(section):
            size, code = len(first) // 2, int(start, 16)
            for number, value in enumerate(range(int(first, 16), int(last, 16) + 1)):
                yield value.to_bytes(size, "big"), chr(code + number)
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _CHARACTER.findall(section):
            yield bytes.fromhex(code.decode()), bytes.fromhex(text.decode()).decode("utf-16-be")


def _decode(codes: bytes, font: dict[bytes, str]) -> str:
    return "".join(font.get(codes[place : place + 2], "\ufffd") for place in range(0, len(codes), 2))
