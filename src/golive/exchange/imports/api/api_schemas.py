"""Walk the schemas of an OpenAPI document: references, compositions and cycles → fields.

Sources: OpenAPI Specification 3.0.4 and 3.1.1; JSON Schema 2020-12.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import unquote

from golive.exchange.imports.api.api_text import ApiNode, ApiText
from golive.exchange.imports.offer import ImportChoice, SourcedText, SourcedValue
from golive.support.whole_numbers import parse_whole_number
from golive.yaml_io.message_text import shorten_for_message

MAX_REFERENCES: Final = 50
_COMPOSITIONS: Final = ("allOf", "oneOf", "anyOf")
_MAX_DEPTH: Final = 12
_MAX_FIELDS: Final = 3_000
_DEFAULT_DEPTH: Final = 2
MAX_LENGTH: Final = 100_000
_MAX_MEANING: Final = 400
NOT_DESCRIBED: Final = "Not described"
_LISTED_VALUES: Final = 12
_MAX_EXAMPLE: Final = 200
_TYPES: Final = {"integer": "numeric", "number": "numeric", "boolean": "boolean", "array": "list", "object": "object"}
_FORMATS: Final = {"date": "date", "date-time": "timestamp", "time": "time"}
_MONEY: Final = frozenset({"amount", "price", "balance", "total", "fee"})


class ResolvedNode(NamedTuple):
    """A node behind its references.

    Attributes:
        node: the node.
        pointer: where it is in the document, as a JSON pointer.
        names: the pointers of all references on the way.
    """

    node: ApiNode
    pointer: str
    names: tuple[str, ...] = ()


class SchemaField(NamedTuple):
    """A property or item of a schema, before its references are followed."""

    name: str
    schema: ResolvedNode
    is_required: bool


class SchemaReader:
    """Follows the references of one document, and lists the fields of its schemas."""

    def __init__(self, text: ApiText, root: ApiNode) -> None:
        self.text, self.root = text, root
        self.cut: list[tuple[str, ApiNode, str]] = []
        self._parts: dict[ResolvedNode, tuple[tuple[ResolvedNode, bool], ...]] = {}

    def resolve(self, node: ApiNode, pointer: str) -> ResolvedNode:
        """Follow the references of a node.

        Raises:
            OutputError: a reference leads outside of the file, to nothing, or in a circle.
        """
        names: tuple[str, ...] = ()
        while (reference := node.get("$ref")) is not None and isinstance(reference.value, str):
            target = reference.value
            named = shorten_for_message(target)
            if not target.startswith("#"):
                message = f"refers to `{named}`, which is outside of this file; nothing is fetched"
                hint = "Ask for the document in one file (a bundled one), or put the part into it."
                self.text.refuse(reference.offset, message, hint, f"{pointer}/$ref")
            if target in names or len(names) > MAX_REFERENCES:
                message = f"`{named}` refers to itself"
                self.text.refuse(reference.offset, message, "Ask which schema is meant.", f"{pointer}/$ref")
            names = (*names, target)
            found = self._find(target)
            if found is None:
                message = f"refers to `{named}`, which is not in this file"
                self.text.refuse(reference.offset, message, "Ask for the whole document.", f"{pointer}/$ref")
            node, pointer = found, target
        return ResolvedNode(node, pointer, names)

    def _find(self, target: str) -> ApiNode | None:
        node: ApiNode | None = self.root
        for part in target[1:].split("/")[1:]:
            step = unquote(part).replace("~1", "/").replace("~0", "~")
            if node is not None and isinstance(node.value, list):
                at = parse_whole_number(step)
                node = node.value[at] if at is not None and at < len(node.value) else None
            else:
                node = node.get(step) if node is not None else None
        return node

    def make_field_choices(self, schema: ResolvedNode, prefix: str, list_name: str) -> list[ImportChoice]:
        """Return a choice for each field of a request or response, with the fields of objects inside it.

        Args:
            schema: the schema of the body.
            prefix: what the keys start with, such as `POST /payments request`.
            list_name: `request` or `response`.

        Required fields to the second level are picked by default; where none is required, all of the first level.
        """
        choices = _PropertyWalk(self, prefix, list_name).make_body(schema)
        if not any(choice.is_default for choice in choices):
            for choice in choices:
                choice.is_default = True
        return choices

    def list_properties(self, schema: ResolvedNode) -> list[SchemaField]:
        """Return the properties of a schema and of those that it is composed of.

        Of `oneOf` and `anyOf`, all alternatives are listed; what only some of them require is not required.
        """
        found: dict[str, SchemaField] = {}
        for part, may_differ in self.list_parts(schema):
            required = {str(one.value) for one in part.node.get_items("required")}
            for name, node in part.node.get_entries("properties").items():
                is_required = name in required and not may_differ
                known = found.get(name)
                resolved = ResolvedNode(node, f"{part.pointer}/properties/{_escape(name)}", part.names)
                if known is None or (is_required and not known.is_required):
                    found[name] = SchemaField(name, known.schema if known else resolved, is_required)
            if not may_differ:
                for name in required & found.keys():
                    found[name] = found[name]._replace(is_required=True)
        return list(found.values())

    def list_parts(self, schema: ResolvedNode) -> tuple[tuple[ResolvedNode, bool], ...]:
        """Return a schema and the parts that it is composed of, and for each whether others may stand in its place."""
        value = schema.node.value
        if not isinstance(value, dict) or value.keys().isdisjoint(_COMPOSITIONS):
            return ((schema, False),)
        known = self._parts.get(schema)
        if known is None:
            known = self._parts[schema] = tuple(self._walk_parts(schema, set(), may_differ=False))
        return known

    def _walk_parts(
        self, schema: ResolvedNode, seen: set[tuple[str, bool]], *, may_differ: bool
    ) -> Iterator[tuple[ResolvedNode, bool]]:
        yield schema, may_differ
        for key in _COMPOSITIONS:
            items = schema.node.get_items(key)
            for number, node in enumerate(items):
                part = self.resolve(node, f"{schema.pointer}/{key}/{number}")
                differs = may_differ or (key != "allOf" and len(items) > 1)
                if (part.pointer, differs) not in seen and len(schema.names) < MAX_REFERENCES:
                    seen.add((part.pointer, differs))
                    inner = part._replace(names=(*schema.names, *part.names))
                    yield from self._walk_parts(inner, seen, may_differ=differs)

    def find_node(self, schema: ResolvedNode, *names: str) -> tuple[ApiNode | None, str]:
        """Return the first node of a schema or its parts at one of these keys, and its pointer."""
        for part, _ in self.list_parts(schema):
            entries = part.node.value
            if isinstance(entries, dict):
                for name in names:
                    if name in entries:
                        return entries[name], f"{part.pointer}/{name}"
        return None, ""

    def find_text(self, schema: ResolvedNode, *names: str) -> tuple[str, ApiNode | None, str]:
        """Return the first text of a schema or its parts at one of these keys, its node and its pointer."""
        node, pointer = self.find_node(schema, *names)
        return (node.value, node, pointer) if node is not None and isinstance(node.value, str) else ("", None, "")

    def find_type(self, schema: ResolvedNode) -> str:
        """Return the JSON type of a schema; of several, the first that is not null."""
        kind, _ = self.find_node(schema, "type")
        if kind is not None:
            words = [kind] if isinstance(kind.value, str) else kind.value if isinstance(kind.value, list) else []
            found = next((one.value for one in words if isinstance(one.value, str) and one.value != "null"), None)
            if found is not None:
                return found
        shapes = (("properties", "object"), ("items", "array"), ("enum", "string"))
        return next((name for key, name in shapes if self.find_node(schema, key)[0] is not None), "")

    def find_kind(self, name: str, schema: ResolvedNode) -> tuple[str, ApiNode, str]:
        """Return the type of a field as a spec has it, the node that says it, and its pointer."""
        kind = self.find_type(schema)
        written, node, pointer = self.find_text(schema, "format")
        if node is not None and written in _FORMATS:
            return _FORMATS[written], node, pointer
        _, type_node, type_pointer = self.find_text(schema, "type")
        place = (type_node, type_pointer) if type_node is not None else (schema.node, schema.pointer)
        if kind == "number" and set(name.lower().replace("_", " ").split()) & _MONEY:
            return "amount", *place
        if kind in _TYPES:
            return _TYPES[kind], *place
        listed, listed_pointer = self.find_node(schema, "enum", "const")
        if listed is not None:
            return "code", listed, listed_pointer
        return "alphanumeric", *place


class _PropertyWalk:
    """Lists the fields of one body, up to a depth and a number."""

    def __init__(self, reader: SchemaReader, prefix: str, list_name: str) -> None:
        self._reader, self._prefix, self._list = reader, prefix, list_name
        self._count = 0

    def make_body(self, schema: ResolvedNode) -> list[ImportChoice]:
        """Return the choices of a body: the fields of an object, or of the items of a list."""
        if self._reader.find_type(schema) == "array":
            inner = self._resolve_items(schema)
            return self._make_properties(inner, ("[]",), (), depth=0, is_free=False) if inner else []
        return self._make_properties(schema, (), schema.names, depth=0, is_free=False)

    def _resolve_items(self, schema: ResolvedNode) -> ResolvedNode | None:
        items, pointer = self._reader.find_node(schema, "items")
        if items is not None and isinstance(items.value, dict):
            found = self._reader.resolve(items, pointer)
            return found._replace(names=(*schema.names, *found.names))
        return None

    def _make_properties(
        self, schema: ResolvedNode, path: tuple[str, ...], above: tuple[str, ...], *, depth: int, is_free: bool
    ) -> list[ImportChoice]:
        fields = self._reader.list_properties(schema)
        return [choice for one in fields for choice in self._make_field(one, path, above, depth=depth, is_free=is_free)]

    def _make_field(
        self, one: SchemaField, path: tuple[str, ...], above: tuple[str, ...], *, depth: int, is_free: bool
    ) -> list[ImportChoice]:
        reader = self._reader
        if self._count >= _MAX_FIELDS:
            if self._count == _MAX_FIELDS:
                reader.cut.append((self._prefix, one.schema.node, one.schema.pointer))
            self._count += 1
            return []
        self._count += 1
        schema = reader.resolve(one.schema.node, one.schema.pointer)
        names = (*path, one.name)
        kind = reader.find_type(schema)
        inner, marks = schema, ""
        while kind == "array" and (items := self._resolve_items(inner)) is not None and len(marks) < _MAX_DEPTH:
            inner, marks = items, f"{marks}[]"
            kind = reader.find_type(inner)
        name = _join(names) + marks
        is_cycle = bool({*inner.names, inner.pointer} & set(above))
        children: list[ImportChoice] = []
        if kind == "object" and not is_cycle and depth < _MAX_DEPTH:
            seen = (*above, *inner.names, inner.pointer)
            children = self._make_properties(
                inner, (*path, one.name + marks), seen, depth=depth + 1, is_free=is_free or not one.is_required
            )
        need = "conditional" if one.is_required and is_free else "mandatory" if one.is_required else "optional"
        listed = any(child.is_default for child in children)
        is_default = one.is_required and depth < _DEFAULT_DEPTH and not listed
        value = self._make_value(name, one, schema, inner, need)
        key = f"{self._prefix} {name}"
        place = reader.text.find_place(one.schema.node.offset, one.schema.pointer)
        label = f"{name}: {value['type'].text if isinstance(value['type'], SourcedText) else ''}, {need}"
        if children and listed and one.is_required and depth < _DEFAULT_DEPTH:
            # Its fields say more than the object itself, which stays there to be picked.
            return [ImportChoice(key, label, place, value, list_name=self._list, is_default=False), *children]
        return [
            ImportChoice(
                key, label, place, value, list_name=self._list, is_default=is_default, make_children=lambda: children
            )
        ]

    def _make_value(
        self, name: str, one: SchemaField, schema: ResolvedNode, inner: ResolvedNode, need: str
    ) -> dict[str, SourcedValue]:
        reader, text = self._reader, self._reader.text
        own = text.find_place(one.schema.node.offset, one.schema.pointer)
        kind, node, pointer = reader.find_kind(one.name, schema)
        value: dict[str, SourcedValue] = {
            "name": SourcedText(name, own),
            "type": SourcedText(kind, text.find_place(node.offset, pointer)),
            "need": SourcedText(need, own),
        }
        length, length_node, length_pointer = reader.find_text(inner, "maxLength")
        if length_node is not None and 0 < (parse_whole_number(length) or 0) <= MAX_LENGTH:
            value["length"] = SourcedText(length, text.find_place(length_node.offset, length_pointer))
        sample, sample_node, sample_pointer = reader.find_text(schema, "example")
        if not sample:
            listed = schema.node.get_items("examples")
            if listed and isinstance(listed[0].value, str):
                sample, sample_node, sample_pointer = listed[0].value, listed[0], f"{schema.pointer}/examples/0"
        if sample_node is not None and _is_short_line(sample):
            value["example"] = SourcedText(sample, text.find_place(sample_node.offset, sample_pointer))
        value["meaning"] = self._find_meaning(one, schema, inner)
        return value

    def _find_meaning(self, one: SchemaField, schema: ResolvedNode, inner: ResolvedNode) -> SourcedText:
        reader, text = self._reader, self._reader.text
        own = one.schema.node.get("description")
        said, node, pointer = reader.find_text(schema, "description", "title")
        if own is not None and isinstance(own.value, str):
            said, node, pointer = own.value, own, f"{one.schema.pointer}/description"
        choices, _ = reader.find_node(inner, "enum")
        values = [str(item.value) for item in choices.get_items()] if choices is not None else []
        line = shorten_text(said)
        if values:
            listed = ", ".join(values[:_LISTED_VALUES]) + (
                f" and {len(values) - _LISTED_VALUES} more" if len(values) > _LISTED_VALUES else ""
            )
            line = f"{line} ({listed})" if line else f"One of: {listed}"
        place = (
            text.find_place(node.offset, pointer)
            if node is not None
            else text.find_place(one.schema.node.offset, one.schema.pointer)
        )
        return SourcedText(line or NOT_DESCRIBED, place)


def shorten_text(text: str) -> str:
    """Return the first paragraph of a description as one line, without marks of Markdown and HTML."""
    first = re.split(r"\n\s*\n", text.strip(), maxsplit=1)[0]
    line = " ".join(re.sub(r"<[^>]{1,80}>", " ", first).replace("`", "").replace("**", "").split())
    if len(line) > _MAX_MEANING:
        line = line[: _MAX_MEANING - 1].rsplit(" ", 1)[0] + "…"
    return line


def _is_short_line(text: str) -> bool:
    return bool(text.strip()) and len(text) <= _MAX_EXAMPLE and text.isprintable()


def _join(names: tuple[str, ...]) -> str:
    return ".".join(names)


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
