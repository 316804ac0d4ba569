"""Digests of the parts that documents are made from: spec, vendor data, process, templates and theme."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import fields

from golive.releases.change import Change, ChangeKind
from golive.schema.change_level import Bump

CHANGE_LOG: Final = "changelog"
"""Key of the change log: a part of the documents, but not of a release, since a release writes it."""
PART_LABELS: Final[Mapping[str, str]] = {
    "spec": "spec",
    "organization": "vendor data",
    "process": "typical process",
    "templates": "templates",
    "theme": "slide theme",
    CHANGE_LOG: "change log",
}
"""Label of each part."""
_SENTENCES: Final = {
    "organization": "Data of the vendor changed",
    "process": "Typical process changed",
    "templates": "Templates of the documents changed",
    "theme": "Slide theme changed",
}


class DocumentParts(Struct, frozen=True):
    """A digest of each part, in hexadecimal; `theme` is empty if no document uses one."""

    spec: str
    organization: str
    process: str
    templates: str
    theme: str = ""

    @property
    def as_dict(self) -> dict[str, str]:
        """Return the digests that are not empty, by key, in order."""
        return {name: digest for name in _PART_KEYS if (digest := getattr(self, name))}


_PART_KEYS: Final = tuple(field.name for field in fields(DocumentParts))

_PRESENTATION_PARTS: Final = frozenset({"templates", "theme"})
"""Parts that affect only wording and appearance; their changes are internal."""


def find_changed_parts(old: DocumentParts, new: DocumentParts) -> tuple[str, ...]:
    """Return the keys of the parts that differ between two versions, in order."""
    return tuple(name for name in _PART_KEYS if getattr(old, name) != getattr(new, name))


def build_part_change(name: str) -> Change | None:
    """Return the change that says that a part changed, and no more; None for the spec."""
    if name not in _SENTENCES:
        return None
    internal = name in _PRESENTATION_PARTS
    return Change(ChangeKind.CHANGED, (), name, Bump.PATCH, internal=internal, sentence=_SENTENCES[name])
