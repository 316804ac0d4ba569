"""Decide whose a file is before it is replaced: golive's own, edited by a person, or somebody else's."""

from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from golive.provenance.document_file import read_statement
from golive.provenance.statement import NOT_OURS_MESSAGE, Statement
from golive.support.problems import OriginError

REPLACED_FOLDER: Final = "replaced"
"""Folder beside documents with the files of people as they were before golive replaced them."""
OwnershipState = Literal["absent", "untouched", "edited", "foreign"]


class Ownership(Struct, frozen=True):
    """Whose a file is.

    Attributes:
        state: there is no file; golive made it and nobody changed it; golive made it and somebody changed it; anything
            else, including files that cannot be read.
        statement: the origin that it states; None if it states none.
        reasons: sentences on what was changed, or why it is not golive's.
        is_readable: False for a foreign file that is damaged, locked with a password or the like.
    """

    state: OwnershipState
    statement: Statement | None = None
    reasons: tuple[str, ...] = ()
    is_readable: bool = True


def find_ownership(path: Path, document_id: str, kind: str) -> Ownership:
    """Decide whose a file is.

    Args:
        path: the file.
        document_id: id of the spec or the guide whose document is expected there.
        kind: the expected kind of document.
    """
    if not path.exists() and not path.is_symlink():
        return Ownership("absent")
    try:
        found = read_statement(path)
    except OriginError as error:
        return _describe_foreign_file(error)
    if (found.id, found.kind) != (document_id, kind):
        return Ownership("foreign", found, (f"It contains another document: the {found.kind} of {found.id}.",))
    return Ownership("untouched" if found.is_intact else "edited", found, found.changes)


def _describe_foreign_file(error: OriginError) -> Ownership:
    is_readable = all(one.message == NOT_OURS_MESSAGE for one in error.problems)
    hints = ("" if one.message == NOT_OURS_MESSAGE else f" {one.hint}" for one in error.problems)
    reasons = (f"It {one.message.rstrip('.')}.{hint}" for one, hint in zip(error.problems, hints, strict=True))
    return Ownership("foreign", None, tuple(reasons), is_readable)
