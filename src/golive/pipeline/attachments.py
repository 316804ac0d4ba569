"""Build the machine-readable PDF attachments: the spec and the vendor as JSON, record layouts as CSV.

Fields that are internal to the vendor are left out.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from golive.project.project import Project, get_integration
from golive.schema.batch import RecordField
from golive.schema.field import Model, get_field_label
from golive.schema.interfaces import BatchInterface
from golive.templating.field_values import list_public_fields

if TYPE_CHECKING:
    from golive.render.pdf import Attachment


_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_SIGNED_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9.,]*")


def build_attachments(project: Project) -> "Iterator[Attachment]":
    """Build the files attached to a project's runbook or guide, in a fixed order.

    Args:
        project: an integration or the guide.

    Yields:
        The spec or guide, the vendor, and the record layouts of each file; UTF-8, equal for equal input.
    """
    from golive.render.pdf import Attachment

    about = project.document_subject
    yield _build_json_attachment(f"{about.id}.json", about, "What this document is made from", "Source")
    yield _build_json_attachment("organization.json", project.organization, "The vendor", "Data")
    spec = get_integration(project)
    for item in spec.batch if spec else ():
        name = f"{about.id}-{item.id}-layouts.csv"
        yield Attachment(
            name, _format_layouts_as_csv(item).encode(), "text/csv", f"{item.name}: record layouts", "Data"
        )


def _build_json_attachment(name: str, model: Model, description: str, relationship: str) -> "Attachment":
    from golive.render.pdf import Attachment

    text = json.dumps(_to_public_json(model), ensure_ascii=False, indent=2)
    return Attachment(name, f"{text}\n".encode(), "application/json", description, relationship)


def _to_public_json(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Convert a value of the spec to JSON values, without internal and empty fields."""
    match value:
        case Model():
            fields = ((name, getattr(value, name)) for name, _ in list_public_fields(type(value)))
            return {name: _to_public_json(part) for name, part in fields if part is not None and part != ()}
        case tuple():
            return [_to_public_json(part) for part in value]
        case bool() | int():
            return value
        case time():
            return value.strftime("%H:%M")
        case date() | Decimal():
            return str(value)
        case _:
            return str(value)


def _format_layouts_as_csv(item: BatchInterface) -> str:
    """Format all fields of all records of a file as CSV, one field per row."""
    fields = list(list_public_fields(RecordField))
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["Record", *(get_field_label(name, info) for name, info in fields)])
    for record in item.records:
        for field in record.fields:
            cells = (record.name, *(_format_csv_cell(getattr(field, name)) for name, _ in fields))
            rows.writerow([_defuse_formula(cell) for cell in cells])
    return written.getvalue()


def _defuse_formula(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; numbers with a sign stay as they are."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not _SIGNED_NUMBER.fullmatch(cell) else cell


def _format_csv_cell(value: object) -> str:
    """Format a value for a CSV cell: items are separated by semicolons, a value and its meaning by `=`."""
    if isinstance(value, tuple):
        return "; ".join(map(_format_csv_cell, value))
    if isinstance(value, Model):
        return " = ".join(_format_csv_cell(getattr(value, name)) for name, _ in list_public_fields(type(value)))
    return "" if value is None else str(_to_public_json(value))
