"""Judge what the schema engine says: leave out what common programs write, and what our own rules say; reword the rest.

The engine implements the published schema. Programs that everybody uses break it in known places, and no program
refuses a file for that; such a complaint would only make people distrust the others.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import Final, NamedTuple


class _Accepted(NamedTuple):
    """A complaint that is no error: in which parts, about what, and who writes it (for readers of this table)."""

    part: str
    description: str
    writers: str


_CHARTS: Final = r"ppt/charts/"
_LATE_ELEMENTS: Final = "showDLblsOverMax|leaderLines|showLeaderLines|showDataLabelsRange|xForSave|smooth"
_NAMED_PARTS: Final = "Theme|clrScheme|fontScheme|fmtScheme|(major|minor)Font/latin"
_ACCEPTED: Final = (
    _Accepted(_CHARTS, r"^Invalid value for attribute 'val': Value -\d+ is less", "PowerPoint 2011, python-pptx"),
    _Accepted(_CHARTS, rf"^Unexpected element '({_LATE_ELEMENTS})'", "PowerPoint 2013-365"),
    _Accepted(_CHARTS, r"^The 'val' attribute is not declared", "PowerPoint 365, in `c16r3:dispNaAsBlank`"),
    _Accepted(_CHARTS, r"^Unexpected element '(noMultiLvlLbl|dLbl)'", "LibreOffice"),
    _Accepted(r"ppt/drawings/", r"^Unexpected element 'nvPr'", "LibreOffice, in drawings over charts"),
    _Accepted(r"ppt/presentation\.xml", r"missing (presProps|viewProps) relationship", "LibreOffice"),
    _Accepted(r".*\.rels", r"^Relationship target not found: .*/NULL$", "PowerPoint, for a picture that it has lost"),
    _Accepted(r"ppt/printerSettings/", r"^Invalid ole payload", "PowerPoint 2010, python-pptx"),
    _Accepted(r"ppt/theme/", rf"^({_NAMED_PARTS}) missing required '(name|typeface)'", "PowerPoint: an empty name"),
    _Accepted(r"ppt/fonts/.*\.fntdata", r"^Invalid font payload", "PowerPoint, Google Slides: embedded fonts"),
    _Accepted(r"ppt/media/", r"^Invalid wmf payload", "LibreOffice: WMF without the header of a placeable picture"),
    _Accepted(r"ppt/", r"^Invalid value for attribute '(panose|pitchFamily|cstate|dpi)'", "PowerPoint, Google Slides"),
)  # fmt: skip

_SAID_BY_RULES: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    (r"^Duplicate slide ID|^Attribute 'id' should have unique value", frozenset({"slide-id-twice", "master-id-twice"})),
    (r"^Duplicate shape ID", frozenset({"shape-id-twice", "shape-id-twice-behind"})),
    (r"^Invalid value for attribute 'id'", frozenset({"slide-id-range", "master-id-range", "shape-id-bad"})),
    (r"^Required attribute 'id'", frozenset({"shape-id-bad"})),
    (r"theme relationship", frozenset({"master-no-theme"})),
    (r"slideLayout relationship", frozenset({"slide-layout"})),
    (r"slideMaster relationship", frozenset({"layout-master", "relation-target-missing"})),
    (r"^Relationship target not found", frozenset({"relation-target-missing", "relation-no-target"})),
    (r"^The relationship '.*' referenced by attribute", frozenset({"relation-dangling", "relation-id-twice"})),
    (r"^Cannot parse", frozenset({"xml-malformed"})),
    (r"^Root element|missing required cSld", frozenset({"type-root", "type-wrong"})),
    (r"^Invalid \w+ payload", frozenset({"type-image", "type-missing", "part-orphan", "chart-workbook"})),
    (r"^Main presentation content type", frozenset({"type-main"})),
    (r"^Missing main document", frozenset({"presentation-missing"})),
    (r"\(a:p\)|^Required element 'p' is missing", frozenset({"text-no-paragraph"})),
    (r"^Invalid value for attribute 'c[xy]'", frozenset({"size-negative", "number-malformed"})),
    (r"^Invalid value for attribute 'val'", frozenset({"color-malformed", "chart-axis"})),
    (r"^Unexpected element 'axId'", frozenset({"chart-axis"})),
    (r"^Unexpected element 'other'|^Required element 'txBody'", frozenset({"cell-no-text"})),
)  # fmt: skip
"""What rules of golive say as well, in other words; a rule covers every part that the complaint can be about."""

_INVALID: Final = "^Invalid value for attribute "
_LISTED: Final = re.compile(rf"{_INVALID}'([^']+)': Value '(.*)' is not in allowed values: \[(.*)\]$", re.DOTALL)
_WORDINGS: Final = tuple(
    (re.compile(pattern), wording)
    for pattern, wording in (
        (r"^Unexpected element '(.+)' found$", r"The element `\1` is not allowed there."),
        (r"^Required element '(.+)' is missing.*", r"The element `\1` is missing."),
        (r"^Required attribute '(.+)' is missing", r"The attribute `\1` is missing."),
        (r"^The '(.+)' attribute is not declared\.", r"The attribute `\1` is not allowed there."),
        (rf"{_INVALID}'(.+)': Value (\S+) is less than minimum (\S+)", r"`\1` is \2; the least is \3."),
        (rf"{_INVALID}'(.+)': Value (\S+) exceeds maximum (\S+)", r"`\1` is \2; the most is \3."),
        (rf"{_INVALID}'(.+)': Invalid integer value: '(.*)'", r"`\1` is `\2`, not a whole number."),
        (rf"{_INVALID}'(.+)': Invalid boolean value: '(.*)'.*", r"`\1` is `\2`, not `1` or `0`."),
        (rf"{_INVALID}'(.+)': (.+)$", r"`\1`: \2"),
        (r"^(\w+) missing required (\w+) .*", r"The element `\2` is missing."),
    )
)
_MOST_WORDS: Final = 6


def is_accepted(part: str, description: str) -> bool:
    """Tell whether a complaint is about something that common programs write and read.

    Args:
        part: name of the part, such as `ppt/charts/chart1.xml`.
        description: what the engine says.
    """
    return any(re.match(one.part, part) and re.search(one.description, description) for one in _ACCEPTED)


def list_covering_rules(description: str) -> Iterator[str]:
    """Yield the codes of the rules that say the same as a complaint."""
    for pattern, codes in _SAID_BY_RULES:
        if re.search(pattern, description):
            yield from sorted(codes)


def is_said_already(description: str, found: AbstractSet[str]) -> bool:
    """Tell whether a rule with one of the found codes says the same as a complaint."""
    return any(code in found for code in list_covering_rules(description))


def reword_complaint(description: str) -> str:
    """Return what the engine says in plain words, with a few of the allowed values instead of all."""
    listed = _LISTED.match(description)
    if listed:
        return _describe_choices(listed[1], listed[2], re.findall(r"'([^']*)'", listed[3]))
    for pattern, wording in _WORDINGS:
        if pattern.search(description):
            text = pattern.sub(wording, description)
            return text if text.endswith(".") else f"{text}."
    return description


def _describe_choices(attribute: str, value: str, allowed: list[str]) -> str:
    """Describe a value that is none of those allowed, with those most like it."""
    near = sorted(allowed, key=lambda one: -SequenceMatcher(None, value.casefold(), one.casefold()).ratio())
    shown = ", ".join(f"`{one}`" for one in near[:_MOST_WORDS])
    others = f" and {len(allowed) - _MOST_WORDS} others" if len(allowed) > _MOST_WORDS else ""
    return f"`{attribute}` is `{value}`; allowed are {shown}{others}."
