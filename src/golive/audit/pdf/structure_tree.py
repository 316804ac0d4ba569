"""Flatten the structure tree of a PDF, with the page content that it refers to."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf
from msgspec import Struct, field

# fmt: off
STANDARD: Final = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
))
# fmt: on
MAX_TAGS: Final = 2_000_000
MAX_DEPTH: Final = 500

Key = tuple[int, int]


class Tag(Struct, eq=False):
    """A structure element: its kind after role mapping, its object, its parent and its children."""

    kind: str
    element: Any
    parent: "Tag | None"
    depth: int
    kids: "list[Tag]" = field(default_factory=list)

    def attribute(self, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
        """Return an attribute of the element; None if it is missing."""
        own = self.element.get("/A")
        for owner in own if isinstance(own, pikepdf.Array) else [own]:
            if isinstance(owner, pikepdf.Dictionary) and name in owner:
                return owner[name]
        return None

    def text(self, name: str) -> str:
        """Return a text entry of the element, such as `/Alt`."""
        return str(self.element.get(name, "")).strip()

    def below(self, *kinds: str) -> "Iterator[Tag]":
        """Yield all descendants of the given kinds, except those inside nested tables."""
        for kid in self.kids:
            if kid.kind in kinds:
                yield kid
            if kid.kind != "Table":
                yield from kid.below(*kinds)


class Tags(Struct, frozen=True):
    """The structure tree of a PDF, flattened.

    Attributes:
        order: every tag, in the order in which they are read.
        roles: the role map.
        marks: the numbers of marked content that tags reach, by the key of their page.
        objects: annotations and the like that tags reach, by key.
        parents: the parent tree: what owns a page's marks, or an annotation, by number.
        strange: kinds that are no standard ones.
        is_tangled: whether the tree has a circle, or is deeper or larger than any document's.
    """

    order: tuple[Tag, ...]
    roles: Mapping[str, str]
    marks: Mapping[Key, frozenset[int]]
    objects: frozenset[Key]
    parents: Mapping[int, Any]
    strange: frozenset[str]
    is_tangled: bool

    def kind_of(self, element: Any) -> str:  # noqa: ANN401
        """Return the kind of an element, after role mapping."""
        return _map_role(str(element.get("/S", "/"))[1:], self.roles)


def read_tags(root: Any) -> Tags:  # noqa: ANN401 - a dictionary of the file
    """Flatten a structure tree; `root` is the file's StructTreeRoot."""
    named = root.get("/RoleMap")
    roles = {k[1:]: str(v)[1:] for k, v in named.items()} if isinstance(named, pikepdf.Dictionary) else {}
    walk = _Walk(roles)
    walk.run(root)
    marks = {page: frozenset(numbers) for page, numbers in walk.marks.items()}
    parents, is_tangled = _numbers(root.get("/ParentTree"))
    strange = frozenset(tag.kind for tag in walk.order if tag.kind not in STANDARD)
    return Tags(
        tuple(walk.order), roles, marks, frozenset(walk.objects), parents, strange, walk.is_tangled or is_tangled
    )


class _Walk:
    """Collect a structure tree without recursion, because a hostile tree may be endless."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self.roles = roles
        self.order: list[Tag] = []
        self.marks: dict[Key, set[int]] = {}
        self.objects: set[Key] = set()
        self.is_tangled = False
        self._seen: set[Key] = set()

    def run(self, root: Any) -> None:  # noqa: ANN401
        waiting: list[tuple[Any, Tag | None, Any]] = [(kid, None, None) for kid in reversed(_kids(root))]
        while waiting:
            element, parent, page = waiting.pop()
            tag = self._take(element, parent)
            if tag is None:
                continue
            page = element.get("/Pg", page)
            for kid in reversed(_kids(element)):
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR"):
                    waiting.append((kid, tag, page))
                else:
                    self._reach(kid, page)

    def _take(self, element: Any, parent: Tag | None) -> Tag | None:  # noqa: ANN401
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return None
        key, depth = element.objgen, parent.depth + 1 if parent else 0
        if (key != (0, 0) and key in self._seen) or depth > MAX_DEPTH or len(self.order) >= MAX_TAGS:
            self.is_tangled = True
            return None
        self._seen.add(key)
        tag = Tag(_map_role(str(element.S)[1:], self.roles), element, parent, depth)
        self.order.append(tag)
        if parent:
            parent.kids.append(tag)
        return tag

    def _reach(self, kid: Any, page: Any) -> None:  # noqa: ANN401
        if isinstance(kid, int):
            number: Any = kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            target = kid.get("/Obj")
            if target is not None:
                self.objects.add(target.objgen)
            return
        elif isinstance(kid, pikepdf.Dictionary):
            number, page = kid.get("/MCID"), kid.get("/Pg", page)
        else:
            return
        if isinstance(page, pikepdf.Dictionary) and number is not None:
            self.marks.setdefault(page.objgen, set()).add(int(number))


def _kids(element: Any) -> list[Any]:  # noqa: ANN401
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _map_role(kind: str, roles: Mapping[str, str]) -> str:
    seen = {kind}
    while kind not in STANDARD and kind in roles and roles[kind] not in seen:
        kind = roles[kind]
        seen.add(kind)
    return kind


def _numbers(tree: Any) -> tuple[dict[int, Any], bool]:  # noqa: ANN401
    """Flatten a number tree; also return whether it is circular or too deep."""
    found: dict[int, Any] = {}
    waiting, seen = [tree], set[Key]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if node.objgen != (0, 0) and node.objgen in seen:
            return found, True
        seen.add(node.objgen)
        pairs = list(node.get("/Nums", []))
        found.update({int(number): owner for number, owner in zip(pairs[::2], pairs[1::2], strict=False)})
        waiting += list(node.get("/Kids", []))
    return found, False
