"""Read the origin of a document, whatever its format."""

from pathlib import Path
from typing import Final

from golive.provenance.statement import NOT_OURS_HINT, Statement, build_statement
from golive.render.text_seal import read_text_origin
from golive.support.problems import OriginError, Problem, make_problem

TEXT_CHANGED_MESSAGE: Final = "Its text was changed."
MAX_BYTES: Final = 200_000_000
_HEADER_BYTES: Final = 1024
_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_statement(path: Path) -> Statement:
    """Read the origin of a PDF, a presentation, a page, a picture or Markdown, and whether it was changed since.

    Raises:
        OriginError: it cannot be read, or states no origin; with the file's name.
    """
    try:
        return _read(path)
    except OriginError as error:
        raise OriginError(*(Problem(path, 0, 0, one.message, one.hint) for one in error.problems)) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise OriginError(
            make_problem(f"cannot be read: {reason}", "Check the name and the permissions.", path=path)
        ) from None


def _read(path: Path) -> Statement:
    if path.exists() and not path.is_file():  # a folder, or a pipe, which would block
        raise OriginError(make_problem("is not a file", NOT_OURS_HINT))
    with path.open("rb") as stream:
        content = stream.read(_HEADER_BYTES)
        if not content:
            raise OriginError(make_problem("is empty (0 bytes)", "Copy it again from where it came from."))
        if path.stat().st_size > MAX_BYTES:
            message = f"has {path.stat().st_size / 1e6:,.0f} MB; golive does not make such files"
            raise OriginError(make_problem(message, NOT_OURS_HINT))
        if b"%PDF-" in content:
            from golive.provenance.pdf import read_pdf

            return read_pdf(content + stream.read(MAX_BYTES))
    if content.startswith(b"PK\x03\x04"):
        from golive.provenance.deck import read_deck

        return read_deck(path)
    if content.startswith(_OLE_SIGNATURE):
        raise OriginError(make_problem("is protected by a password, or is an old .ppt", "Save it without a password."))
    return _read_text_file(path)


def _read_text_file(path: Path) -> Statement:
    """Read the origin of a page, a picture or Markdown."""
    properties, is_intact = read_text_origin(path.read_bytes())
    return build_statement(properties, is_intact=is_intact, changes=(TEXT_CHANGED_MESSAGE,))
