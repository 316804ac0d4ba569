"""Time from a file to everything that it offers: an OpenAPI document, a WSDL, a copybook.

Run `python benchmarks/import_speed.py`.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from golive.exchange.imports.offer import ImportedFile
from golive.exchange.imports.registry import read_offer

_RUNS = 5


def make_openapi(operations: int, fields: int) -> dict[str, Any]:
    """Return a document with so many operations, each with so many fields of its own."""
    text = {"type": "string", "maxLength": 20, "description": "A field that says something of use.", "example": "abc"}
    schemas = {
        f"S{number}": {
            "type": "object",
            "required": ["f0"],
            "properties": {f"f{one}": dict(text) for one in range(fields)},
        }
        for number in range(operations)
    }
    content = [{"application/json": {"schema": {"$ref": f"#/components/schemas/S{one}"}}} for one in range(operations)]
    paths = {
        f"/p{number}": {
            "post": {
                "summary": f"Do {number}",
                "requestBody": {"content": body},
                "responses": {"200": {"description": "ok"}},
            }
        }
        for number, body in enumerate(content)
    }
    info = {"title": "Large", "version": "1.0"}
    return {"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}}


def make_wsdl(operations: int, fields: int) -> str:
    """Return a WSDL with so many operations, each with so many fields of its own."""
    types = ["x:string", "t:Account", "x:decimal", "t:Status"]
    lines = [
        '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" targetNamespace="urn:t"',
        ' xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:x="http://www.w3.org/2001/XMLSchema">',
        '<types><x:schema targetNamespace="urn:t">',
        '<x:simpleType name="Account"><x:restriction base="x:string"><x:maxLength value="12"/>',
        '</x:restriction></x:simpleType><x:simpleType name="Status"><x:restriction base="x:string">',
        '<x:enumeration value="A"/></x:restriction></x:simpleType>',
    ]
    for number in range(operations):
        lines.append(f'<x:complexType name="T{number}"><x:sequence>')
        lines += [f'<x:element name="f{one}" type="{types[one % 4]}" minOccurs="{one % 2}"/>' for one in range(fields)]
        lines.append("</x:sequence></x:complexType>")
        lines.append(
            f'<x:element name="R{number}"><x:complexType><x:sequence><x:element name="body" type="t:T{number}"/>'
        )
        lines.append("</x:sequence></x:complexType></x:element>")
    lines.append("</x:schema></types>")
    for number in range(operations):
        lines.append(f'<message name="M{number}"><part name="p" element="t:R{number}"/></message>')
    named = [f"Do{number}" for number in range(operations)]
    calls = [f'<operation name="{name}"><input message="t:M{at}"/></operation>' for at, name in enumerate(named)]
    bound = [f'<operation name="{name}"><s:operation soapAction="urn:{name}"/></operation>' for name in named]
    lines += ['<portType name="P">', *calls, "</portType>", '<binding name="B" type="t:P"><s:binding/>', *bound]
    return "\n".join([*lines, "</binding></definitions>"])


def make_copybook(records: int, fields: int) -> str:
    """Return a copybook with so many records, each with so many fields."""
    pictures = ["X(10)", "9(8)", "S9(7)V99 COMP-3", "S9(9) COMP"]
    lines = []
    for number in range(records):
        lines.append(f"       01  RECORD-{number}.")
        lines += [f"           05  FIELD-{one}  PIC {pictures[one % 4]}." for one in range(fields)]
    return "\n".join(lines)


def measure(name: str, text: str, bound_s: float) -> None:
    """Print the shortest time from bytes to every value with its place."""
    file = ImportedFile(Path(name), text.encode())
    count, best = 0, float("inf")
    for _ in range(_RUNS):
        count, seconds = time_call(lambda: sum(1 for choice in read_offer(file).walk() if choice.value))
        best = min(best, seconds)
    print(f"{name:<20}{len(text):>12,} characters{count:>8,} choices{best:>8.3f} s  (bound {bound_s} s)")


def time_call(call: Callable[[], int]) -> tuple[int, float]:
    """Return what a function returns, and the seconds of processor time that it takes."""
    start = time.process_time()
    result = call()
    return result, time.process_time() - start


def main() -> None:
    """Measure each kind of file."""
    document = make_openapi(30, 100)
    measure("3000-fields.json", json.dumps(document, indent=2), 0.2)
    measure("3000-fields.yaml", yaml.dump(document, sort_keys=False), 0.2)
    measure("7000-fields.wsdl", make_wsdl(100, 70), 0.5)
    measure("2000-fields.cpy", make_copybook(20, 100), 0.5)
    measure("10-megabytes.json", json.dumps(make_openapi(600, 95), indent=2), 5)


if __name__ == "__main__":
    main()
