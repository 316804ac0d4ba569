"""What a version's documents are made from, part by part: spec, vendor, process, templates and theme."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import fields

from golive.releases.change import Change, Kind
from golive.schema.change_level import Bump

CHANGE_LOG: Final = "changelog"
"""A part of what a document says, and none of what is released: a release writes it."""
NAMES: Final[Mapping[str, str]] = {
    "spec": "spec",
    "organization": "vendor data",
    "process": "typical process",
    "templates": "templates",
    "theme": "slide theme",
    CHANGE_LOG: "change log",
}
"""What people call each part."""
_SENTENCES: Final = {
    "organization": "Data of the vendor changed",
    "process": "Typical process changed",
    "templates": "Templates of the documents changed",
    "theme": "Slide theme changed",
}


class Parts(Struct, frozen=True):
    """A digest of each part, in hexadecimal; `theme` is empty where no document has one."""

    spec: str
    organization: str
    process: str
    templates: str
    theme: str = ""

    @property
    def known(self) -> dict[str, str]:
        """The parts that are there, by key, in order."""
        return {name: digest for name in _KEYS if (digest := getattr(self, name))}


_KEYS: Final = tuple(field.name for field in fields(Parts))

_FORM: Final = frozenset({"templates", "theme"})
"""How it is said and how it looks: no news for a partner, who sees it."""


def moved(old: Parts, new: Parts) -> tuple[str, ...]:
    """The parts that two versions do not share, by key, in order."""
    return tuple(name for name in _KEYS if getattr(old, name) != getattr(new, name))


def part_changes(old: Parts | None, new: Parts | None) -> tuple[Change, ...]:
    """What changed beside the spec: one change for each part, which costs PATCH, since no partner must act on it.

    Args:
        old: of what was released; None where it is not known, and then nothing can be said.
        new: as it stands; None where only the spec is looked at.
    """
    if old is None or new is None:
        return ()
    found = [(name, _SENTENCES[name]) for name in moved(old, new) if name in _SENTENCES]
    return tuple(
        Change(Kind.CHANGED, (), name, Bump.PATCH, internal=name in _FORM, sentence=said) for name, said in found
    )
