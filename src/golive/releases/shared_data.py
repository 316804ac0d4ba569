"""Compare the vendor's data and the typical process with those of a release, as far as its documents show them."""

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from golive.releases.change import Change
from golive.releases.diff import compare_models
from golive.releases.document_parts import DocumentParts, build_part_change, find_changed_parts
from golive.schema import Integration, Organization, Process
from golive.schema.change_level import Bump
from golive.schema.field import Model

_SHOWN_BY_TEMPLATES: Final = frozenset({"website", "support", "roles"})
"""Fields of the vendor that only templates show; golive itself uses the others."""
_NEVER_SHOWN: Final = frozenset({"theme", "requires"})
"""Fields that no text shows; the theme is a part of its own."""
_COMMENT: Final = re.compile(r"{#.*?#}", re.DOTALL)
_TAG: Final = re.compile(r"{[{%](.*?)[%}]}", re.DOTALL)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_NAMED_FIELD: Final = re.compile(r"\borganization\.(\w+)")
_LISTED_FIELDS: Final = re.compile(r"\borganization, only=\(([^()]*)\)")
_WHOLE_MODEL: Final = re.compile(r"\borganization\b(?!\.\w)")
_ALL_ROLES: Final = re.compile(r"\borganization\.roles\b(?!\|selectattr\(\"role\", \"in\", present\))")
_NOT_KEPT: Final = "; the release did not keep what it was before"
_LABELS: Final = {"organization": "Vendor data", "process": "Typical process"}


class SharedData(Struct, frozen=True):
    """What all integrations share: a release keeps it, so that later changes can be said in sentences."""

    organization: Organization
    process: Process


class ShownData(Struct, frozen=True):
    """Which of the shared data the documents of a project show.

    Attributes:
        fields: fields of the vendor that are shown.
        roles: roles whose titles are shown; None for all.
    """

    fields: frozenset[str]
    roles: frozenset[str] | None = None

    def select_roles(self, organization: Organization) -> Organization:
        """Return the vendor with only the roles that are shown."""
        if self.roles is None:
            return organization
        shown = tuple(one for one in organization.roles if one.role.value in self.roles)
        return organization.model_copy(update={"roles": shown})


def find_shown_data(document: Model, template_texts: tuple[str, ...]) -> ShownData:
    """Find out which of the vendor's data the documents show, from the texts of their templates.

    Args:
        document: the spec, or the guide.
        template_texts: the texts of all templates of the documents.
    """
    every = frozenset(Organization.model_fields) - _NEVER_SHOWN
    text = "\n".join(tag for one in template_texts for tag in _TAG.findall(_COMMENT.sub("", one)))
    listed = {name for names in _LISTED_FIELDS.findall(text) for name in re.findall(r"\w+", names)}
    plain = _QUOTED.sub("", _LISTED_FIELDS.sub("", text))
    named = {*_NAMED_FIELD.findall(plain)} | listed
    is_whole = bool(_WHOLE_MODEL.search(plain))
    shown = every if is_whole else every - (_SHOWN_BY_TEMPLATES - named)
    if not isinstance(document, Integration):
        return ShownData(shown)
    has_all_roles = is_whole or _ALL_ROLES.search(text)
    roles = None if has_all_roles else frozenset(person.role.value for person in document.team)
    return ShownData(shown, roles)


class PartsState(Struct, frozen=True):
    """The parts of a project's documents, or of a release: their digests, and the shared data where it is known."""

    digests: DocumentParts
    shared: SharedData | None = None


def compare_parts(old: PartsState | None, new: PartsState | None, shown: ShownData) -> tuple[Change, ...]:
    """Return the changes of the parts other than the spec: PATCH changes, since no partner must act on them.

    A change of the vendor's data that no document shows is none.

    Args:
        old: parts of the release; None if unknown, and then no changes are returned.
        new: current parts; None if only the spec is compared.
        shown: which of the vendor's data the documents show.
    """
    if old is None or new is None:
        return ()
    found: list[Change] = []
    for name in find_changed_parts(old.digests, new.digests):
        general = build_part_change(name)
        if name in _LABELS and new.shared:
            if old.shared is None:
                found += [replace(general, sentence=f"{general.sentence}{_NOT_KEPT}")] if general else []
                continue
            details = compare_shared_data(name, old.shared, new.shared, shown)
            found += details
            if details or name == "organization":
                continue
        found += [general] if general else []
    return tuple(found)


def compare_shared_data(name: str, old: SharedData, new: SharedData, shown: ShownData) -> tuple[Change, ...]:
    """Return the changes of the part `organization` or `process` that documents show, each a PATCH change."""
    if name == "organization":
        before, after = (shown.select_roles(one.organization) for one in (old, new))
        found = [one for one in compare_models(before, after) if re.split(r"[.\[]", one.id_path)[0] in shown.fields]
    else:
        found = list(compare_models(old.process, new.process))
    return tuple(
        Change(
            one.kind, (), name, Bump.PATCH, internal=False, sentence=f"{_LABELS[name]}: {_lower_first(one.sentence)}"
        )
        for one in found
    )


def _lower_first(sentence: str) -> str:
    """Return a sentence as it goes on after a colon; names and abbreviations keep their capital."""
    first, _, rest = sentence.partition(" ")
    return f"{first[:1].lower()}{first[1:]} {rest}" if first[1:].islower() and rest else sentence
