"""Check pages: links and form fields are tagged, and all content is tagged or an artifact."""

import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from msgspec import Struct, field

from golive.audit.pdf.structure_tree import Tags
from golive.audit.rules import make_finding
from golive.support.problems import Problem

MOST_CONTENT: Final = 64_000_000
_PAINT: Final = frozenset(
    ("Tj", "TJ", "'", '"', "Do", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "EI", "INLINE IMAGE")
)
_MOST_GROUPS: Final = 8
_TECHNICAL: Final = re.compile(r"[\w.-]*")


class _MarkCounts(Struct):
    """Counts of marked and unmarked content on a page."""

    unmarked: int = 0
    unreached: int = 0
    running: int = 0
    nested: bool = False
    unbalanced: bool = False
    open: list[tuple[str, int | None]] = field(default_factory=list)


def check_pages(pdf: pikepdf.Pdf, tags: Tags) -> Iterator[Problem]:
    """Check every page."""
    running, unreached = 0, 0
    reached = {tag.element.objgen for tag in tags.order}
    for number, page in enumerate(pdf.pages, 1):
        where = f"page {number}"
        yield from _annotations(page, tags, reached, where)
        if "/StructParents" not in page:
            yield make_finding("pdf-page-untagged", where)
            continue
        marks = _read(page, tags.marks.get(page.obj.objgen, frozenset()))
        if isinstance(marks, str):
            yield make_finding("pdf-page-damaged", where, f"What the page shows cannot be read: {marks}.")
            continue
        running, unreached = running + marks.running, unreached + marks.unreached
        if marks.unmarked:
            yield make_finding(
                "pdf-unmarked",
                where,
                f"Neither tagged nor marked as decoration: {_count_pieces(marks.unmarked)}.",
            )
        if marks.nested:
            yield make_finding("pdf-artifact-tagged", where)
        if marks.unbalanced or marks.open:
            yield make_finding("pdf-marks", where)
    if unreached:
        yield make_finding("pdf-running", "", f"The tags do not reach {_count_pieces(unreached)} of marked content.")
    elif not running and len(pdf.pages) > 1:
        yield make_finding("pdf-running-none")


def _count_pieces(count: int) -> str:
    return "1 piece" if count == 1 else f"{count:,} pieces"


def _annotations(page: pikepdf.Page, tags: Tags, reached: set[tuple[int, int]], where: str) -> Iterator[Problem]:
    notes = [note for note in page.get("/Annots", []) if isinstance(note, pikepdf.Dictionary)]
    if notes and page.get("/Tabs") != "/S":
        yield make_finding("pdf-tab-order", where)
    for note in notes:
        kind = note.get("/Subtype")
        if kind == "/Popup":
            continue
        number = note.get("/StructParent")
        owner = tags.parents.get(int(number)) if number is not None else None
        is_known = isinstance(owner, pikepdf.Dictionary) and owner.objgen in reached and note.objgen in tags.objects
        if not is_known:
            yield make_finding("pdf-annotation", where, f"{str(kind)[1:]} {note.objgen[0]} is not in the tags.")
        if kind == "/Link":
            yield from _link(note, owner, tags, where)


def _link(note: Any, owner: Any, tags: Tags, where: str) -> Iterator[Problem]:  # noqa: ANN401
    for _ in range(_MOST_GROUPS):  # groups without a meaning
        if isinstance(owner, pikepdf.Dictionary) and tags.kind_of(owner) == "NonStruct":
            owner = owner.get("/P")
    if isinstance(owner, pikepdf.Dictionary) and tags.kind_of(owner) != "Link":
        yield make_finding("pdf-link-tag", where, f"A link is tagged as {tags.kind_of(owner)}.")
    said = str(note.get("/Contents", "")).strip()
    if not said:
        yield make_finding("pdf-link-contents", where)
    elif (
        "/Dest" in note and _TECHNICAL.fullmatch(said) and (said == str(note.Dest).strip() or _is_technical_name(said))
    ):
        yield make_finding("pdf-link-poor", where, f"A link is described as \u201c{said}\u201d only.")


def _is_technical_name(text: str) -> bool:
    return not text[:1].isupper() and bool(re.search(r"[-_.\d]", text))


def _read(page: pikepdf.Page, reached: frozenset[int]) -> _MarkCounts | str:
    """Count the marked content of a page, or return an error message."""
    reason = find_content_excess(page.get("/Contents"))
    if reason:
        return reason
    marks = _MarkCounts()
    try:
        for instruction in pikepdf.parse_content_stream(page):
            _follow(str(instruction.operator), list(instruction.operands), marks, reached)
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        return str(error)
    return marks


def find_content_excess(content: Any) -> str:  # noqa: ANN401 - whatever the file holds
    """Describe which size limit a stream, or a list of them, exceeds without unpacking all of it; empty if none."""
    left = MOST_CONTENT
    for stream in content if isinstance(content, pikepdf.Array) else [content]:
        if isinstance(stream, pikepdf.Stream):
            left -= _size(stream, left)
    return "" if left > 0 else f"it unpacks to more than {MOST_CONTENT:,} bytes"


def _size(stream: pikepdf.Stream, most: int) -> int:
    """Return the unpacked size of a stream in bytes; stop a little above `most`."""
    raw = stream.read_raw_bytes()
    if stream.get("/Filter") not in ("/FlateDecode", "/Fl"):
        return len(raw)
    try:
        return len(zlib.decompressobj().decompress(raw, max(1, most)))
    except zlib.error:
        return len(raw)


def _follow(operator: str, operands: list[Any], marks: _MarkCounts, reached: frozenset[int]) -> None:
    if operator in {"BMC", "BDC"}:
        _begin(operator, operands, marks)
    elif operator == "EMC":
        if marks.open:
            marks.open.pop()
        else:
            marks.unbalanced = True
    elif operator in _PAINT:
        around = [mark for mark in marks.open if mark[0]]
        if not around:
            marks.unmarked += 1
        elif around[-1][0] == "tag" and around[-1][1] is not None and around[-1][1] not in reached:
            marks.unreached += 1


def _begin(operator: str, operands: list[Any], marks: _MarkCounts) -> None:
    name = str(operands[0]) if operands else ""
    properties = operands[1] if operator == "BDC" and len(operands) > 1 else None
    said: Any = properties if isinstance(properties, pikepdf.Dictionary) else {}
    if name == "/Artifact":
        marks.open.append(("artifact", None))
        marks.running += said.get("/Type") == "/Pagination"
        return
    number = said.get("/MCID")
    if number is not None and any(kind == "artifact" for kind, _ in marks.open):
        marks.nested = True
    # A BMC mark has no properties, so its content is neither tagged nor an artifact.
    kind = "tag" if operator == "BDC" else ""
    marks.open.append((kind, int(number) if number is not None else None))
