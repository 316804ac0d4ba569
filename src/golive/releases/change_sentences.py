"""Describe changes in the words of the trade: "Bill file: drop-by moved from 2:00 AM to 3:30 AM ET"."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct, field

from golive.releases.change import ChangeKind
from golive.releases.field_traits import FieldTrait, find_key_field, get_field_traits
from golive.schema import value_text
from golive.schema.field import Model
from golive.schema.values import Code, Prose, Verbatim
from golive.schema.word import Word, format_word
from golive.support.type_words import name_type_in_words

NamesById = Mapping[tuple[str, str], str]
MAX_QUOTED_LENGTH: Final = 60
"""Maximum length of a text quoted in a sentence; a longer text is described as "reworded"."""
_LABEL_WITH_UNIT: Final = re.compile(r"^(.*) \(([a-z ]+)\)$")
# Names of item types whose class name is not readable.
_NOUNS: Final = {
    "BatchInterface": "interface",
    "RealTimeInterface": "interface",
    "SftpConnection": "connection",
    "HttpsConnection": "connection",
    "ObjectStorageConnection": "connection",
    "PortalConnection": "connection",
    "EmailConnection": "connection",
    "BucketEndpoint": "endpoint",
    "SingleSignOn": "sign-on",
    "SignOnEndpoint": "endpoint",
    "SignOnAttribute": "attribute",
    "MigrationLoad": "load",
    "ChannelLanguages": "languages of",
    "PaymentTerms": "limits and fees of",
    "DepositAccount": "account",
    "HardStop": "hard stop",
    "TrainingSession": "training",
    "CustomerNotice": "notice",
    "ServiceLevel": "service level",
    "RestConnection": "connection",
    "SoapConnection": "connection",
    "OtherParty": "party",
    "RecordField": "field",
    "MessageField": "field",
    "RecordLayout": "record",
    "ErrorCase": "error code",
    "TestCase": "case",
    "CodeValue": "value",
    "DataClass": "kind of data",
    "RaciActivity": "responsibility",
    "SecurityControl": "control",
    "BatchSample": "sample",
    "EscalationLevel": "escalation",
    "ChannelVolume": "channel",
    "GuideStep": "step",
    "OpenItemNote": "note on item",
}
# Formatter by type of value; the first matching type applies.
_VALUE_FORMATTERS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, value_text.format_yes_no),
    (Word, lambda word: word.label),
    (time, value_text.format_time),
    (date, value_text.format_date),
)


class SentenceSubject(Struct, frozen=True):
    """The path of names that a sentence is about, from the root down.

    Attributes:
        parts: groups and items: the name of each, and whether it is an item.
        internal: whether values must not be shown.
    """

    parts: tuple[tuple[str, bool], ...] = ()
    internal: bool = False

    def enter_group(self, trait: FieldTrait) -> "SentenceSubject":
        """Return the subject for the fields of a group of keys."""
        return SentenceSubject(
            (*self.parts, (value_text.lower_label(trait.label), False)), self.internal or trait.is_internal
        )

    def enter_item(self, name: str, trait: FieldTrait) -> "SentenceSubject":
        """Return the subject for the fields of an item of a list."""
        return SentenceSubject((*self.parts, (name, True)), self.internal or trait.is_internal)

    def build_sentence(self, what: str, *, titled: bool) -> str:
        """Prefix a phrase with its groups and items; groups inside an item are left out if `titled`."""
        items = [at for at, (_, is_item) in enumerate(self.parts) if is_item]
        first = items[0] if items else len(self.parts)
        shown = [
            name
            for at, (name, is_item) in enumerate(self.parts)
            if is_item or at < first or (not titled and at > items[-1])
        ]
        text = f"{', '.join(shown)}: {what}" if shown else what
        return text[:1].upper() + text[1:]


class SentenceBuilder(Struct, frozen=True):
    """Builds the sentences of one comparison.

    Attributes:
        zone_label: suffix of a time of day, such as ET.
        old_names: names of items in the older version, by section of the spec and id.
        new_names: names of items in the newer version, by section of the spec and id.
    """

    zone_label: str = ""
    old_names: NamesById = field(default_factory=dict)
    new_names: NamesById = field(default_factory=dict)

    def name_item(self, model: Model, *, in_old: bool = False, noun: bool = False) -> str:
        """Return the name of a list item; with a noun before it if requested, or if it has no name of its own."""
        kind = type(model)
        key = find_key_field(kind)
        named = key == "id" and "name" in kind.model_fields
        value = getattr(model, "name" if named else key)
        name = str(value) if named else self.format_value(get_field_traits(kind)[key], value, in_old=in_old)
        return name if named and not noun else f"{_get_noun(kind)} {name or '…'}"

    def describe_change(self, subject: SentenceSubject, trait: FieldTrait, old: object, new: object) -> str:
        """Describe a changed value of a field."""
        label, unit = _split_label(trait)
        before, after = (
            self.format_value(trait, old, in_old=True),
            self.format_value(trait, new),
        )
        secret = subject.internal or trait.is_internal
        if secret or not before or not after or before == after:
            is_text = isinstance(new, str) and not isinstance(new, Code | Word)
            verb = "reworded" if is_text and not secret else "changed"
            return subject.build_sentence(f"{label} {verb}", titled=trait.has_own_title)
        zone = f" {self.zone_label}".rstrip() if isinstance(new, time) else unit
        return subject.build_sentence(
            f"{label} {_choose_verb(trait, old, new)} from {before} to {after}{zone}", titled=trait.has_own_title
        )

    def describe_addition_or_removal(
        self, subject: SentenceSubject, trait: FieldTrait, kind: ChangeKind, value: object
    ) -> str:
        """Describe a value or list item that was added or removed."""
        label, unit = _split_label(trait)
        if isinstance(value, Model):
            named = self.name_item(value, in_old=kind is ChangeKind.REMOVED, noun=True) if trait.slot.is_list else label
            secret = subject.internal or trait.is_internal
            return subject.build_sentence(f"{label if secret else named} {kind.value}", titled=True)
        formatted = self.format_value(trait, value, in_old=kind is ChangeKind.REMOVED)
        if subject.internal or trait.is_internal or not formatted:
            return subject.build_sentence(f"{label} {kind.value}", titled=trait.has_own_title)
        zone = f" {self.zone_label}".rstrip() if isinstance(value, time) else unit
        what = (
            f"{label}: {formatted}{zone} {kind.value}"
            if trait.slot.is_list
            else f"{label} {kind.value}: {formatted}{zone}"
        )
        if kind is ChangeKind.REMOVED and not trait.slot.is_list:
            what = f"{label} removed (was {formatted}{zone})"
        return subject.build_sentence(what, titled=trait.has_own_title)

    def describe_rename(self, subject: SentenceSubject, old: Model, new: Model) -> str:
        """Describe an item with a new key and otherwise equal content."""
        trait = get_field_traits(type(new))[find_key_field(type(new))]
        before, after = (self.format_value(trait, getattr(item, trait.name), in_old=item is old) for item in (old, new))
        if subject.internal or not before or not after:
            return subject.build_sentence(f"{_get_noun(type(new))} renamed", titled=True)
        if trait.name == "id" and "name" in type(new).model_fields:
            return subject.build_sentence(
                f"{self.name_item(new, noun=True)}: id renamed from {before} to {after}", titled=True
            )
        return subject.build_sentence(f"{_get_noun(type(new))} {before} renamed to {after}", titled=True)

    def format_value(self, trait: FieldTrait, value: Any, *, in_old: bool = False) -> str:  # noqa: ANN401 - of any field
        """Format a value for a sentence; empty if it is too long.

        Args:
            trait: the field that holds it.
            value: the value.
            in_old: whether it belongs to the older version.
        """
        if trait.refers_to:
            return (self.old_names if in_old else self.new_names).get((trait.refers_to, str(value)), str(value))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            if trait.name in value_text.IDENTIFYING_NUMBERS:
                return str(value)
            return value_text.format_number(value)
        formatted = next((say(value) for kind, say in _VALUE_FORMATTERS if isinstance(value, kind)), None)
        return _quote_text(trait, value) if formatted is None else formatted


def _get_noun(kind: type[Model]) -> str:
    return _NOUNS.get(kind.__name__) or name_type_in_words(kind)


def _quote_text(trait: FieldTrait, text: str) -> str:
    if trait.value_slot.allowed_words:
        return format_word(text)
    if isinstance(text, Prose | Verbatim) or len(text) > MAX_QUOTED_LENGTH or "\n" in text:
        return ""
    return text if trait.name in {"id", "name", "code", "value", "version"} else f"“{text}”"


def _choose_verb(trait: FieldTrait, old: object, new: object) -> str:
    if isinstance(new, date | time):
        return "moved"
    if trait.name in value_text.IDENTIFYING_NUMBERS:
        return "changed"
    if isinstance(old, int | Decimal) and isinstance(new, int | Decimal) and not isinstance(new, bool):
        return "raised" if new > old else "lowered"
    return "changed"


def _split_label(trait: FieldTrait) -> tuple[str, str]:
    """Split a label into its name, as used within a sentence, and its unit in parentheses."""
    found = _LABEL_WITH_UNIT.match(trait.label)
    return (value_text.lower_label(found[1]), f" {found[2]}") if found else (value_text.lower_label(trait.label), "")
