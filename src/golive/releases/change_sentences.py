"""Changes in the words of the trade: "Bill file: drop-by moved from 02:00 to 03:30 ET"."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct, field

from golive.releases.change import Kind
from golive.releases.field_traits import Trait, key_of, traits_of
from golive.schema import value_text
from golive.schema.field import Model
from golive.schema.values import Code, Prose, Verbatim
from golive.schema.word import Word, label_of_word

Names = Mapping[tuple[str, str], str]
LONGEST: Final = 60
"""Characters of a text that a sentence quotes; a longer one is said to be reworded."""
_UNIT: Final = re.compile(r"^(.*) \(([a-z ]+)\)$")
# What a kind of item is called, where the name of its class does not say it.
_NOUNS: Final = {
    "BatchInterface": "interface",
    "RealTimeInterface": "interface",
    "SftpConnection": "connection",
    "RestConnection": "connection",
    "SoapConnection": "connection",
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
# How values of a kind are said; the first kind that fits counts.
_SAID: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, value_text.yes_no),
    (Word, lambda word: word.label),
    (time, value_text.clock),
    (date, value_text.day),
)
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Subject(Struct, frozen=True):
    """What a sentence is about, from the root down.

    Attributes:
        parts: groups and items: what each is called, and whether it is an item.
        internal: whether values must not be told.
    """

    parts: tuple[tuple[str, bool], ...] = ()
    internal: bool = False

    def group(self, trait: Trait) -> "Subject":
        """The subject for the fields of a group of keys."""
        return Subject((*self.parts, (value_text.inline(trait.label), False)), self.internal or trait.internal)

    def item(self, name: str, trait: Trait) -> "Subject":
        """The subject for the fields of an item of a list."""
        return Subject((*self.parts, (name, True)), self.internal or trait.internal)

    def about(self, what: str, *, titled: bool) -> str:
        """A thing with what it belongs to; groups inside of an item are left out when its own name is plain."""
        items = [at for at, (_, is_item) in enumerate(self.parts) if is_item]
        first = items[0] if items else len(self.parts)
        shown = [
            name
            for at, (name, is_item) in enumerate(self.parts)
            if is_item or at < first or (not titled and at > items[-1])
        ]
        text = f"{', '.join(shown)}: {what}" if shown else what
        return text[:1].upper() + text[1:]


class Speech(Struct, frozen=True):
    """How values of one comparison are said.

    Attributes:
        zone: what stands behind a time of day.
        before: what ids of the older version are called, by part of the spec and id.
        now: the same for the newer version.
    """

    zone: str = ""
    before: Names = field(default_factory=dict)
    now: Names = field(default_factory=dict)

    def item(self, model: Model, *, in_old: bool = False, noun: bool = False) -> str:
        """What an item of a list is called; with a noun before it where its name is none."""
        kind = type(model)
        key = key_of(kind)
        named = key == "id" and "name" in kind.model_fields
        said = model.name if named else self.value(traits_of(kind)[key], getattr(model, key), in_old=in_old)  # type: ignore[attr-defined]
        return said if named and not noun else f"{_noun(kind)} {said or '…'}"

    def changed(self, subject: Subject, trait: Trait, old: object, new: object) -> str:
        """A field has another value."""
        label, unit = _label(trait)
        before, after = self.value(trait, old, in_old=True, plain=bool(unit)), self.value(trait, new, plain=bool(unit))
        secret = subject.internal or trait.internal
        if secret or not before or not after or before == after:
            is_text = isinstance(new, str) and not isinstance(new, Code | Word)
            verb = "reworded" if is_text and not secret else "changed"
            return subject.about(f"{label} {verb}", titled=trait.titled)
        zone = f" {self.zone}".rstrip() if isinstance(new, time) else unit
        return subject.about(f"{label} {_verb(old, new)} from {before} to {after}{zone}", titled=trait.titled)

    def one_sided(self, subject: Subject, trait: Trait, kind: Kind, value: object) -> str:
        """A field has a value where it had none, or none where it had one; or a list has one item more or less."""
        label, unit = _label(trait)
        if isinstance(value, Model):
            named = self.item(value, in_old=kind is Kind.REMOVED, noun=True) if trait.slot.is_list else label
            secret = subject.internal or trait.internal
            return subject.about(f"{label if secret else named} {kind.value}", titled=True)
        said = self.value(trait, value, in_old=kind is Kind.REMOVED, plain=bool(unit))
        if subject.internal or trait.internal or not said:
            return subject.about(f"{label} {kind.value}", titled=trait.titled)
        zone = f" {self.zone}".rstrip() if isinstance(value, time) else unit
        what = f"{label}: {said}{zone} {kind.value}" if trait.slot.is_list else f"{label} {kind.value}: {said}{zone}"
        if kind is Kind.REMOVED and not trait.slot.is_list:
            what = f"{label} removed (was {said}{zone})"
        return subject.about(what, titled=trait.titled)

    def renamed(self, subject: Subject, old: Model, new: Model) -> str:
        """An item has another key and says the same."""
        trait = traits_of(type(new))[key_of(type(new))]
        before, after = (self.value(trait, getattr(item, trait.name), in_old=item is old) for item in (old, new))
        if subject.internal or not before or not after:
            return subject.about(f"{_noun(type(new))} renamed", titled=True)
        if trait.name == "id" and "name" in type(new).model_fields:
            return subject.about(f"{self.item(new, noun=True)}: id renamed from {before} to {after}", titled=True)
        return subject.about(f"{_noun(type(new))} {before} renamed to {after}", titled=True)

    def value(self, trait: Trait, value: Any, *, in_old: bool = False, plain: bool = False) -> str:  # noqa: ANN401 - of any field
        """A value in a sentence; empty when it is too long for one.

        Args:
            trait: the field that holds it.
            value: the value.
            in_old: whether it stood in the older version.
            plain: whether its unit follows.
        """
        if trait.refers_to:
            return (self.before if in_old else self.now).get((trait.refers_to, str(value)), str(value))
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(value) if plain else value_text.number(value)
        said = next((say(value) for kind, say in _SAID if isinstance(value, kind)), None)
        return _quoted(trait, value) if said is None else said


def _noun(kind: type[Model]) -> str:
    return _NOUNS.get(kind.__name__) or _HUMPS.sub(" ", kind.__name__).lower()


def _quoted(trait: Trait, text: str) -> str:
    if trait.value_slot.words:
        return label_of_word(text)
    if isinstance(text, Prose | Verbatim) or len(text) > LONGEST or "\n" in text:
        return ""
    return text if trait.name in {"id", "name", "code", "value", "version"} else f"“{text}”"


def _verb(old: object, new: object) -> str:
    if isinstance(new, date | time):
        return "moved"
    if isinstance(old, int | Decimal) and isinstance(new, int | Decimal) and not isinstance(new, bool):
        return "raised" if new > old else "lowered"
    return "changed"


def _label(trait: Trait) -> tuple[str, str]:
    """A label within a sentence, and the unit that stood in brackets behind it."""
    found = _UNIT.match(trait.label)
    return (value_text.inline(found[1]), f" {found[2]}") if found else (value_text.inline(trait.label), "")
