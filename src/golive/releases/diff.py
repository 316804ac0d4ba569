"""Compare two versions of a document by meaning: items are matched by id, regardless of order and formatting."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from msgspec import Struct

from golive.data_files.layout import is_fixed_width
from golive.releases.change import Change, ChangeKind
from golive.releases.change_levels import compute_change_level, get_costs
from golive.releases.change_sentences import SentenceBuilder, SentenceSubject
from golive.releases.diff_position import DiffPosition
from golive.releases.field_traits import FieldTrait, find_key_field, find_plain_fields, get_field_traits
from golive.releases.item_matching import is_reordered, match_items
from golive.releases.versioned_document import VersionedDocument
from golive.schema import Integration
from golive.schema.change_level import Bump
from golive.schema.field import Model
from golive.schema.interfaces import BatchInterface

_REFERENCED_SECTIONS: Final = ("team", "parties", "environments", "connections", "interfaces")
_MAX_KEY_LENGTH: Final = 40  # longest key used in a path; longer keys are texts

Renames = dict[tuple[str, str], str]


def compare_documents(old: VersionedDocument, new: VersionedDocument) -> tuple[Change, ...]:
    """Return all differences between two versions of one document.

    Version and date are ignored, and so is the order of lists unless it has a meaning.

    Returns:
        The changes in the order of the model fields; empty if the content is equal.

    Raises:
        TypeError: the two are documents of different kinds.
    """
    if type(old) is not type(new):
        raise TypeError(f"a {type(old).__name__} and a {type(new).__name__} cannot be compared")
    renames = _find_renames(old, new)
    zone = new.biller.time_zone_label if isinstance(new, Integration) else ""
    walk = _DocumentComparison(SentenceBuilder(zone, _collect_names(old), _collect_names(new)), renames)
    return tuple(change for change in walk.compare_models(DiffPosition(), old, new) if change.level is not Bump.NONE)


def compare_models(old: Model, new: Model) -> tuple[Change, ...]:
    """Return all differences between two models of one kind that are not documents, such as the vendor's data."""
    return tuple(_DocumentComparison(SentenceBuilder(), {}).compare_models(DiffPosition(), old, new))


def _collect_names(document: VersionedDocument) -> dict[tuple[str, str], str]:
    parts = _REFERENCED_SECTIONS if isinstance(document, Integration) else ()
    return {(part, item.id): item.name for part in parts for item in getattr(document, part)}


def _find_renames(old: VersionedDocument, new: VersionedDocument) -> Renames:
    """Find items whose id changed while their content stayed the same; references to them count as unchanged.

    An item that refers to a renamed item may itself be renamed, so the search repeats until it finds no more.
    """
    found: Renames = {}
    while isinstance(old, Integration):
        before = len(found)
        for part in _REFERENCED_SECTIONS:
            olds, news = ({item.id: item for item in getattr(one, part)} for one in (old, new))
            free = [new_id for new_id in news if new_id not in olds and new_id not in found.values()]
            for old_id in [one for one in olds if one not in news and (part, one) not in found]:
                for new_id in free:
                    # Assume the rename while comparing, since an item may refer to itself.
                    tried = {**found, (part, old_id): new_id}
                    if _DocumentComparison(SentenceBuilder(), tried).has_same_content(olds[old_id], news[new_id]):
                        found = tried
                        free.remove(new_id)
                        break
        if len(found) == before:
            break
    return found


