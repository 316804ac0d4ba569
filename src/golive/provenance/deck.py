"""Read the origin of a presentation, and find slides whose texts were changed since."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from golive.ooxml.namespaces import A, R
from golive.ooxml.raw_package import parse_relationships, relationships_part_name
from golive.ooxml.xml_parser import parse_or_none
from golive.provenance.archive import read_package
from golive.provenance.statement import NOT_OURS_HINT, NOT_OURS_MESSAGE, Statement, build_statement
from golive.render.seal import PROPERTIES_PART, compute_deck_seal
from golive.render.slides.pptx.snapshot import DeckSnapshot, snapshot_from_xml
from golive.support.problems import OriginError, make_problem

_PRESENTATION: Final = "ppt/presentation.xml"
_MAX_LISTED_SLIDES: Final = 30
_NAMES: Final = {"golive.made-by": "madeBy"}
TEXTS_UNCHANGED_MESSAGE: Final = (
    "The texts on its slides are unchanged; something else was changed, or it was saved again."
)
_FOOTER_TYPES: Final = frozenset({"ftr", "dt", "sldNum"})
TextCounts = Counter[str]


def read_deck(path: Path) -> Statement:
    """Read the origin of a presentation, and the changes since it was made.

    Raises:
        OriginError: it states no origin, or cannot be read.
    """
    parts = read_package(path)
    properties = _read_properties(parts.origin_parts.get(PROPERTIES_PART, b""))
    if not properties and parts.is_open_document:
        raise OriginError(make_problem("is an OpenDocument presentation (.odp)", "Save it as PowerPoint .pptx."))
    if not properties:
        raise OriginError(make_problem(NOT_OURS_MESSAGE, NOT_OURS_HINT))
    is_sealed = bool(parts.seal) and parts.seal == compute_deck_seal(parts.digests)
    if is_sealed and not properties.get("edits"):
        return build_statement(properties, is_intact=True)
    if (edits := _list_edits(path)) is not None:
        return build_statement(properties, is_intact=False, changes=edits or (TEXTS_UNCHANGED_MESSAGE,))
    items = (content for name, content in sorted(parts.origin_parts.items()) if name.startswith("customXml/"))
    snapshot = next((found for found in map(snapshot_from_xml, items) if found), None)
    changes = (
        tuple(_describe_changes(snapshot, parts.origin_parts))
        if snapshot
        else ("The record of its original texts is lost.",)
    )
    return build_statement(properties, is_intact=False, changes=changes or (TEXTS_UNCHANGED_MESSAGE,))


def is_sealed_deck(path: Path) -> bool:
    """Return whether nobody changed a deck since golive made or merged it; merged decks may hold edits."""
    try:
        parts = read_package(path)
    except OriginError:
        return False
    return bool(parts.seal) and parts.seal == compute_deck_seal(parts.digests)


def _list_edits(path: Path) -> tuple[str, ...] | None:
    """Return a sentence for each edit of a person; None if the snapshot holds texts only, or the deck is damaged."""
    from golive.render.slides.merge.merge import MergeRefusedError, compare_with_snapshot

    try:
        edits = compare_with_snapshot(path.read_bytes())
    except MergeRefusedError:
        return None
    return tuple(one.message for one in edits)


def _read_properties(content: bytes) -> dict[str, str]:
    """Read golive's custom properties, by their names in a PDF."""
    root = parse_or_none(content)
    if root is None:
        return {}
    found = {}
    for element in root:
        name = element.get("name") or "" if isinstance(element.tag, str) else ""
        if name.startswith("golive.") and len(element):
            found[_NAMES.get(name, name.removeprefix("golive."))] = element[0].text or ""
    return found


def _describe_changes(snapshot: DeckSnapshot, kept: Mapping[str, bytes]) -> Iterator[str]:
    """Yield one sentence per slide that was changed, added, removed or moved."""
    slides = [_count_texts(kept[name]) for name in _order_slides(kept)]
    written = {
        page.key: _drop_blank_texts(Counter(_normalize_spaces(text) for _, texts in page.shapes for text in texts))
        for page in snapshot.slides
    }
    keys = _match_slides(slides, written)
    places = {key: at for at, key in reversed([*enumerate(keys)]) if key}
    found = 0
    for page in snapshot.slides:
        at = places.get(page.key)
        if at is not None and slides[at] == written[page.key]:
            continue
        found += 1
        if found > _MAX_LISTED_SLIDES:
            yield "More slides were changed."
            return
        taken = f"Slide “{page.title}” was removed."
        yield taken if at is None else f"Slide {at + 1} “{page.title}”: its texts were changed."
    for at, key in [(at, key) for at, key in enumerate(keys) if key is None or places[key] != at][:_MAX_LISTED_SLIDES]:
        yield f"Slide {at + 1} was {'copied from another' if key else 'added'}."
    known = [page.key for page in snapshot.slides if page.key in places]
    if sorted(known, key=places.__getitem__) != known:
        yield "Slides are in a different order."


def _match_slides(slides: list[TextCounts], written: Mapping[str, TextCounts]) -> list[str | None]:
    """Return for each slide the key of the written slide with which it shares most texts."""
    having: dict[str, list[str]] = {}
    for key, texts in written.items():
        for text in texts:
            having.setdefault(text, []).append(key)
    owners: list[str | None] = []
    for slide in slides:
        shared = Counter(key for text in slide for key in having.get(text, ())[:_MAX_LISTED_SLIDES])
        owners.append(shared.most_common(1)[0][0] if shared else None)
    return owners


def _order_slides(kept: Mapping[str, bytes]) -> list[str]:
    """Return the part names of slides in presentation order; by number if the order cannot be read."""
    known = sorted((name for name in kept if name.startswith("ppt/slides/")), key=lambda name: (len(name), name))
    main, relations = (
        parse_or_none(kept.get(_PRESENTATION, b"")),
        parse_or_none(kept.get(relationships_part_name(_PRESENTATION), b"")),
    )
    if main is None or relations is None:
        return known
    targets = parse_relationships(_PRESENTATION, relations)
    shown = [targets[number].part for one in main.iter("{*}sldId") if (number := one.get(f"{R}id")) in targets]
    return [name for name in shown if name is not None and name in kept] or known


def _count_texts(content: bytes) -> TextCounts:
    """Count the texts of a slide, without its footer."""
    found: TextCounts = Counter()
    root = parse_or_none(content)
    for element in root.iter("{*}sp", "{*}graphicFrame") if root is not None else ():
        holder = next(element.iter("{*}ph"), None)
        if holder is None or holder.get("type") not in _FOOTER_TYPES:
            found.update(map(_get_paragraph_text, element.iter(f"{A}p")))
    return _drop_blank_texts(found)


def _get_paragraph_text(paragraph: Any) -> str:  # noqa: ANN401 - lxml's elements
    pieces = paragraph.iter(f"{A}t", f"{A}br")
    return _normalize_spaces("".join("\n" if one.tag == f"{A}br" else one.text or "" for one in pieces))


def _normalize_spaces(text: str) -> str:
    """Collapse white space, which programs may change."""
    return " ".join(text.split())


def _drop_blank_texts(texts: TextCounts) -> TextCounts:
    return Counter({text: times for text, times in texts.items() if text})
