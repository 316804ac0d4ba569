"""Offer the operations, servers and sign-on of an OpenAPI 3.0 or 3.1 document.

Sources: OpenAPI Specification 3.0.4 and 3.1.1.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from golive.exchange.imports.api.api_schemas import MAX_LENGTH, NOT_DESCRIBED, ResolvedNode, SchemaReader, shorten_text
from golive.exchange.imports.api.api_text import ApiNode, ApiText
from golive.exchange.imports.names import make_id, make_words
from golive.exchange.imports.offer import (
    ImportChoice,
    ImportedFile,
    ImportNote,
    ImportOffer,
    SourcedText,
    SourcedValue,
    SourcePlace,
)
from golive.support.whole_numbers import parse_whole_number
from golive.yaml_io.message_text import shorten_for_message

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MAX_NAME: Final = 80
_MAX_CODE: Final = 200


def read_openapi(file: ImportedFile) -> ImportOffer:
    """Read an OpenAPI document.

    Returns:
        A choice for the connection and one for each operation; the default fields are the required ones.

    Raises:
        OutputError: it is no OpenAPI 3 document, or refers to what is not in it; with line and JSON pointer.
    """
    text = ApiText(file)
    root = text.parse()
    version = root.get_text("openapi")
    if not version.startswith("3."):
        _refuse_version(text, root, version)
    reader = _OpenApiReader(text, root)
    operations = tuple(reader.make_operations())
    title = " ".join(filter(None, (shorten_text(root.get_text("info", "title")), root.get_text("info", "version"))))

    def find_notes(keys: frozenset[str]) -> Sequence[ImportNote]:
        return reader.find_notes(keys)

    choices = (reader.make_connection(), *operations)
    return ImportOffer("openapi", file.path.name, file.digest, title or file.path.name, choices, find_notes)


def _refuse_version(text: ApiText, root: ApiNode, version: str) -> None:
    """Refuse a document that is no OpenAPI 3."""
    if (old := root.get("swagger")) is not None:
        hint = "Convert it to OpenAPI 3.0 with the tool that made it, or ask for that."
        text.refuse(old.offset, f"is Swagger {shorten_for_message(root.get_text('swagger'))}", hint, "#/swagger")
    said = (
        f"is of the version {shorten_for_message(version)}"
        if version
        else "is no OpenAPI document: it has no `openapi`"
    )
    node = root.get("openapi") or root
    text.refuse(node.offset, said, "OpenAPI 3.0 and 3.1 can be imported.", "#/openapi" if version else "#")


class _OpenApiReader:
    """Reads one document."""

    def __init__(self, text: ApiText, root: ApiNode) -> None:
        self._text, self._root = text, root
        self._schemas = SchemaReader(text, root)
        self._connection_notes: list[ImportNote] = []
        self._operation_nodes: dict[str, tuple[ApiNode, str]] = {}

    def make_operations(self) -> Iterator[ImportChoice]:
        """Yield a choice for each operation; its fields are read when they are asked for."""
        for table, label in (("paths", ""), ("webhooks", "WEBHOOK ")):
            for path, item in self._root.get_entries(table).items():
                pointer = f"#/{table}/{path.replace('~', '~0').replace('/', '~1')}"
                whole = self._schemas.resolve(item, pointer)
                for method in _METHODS:
                    node = whole.node.get(method)
                    if node is not None:
                        key = f"{label}{method.upper()} {path}"
                        yield self._make_operation(key, path if not label else "", whole, (method, node))

    def _make_operation(self, key: str, path: str, item: ResolvedNode, operation: tuple[str, ApiNode]) -> ImportChoice:
        method, node = operation
        pointer = f"{item.pointer}/{method}"
        place = self._text.find_place(node.offset, pointer)
        own_id, summary = node.get_text("operationId"), shorten_text(node.get_text("summary"))
        name = (summary or make_words(own_id or f"{method} {path}"))[:_MAX_NAME].strip()
        purpose = shorten_text(node.get_text("description")) or summary or "Not described in the OpenAPI document"
        value: dict[str, SourcedValue] = {
            "id": SourcedText(make_id(own_id or f"{method} {path}"), self._find(node, pointer, "operationId")),
            "name": SourcedText(name, self._find(node, pointer, "summary", "operationId")),
            "verb": SourcedText(method.upper(), place),
        }
        if path:
            value["path"] = SourcedText(path, self._text.find_place(item.node.offset, item.pointer))
        value["purpose"] = SourcedText(purpose, self._find(node, pointer, "description", "summary"))
        self._operation_nodes[key] = (node, pointer)

        def make_children() -> list[ImportChoice]:
            return [*self._make_request(key, item, node, pointer), *self._make_answers(key, node, pointer)]

        label = f"{name}, {own_id}" if own_id and own_id != name else name
        return ImportChoice(
            key, label, place, value, list_name="operations", is_default=False, make_children=make_children
        )

    def _find(self, node: ApiNode, pointer: str, *names: str) -> SourcePlace:
        """Return the place of the first of these keys that a node has, or its own."""
        for name in names:
            if (inner := node.get(name)) is not None:
                return self._text.find_place(inner.offset, f"{pointer}/{name}")
        return self._text.find_place(node.offset, pointer)

    def _make_request(self, key: str, item: ResolvedNode, node: ApiNode, pointer: str) -> list[ImportChoice]:
        """Return the fields of a request: parameters first, then those of its body."""
        found: dict[str, ImportChoice] = {}
        for owner, where in ((item.node, item.pointer), (node, pointer)):
            for number, one in enumerate(owner.get_items("parameters")):
                parameter = self._schemas.resolve(one, f"{where}/parameters/{number}")
                choice = self._make_parameter(key, parameter)
                found[choice.key] = choice  # those of the operation replace those of the path
        body = node.get("requestBody")
        if body is not None:
            whole = self._schemas.resolve(body, f"{pointer}/requestBody")
            for choice in self._make_body(f"{key} request", whole, "request"):
                found[choice.key if choice.key not in found else f"{choice.key} (body)"] = choice
        return list(found.values())

    def _make_parameter(self, key: str, parameter: ResolvedNode) -> ImportChoice:
        node, pointer = parameter.node, parameter.pointer
        name, where = node.get_text("name"), node.get_text("in")
        place = self._text.find_place(node.offset, pointer)
        need = "mandatory" if node.get_text("required") == "true" or where == "path" else "optional"
        said = shorten_text(node.get_text("description"))
        meaning = f"{said or NOT_DESCRIBED} (in the {where})"
        value: dict[str, SourcedValue] = {
            "name": SourcedText(name or "parameter", self._find(node, pointer, "name")),
            "type": SourcedText("alphanumeric", place),
            "need": SourcedText(need, self._find(node, pointer, "required")),
            "meaning": SourcedText(meaning, self._find(node, pointer, "description")),
        }
        schema = node.get("schema")
        if schema is not None:
            whole = self._schemas.resolve(schema, f"{pointer}/schema")
            kind, kind_node, kind_pointer = self._schemas.find_kind(name, whole)
            value["type"] = SourcedText(kind, self._text.find_place(kind_node.offset, kind_pointer))
            length, length_node, length_pointer = self._schemas.find_text(whole, "maxLength")
            if length_node is not None and 0 < (parse_whole_number(length) or 0) <= MAX_LENGTH:
                value["length"] = SourcedText(length, self._text.find_place(length_node.offset, length_pointer))
        label, is_default = f"{name}: {where} parameter, {need}", need == "mandatory"
        return ImportChoice(f"{key} request {name}", label, place, value, list_name="request", is_default=is_default)

    def _make_body(self, prefix: str, body: ResolvedNode, list_name: str) -> list[ImportChoice]:
        """Return the fields of the JSON form of a body, or of its first form."""
        content = body.node.get_entries("content")
        kinds = sorted(content, key=lambda kind: "json" not in kind)
        if not kinds or content[kinds[0]].get("schema") is None:
            return []
        kind = kinds[0]
        pointer = f"{body.pointer}/content/{kind.replace('~', '~0').replace('/', '~1')}/schema"
        schema = content[kind].get("schema")
        assert schema is not None
        return self._schemas.make_field_choices(self._schemas.resolve(schema, pointer), prefix, list_name)

    def _make_answers(self, key: str, node: ApiNode, pointer: str) -> list[ImportChoice]:
        """Return the fields of the first response of success, and the errors."""
        found: list[ImportChoice] = []
        has_success = False
        for code, answer in node.get_entries("responses").items():
            whole = self._schemas.resolve(answer, f"{pointer}/responses/{code}")
            if code.startswith(("2", "3")) and code != "default":
                fields = [] if has_success else self._make_body(f"{key} response", whole, "response")
                has_success = has_success or bool(fields)
                found += fields
                continue
            found.append(self._make_error(key, code, answer, whole))
        return found

    def _make_error(self, key: str, code: str, answer: ApiNode, whole: ResolvedNode) -> ImportChoice:
        place = self._text.find_place(answer.offset, whole.pointer)
        said = shorten_text(whole.node.get_text("description"))
        value: dict[str, SourcedValue] = {
            "code": SourcedText(code, place),
            "meaning": SourcedText(said or NOT_DESCRIBED, self._find(whole.node, whole.pointer, "description")),
        }
        label = f"error {code}: {said[:60]}"
        return ImportChoice(
            f"{key} error {code}", label, place, value, list_name="errors", is_default=code != "default"
        )

    def make_connection(self) -> ImportChoice:
        """Return the choice of what the document says of the connection."""
        root, place = self._root, self._text.find_place
        value: dict[str, SourcedValue] = {}
        version = root.get("info", "version")
        if version is not None and isinstance(version.value, str) and version.value.strip():
            value["api_version"] = SourcedText(version.value, place(version.offset, "#/info/version"))
        value["specification"] = SourcedText(self._text.file.path.name, SourcePlace(1, 1, "#"))
        endpoints: list[SourcedValue] = []
        for number, server in enumerate(root.get_items("servers")):
            url, pointer = server.get_text("url"), f"#/servers/{number}"
            at = self._find(server, pointer, "url")
            if not url.strip() or len(url) > _MAX_CODE:
                continue
            for name, variable in server.get_entries("variables").items():
                url = url.replace(f"{{{name}}}", variable.get_text("default") or f"{{{name}}}")
            words = f"{server.get_text('description')} {url}"
            endpoints.append({"environment": SourcedText(words, at), "host": SourcedText(url, at)})
        if endpoints:
            value["endpoints"] = endpoints
        authentication = self._make_authentication()
        if authentication:
            value["authentication"] = authentication
        label = f"Version, {len(endpoints)} server{'s' * (len(endpoints) != 1)} and sign-on of the connection"
        return ImportChoice("connection", label, SourcePlace(1, 1, "#"), value, target="connection")

    def _make_authentication(self) -> dict[str, SourcedValue]:
        """Return the sign-on of the first scheme that a spec can hold; the others are noted."""
        schemes = self._root.get_entries("components", "securitySchemes")
        found: dict[str, SourcedValue] = {}
        for name, node in schemes.items():
            whole = self._schemas.resolve(node, f"#/components/securitySchemes/{name}")
            one = self._make_scheme(whole)
            if one and not found:
                found = one
                continue
            place = self._text.find_place(node.offset, whole.pointer)
            kind = " ".join(filter(None, (whole.node.get_text("type"), whole.node.get_text("scheme"))))
            message = f"the sign-on `{name}` ({kind or 'of no type'}) is not imported"
            problem = self._text.file.make_problem(
                message, "Write `authentication` by hand.", place, severity="warning"
            )
            self._connection_notes.append(ImportNote(problem))
        return found

    def _make_scheme(self, scheme: ResolvedNode) -> dict[str, SourcedValue]:
        node, pointer = scheme.node, scheme.pointer
        kind, place = node.get_text("type"), self._find(node, pointer, "type")
        if kind == "apiKey" and node.get_text("in") == "header" and node.get_text("name"):
            return {
                "kind": SourcedText("api-key", place),
                "header": SourcedText(node.get_text("name"), self._find(node, pointer, "name")),
            }
        if kind == "http" and node.get_text("scheme").lower() == "basic":
            return {"kind": SourcedText("password", place)}
        flow = node.get("flows", "clientCredentials")
        if kind == "oauth2" and flow is not None and flow.get_entries("scopes"):
            where = f"{pointer}/flows/clientCredentials"
            value: dict[str, SourcedValue] = {"kind": SourcedText("oauth-client-credentials", place)}
            if flow.get_text("tokenUrl"):
                value["token_address"] = SourcedText(flow.get_text("tokenUrl"), self._find(flow, where, "tokenUrl"))
            value["scopes"] = [
                SourcedText(scope, self._text.find_place(one.offset, f"{where}/scopes/{scope}"))
                for scope, one in flow.get_entries("scopes").items()
            ]
            return value
        return {}

    def find_notes(self, keys: frozenset[str]) -> tuple[ImportNote, ...]:
        """Return the notes on picked operations: what the document does not say, and what was cut."""
        notes = list(self._connection_notes) if "connection" in keys else []
        picked = [(key, *where) for key, where in self._operation_nodes.items() if key in keys]
        if picked:
            node, pointer = picked[0][1:]
            count = f"{len(picked)} operation{'s' * (len(picked) != 1)}"
            message = f"does not say when calls are made, and what to do on errors ({count})"
            hint = "Add `trigger` and `action`, and say in `retry` which errors allow another try."
            place = self._text.find_place(node.offset, pointer)
            notes.append(self._make_note(message, hint, place))
        for prefix, node, pointer in self._schemas.cut:
            if any(prefix.startswith(key) for key in keys):
                message = f"`{prefix}` has more fields than are listed; the list ends here"
                place = self._text.find_place(node.offset, pointer)
                notes.append(self._make_note(message, "Pick an object as a whole.", place))
        for key, node, pointer in picked:
            if (calls := node.get("callbacks")) is not None:
                place = self._text.find_place(calls.offset, f"{pointer}/callbacks")
                message = f"the callbacks of `{key}` are not imported"
                notes.append(self._make_note(message, "Describe them as an interface.", place))
        return tuple(notes)

    def _make_note(self, message: str, hint: str, place: SourcePlace) -> ImportNote:
        return ImportNote(self._text.file.make_problem(message, hint, place, severity="warning"))