class _DocumentComparison(Struct, frozen=True):
    """Walks through two versions in parallel."""

    sentences: SentenceBuilder
    renames: Renames

    def has_same_content(self, old: Model, new: Model) -> bool:
        """Return whether two items are equal except for their keys."""
        kind, key = type(new), find_key_field(type(new))
        if type(old) is not kind:
            return False
        if any(getattr(old, name) != getattr(new, name) for name in find_plain_fields(kind)):
            return False
        return next(self.compare_models(DiffPosition(), old, new, skipped_field=key), None) is None

    def compare_models(
        self, position: DiffPosition, old: Model, new: Model, skipped_field: str = ""
    ) -> Iterator[Change]:
        """Yield the changes between two models; of different classes, such as batch and real time: of common fields."""
        if old == new:
            return
        if isinstance(new, BatchInterface) and is_fixed_width(new):
            position = position.in_fixed_width_file()
        before = get_field_traits(type(old))
        for name, trait in get_field_traits(type(new)).items():
            if name != skipped_field and name in before:
                yield from self._compare_field(
                    position.enter_field(trait), trait, getattr(old, name), getattr(new, name)
                )

    def _compare_field(self, position: DiffPosition, trait: FieldTrait, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401 - values of any field
        if old is new:
            return
        if trait.slot.is_list:
            is_of_models = bool(trait.value_slot.models)
            yield from (
                self._compare_items(position, trait, old, new)
                if is_of_models
                else self._compare_values(position, trait, old, new)
            )
        elif isinstance(old, Model) and isinstance(new, Model):
            yield from self.compare_models(position.with_subject(position.subject.enter_group(trait)), old, new)
        elif old is None:
            yield self._build_one_sided_change(position, trait, ChangeKind.ADDED, new)
        elif new is None:
            yield self._build_one_sided_change(position, trait, ChangeKind.REMOVED, old)
        elif self._map_renamed_id(trait, old) != new:
            yield self._build_value_change(position, trait, old, new)

    def _compare_items(
        self, position: DiffPosition, trait: FieldTrait, old: tuple[Model, ...], new: tuple[Model, ...]
    ) -> Iterator[Change]:
        """Yield the changes between two lists of models, matched by key."""
        if old == new:
            return
        old_keys = [self._get_old_key(item, trait) for item in old]
        new_keys = [getattr(item, find_key_field(type(item))) for item in new]
        found = match_items(old_keys, new_keys, lambda i, j: self.has_same_content(old[i], new[j]))
        for i, j in found.pairs:
            at = position.enter_item(i, j, _choose_item_label(new[j], new_keys, j))
            name, key = self.sentences.name_item(new[j]), find_key_field(type(new[j]))
            if key == "id" and old[i].id != new[j].id:  # type: ignore[attr-defined]
                yield self._build_rename(at, trait, old[i], new[j])
            yield from self.compare_models(
                at.with_subject(position.subject.enter_item(name, trait)),
                old[i],
                new[j],
                skipped_field=_get_id_key(key),
            )
        for i, j in found.renamed:
            yield self._build_rename(
                position.enter_item(i, j, _choose_item_label(new[j], new_keys, j)), trait, old[i], new[j]
            )
        for j in found.added:
            at = position.enter_item(j, j, _choose_item_label(new[j], new_keys, j))
            yield self._build_one_sided_change(at, trait, ChangeKind.ADDED, new[j], is_first=not old)
        for i in found.removed:
            at = position.enter_item(i, i, _choose_item_label(old[i], old_keys, i))
            yield self._build_one_sided_change(at, trait, ChangeKind.REMOVED, old[i])
        pairs = (*found.pairs, *found.renamed)
        if trait.is_ordered and is_reordered(pairs) and not all(_has_position(item) for item in (*old, *new)):
            yield self._build_order_change(position, trait)

    def _build_order_change(self, position: DiffPosition, trait: FieldTrait) -> Change:
        sentence = position.subject.enter_group(trait).build_sentence("order changed", titled=False)
        return self._build_change(position, trait, ChangeKind.CHANGED, get_costs(trait).changed, sentence)

    def _compare_values(
        self, position: DiffPosition, trait: FieldTrait, old: tuple[Any, ...], new: tuple[Any, ...]
    ) -> Iterator[Change]:
        """Yield the changes between two lists of words, ids or texts; their order counts where it has a meaning."""
        mapped = [self._map_renamed_id(trait, value) for value in old]
        removed, added = _find_unmatched(mapped, list(new)), _find_unmatched(list(new), mapped)
        is_text = not trait.refers_to and not issubclass(_get_value_class(trait), Enum)
        for at in [at for at in added if is_text and at in removed]:
            removed.remove(at)
            added.remove(at)
            yield self._build_value_change(position.enter_item(at, at, at), trait, old[at], new[at])
        for at in added:
            yield self._build_one_sided_change(
                position.enter_item(at, at, at), trait, ChangeKind.ADDED, new[at], is_first=not old
            )
        for at in removed:
            yield self._build_one_sided_change(position.enter_item(at, at, at), trait, ChangeKind.REMOVED, old[at])
        if trait.is_ordered and [one for one in mapped if one in new] != [one for one in new if one in mapped]:
            yield self._build_order_change(position, trait)

    def _map_renamed_id(self, trait: FieldTrait, value: Any) -> Any:  # noqa: ANN401 - values of any field
        """Return an old value as written in the new version: a renamed id is replaced."""
        return self.renames.get((trait.refers_to, str(value)), value) if trait.refers_to else value

    def _get_old_key(self, item: Model, trait: FieldTrait) -> Any:  # noqa: ANN401 - keys of any kind
        name = find_key_field(type(item))
        value = getattr(item, name)
        if name == "id" and (renamed := self.renames.get((trait.name, value))):
            return renamed
        return self._map_renamed_id(get_field_traits(type(item))[name], value)

    def _build_value_change(self, position: DiffPosition, trait: FieldTrait, old: object, new: object) -> Change:
        sentence = self.sentences.describe_change(position.subject, trait, old, new)
        return self._build_change(
            position,
            trait,
            ChangeKind.CHANGED,
            compute_change_level(trait, ChangeKind.CHANGED, old, new, safe=position.find_safe_change(trait)),
            sentence,
        )

    def _build_one_sided_change(
        self, position: DiffPosition, trait: FieldTrait, kind: ChangeKind, value: object, *, is_first: bool = True
    ) -> Change:
        old, new = (None, value) if kind is ChangeKind.ADDED else (value, None)
        sentence = self.sentences.describe_addition_or_removal(position.subject, trait, kind, value)
        return self._build_change(
            position,
            trait,
            kind,
            compute_change_level(trait, kind, old, new, is_first=is_first, safe=position.find_safe_change(trait)),
            sentence,
        )

    def _build_rename(self, position: DiffPosition, trait: FieldTrait, old: Model, new: Model) -> Change:
        key = get_field_traits(type(new))[find_key_field(type(new))]
        before, after = getattr(old, key.name), getattr(new, key.name)
        sentence = self.sentences.describe_rename(
            SentenceSubject(position.subject.parts, position.subject.internal or trait.is_internal), old, new
        )
        return self._build_change(
            position.enter_field(key),
            key,
            ChangeKind.RENAMED,
            compute_change_level(key, ChangeKind.CHANGED, before, after),
            sentence,
        )

    def _build_change(
        self, position: DiffPosition, trait: FieldTrait, kind: ChangeKind, level: Bump, sentence: str
    ) -> Change:
        internal = trait.is_internal or position.subject.internal
        path = position.old if kind is ChangeKind.REMOVED else position.new
        return Change(kind, path, position.id_path, min(level, Bump.PATCH) if internal else level, internal, sentence)


def _find_unmatched(values: list[Any], others: list[Any]) -> list[int]:
    """Return the positions of values without a counterpart in `others`; equal positions are paired first."""
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


def _get_value_class(trait: FieldTrait) -> type:
    kind = trait.value_slot.value_type
    return kind if isinstance(kind, type) else object


def _choose_item_label(item: Model, keys: list[Any], at: int) -> object:
    """Return the label of an item in a path: its key if short and unique, or else its position."""
    key = str(getattr(item, find_key_field(type(item))))
    plain = len(key) <= _MAX_KEY_LENGTH and not set(key) & set("[]. \n")
    return key if plain and keys.count(keys[at]) == 1 else at


def _get_id_key(key: str) -> str:
    """Return the key field if it is an id, which is compared apart; other keys may differ in letter case."""
    return key if key == "id" else ""


def _has_position(item: Model) -> bool:
    return getattr(item, "position", None) is not None
