"""Collect the open items of an integration: missing values and open decisions, each with owner and due date."""

from datetime import date
from typing import Any, Final

from msgspec import Struct

from golive.open_items.due_dates import compute_due_date
from golive.schema import Integration
from golive.schema.field import Model, get_field_label
from golive.schema.introspection import Slot, get_slots
from golive.schema.plan import OpenItemNote
from golive.schema.value_text import lower_label
from golive.schema.words import Phase
from golive.support.problems import PathStep
from golive.yaml_io.gaps import Gap, find_gaps

_PHASES: Final = tuple(Phase)


class OpenItem(Struct, frozen=True):
    """A value or decision that is still missing.

    Attributes:
        id: a stable id: the field's number and the ids of the items that contain it, or the decision's id.
        what: a description of what is open.
        owner: id of the contact who provides the answer.
        due: due date; None if the plan does not give one.
        note: the owner's note, such as who was asked; may be empty.
        needed_by: the phase that needs it; None for a decision.
        path: its path in the spec.
        subject: the names of the items around the field ("Bill file"); empty for a field of the spec itself.
        field: the field in words ("drop-by").
    """

    id: str
    what: str
    owner: str
    due: date | None
    note: str
    needed_by: Phase | None
    path: tuple[PathStep, ...]
    subject: str = ""
    field: str = ""

    def is_overdue(self, today: date) -> bool:
        """Return whether the due date is before today."""
        return self.due is not None and self.due < today


def collect_open_items(spec: Integration) -> tuple[OpenItem, ...]:
    """Return all open items, earliest due date first."""
    notes = {note.id: note for note in spec.open_items}
    found = [_build_item(spec, gap, notes.get(gap.id)) for gap in find_gaps(spec, Integration, frozenset(notes))]
    for index, one in enumerate(spec.decisions):
        if one.decision is None:
            path = ("decisions", index, "decision")
            found.append(OpenItem(one.id, one.question, one.owner, one.due, one.reason or "", None, path))
    return tuple(sorted(found, key=lambda item: (item.due or date.max, _sort_key(item.id))))


def _sort_key(item_id: str) -> tuple[int, str]:
    number = item_id.partition("-")[0]
    return (int(number) if number.isdecimal() else 10**6, item_id)


def _build_item(spec: Integration, gap: Gap, note: OpenItemNote | None) -> OpenItem:
    phase = gap.needed_by.phase if gap.needed_by else Phase.LIVE
    owner = note.owner if note and note.owner else _find_owner(spec, gap)
    day = note.due if note and note.due else compute_due_date(spec, phase)
    subject, field = _describe_field_parts(spec, gap.path)
    what = _join_field_parts(subject, field)
    return OpenItem(gap.id, what, owner, day, (note.note or "") if note else "", phase, gap.path, subject, field)


def _find_owner(spec: Integration, gap: Gap) -> str:
    """Return the contact with the role asked, or the owner of the innermost item around the gap, or of the spec."""
    role = gap.needed_by.asked_role if gap.needed_by else None
    asked = next((person.id for person in spec.team if role and person.role is role), None)
    owners = [getattr(model, "owner", None) for model in collect_models(spec, gap.path)[1:]]
    return asked or next((owner for owner in reversed(owners) if owner), spec.owner)


def collect_models(spec: Integration, path: tuple[PathStep, ...]) -> tuple[Model, ...]:
    """Return the models along a path: the spec first, the model that contains the field last."""
    value: Any = spec
    found: list[Model] = [spec]
    for step in path[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        if isinstance(value, Model):
            found.append(value)
    return tuple(found)


def describe_field(spec: Integration, path: tuple[PathStep, ...]) -> str:
    """Describe a field so that it is clear without context: "Bill file: drop-by"."""
    return _join_field_parts(*_describe_field_parts(spec, path))


def _join_field_parts(subject: str, field: str) -> str:
    return f"{subject}: {field}" if subject else field


def _describe_field_parts(spec: Integration, path: tuple[PathStep, ...]) -> tuple[str, str]:
    """Return the names of the items around a field, and the field in words."""
    value: Any = spec
    named: list[str] = []
    within = ""
    for step in path[:-1]:
        if isinstance(step, int):
            value = value[step]
            named.append(_item_name(value))
            within = ""
        else:
            slot = _find_slot(value, step)
            within = "" if slot.is_list else _field_label(step, slot)
            value = getattr(value, step)
    last = str(path[-1])
    slot = _find_slot(value, last)
    own = _field_label(last, slot)
    if within and (not named or within.isupper()):
        own = f"{within}: {lower_label(own)}"
    return (", ".join(named), lower_label(own)) if named else ("", own)


def _find_slot(model: Model, name: str) -> Slot:
    return get_slots(type(model))[name]


def _field_label(name: str, slot: Slot) -> str:
    return get_field_label(name, slot.field_info) if slot.field_info else name


def _item_name(item: Model) -> str:
    name = "name" if "name" in type(item).model_fields else next(iter(type(item).model_fields))
    return str(getattr(item, name))
