"""Choose the slides of a deck: which ones, in which order, and which are hidden.

A deck is rendered whole, and its sections are then selected by the key of their `##` heading. A slide of a workspace's
own templates, whose key golive does not know, stays behind the slide that it follows.
"""

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

from golive.schema.deck import DeckSettings, SlideName, SlideSelection
from golive.templating.line_origins import Origin
from golive.templating.templates import RenderedMarkdown

SLIDE_NAMES: Final[tuple[SlideName, ...]] = get_args(SlideName)
READY_MADE: Final[Mapping[str, SlideSelection]] = {
    "overview": SlideSelection(),
    "kickoff": SlideSelection(
        slides=(
            "glance",
            "goals",
            "scope",
            "dataflow",
            "volumes",
            "timeline",
            "stages",
            "raci",
            "contacts",
            "decisions",
            "risks",
            "open-items",
            "next-steps",
            "internal",
        )
    ),
    "design_review": SlideSelection(
        slides=(
            "glance",
            "scope",
            "dataflow",
            "methods",
            "volumes",
            "interfaces",
            "formats",
            "transfer",
            "late-files",
            "calls",
            "jobs",
            "single-sign-on",
            "bills-online",
            "migration",
            "schedule",
            "settlement",
            "payment-terms",
            "security",
            "environments",
            "decisions",
            "open-items",
            "changes",
            "next-steps",
            "internal",
        )
    ),
    "go_no_go": SlideSelection(
        slides=(
            "glance",
            "goals",
            "timeline",
            "stages",
            "readiness",
            "sit-vs-uat",
            "cases",
            "results",
            "schedule",
            "settlement",
            "security",
            "migration",
            "contacts",
            "risks",
            "open-items",
            "changes",
            "next-steps",
            "internal",
        )
    ),
}
"""The selection of each deck that a spec and the organization may change."""

_HEADING: Final = re.compile(r"^##? ")
_KEY: Final = re.compile(r"\{[^{}]*\bkey=([a-z0-9-]+)[^{}]*\}\s*$")
_FENCE: Final = re.compile(r"^ *(`{3,}|~{3,})")
_PREFIXES: Final = ("interface", "migration")
"""Slides that there may be several of: `interface-bills` is one of `interfaces`."""


class _Section(Struct):
    """The lines of one slide or of several slides that stay together, with their origins."""

    name: SlideName | Literal[""]
    lines: list[str]
    origins: list[Origin | None]


def resolve_selection(deck: str, *settings: DeckSettings | None) -> SlideSelection:
    """Return the selection of a deck: ready-made, changed by the settings in their order, field by field."""
    found = READY_MADE[deck]
    for one in settings:
        chosen = getattr(one, deck) if one else None
        if chosen:
            found = found.model_copy(update={name: getattr(chosen, name) for name in chosen.model_fields_set})
    return found


def list_selected_slides(selection: SlideSelection) -> tuple[SlideName, ...]:
    """Return the names of the slides that a deck may have, each once, in order."""
    names = dict.fromkeys(selection.slides or SLIDE_NAMES)
    return tuple(name for name in names if name not in selection.left_out)


def select_slides(rendered: RenderedMarkdown, selection: SlideSelection) -> RenderedMarkdown:
    """Keep the selected slides of a rendered deck, in the selected order, and mark hidden ones.

    Without `slides`, the order of the template stays.
    """
    if selection == SlideSelection():
        return rendered
    first, *sections = _split_into_sections(rendered)
    names = list_selected_slides(selection)
    kept = [section for section in sections if section.name and section.name in names]
    if selection.slides:
        order: dict[str, int] = {name: at for at, name in enumerate(names)}
        kept.sort(key=lambda section: order[section.name])
    for section in kept:
        if section.name in selection.hidden:
            section.lines = [_mark_hidden(line) if line.startswith("## ") else line for line in section.lines]
    chosen = [first, *kept]
    lines = [line for section in chosen for line in section.lines]
    origins = tuple(origin for section in chosen for origin in section.origins if origin)
    while lines and not lines[-1]:
        lines.pop()
    return RenderedMarkdown("\n".join(lines) + "\n", origins[: len(lines)])


def get_slide_name(key: str) -> SlideName | None:
    """Return the name of a slide in selections, by its key; None for a slide that golive does not know."""
    prefix = next((one for one in _PREFIXES if key.startswith(f"{one}-")), "")
    name = {"interface": "interfaces", "migration": "migration"}.get(prefix, key)
    return name if name in SLIDE_NAMES else None


def _split_into_sections(rendered: RenderedMarkdown) -> list[_Section]:
    """Split a deck at its headings; the first section holds what comes before the first known slide."""
    sections = [_Section("", [], [])]
    fence = ""
    lines = rendered.text.removesuffix("\n").split("\n")
    origins: tuple[Origin | None, ...] = rendered.origins or (None,) * len(lines)
    for line, origin in zip(lines, origins, strict=True):
        if found := _FENCE.match(line):
            fence = "" if fence and line.rstrip() == fence else fence or found[1]
        if not fence and _HEADING.match(line):
            key = _KEY.search(line)
            name = get_slide_name(key[1]) if key else None
            if name:
                sections.append(_Section(name, [], []))
        sections[-1].lines.append(line)
        sections[-1].origins.append(origin)
    for section in sections:
        if section.lines and section.lines[-1]:  # the last slide ends without a blank line
            section.lines.append("")
            section.origins.append(section.origins[-1])
    return sections


def _mark_hidden(heading: str) -> str:
    text = heading.rstrip()
    return f"{text[:-1]} hidden=yes}}" if _KEY.search(text) else f"{text} {{hidden=yes}}"
