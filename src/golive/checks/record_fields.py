"""Iterate over the fields of all records, requests and responses of a spec."""

from collections.abc import Iterator

from golive.schema import Integration
from golive.schema.batch import RecordField
from golive.schema.interfaces import BatchInterface
from golive.schema.realtime import MessageField
from golive.support.problems import PathStep


def iterate_fields(spec: Integration) -> Iterator[tuple[tuple[PathStep, ...], RecordField | MessageField]]:
    """Yield each field with its path, in file order."""
    for i, interface in enumerate(spec.interfaces):
        top = ("interfaces", i)
        if isinstance(interface, BatchInterface):
            for j, record in enumerate(interface.records):
                yield from (((*top, "records", j, "fields", k), field) for k, field in enumerate(record.fields))
            continue
        for j, call in enumerate(interface.operations):
            yield from (((*top, "operations", j, "request", k), field) for k, field in enumerate(call.request))
            yield from (((*top, "operations", j, "response", k), field) for k, field in enumerate(call.response))
