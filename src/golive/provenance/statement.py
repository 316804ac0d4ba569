"""The origin stated in a file, read without a workspace."""

from collections.abc import Mapping

from msgspec import Struct

from golive.support.problems import OriginError, make_problem

NOT_OURS_MESSAGE = "was not made by golive, or its origin was removed"
NOT_OURS_HINT = "Name a document that golive made."
_LONGEST = 300


class Statement(Struct, frozen=True):
    """The origin stated in a file.

    Attributes:
        id: id of the spec or the guide.
        kind: kind of document, as named by `golive build --only`.
        version: version of the document.
        digest: digest of all content of the document.
        parts: key and digest of each part.
        made_by: the software that made it.
        is_intact: whether the file (of a deck: each part) is unchanged, byte by byte.
        changes: sentences on the changes since; empty if it is intact.
        engine: the software that set its pages; empty if it does not say.
    """

    id: str
    kind: str
    version: str
    digest: str
    parts: tuple[tuple[str, str], ...]
    made_by: str
    is_intact: bool
    changes: tuple[str, ...] = ()
    engine: str = ""


def build_statement(properties: Mapping[str, str], *, is_intact: bool, changes: tuple[str, ...] = ()) -> Statement:
    """Build a statement from properties, by their names in a PDF.

    Raises:
        OriginError: they do not name a document.
    """
    known = {name: value.strip()[:_LONGEST] for name, value in properties.items()}
    if not all(known.get(name) for name in ("id", "kind", "version")):
        raise OriginError(make_problem(NOT_OURS_MESSAGE, NOT_OURS_HINT))
    pairs = (part.partition("=") for part in known.get("parts", "").split())
    parts = tuple((name, digest) for name, _, digest in pairs if digest)
    rest = (known.get("digest", ""), parts, known.get("madeBy", "golive"))
    after = (is_intact, () if is_intact else changes, known.get("engine", ""))
    return Statement(known["id"], known["kind"], known["version"], *rest, *after)
