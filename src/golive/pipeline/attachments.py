"""What travels inside the PDFs for software to read: the spec and the vendor as JSON, record layouts as CSV.

Nothing that is internal to the vendor is in them.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from golive.project.project import Project
from golive.schema.batch import RecordField
from golive.schema.field import Model, label_of
from golive.schema.interfaces import BatchInterface
from golive.templating.field_values import shown_fields

if TYPE_CHECKING:
    from golive.render.pdf import Attachment


def enclosures(project: Project) -> "Iterator[Attachment]":
    """The files that go with a project's runbook or guide, in a fixed order.

    Args:
        project: about an integration or the guide.

    Yields:
        What it is about, the vendor, and each file's record layouts; UTF-8, as equal as the values are.
    """
    from golive.render.pdf import Attachment

    about = project.about
    yield _json(f"{about.id}.json", about, "What this document is made from", "Source")
    yield _json("organization.json", project.organization, "The vendor", "Data")
    for item in project.spec.batch if project.spec else ():
        name = f"{about.id}-{item.id}-layouts.csv"
        yield Attachment(name, _layouts(item).encode(), "text/csv", f"{item.name}: record layouts", "Data")


def _json(name: str, model: Model, description: str, relationship: str) -> "Attachment":
    from golive.render.pdf import Attachment

    text = json.dumps(_public(model), ensure_ascii=False, indent=2)
    return Attachment(name, f"{text}\n".encode(), "application/json", description, relationship)


def _public(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A value of the spec as JSON has it: without what is internal, and without what is empty."""
    match value:
        case Model():
            fields = ((name, getattr(value, name)) for name, _ in shown_fields(type(value)))
            return {name: _public(part) for name, part in fields if part is not None and part != ()}
        case tuple():
            return [_public(part) for part in value]
        case bool() | int():
            return value
        case time():
            return value.strftime("%H:%M")
        case date() | Decimal():
            return str(value)
        case _:
            return str(value)


def _layouts(item: BatchInterface) -> str:
    """All fields of all records of a file, one in a row."""
    fields = list(shown_fields(RecordField))
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["Record", *(label_of(name, info) for name, info in fields)])
    for record in item.records:
        for field in record.fields:
            rows.writerow([record.name, *(_cell(getattr(field, name)) for name, _ in fields)])
    return written.getvalue()


def _cell(value: object) -> str:
    """A value in a cell; several are separated by semicolons, and what each means follows an equals sign."""
    if isinstance(value, tuple):
        return "; ".join(map(_cell, value))
    if isinstance(value, Model):
        return " = ".join(_cell(getattr(value, name)) for name, _ in shown_fields(type(value)))
    return "" if value is None else str(_public(value))
