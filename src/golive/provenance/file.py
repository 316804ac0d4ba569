"""One file → what it says of its origin, whatever it is."""

from pathlib import Path
from typing import Final

from golive.provenance.statement import AGAIN, FOREIGN, Statement
from golive.support.problems import OriginError, Problem, problem

MOST_BYTES: Final = 200_000_000
_SEARCHED: Final = 1024
_LOCKED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_statement(path: Path) -> Statement:
    """What a PDF or a presentation says of its origin, and whether it was changed since.

    Raises:
        OriginError: it cannot be read, or says nothing of its origin; with the file's name.
    """
    try:
        return _read(path)
    except OriginError as error:
        raise OriginError(*(Problem(path, 0, 0, one.message, one.hint) for one in error.problems)) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise OriginError(
            problem(f"cannot be read: {reason}", "Look at the name and the permissions.", path=path)
        ) from None


def _read(path: Path) -> Statement:
    if path.exists() and not path.is_file():  # a folder; or a pipe, which would keep us waiting
        raise OriginError(problem("is no file", AGAIN))
    with path.open("rb") as stream:
        content = stream.read(_SEARCHED)
        if not content:
            raise OriginError(problem("is empty (0 bytes)", "Copy it again from where it came from."))
        if path.stat().st_size > MOST_BYTES:
            message = f"has {path.stat().st_size / 1e6:,.0f} MB; golive makes no such file"
            raise OriginError(problem(message, AGAIN))
        if b"%PDF-" in content:
            from golive.provenance.pdf import read_paper

            return read_paper(content + stream.read(MOST_BYTES))
    if content.startswith(b"PK\x03\x04"):
        from golive.provenance.deck import read_deck

        return read_deck(path)
    if content.startswith(_LOCKED):
        raise OriginError(problem("is protected by a password, or is an old .ppt", "Save it without a password."))
    raise OriginError(problem(FOREIGN, AGAIN))
