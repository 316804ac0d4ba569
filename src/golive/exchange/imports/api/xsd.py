"""Read XML Schema: elements, types and their facets → fields of a request or response.

Source: W3C XML Schema 1.0, parts 1 and 2.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from golive.exchange.imports.api.api_schemas import NOT_DESCRIBED, shorten_text
from golive.exchange.imports.offer import ImportChoice, SourcedText, SourcedValue, SourcePlace

XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
_MAX_DEPTH: Final = 12
_MAX_FIELDS: Final = 3_000
_MAX_STEPS: Final = 100_000
_DEFAULT_DEPTH: Final = 2
_LISTED_VALUES: Final = 12
_GROUPS: Final = frozenset(f"{XSD}{name}" for name in ("sequence", "all", "choice", "complexContent", "restriction"))
_TYPES: Final = {
    **dict.fromkeys(("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"), "numeric"),
    **dict.fromkeys(("unsignedInt", "unsignedLong", "unsignedShort", "decimal", "double", "float"), "numeric"),
    "boolean": "boolean",
    "date": "date",
    "dateTime": "timestamp",
    "time": "time",
}
_MONEY: Final = ("amount", "price", "balance", "total", "fee")
Element: TypeAlias = Any
"""An element of lxml."""
Name = tuple[str, str]
"""A name with its namespace in front."""


class XmlSchemas:
    """The global elements and types of all schemas of a WSDL."""

    def __init__(self) -> None:
        self._named: dict[tuple[str, Name], Any] = {}
        self._other_files: dict[Element, str] = {}
        self.cut: list[str] = []

    def add_schema(self, schema: Element, other_file: str = "") -> None:
        """Add the global declarations of a schema; `other_file` is its file if that is not the WSDL itself."""
        if other_file:
            self._other_files[schema.getroottree().getroot()] = other_file
        namespace = schema.get("targetNamespace", "")
        for element in schema:
            if isinstance(element.tag, str) and element.get("name"):
                kind = element.tag.removeprefix(XSD)
                kind = "type" if kind in {"complexType", "simpleType"} else kind
                self._named.setdefault((kind, (namespace, element.get("name"))), element)

    def find(self, kind: str, name: Name) -> Element:
        """Return a global declaration; None if there is none."""
        return self._named.get((kind, name))

    def find_place(self, element: Element) -> SourcePlace:
        """Return the line and the XPath of an element; with the file in front if that is not the WSDL itself."""
        other = self._other_files.get(element.getroottree().getroot()) if self._other_files else None
        return SourcePlace(element.sourceline or 0, 0, f"{f'{other} ' if other else ''}{make_xpath(element)}")

    def make_body_choices(self, element: Element, prefix: str, list_name: str) -> list[ImportChoice]:
        """Return a choice for each field of the element of a message.

        Required fields to the second level are picked by default; where none is required, all of the first level.
        """
        walk = _ElementWalk(self, prefix, list_name)
        choices = walk.make_fields(self.find_type(element), "", (), depth=0, is_free=False)
        if not any(choice.is_default for choice in choices):
            for choice in choices:
                choice.is_default = True
        return choices

    def make_part_choice(self, part: Element, type_name: Name, prefix: str, list_name: str) -> list[ImportChoice]:
        """Return the choices of a message part that has a type and no element."""
        found = self.find("type", type_name)
        walk = _ElementWalk(self, prefix, list_name)
        if found is not None and found.tag == f"{XSD}complexType":
            return walk.make_fields(found, part.get("name", ""), (), depth=1, is_free=False)
        return walk.make_leaf(part, part.get("name", ""), type_name)

    def find_type(self, element: Element) -> Element:
        """Return the complex or simple type of an element; None if it is a built-in one."""
        inline = next((one for one in element if one.tag in {f"{XSD}complexType", f"{XSD}simpleType"}), None)
        return inline if inline is not None else self.find("type", resolve_name(element, element.get("type")))


class _Facets(NamedTuple):
    """What the chain of restrictions of a simple type says."""

    base: str
    length: tuple[str, Any]
    values: tuple[Element, ...]


class _ElementWalk:
    """Lists the fields of one message, up to a depth and a number."""

    def __init__(self, schemas: XmlSchemas, prefix: str, list_name: str) -> None:
        self._schemas, self._prefix, self._list = schemas, prefix, list_name
        self._count = 0
        self._steps = 0

    def make_fields(
        self,
        owner: Element,
        path: str,
        above: tuple[Element, ...],
        *,
        depth: int,
        is_free: bool,
    ) -> list[ImportChoice]:
        """Return the choices of a complex type."""
        if owner is None:
            return []
        return [
            choice
            for element, is_choice in self._list_members(owner, ())
            for choice in self._make_field(element, path, above, depth=depth, is_free=is_free, is_choice=is_choice)
        ]

    def _list_members(
        self,
        owner: Element,
        above: tuple[Element, ...],
        *,
        is_choice: bool = False,
    ) -> Iterator[tuple[Element, bool]]:
        """Yield the elements and attributes of a type, its base first, and whether others may take their place."""
        for one in owner:
            self._steps += 1
            if self._steps > _MAX_STEPS or self._count > _MAX_FIELDS + 1:
                return
            if one.tag in {f"{XSD}element", f"{XSD}attribute", f"{XSD}any"}:
                yield one, is_choice or owner.get("minOccurs") == "0"
            elif one.tag == f"{XSD}extension":
                base = self._schemas.find("type", resolve_name(one, one.get("base")))
                if base is not None and base not in above:
                    yield from self._list_members(base, (*above, base), is_choice=is_choice)
                yield from self._list_members(one, above, is_choice=is_choice)
            elif one.tag in {f"{XSD}group", f"{XSD}attributeGroup"} and one.get("ref"):
                kind = one.tag.removeprefix(XSD)
                found = self._schemas.find(kind, resolve_name(one, one.get("ref")))
                if found is not None and found not in above:
                    yield from self._list_members(found, (*above, found), is_choice=is_choice)
            elif one.tag in _GROUPS or one.tag == f"{XSD}simpleContent":
                yield from self._list_members(one, above, is_choice=is_choice or one.tag == f"{XSD}choice")

    def _make_field(  # noqa: PLR0913 - a field and where it is
        self,
        element: Element,
        path: str,
        above: tuple[Element, ...],
        *,
        depth: int,
        is_free: bool,
        is_choice: bool,
    ) -> list[ImportChoice]:
        self._count += 1
        if self._count > _MAX_FIELDS:
            self._schemas.cut += [self._prefix] if self._count == _MAX_FIELDS + 1 else []
            return []
        declared = element
        if element.get("ref"):
            kind = element.tag.removeprefix(XSD)
            found = self._schemas.find(kind, resolve_name(element, element.get("ref")))
            declared = found if found is not None else element
        is_attribute = element.tag == f"{XSD}attribute"
        own = declared.get("name") or element.get("ref", "any").partition(":")[2] or "any"
        is_list = element.get("maxOccurs", "1") not in {"0", "1"}
        name = "/".join(filter(None, (path, f"{'@' if is_attribute else ''}{own}{'[]' if is_list else ''}")))
        required = element.get("use") == "required" if is_attribute else element.get("minOccurs", "1") != "0"
        required = required and not is_choice and element.tag != f"{XSD}any"
        need = "optional" if not required and not is_choice else "conditional" if is_free or is_choice else "mandatory"
        kind = self._schemas.find_type(declared)
        is_object = kind is not None and kind.tag == f"{XSD}complexType"
        children: list[ImportChoice] = []
        if is_object and kind not in above and depth < _MAX_DEPTH:
            free = is_free or need != "mandatory"
            children = self.make_fields(kind, name, (*above, kind), depth=depth + 1, is_free=free)
        is_object = is_object and (bool(children) or kind in above or depth >= _MAX_DEPTH)
        has_default = any(child.is_default for child in children)
        wanted = need == "mandatory" and depth < _DEFAULT_DEPTH
        place = self._schemas.find_place(element)
        value = self._make_value(name, need, element, declared)
        if is_object or is_list:
            value["type"] = SourcedText("list" if is_list else "object", place)
        key, label = f"{self._prefix} {name}", f"{name}: {need}"
        if has_default and wanted:
            return [ImportChoice(key, label, place, value, list_name=self._list, is_default=False), *children]
        return [
            ImportChoice(
                key, label, place, value, list_name=self._list, is_default=wanted, make_children=lambda: children
            )
        ]

    def make_leaf(self, part: Element, name: str, type_name: Name) -> list[ImportChoice]:
        """Return the choice of a message part with a simple type."""
        place = self._schemas.find_place(part)
        value: dict[str, SourcedValue] = {
            "name": SourcedText(name, place),
            "type": SourcedText(_name_type(type_name[1], name), place),
            "need": SourcedText("mandatory", place),
            "meaning": SourcedText(NOT_DESCRIBED, place),
        }
        return [ImportChoice(f"{self._prefix} {name}", f"{name}: mandatory", place, value, list_name=self._list)]

    def _make_value(self, name: str, need: str, element: Element, declared: Element) -> dict[str, SourcedValue]:
        place = self._schemas.find_place(element)
        facets = self._read_facets(declared)
        kind = "code" if facets.values else _name_type(facets.base, name)
        value: dict[str, SourcedValue] = {
            "name": SourcedText(name, place),
            "type": SourcedText(kind, self._schemas.find_place(facets.values[0]) if facets.values else place),
            "need": SourcedText(need, place),
        }
        length, where = facets.length
        if length.isdecimal() and 0 < int(length) <= 100_000:  # noqa: PLR2004 - what a spec holds
            value["length"] = SourcedText(length, self._schemas.find_place(where))
        said = find_documentation(element) or find_documentation(declared)
        if facets.values:
            words = [one.get("value", "") for one in facets.values]
            more = f" and {len(words) - _LISTED_VALUES} more" if len(words) > _LISTED_VALUES else ""
            listed = ", ".join(words[:_LISTED_VALUES]) + more
            said = f"{said} ({listed})" if said else f"One of: {listed}"
        value["meaning"] = SourcedText(said or NOT_DESCRIBED, place)
        return value

    def _read_facets(self, declared: Element) -> _Facets:
        """Return the facets of an element's type, following its restrictions."""
        base = resolve_name(declared, declared.get("type"))
        node = self._schemas.find_type(declared)
        length: tuple[str, Any] = ("", None)
        values: tuple[Element, ...] = ()
        for _ in range(_MAX_DEPTH):
            if node is None:
                break
            inner = next(node.iter(f"{XSD}restriction", f"{XSD}extension"), None) if node is not None else None
            if inner is None:
                return _Facets("string" if node.tag == f"{XSD}simpleType" else "", length, values)
            for facet in inner:
                if facet.tag in {f"{XSD}maxLength", f"{XSD}length"} and not length[0]:
                    length = (facet.get("value", ""), facet)
            values = values or tuple(one for one in inner if one.tag == f"{XSD}enumeration")
            base = resolve_name(inner, inner.get("base"))
            node = self._schemas.find("type", base)
        return _Facets(base[1], length, values)


