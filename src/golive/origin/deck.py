"""A presentation → what it says of its origin, and on which slides the texts are not those that were written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from golive.errors import OriginError, problem
from golive.origin.archive import read_parts
from golive.origin.statement import AGAIN, FOREIGN, Statement, statement_of
from golive.publish.deck.snapshot import Page, Snapshot, from_xml
from golive.publish.seal import PROPERTIES, seal_over

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS: Final = "ppt/_rels/presentation.xml.rels"
_MOST_NAMED: Final = 30
_NAMES: Final = {"golive.made-by": "madeBy"}
ELSEWHERE: Final = "All texts on its slides are as they were written; something else was changed, or it was saved anew."
Texts = tuple[str, ...]
Said = dict[str, Texts]


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
    owners = {name: page.key for page in snapshot.slides for name, _ in page.shapes if page.key in name}
    keys = [_owner(slide, owners) for slide in slides]
    places = {key: at for at, key in reversed([*enumerate(keys)])}
    named = 0
    for page in snapshot.slides:
        at = places.get(page.key)
        if at is None:
            yield f"Slide “{page.title}” was taken out."
        elif _differs(page, slides[at]):
            yield f"Slide {at + 1} “{page.title}”: its texts were changed."
        else:
            continue
        named += 1
        if named == _MOST_NAMED:
            yield "More slides were changed."
            return
    for at, key in enumerate(keys):
        if key is None or places[key] != at:
            yield f"Slide {at + 1} was added."
    known = [page.key for page in snapshot.slides if page.key in places]
    if sorted(known, key=places.__getitem__) != known:
        yield "Slides stand in another order."


def _owner(slide: Said, owners: Mapping[str, str]) -> str | None:
    """The key of the slide as it was written: the one that most of its shapes are named by."""
    counted = Counter(owners[name] for name in slide if name in owners)
    return counted.most_common(1)[0][0] if counted else None


def _differs(page: Page, slide: Said) -> bool:
    written = {name: texts for name, texts in page.shapes if any(texts)}
    there = {name: texts for name, texts in slide.items() if any(texts) and f"{page.key}:margin:" not in name}
    charts = {name for name, texts in page.shapes if not any(texts)}
    return written != {name: texts for name, texts in there.items() if name not in charts}


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
    """The texts of every shape of a slide, by its name; of several with one name, those of all."""
    found: Said = {}
    root = _parsed(content)
    for element in root.iter("{*}sp", "{*}graphicFrame") if root is not None else ():
        about = next(element.iter("{*}cNvPr"), None)
        name = (about.get("name") or "") if about is not None else ""
        found[name] = (*found.get(name, ()), *map(_text, element.iter(f"{_DRAWING}p")))
    return found


def _text(paragraph: Any) -> str:  # noqa: ANN401 - lxml's elements
    pieces = paragraph.iter(f"{_DRAWING}t", f"{_DRAWING}br")
    return "".join("\n" if one.tag == f"{_DRAWING}br" else one.text or "" for one in pieces)


def _parsed(content: bytes) -> Any:  # noqa: ANN401 - lxml's elements
    """The root of an XML part; None where it is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
