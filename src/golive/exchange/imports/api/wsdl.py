"""Offer the operations and the service of a WSDL 1.1 document.

Source: W3C Note "Web Services Description Language (WSDL) 1.1". XmlSchemas in files beside it are read; nothing is
fetched, and document type definitions are refused.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from golive.exchange.imports.api.api_schemas import NOT_DESCRIBED, shorten_text
from golive.exchange.imports.api.xsd import XSD, Element, Name, XmlSchemas, make_xpath, resolve_name
from golive.exchange.imports.names import make_id, make_words
from golive.exchange.imports.offer import (
    ImportChoice,
    ImportedFile,
    ImportNote,
    ImportOffer,
    SourcedText,
    SourcedValue,
    SourcePlace,
    read_import_file,
)
from golive.ooxml.xml_elements import get_local_name
from golive.ooxml.xml_parser import MalformedXmlError, parse_untrusted_xml
from golive.support.problems import OutputError, Problem
from golive.yaml_io.message_text import shorten_for_message

_WSDL: Final = "{http://schemas.xmlsoap.org/wsdl/}"
_SOAPS: Final = {
    "1.1": "{http://schemas.xmlsoap.org/wsdl/soap/}",
    "1.2": "{http://schemas.xmlsoap.org/wsdl/soap12/}",
}
_MAX_NAME: Final = 80
_MAX_FILES: Final = 100
_DOCTYPE: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)")


def read_wsdl(file: ImportedFile) -> ImportOffer:
    """Read a WSDL.

    Returns:
        A choice for the connection and one for each operation; the default fields are the required ones.

    Raises:
        OutputError: it is no WSDL 1.1, has a document type definition, or needs a file that is not beside it.
    """
    root = _parse(file)
    if root.tag != f"{_WSDL}definitions":
        kind = (
            "a WSDL 2.0"
            if root.tag.endswith("}description")
            else f"XML with the root `{shorten_for_message(get_local_name(root))}`"
        )
        hint = "A WSDL 1.1 starts with `definitions`. For a sample of an XML file, describe its fields in the spec."
        raise OutputError(_make_problem(file, root, f"is {kind}, and no WSDL 1.1", hint))
    reader = _WsdlReader(file, root)
    operations = tuple(reader.make_operations())
    if not operations:
        raise OutputError(
            _make_problem(file, root, "has no SOAP operations", "Ask for the WSDL of the service itself.")
        )
    title = shorten_text("".join(reader.find_service_names()) or root.get("name", "")) or file.path.name

    def find_notes(keys: frozenset[str]) -> Sequence[ImportNote]:
        return reader.find_notes(keys)

    choices = (reader.make_connection(), *operations)
    return ImportOffer("wsdl", file.path.name, file.digest, title, choices, find_notes)


def _parse(file: ImportedFile) -> Element:
    """Return the root element of an XML file.

    Raises:
        OutputError: it is not XML, or has a document type definition.
    """
    head = file.data[:65536].decode("latin-1")
    found = _DOCTYPE.search(head)
    if found:
        line = head.count("\n", 0, found.start()) + 1
        column = found.start() - head.rfind("\n", 0, found.start())
        hint = "Ask for the file without it; a WSDL needs none, and it could read other files."
        raise OutputError(file.make_problem("has a document type definition", hint, SourcePlace(line, column, "/")))
    try:
        root = parse_untrusted_xml(file.data)
    except MalformedXmlError as error:
        place = SourcePlace(error.line, error.column)
        message = f"is not XML: {error.reason}"
        raise OutputError(file.make_problem(message, "Ask for the file again.", place)) from None
    if root is None or _has_document_type(root):
        raise OutputError(file.make_problem("has a document type definition", "Ask for the file without it."))
    return root


def _make_problem(file: ImportedFile, element: Element, message: str, hint: str) -> Problem:
    return file.make_problem(message, hint, SourcePlace(element.sourceline or 1, 0, make_xpath(element)))


class _WsdlReader:
    """Reads one WSDL, with the files beside it that it imports."""

    def __init__(self, file: ImportedFile, root: Element) -> None:
        self._file = file
        self._roots: list[tuple[ImportedFile, Any]] = []
        self._schemas = XmlSchemas()
        self._problems: list[Problem] = []
        self._operation_nodes: dict[str, Any] = {}
        self._load(file, root, set())
        if self._problems:
            raise OutputError(*self._problems)
        self._namespace = root.get("targetNamespace", "")

    def _load(self, file: ImportedFile, root: Element, seen: set[str]) -> None:
        """Take the schemas of a file, and read the files that it imports."""
        seen.add(file.path.name)
        other = "" if file is self._file else file.path.name
        if root.tag == f"{XSD}schema":
            self._schemas.add_schema(root, other)
        else:
            self._roots.append((file, root))
            for schema in root.iter(f"{XSD}schema"):
                self._schemas.add_schema(schema, other)
        for one in root.iter(f"{XSD}import", f"{XSD}include", f"{_WSDL}import"):
            location = one.get("schemaLocation") or one.get("location")
            if not location or location in seen:
                continue
            if ":" in location or PurePosixPath(location).name != location.removeprefix("./"):
                message = f"needs `{shorten_for_message(location)}`, which is not in its folder; nothing is fetched"
                hint = f"Save it beside the WSDL, and write its file name into `{get_local_name(one)}`."
                self._problems.append(_make_problem(file, one, message, hint))
            elif len(seen) < _MAX_FILES:
                seen.add(location)
                try:
                    inner = read_import_file(file.path.parent / location)
                    self._load(inner, _parse(inner), seen)
                except OutputError as error:
                    message = f"needs `{shorten_for_message(location)}`, which cannot be read"
                    hint = "Ask for the file, and save it beside the WSDL."
                    self._problems += [_make_problem(file, one, message, hint), *error.problems]

    def _iterate(self, tag: str) -> Iterator[Element]:
        for _, root in self._roots:
            yield from root.iterchildren(f"{_WSDL}{tag}")

    def _find(self, tag: str, name: Name) -> Element:
        return next((one for one in self._iterate(tag) if one.get("name") == name[1]), None)

    def find_service_names(self) -> list[str]:
        """Return the names of the services."""
        return [make_words(one.get("name", "")) for one in self._iterate("service")][:1]

    def _list_bindings(self) -> list[tuple[Any, str]]:
        """Return the SOAP bindings with their versions."""
        return [
            (binding, version)
            for binding in self._iterate("binding")
            for version, soap in _SOAPS.items()
            if binding.find(f"{soap}binding") is not None
        ]

    def make_operations(self) -> Iterator[ImportChoice]:
        """Yield a choice for each operation of a port type with a SOAP binding; its fields are read when asked for."""
        actions: dict[tuple[str, str], Any] = {}
        for binding, version in self._list_bindings():
            port_type = resolve_name(binding, binding.get("type"))[1]
            for one in binding.iterchildren(f"{_WSDL}operation"):
                actions.setdefault((port_type, one.get("name", "")), one.find(f"{_SOAPS[version]}operation"))
        bound = [one for one in self._iterate("portType") if any(key[0] == one.get("name") for key in actions)]
        count = Counter(one.get("name") for owner in bound for one in owner.iterchildren(f"{_WSDL}operation"))
        taken: set[str] = set()
        for port_type in bound:
            for one in port_type.iterchildren(f"{_WSDL}operation"):
                name = one.get("name", "")
                key = name if count[name] == 1 else f"{port_type.get('name')}.{name}"
                if key not in taken:  # an overloaded operation is offered once
                    taken.add(key)
                    yield self._make_operation(key, one, actions.get((port_type.get("name", ""), name)))

    def _make_operation(self, key: str, operation: Element, action: Element) -> ImportChoice:
        place = self._schemas.find_place(operation)
        name = operation.get("name", "")
        said = shorten_text(_find_documentation(operation))
        value: dict[str, SourcedValue] = {
            "id": SourcedText(make_id(key), place),
            "name": SourcedText(make_words(name)[:_MAX_NAME], place),
            "verb": SourcedText(
                _find_action(action) or name, self._schemas.find_place(action) if action is not None else place
            ),
            "purpose": SourcedText(said or "Not described in the WSDL", place),
        }
        self._operation_nodes[key] = operation

        def make_children() -> list[ImportChoice]:
            found = self._make_message(f"{key} request", operation.find(f"{_WSDL}input"), "request")
            found += self._make_message(f"{key} response", operation.find(f"{_WSDL}output"), "response")
            return [*found, *(self._make_error(key, fault) for fault in operation.iterchildren(f"{_WSDL}fault"))]

        label = f"{make_words(name)}: {said[:60]}" if said else make_words(name)
        return ImportChoice(
            key, label, place, value, list_name="operations", is_default=False, make_children=make_children
        )

    def _make_message(self, prefix: str, side: Element, list_name: str) -> list[ImportChoice]:
        """Return the fields of an input or output."""
        message = None if side is None else self._find("message", resolve_name(side, side.get("message")))
        found: list[ImportChoice] = []
        for part in () if message is None else message.iterchildren(f"{_WSDL}part"):
            if part.get("element"):
                element = self._schemas.find("element", resolve_name(part, part.get("element")))
                if element is not None:
                    found += self._schemas.make_body_choices(element, prefix, list_name)
            else:
                name = resolve_name(part, part.get("type"))
                found += self._schemas.make_part_choice(part, name, prefix, list_name)
        return found

    def _make_error(self, key: str, fault: Element) -> ImportChoice:
        place, name = self._schemas.find_place(fault), fault.get("name", "fault")
        said = shorten_text(_find_documentation(fault))
        value: dict[str, SourcedValue] = {
            "code": SourcedText(name, place),
            "meaning": SourcedText(said or NOT_DESCRIBED, place),
        }
        return ImportChoice(f"{key} error {name}", f"fault {name}", place, value, list_name="errors")

    def make_connection(self) -> ImportChoice:
        """Return the choice of what the WSDL says of the connection."""
        _, root = self._roots[0]
        place = self._schemas.find_place(root)
        value: dict[str, SourcedValue] = {}
        bindings = self._list_bindings()
        if bindings:
            value["version"] = SourcedText(bindings[0][1], self._schemas.find_place(bindings[0][0]))
        value["wsdl"] = SourcedText(self._file.path.name, place)
        if self._namespace:
            value["namespace"] = SourcedText(self._namespace, place)
        endpoints: dict[str, SourcedValue] = {}
        for service in self._iterate("service"):
            for port in service.iterchildren(f"{_WSDL}port"):
                address = next(port.iterchildren(*(f"{soap}address" for soap in _SOAPS.values())), None)
                if address is not None and address.get("location"):
                    at, host = self._schemas.find_place(address), address.get("location")
                    words = f"{service.get('name', '')} {port.get('name', '')} {host}"
                    endpoints.setdefault(host, {"environment": SourcedText(words, at), "host": SourcedText(host, at)})
        if endpoints:
            value["endpoints"] = list(endpoints.values())
        label = f"SOAP version, namespace and {len(endpoints)} address{'es' * (len(endpoints) != 1)} of the connection"
        return ImportChoice("connection", label, place, value, target="connection")

    def find_notes(self, keys: frozenset[str]) -> tuple[ImportNote, ...]:
        """Return the notes on picked operations: what the WSDL does not say, and what was cut."""
        picked = [node for key, node in self._operation_nodes.items() if key in keys]
        notes = []
        if picked:
            count = f"{len(picked)} operation{'s' * (len(picked) != 1)}"
            message = f"does not say when calls are made, and what to do on errors ({count})"
            hint = "Add `trigger` and `action`, and say in `retry` which errors allow another try."
            notes.append(ImportNote(_make_problem(self._file, picked[0], message, hint)._replace(severity="warning")))
        for prefix in self._schemas.cut:
            if any(prefix.startswith(f"{key} ") for key in keys):
                message = f"`{prefix}` has more fields than are listed; the list ends there"
                notes.append(
                    ImportNote(self._file.make_problem(message, "Pick an element as a whole.", severity="warning"))
                )
        return tuple(notes)


def _find_action(action: Element) -> str:
    text = action.get("soapAction", "") if action is not None else ""
    return text if 0 < len(text) <= 500 else ""  # noqa: PLR2004 - characters of a line in a document


def _find_documentation(element: Element) -> str:
    return "".join("".join(one.itertext()) for one in element.iterchildren(f"{_WSDL}documentation"))


def _has_document_type(root: Element) -> bool:
    return bool(root.getroottree().docinfo.doctype)
