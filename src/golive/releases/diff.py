"""Two versions of a document → what changed, in meaning: matched by id, whatever the order and form of the files."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from msgspec import Struct

from golive.releases.change import Change, Kind
from golive.releases.change_levels import cost, costs_of
from golive.releases.change_sentences import Speech, Subject
from golive.releases.diff_position import Place
from golive.releases.field_traits import Trait, key_of, plain_names, traits_of
from golive.releases.item_matching import match, moved
from golive.releases.versioned_document import Document
from golive.schema import Integration
from golive.schema.change_level import Bump
from golive.schema.field import Model

_REFERRED_TO: Final = ("team", "environments", "connections", "interfaces")
_LONGEST_KEY: Final = 40  # characters of a key that stands in a place; longer ones are texts

Renames = dict[tuple[str, str], str]


def compare(old: Document, new: Document) -> tuple[Change, ...]:
    """All that two versions of one document say differently.

    The version and its date are no content. Order is none, but for lists whose order is the only place of their items.

    Returns:
        The changes in the order of the models; empty when both say the same.

    Raises:
        TypeError: the two are documents of different kinds.
    """
    if type(old) is not type(new):
        raise TypeError(f"a {type(old).__name__} and a {type(new).__name__} cannot be compared")
    renames = _renames(old, new)
    zone = new.biller.time_zone_label if isinstance(new, Integration) else ""
    walk = _Walk(Speech(zone, _names(old), _names(new)), renames)
    return tuple(change for change in walk.model(Place(), old, new) if change.level is not Bump.NONE)


def _names(document: Document) -> dict[tuple[str, str], str]:
    parts = _REFERRED_TO if isinstance(document, Integration) else ()
    return {(part, item.id): item.name for part in parts for item in getattr(document, part)}


def _renames(old: Document, new: Document) -> Renames:
    """Ids that changed while what carries them stayed: references to them are then the same too.

    What refers to a renamed thing may be renamed as well, so it is looked for again until nothing more is found.
    """
    found: Renames = {}
    while isinstance(old, Integration):
        before = len(found)
        for part in _REFERRED_TO:
            olds, news = ({item.id: item for item in getattr(one, part)} for one in (old, new))
            free = [new_id for new_id in news if new_id not in olds and new_id not in found.values()]
            for old_id in [one for one in olds if one not in news and (part, one) not in found]:
                for new_id in free:
                    # Taken for granted while it is tried: a thing may refer to itself.
                    tried = {**found, (part, old_id): new_id}
                    if _Walk(Speech(), tried).same(olds[old_id], news[new_id]):
                        found = tried
                        free.remove(new_id)
                        break
        if len(found) == before:
            break
    return found


class _Walk(Struct, frozen=True):
    """Goes through two versions at once."""

    speech: Speech
    renames: Renames

    def same(self, old: Model, new: Model) -> bool:
        """Whether two items say the same but for their keys."""
        kind, key = type(new), key_of(type(new))
        if type(old) is not kind:
            return False
        if any(getattr(old, name) != getattr(new, name) for name in plain_names(kind)):
            return False
        return next(self.model(Place(), old, new, without=key), None) is None

    def model(self, place: Place, old: Model, new: Model, without: str = "") -> Iterator[Change]:
        """The changes between two models; of two kinds, such as batch and real time, those of the common fields."""
        if old == new:
            return
        before = traits_of(type(old))
        for name, trait in traits_of(type(new)).items():
            if name != without and name in before:
                yield from self._field(place.field(trait), trait, getattr(old, name), getattr(new, name))

    def _field(self, place: Place, trait: Trait, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401 - values of any field
        if old is new:
            return
        if trait.slot.is_list:
            is_of_models = bool(trait.value_slot.models)
            yield from self._items(place, trait, old, new) if is_of_models else self._values(place, trait, old, new)
        elif isinstance(old, Model) and isinstance(new, Model):
            yield from self.model(place.about(place.subject.group(trait)), old, new)
        elif old is None:
            yield self._one_sided(place, trait, Kind.ADDED, new)
        elif new is None:
            yield self._one_sided(place, trait, Kind.REMOVED, old)
        elif self._mapped(trait, old) != new:
            yield self._changed(place, trait, old, new)

    def _items(self, place: Place, trait: Trait, old: tuple[Model, ...], new: tuple[Model, ...]) -> Iterator[Change]:
        """Lists of models, matched by key."""
        if old == new:
            return
        old_keys = [self._old_key(item, trait) for item in old]
        new_keys = [getattr(item, key_of(type(item))) for item in new]
        found = match(old_keys, new_keys, lambda i, j: self.same(old[i], new[j]))
        for i, j in found.pairs:
            at = place.item(i, j, _shown_key(new[j], new_keys, j))
            name, key = self.speech.item(new[j]), key_of(type(new[j]))
            if key == "id" and old[i].id != new[j].id:  # type: ignore[attr-defined]
                yield self._renamed(at, trait, old[i], new[j])
            yield from self.model(at.about(place.subject.item(name, trait)), old[i], new[j], without=_id_of(key))
        for i, j in found.renamed:
            yield self._renamed(place.item(i, j, _shown_key(new[j], new_keys, j)), trait, old[i], new[j])
        for j in found.come:
            at = place.item(j, j, _shown_key(new[j], new_keys, j))
            yield self._one_sided(at, trait, Kind.ADDED, new[j], is_first=not old)
        for i in found.gone:
            at = place.item(i, i, _shown_key(old[i], old_keys, i))
            yield self._one_sided(at, trait, Kind.REMOVED, old[i])
        pairs = (*found.pairs, *found.renamed)
        if trait.ordered and moved(pairs) and not all(_says_its_place(item) for item in (*old, *new)):
            sentence = place.subject.group(trait).about("order changed", titled=False)
            yield self._change(place, trait, Kind.CHANGED, costs_of(trait).changed, sentence)

    def _values(self, place: Place, trait: Trait, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
        """Lists of words, ids or texts: each value counts once, wherever it stands."""
        mapped = [self._mapped(trait, value) for value in old]
        gone, come = _left(mapped, list(new)), _left(list(new), mapped)
        is_text = not trait.refers_to and not issubclass(_class_of(trait), Enum)
        for at in [at for at in come if is_text and at in gone]:
            gone.remove(at)
            come.remove(at)
            yield self._changed(place.item(at, at, at), trait, old[at], new[at])
        for at in come:
            yield self._one_sided(place.item(at, at, at), trait, Kind.ADDED, new[at], is_first=not old)
        for at in gone:
            yield self._one_sided(place.item(at, at, at), trait, Kind.REMOVED, old[at])

    def _mapped(self, trait: Trait, value: Any) -> Any:  # noqa: ANN401 - values of any field
        """An old value as the new version would say it, where ids were renamed."""
        return self.renames.get((trait.refers_to, str(value)), value) if trait.refers_to else value

    def _old_key(self, item: Model, trait: Trait) -> Any:  # noqa: ANN401 - keys of any kind
        name = key_of(type(item))
        value = getattr(item, name)
        if name == "id" and (renamed := self.renames.get((trait.name, value))):
            return renamed
        return self._mapped(traits_of(type(item))[name], value)

    def _changed(self, place: Place, trait: Trait, old: object, new: object) -> Change:
        sentence = self.speech.changed(place.subject, trait, old, new)
        return self._change(place, trait, Kind.CHANGED, cost(trait, Kind.CHANGED, old, new), sentence)

    def _one_sided(self, place: Place, trait: Trait, kind: Kind, value: object, *, is_first: bool = True) -> Change:
        old, new = (None, value) if kind is Kind.ADDED else (value, None)
        sentence = self.speech.one_sided(place.subject, trait, kind, value)
        return self._change(place, trait, kind, cost(trait, kind, old, new, is_first=is_first), sentence)

    def _renamed(self, place: Place, trait: Trait, old: Model, new: Model) -> Change:
        key = traits_of(type(new))[key_of(type(new))]
        before, after = getattr(old, key.name), getattr(new, key.name)
        sentence = self.speech.renamed(Subject(place.subject.parts, place.subject.internal or trait.internal), old, new)
        return self._change(place.field(key), key, Kind.RENAMED, cost(key, Kind.CHANGED, before, after), sentence)

    def _change(self, place: Place, trait: Trait, kind: Kind, level: Bump, sentence: str) -> Change:
        internal = trait.internal or place.subject.internal
        path = place.old if kind is Kind.REMOVED else place.new
        return Change(kind, path, place.name, min(level, Bump.PATCH) if internal else level, internal, sentence)


def _left(values: list[Any], others: list[Any]) -> list[int]:
    """Positions of the values that the others do not have as often; those in their old place stay first."""
    in_place = {at for at, (value, other) in enumerate(zip(values, others, strict=False)) if value == other}
    rest = [other for at, other in enumerate(others) if at not in in_place]
    left = []
    for at, value in enumerate(values):
        if at in in_place:
            continue
        if value in rest:
            rest.remove(value)
        else:
            left.append(at)
    return left


def _class_of(trait: Trait) -> type:
    kind = trait.value_slot.kind
    return kind if isinstance(kind, type) else object


def _shown_key(item: Model, keys: list[Any], at: int) -> object:
    """How a place names an item: by its key where that is short and its own, or else by its position."""
    key = str(getattr(item, key_of(type(item))))
    plain = len(key) <= _LONGEST_KEY and not set(key) & set("[]. \n")
    return key if plain and keys.count(keys[at]) == 1 else at


def _id_of(key: str) -> str:
    """The key where it is an id: `renamed` tells of it; other keys may differ in the case of letters alone."""
    return key if key == "id" else ""


def _says_its_place(item: Model) -> bool:
    return getattr(item, "position", None) is not None
