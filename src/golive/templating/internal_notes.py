"""What the vendor's own team alone may read: the texts of the fields that are marked `Internal`."""

from collections.abc import Iterator

from msgspec import Struct

from golive.schema import Integration
from golive.schema.field import Model, is_internal, label_of
from golive.schema.suppression import Silence
from golive.schema.values import Code


class InternalNote(Struct, frozen=True):
    """A text of an internal field.

    Attributes:
        about: what it is about: the biller, an interface, a part of the spec; and the field.
        text: the text; Prose where the field holds Prose.
    """

    about: str
    text: str


def internal_notes(spec: Integration) -> tuple[InternalNote, ...]:
    """Every text of a spec's internal fields, in the order of the models; paths of files are no texts to read."""
    return tuple(_notes(spec, ""))


def _notes(model: Model, about: str) -> Iterator[InternalNote]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        label = label_of(name, info)
        if is_internal(info):
            if isinstance(value, tuple):
                yield from (_silenced(part) for part in value if isinstance(part, Silence))
            if isinstance(value, str) and not isinstance(value, Code):
                yield InternalNote(f"{about}: {label}" if about else label, value)
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Model):
                yield from _notes(part, str(getattr(part, "name", "")) or about or label)


def _silenced(one: Silence) -> InternalNote:
    """A check that is kept quiet, with the reason."""
    return InternalNote(f"Check {one.check} is silent at {one.at or 'every place'}", one.reason)
