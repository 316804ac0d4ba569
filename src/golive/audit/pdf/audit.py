"""Audit a PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pikepdf

from golive.audit.pdf.claims import check_claims, read_pdfa_claim
from golive.audit.pdf.fonts import check_fonts
from golive.audit.pdf.page_validation import validate_pdf
from golive.audit.pdf.pages import check_pages
from golive.audit.pdf.structure import check_structure
from golive.audit.pdf.structure_tree import read_tags
from golive.audit.pdf.tables import check_tables
from golive.audit.rules import make_finding
from golive.support.problems import Problem

MOST_BYTES: Final = 500_000_000


def audit_pdf(path: Path) -> Iterator[Problem]:
    """Yield all findings for a PDF."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        yield make_finding("file-too-large", "", f"The PDF has {size:,} bytes; {MOST_BYTES:,} are the most.")
        return
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            yield from _check_pdf(pdf, path)
    except pikepdf.PasswordError:
        yield make_finding("file-encrypted")
    except pikepdf.PdfError as error:
        yield make_finding("pdf-damaged", "", f"The PDF is damaged or cut short: {_describe_error(error, path)}.")
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RuntimeError) as error:
        # A value has a type that the standard does not allow; keep the findings so far.
        yield make_finding(
            "pdf-damaged", "", f"The PDF holds something that it may not: {_describe_error(error, path)}."
        )


def _check_pdf(pdf: pikepdf.Pdf, path: Path) -> Iterator[Problem]:
    known: set[str] = set()
    for one in _check_contents(pdf):
        known.add(one.check)
        yield one
    yield from validate_pdf(path, read_pdfa_claim(pdf), known)


def _check_contents(pdf: pikepdf.Pdf) -> Iterator[Problem]:
    count = len(pdf.pages)
    yield from check_claims(pdf)
    root = pdf.Root.get("/StructTreeRoot")
    if isinstance(root, pikepdf.Dictionary):
        tags = read_tags(root)
        yield from check_structure(tags, count)
        if not tags.is_tangled:
            yield from check_tables(tags)
        yield from check_pages(pdf, tags)
    yield from check_fonts(pdf)


def _describe_error(error: Exception, path: Path) -> str:
    return str(error).replace(f"{path}: ", "").rstrip(".")
