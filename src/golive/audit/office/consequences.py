"""Leave out findings that only follow from another one, so that one fault is said once."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from golive.ooxml.raw_package import relationships_source
from golive.support.problems import Problem


class _Causes(NamedTuple):
    """The codes that explain a finding: those found at the same part, and those found anywhere."""

    here: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()


_MISPLACED: Final = frozenset({"zip-name-case", "zip-path", "type-missing", "type-generic", "type-wrong", "type-root"})
_LOST_LINKS: Final = frozenset({"relation-no-target", "relation-target-missing", "relation-id-twice", "part-damaged"})
_LOST_HERE: Final = _Causes(frozenset({"relation-target-missing"}))
_CAUSES: Final[Mapping[str, _Causes]] = {
    "part-orphan": _Causes(_MISPLACED, _LOST_LINKS),
    "type-generic": _Causes(frozenset({"type-wrong"})),
    "type-root": _Causes(frozenset({"type-wrong"})),
    "type-phantom": _Causes(anywhere=frozenset({"type-wrong", "type-generic"})),
    "relation-unused": _Causes(frozenset({"relation-dangling"})),
    "relation-dangling": _Causes(frozenset({"relation-id-twice"})),
    "slide-unlisted": _Causes(anywhere=frozenset({"slide-listed-twice"})),
    "language-missing": _Causes(anywhere=frozenset({"doc-language"})),
    "layout-master": _LOST_HERE,
    "slide-layout": _LOST_HERE,
    "notes-slide": _LOST_HERE,
}


def drop_consequences(findings: list[Problem]) -> list[Problem]:
    """Return the findings without those that another one explains."""
    by_part: dict[str, set[str]] = {}
    for one in findings:
        by_part.setdefault(_get_part(one.label), set()).add(one.check)
    everywhere = {one.check for one in findings}
    damaged = [one.label for one in findings if one.check == "part-damaged"]
    return [one for one in findings if not _is_consequence(one, by_part, everywhere, damaged)]


def _is_consequence(one: Problem, by_part: Mapping[str, set[str]], everywhere: set[str], damaged: list[str]) -> bool:
    if one.check != "part-damaged" and any(_names_part(one, part) for part in damaged):
        return True
    causes = _CAUSES.get(one.check, _Causes())
    return bool(causes.here & by_part[_get_part(one.label)] or causes.anywhere & everywhere)


def _names_part(one: Problem, part: str) -> bool:
    return _get_part(one.label.lstrip("/")) == part.lower() or part.removeprefix("ppt/") in one.message


def _get_part(label: str) -> str:
    return (relationships_source(label) if label.endswith(".rels") else label).lower()
