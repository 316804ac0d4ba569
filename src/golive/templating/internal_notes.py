"""Collect the texts of the fields that are marked `Internal`, for the vendor's own team."""

from collections.abc import Iterator

from msgspec import Struct

from golive.schema import Integration
from golive.schema.field import Model, get_field_label, is_internal_field
from golive.schema.suppression import SuppressedCheck
from golive.schema.values import Code


class InternalNote(Struct, frozen=True):
    """A text of an internal field.

    Attributes:
        about: what it is about: the biller, an interface, a part of the spec; and the field.
        text: the text; Prose where the field holds Prose.
    """

    about: str
    text: str


def list_internal_notes(spec: Integration) -> tuple[InternalNote, ...]:
    """Return every text of a spec's internal fields, in the order of the models, except file paths."""
    return tuple(_walk_internal_notes(spec, ""))


def _walk_internal_notes(model: Model, about: str) -> Iterator[InternalNote]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        label = get_field_label(name, info)
        if is_internal_field(info):
            if isinstance(value, tuple):
                yield from (_describe_suppressed_check(part) for part in value if isinstance(part, SuppressedCheck))
                others = (part for part in value if isinstance(part, Model) and not isinstance(part, SuppressedCheck))
                yield from (InternalNote(label, _join_texts(part)) for part in others)
            if isinstance(value, str) and not isinstance(value, Code):
                yield InternalNote(f"{about}: {label}" if about else label, value)
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Model):
                yield from _walk_internal_notes(part, str(getattr(part, "name", "")) or about or label)


def _describe_suppressed_check(one: SuppressedCheck) -> InternalNote:
    """Describe a suppressed check, with its reason."""
    return InternalNote(f"Check {one.check} is silent at {one.at or 'every place'}", one.reason)


def _join_texts(model: Model) -> str:
    """Return the texts of a model in one line: "Availability; Target: 99.9 %; Penalty: ..."."""
    first, *others = (
        (get_field_label(name, info), value)
        for name, info in type(model).model_fields.items()
        if isinstance(value := getattr(model, name), str)
    )
    return "; ".join([first[1], *(f"{label}: {value}" for label, value in others)])
