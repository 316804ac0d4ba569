"""Merge the paragraphs of a text: of a shape, a table cell or the notes."""

from collections.abc import Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

from golive.ooxml.namespaces import A
from golive.render.slides.merge.alignment import Triple, align_items, merge_sequences
from golive.render.slides.merge.comparison import normalize_text
from golive.render.slides.merge.records import ParagraphRecord
from golive.render.slides.merge.report import Aspect
from golive.render.slides.merge.session import WRITTEN, SlideSession

Paragraphs = Sequence[ParagraphRecord]


def merge_paragraphs(
    body: Any,  # noqa: ANN401 - lxml's elements
    texts: tuple[Paragraphs, Paragraphs, Paragraphs],
    session: SlideSession,
    aspect: Aspect = "text",
) -> None:
    """Apply what changed between the base and the new deck to a text of the edited deck.

    Args:
        body: the text body in the edited deck; changed in place.
        texts: paragraphs of the base, of the new deck and of the edited deck.
        session: the merge of the slide.
        aspect: what the text is, for conflicts.
    """
    base, ours, theirs = texts
    if WRITTEN.has_equal_paragraphs(base, ours):
        return
    before = [normalize_text(one.text) for one in base]
    pairs = [align_items(before, [normalize_text(one.text) for one in side]) for side in (ours, theirs)]
    elements = []
    for triple in merge_sequences(len(base), pairs[0], pairs[1], (len(ours), len(theirs))):
        element = _choose_element(triple, texts, session, aspect)
        if element is not None:
            elements.append(element)
    if not elements:
        elements = [session.transfer.copy(one.element) for one in ours[:1]] or [_make_empty_paragraph(body)]
        if ours:
            _remove_runs(elements[0])
    for old in body.findall(f"{A}p"):
        body.remove(old)
    body.extend(elements)
    session.merge.applied += 1


def _choose_element(  # noqa: PLR0911 - one line per case
    triple: Triple, texts: tuple[Paragraphs, Paragraphs, Paragraphs], session: SlideSession, aspect: Aspect
) -> Any:  # noqa: ANN401 - lxml's elements
    """Return the element of one merged paragraph; None if it is removed."""
    sides = (triple.base, triple.ours, triple.theirs)
    base, ours, theirs = (text[at] if at is not None else None for text, at in zip(texts, sides, strict=True))
    if base is None:
        return theirs.element if theirs is not None else session.transfer.copy(ours.element) if ours else None
    contents = (base.text, ours.text if ours else "", theirs.text if theirs else "")
    if theirs is None:
        if ours is not None and ours.text != base.text:
            session.add_conflict(aspect, contents, "mine")
        return None
    if ours is None:
        if _is_equal(base, theirs, session):
            return None
        return theirs.element if session.add_conflict(aspect, contents) == "mine" else None
    if WRITTEN.has_equal_paragraphs((base,), (ours,)) or normalize_text(ours.text) == normalize_text(theirs.text):
        return theirs.element
    if session.merge.comparison.is_strict and _is_equal(base, theirs, session):
        return session.transfer.copy(ours.element)
    if normalize_text(base.text) == normalize_text(theirs.text):
        return write_text_with_formats(theirs.element, ours.text)
    if normalize_text(base.text) == normalize_text(ours.text):
        return theirs.element
    kept = session.add_conflict(aspect, contents)
    return theirs.element if kept == "mine" else session.transfer.copy(ours.element)


def _is_equal(base: ParagraphRecord, theirs: ParagraphRecord, session: SlideSession) -> bool:
    return session.merge.comparison.has_equal_paragraphs((base,), (theirs,))


def write_text_with_formats(paragraph: Any, text: str) -> Any:  # noqa: ANN401 - lxml's elements
    """Return a paragraph with another text that keeps the formats of the words that stay.

    A word that is new gets the format of the one before it.
    """
    old, formats = _list_formats(paragraph)
    written = deepcopy(paragraph)
    _remove_runs(written)
    end = written.find(f"{A}endParaRPr")
    place = len(written) if end is None else written.index(end)
    numbers = _map_formats(old, text, formats)
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and "\n" not in {text[start], text[stop]} and numbers[stop] == numbers[start]:
            stop += 1
        properties = formats[numbers[start]][1] if formats else None
        written.insert(place, _make_run(written, text[start:stop], properties))
        start, place = stop, place + 1
    return written


def _list_formats(paragraph: Any) -> tuple[str, list[tuple[int, Any]]]:  # noqa: ANN401 - lxml's elements
    """Return the text of a paragraph, and where each format begins."""
    text, formats = "", []
    for piece in paragraph:
        if piece.tag in {f"{A}r", f"{A}fld", f"{A}br"}:
            formats.append((len(text), piece.find(f"{A}rPr")))
            text += "\n" if piece.tag == f"{A}br" else piece.findtext(f"{A}t") or ""
    return text, formats


def _map_formats(old: str, text: str, formats: list[tuple[int, Any]]) -> list[int]:
    """Return the number of the format of each character of the new text."""

    def find_format(at: int) -> int:
        return max((number for number, (start, _) in enumerate(formats) if start <= at), default=0)

    numbers, last = [0] * len(text), 0
    for operation, start, end, first, stop in SequenceMatcher(None, old, text, autojunk=False).get_opcodes():
        if operation == "replace" and start < end:
            last = find_format(start)
        for at in range(first, stop):
            if operation == "equal":
                last = find_format(start + at - first)
            numbers[at] = last
    return numbers


def _make_run(paragraph: Any, text: str, properties: Any) -> Any:  # noqa: ANN401 - lxml's elements
    run = paragraph.makeelement(f"{A}br" if text == "\n" else f"{A}r")
    if properties is not None:
        run.append(deepcopy(properties))
    if text != "\n":
        content = run.makeelement(f"{A}t")
        content.text = text
        run.append(content)
    return run


def _remove_runs(paragraph: Any) -> None:  # noqa: ANN401 - lxml's elements
    for piece in [*paragraph]:
        if piece.tag in {f"{A}r", f"{A}fld", f"{A}br"}:
            paragraph.remove(piece)


def _make_empty_paragraph(body: Any) -> Any:  # noqa: ANN401 - lxml's elements
    return body.makeelement(f"{A}p")