def _name_type(base: str, name: str) -> str:
    kind = _TYPES.get(base, "alphanumeric")
    if base in {"decimal", "double", "float"} and any(word in name.rpartition("/")[2].lower() for word in _MONEY):
        return "amount"
    return kind


def resolve_name(element: Element, name: str | None) -> Name:
    """Return a qualified name with its namespace."""
    if not name:
        return ("", "")
    prefix, _, local = name.rpartition(":")
    return (element.nsmap.get(prefix or None, ""), local)


def find_documentation(element: Element) -> str:
    """Return the documentation of an element as one line; empty if it has none."""
    for one in element:
        if one.tag == f"{XSD}annotation":
            texts = ("".join(inner.itertext()) for inner in one if inner.tag == f"{XSD}documentation")
            return next((line for text in texts if (line := shorten_text(text))), "")
    return ""


def make_xpath(element: Element) -> str:
    """Return the XPath of an element, with names in place of numbers: `//complexType[@name='Bill']/sequence/any`."""
    steps: list[str] = []
    node = element
    while node is not None and isinstance(node.tag, str):
        tag = node.tag.rpartition("}")[2]
        name = node.get("name")
        steps.append(f"{tag}[@name='{name}']" if name else tag)
        parent = node.getparent()
        if name and parent is not None and parent.tag == f"{XSD}schema":
            return "//" + "/".join(reversed(steps))
        node = parent
    return "/" + "/".join(reversed(steps))
