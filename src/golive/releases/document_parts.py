"""Digests of the parts that documents are made from: spec, vendor data, process, templates and theme."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import fields

from golive.releases.canonical_form import SHORT_DIGEST_LENGTH, compute_digest
from golive.releases.change import Change, ChangeKind
from golive.schema.change_level import Bump

BUILTIN: Final = "builtin"
"""Key of golive's own templates and theme: a later golive brings others, and what was released stays released."""
CHANGE_LOG: Final = "changelog"
"""Key of the change log: a part of the documents, but not of a release, since a release writes it."""
PART_LABELS: Final[Mapping[str, str]] = {
    "spec": "spec",
    "organization": "vendor data",
    "process": "typical process",
    "templates": "templates",
    "theme": "slide theme",
    BUILTIN: "golive's own templates",
    CHANGE_LOG: "change log",
}
"""Label of each part."""
NO_TEMPLATES: Final = compute_digest({})[:SHORT_DIGEST_LENGTH]
"""Digest of the templates of a workspace that has none of its own."""
_SENTENCES: Final = {
    "organization": "Data of the vendor changed",
    "process": "Typical process changed",
    "templates": "Templates of the documents changed",
    "theme": "Slide theme changed",
}


class DocumentParts(Struct, frozen=True):
    """A digest of each part, in hexadecimal.

    Attributes:
        spec: the spec, or the guide.
        organization: the vendor's data.
        process: the typical process.
        templates: the templates of the workspace; equal for all workspaces that have none.
        theme: the slide theme of the workspace; empty if its documents use golive's own, or have no slides.
        builtin: golive's own templates and theme, where the workspace has no others; empty in releases of a golive that
            did not tell them from those of the workspace.
    """

    spec: str
    organization: str
    process: str
    templates: str
    theme: str = ""
    builtin: str = ""

    @property
    def as_dict(self) -> dict[str, str]:
        """Return the digests that are not empty, by key, in order."""
        return {name: digest for name in _PART_KEYS if (digest := getattr(self, name))}


_PART_KEYS: Final = tuple(field.name for field in fields(DocumentParts))

_PRESENTATION_PARTS: Final = frozenset({"templates", "theme"})
"""Parts that affect only wording and appearance; their changes are internal."""


def find_changed_parts(old: DocumentParts, new: DocumentParts) -> tuple[str, ...]:
    """Return the keys of the parts that differ between two versions, in order; golive's own templates do not count.

    An older golive kept one digest for its own templates and those of the workspace. Against such a release, they count
    as changed if the workspace has templates, or a theme, of its own.
    """
    if bool(old.builtin) != bool(new.builtin):
        present = new if new.builtin else old
        own = {"templates": present.templates != NO_TEMPLATES, "theme": bool(present.theme)}
    else:
        own = {}
    names = (name for name in _PART_KEYS if name != BUILTIN)
    return tuple(name for name in names if own.get(name, True) and getattr(old, name) != getattr(new, name))


def build_part_change(name: str) -> Change | None:
    """Return the change that says that a part changed, and no more; None for the spec."""
    if name not in _SENTENCES:
        return None
    internal = name in _PRESENTATION_PARTS
    return Change(ChangeKind.CHANGED, (), name, Bump.PATCH, internal=internal, sentence=_SENTENCES[name])
