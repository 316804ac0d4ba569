"""What a file says of its origin, and what can be told of it without a workspace."""

from collections.abc import Mapping

from msgspec import Struct

from golive.support.problems import OriginError, problem

FOREIGN = "was not made by golive, or nothing of its origin is left in it"
AGAIN = "Name a PDF or a presentation that golive made; web and wiki pages say nothing of their origin."
_LONGEST = 300


class Statement(Struct, frozen=True):
    """What a file says of its origin.

    Attributes:
        id: of the spec or the guide.
        kind: of document, as `golive build --only` calls it.
        version: of the document.
        digest: of everything that the document says.
        parts: the same part by part: key and digest.
        made_by: the software that made it.
        is_intact: whether the file is as it was made, to the byte; of a deck, to the byte of each part.
        changes: what was changed since, in sentences; empty where it is intact.
    """

    id: str
    kind: str
    version: str
    digest: str
    parts: tuple[tuple[str, str], ...]
    made_by: str
    is_intact: bool
    changes: tuple[str, ...] = ()


def statement_of(said: Mapping[str, str], *, is_intact: bool, changes: tuple[str, ...] = ()) -> Statement:
    """What properties say, by their names in a PDF.

    Raises:
        OriginError: they do not name a document.
    """
    known = {name: value.strip()[:_LONGEST] for name, value in said.items()}
    if not all(known.get(name) for name in ("id", "kind", "version")):
        raise OriginError(problem(FOREIGN, AGAIN))
    pairs = (part.partition("=") for part in known.get("parts", "").split())
    parts = tuple((name, digest) for name, _, digest in pairs if digest)
    rest = (known.get("digest", ""), parts, known.get("madeBy", "golive"))
    return Statement(known["id"], known["kind"], known["version"], *rest, is_intact, () if is_intact else changes)
