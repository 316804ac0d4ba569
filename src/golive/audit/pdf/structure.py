"""Check tag nesting, heading order and alternative text of figures."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from golive.audit.pdf.structure_tree import STANDARD, Tags
from golive.audit.rules import make_finding
from golive.support.problems import Problem

_HEADING: Final = re.compile("H[1-6]")
_LONG_ALT: Final = 600
_INSIDE: Final = {
    "Table": frozenset({"TR", "THead", "TBody", "TFoot", "Caption"}),
    "THead": frozenset({"TR"}),
    "TBody": frozenset({"TR"}),
    "TFoot": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
    "L": frozenset({"LI", "L", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOC", "TOCI", "Caption"}),
}
_OUTSIDE: Final = {
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "LI": frozenset({"L"}),
    "TOCI": frozenset({"TOC"}),
}


def check_structure(tags: Tags, page_count: int) -> Iterator[Problem]:
    """Check the structure tree, except tables."""
    yield from _roles(tags)
    yield from _headings(tags, page_count)
    yield from _figures(tags)
    yield from _nesting(tags)
    ids = Counter(str(tag.element.ID) for tag in tags.order if "/ID" in tag.element)
    for name, times in ids.items():
        if times > 1:
            yield make_finding("pdf-id-twice", "", f"{times} tags have the id {name}.")


def _roles(tags: Tags) -> Iterator[Problem]:
    for kind in tags.roles:
        if kind in STANDARD:
            yield make_finding(
                "pdf-role-standard", "", f"The role map makes {tags.roles[kind]} of the standard tag {kind}."
            )
    for kind in sorted(tags.strange):
        yield make_finding("pdf-role", "", f"The tag {kind} is of no standard kind, and mapped to none.")
    if tags.is_tangled:
        yield make_finding("pdf-tags-tangled")


def _headings(tags: Tags, page_count: int) -> Iterator[Problem]:
    headings = [tag for tag in tags.order if _HEADING.fullmatch(tag.kind)]
    levels = [int(tag.kind[1]) for tag in headings]
    if levels and levels[0] != 1:
        yield make_finding("pdf-heading-first", "", f"The first heading is of level {levels[0]}.")
    skips = [f"H{before} to H{after}" for before, after in pairwise(levels) if after > before + 1]
    if skips:
        yield make_finding(
            "pdf-heading-skipped", "", f"Headings skip a level {len(skips)} times, first from {skips[0]}."
        )
    if levels and any(tag.kind == "H" for tag in tags.order):
        yield make_finding("pdf-heading-mixed")
    if not levels and page_count > 1 and not any(tag.kind == "H" for tag in tags.order):
        yield make_finding("pdf-headings-none")


def _figures(tags: Tags) -> Iterator[Problem]:
    figures = [tag for tag in tags.order if tag.kind in {"Figure", "Formula"}]
    silent = sum(not tag.text("/Alt") and not tag.text("/ActualText") for tag in figures)
    if silent:
        yield make_finding("pdf-alt-missing", "", f"{silent} of {len(figures)} figures have no alternative text.")
    long = sum(len(tag.text("/Alt")) > _LONG_ALT for tag in figures)
    if long:
        yield make_finding("pdf-alt-long", "", f"{long} alternative texts have more than {_LONG_ALT} characters.")
    lost = sum(tag.kind == "Figure" and tag.attribute("/BBox") is None for tag in figures)
    if lost:
        yield make_finding("pdf-figure-box", "", f"{lost} figures do not say where they stand.")


def _nesting(tags: Tags) -> Iterator[Problem]:
    counted: Counter[tuple[str, str]] = Counter()
    for tag in tags.order:
        parent = tag.parent
        while parent and parent.kind == "NonStruct":  # a group without a meaning of its own
            parent = parent.parent
        if tag.kind == "NonStruct":
            continue
        above = parent.kind if parent else "the document"
        is_alien = above in _INSIDE and tag.kind not in _INSIDE[above]
        if is_alien or (tag.kind in _OUTSIDE and above not in _OUTSIDE[tag.kind]):
            counted[tag.kind, above] += 1
    for (kind, above), times in counted.items():
        often = "once" if times == 1 else f"{times} times"
        yield make_finding("pdf-nesting", "", f"{kind} stands directly in {above}, {often}.")
