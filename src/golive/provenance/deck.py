"""A presentation → what it says of its origin, and on which slides the texts are not those that were written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from golive.provenance.archive import read_parts
from golive.provenance.statement import AGAIN, FOREIGN, Statement, statement_of
from golive.render.seal import PROPERTIES, seal_over
from golive.render.slides.pptx.snapshot import Snapshot, from_xml
from golive.support.problems import OriginError, problem

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS: Final = "ppt/_rels/presentation.xml.rels"
_MOST_NAMED: Final = 30
_NAMES: Final = {"golive.made-by": "madeBy"}
ELSEWHERE: Final = "All texts on its slides are as they were written; something else was changed, or it was saved anew."
_FOOT: Final = frozenset({"ftr", "dt", "sldNum"})
Said = Counter[str]


def read_deck(path: Path) -> Statement:
    """What a presentation says of its origin, and what was changed since it was made.

    Raises:
        OriginError: it says nothing of it, or cannot be read.
    """
    parts = read_parts(path)
    said = _properties(parts.kept.get(PROPERTIES, b""))
    if not said:
        raise OriginError(problem(FOREIGN, AGAIN))
    if parts.seal and parts.seal == seal_over(parts.digests):
        return statement_of(said, is_intact=True)
    items = (content for name, content in sorted(parts.kept.items()) if name.startswith("customXml/"))
    snapshot = next((found for found in map(from_xml, items) if found), None)
    changes = tuple(_changes(snapshot, parts.kept)) if snapshot else ("What was written into it is lost.",)
    return statement_of(said, is_intact=False, changes=changes or (ELSEWHERE,))


def _properties(content: bytes) -> dict[str, str]:
    """Our custom properties, by their names in a PDF."""
    root = _parsed(content)
    if root is None:
        return {}
    found = {}
    for element in root:
        name = element.get("name") or "" if isinstance(element.tag, str) else ""
        if name.startswith("golive.") and len(element):
            found[_NAMES.get(name, name.removeprefix("golive."))] = element[0].text or ""
    return found


def _changes(snapshot: Snapshot, kept: Mapping[str, bytes]) -> Iterator[str]:
    """The slides whose texts are not as they were written, that came, went or moved; one sentence each."""
    slides = [_texts(kept[name]) for name in _order(kept)]
    written = {
        page.key: _without_blanks(Counter(_folded(text) for _, texts in page.shapes for text in texts))
        for page in snapshot.slides
    }
    keys = _owners(slides, written)
    places = {key: at for at, key in reversed([*enumerate(keys)]) if key}
    found = 0
    for page in snapshot.slides:
        at = places.get(page.key)
        if at is not None and slides[at] == written[page.key]:
            continue
        found += 1
        if found > _MOST_NAMED:
            yield "More slides were changed."
            return
        taken = f"Slide “{page.title}” was taken out."
        yield taken if at is None else f"Slide {at + 1} “{page.title}”: its texts were changed."
    for at, key in [(at, key) for at, key in enumerate(keys) if key is None or places[key] != at][:_MOST_NAMED]:
        yield f"Slide {at + 1} was {'copied from another' if key else 'added'}."
    known = [page.key for page in snapshot.slides if page.key in places]
    if sorted(known, key=places.__getitem__) != known:
        yield "Slides stand in another order."


def _owners(slides: list[Said], written: Mapping[str, Said]) -> list[str | None]:
    """For each slide the key of the one as which it was written: that with which it shares most texts."""
    having: dict[str, list[str]] = {}
    for key, texts in written.items():
        for text in texts:
            having.setdefault(text, []).append(key)
    owners: list[str | None] = []
    for slide in slides:
        shared = Counter(key for text in slide for key in having.get(text, ())[:_MOST_NAMED])
        owners.append(shared.most_common(1)[0][0] if shared else None)
    return owners


def _order(kept: Mapping[str, bytes]) -> list[str]:
    """The slides' parts as they are shown; by their numbers where that cannot be told."""
    known = sorted((name for name in kept if name.startswith("ppt/slides/")), key=lambda name: (len(name), name))
    main, relations = _parsed(kept.get("ppt/presentation.xml", b"")), _parsed(kept.get(_RELATIONS, b""))
    if main is None or relations is None:
        return known
    targets = {one.get("Id"): one.get("Target") or "" for one in relations if isinstance(one.tag, str)}
    shown = [targets.get(one.get(f"{_OFFICE}id"), "") for one in main.iter("{*}sldId")]
    named = [re.sub(r"^/?(ppt/)?", "ppt/", target) for target in shown]
    return [name for name in named if name in kept] or known


def _texts(content: bytes) -> Said:
    """The texts of a slide and how often each stands there, but those of its foot."""
    found: Said = Counter()
    root = _parsed(content)
    for element in root.iter("{*}sp", "{*}graphicFrame") if root is not None else ():
        holder = next(element.iter("{*}ph"), None)
        if holder is None or holder.get("type") not in _FOOT:
            found.update(map(_text, element.iter(f"{_DRAWING}p")))
    return _without_blanks(found)


def _text(paragraph: Any) -> str:  # noqa: ANN401 - lxml's elements
    pieces = paragraph.iter(f"{_DRAWING}t", f"{_DRAWING}br")
    return _folded("".join("\n" if one.tag == f"{_DRAWING}br" else one.text or "" for one in pieces))


def _folded(text: str) -> str:
    """A text as a reader sees it: programs set white space anew."""
    return " ".join(text.split())


def _without_blanks(texts: Said) -> Said:
    return Counter({text: times for text, times in texts.items() if text})


def _parsed(content: bytes) -> Any:  # noqa: ANN401 - lxml's elements
    """The root of an XML part; None where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
