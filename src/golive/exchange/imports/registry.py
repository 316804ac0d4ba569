"""Register the kinds of file that can be imported: one row each."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from golive.exchange.imports.offer import ImportedFile, ImportOffer, looks_like_ebcdic, make_ebcdic_problem
from golive.support.problems import OutputError

_PICTURE: Final = re.compile(
    rb"^[\d ]{0,8}[ \t]{0,80}\d\d[ \t]+[\w:-]+[^\n]*(?:\n[^\n]*){0,3}?\bPIC", re.IGNORECASE | re.MULTILINE
)
_OPENAPI: Final = re.compile(rb"""(?:^|[{,\s])["']?(?:openapi|swagger)["']?\s*:\s*["']?\d""")
_COBOL_SUFFIXES: Final = frozenset({".cpy", ".cbl", ".cob", ".cobol", ".copy"})
_HEAD: Final = 4_000
_BODY: Final = 200_000


class ReadOptions(NamedTuple):
    """What a person says of a file that cannot be told from it.

    Attributes:
        columns: first positions of the fields of a fixed-width sample, or the columns of a sheet by their meaning.
        record: the id for the record of a sample without record types.
        has_header: whether the first line of a delimited sample holds the names of the columns; None to tell it.
    """

    columns: tuple[str, ...] = ()
    record: str = ""
    has_header: bool | None = None


class ImportKind(NamedTuple):
    """A kind of file.

    Attributes:
        label: what people call it.
        load: imports the reader, and returns it.
    """

    label: str
    load: Callable[[], Callable[[ImportedFile, ReadOptions], ImportOffer]]


def _load_copybook() -> Callable[[ImportedFile, ReadOptions], ImportOffer]:
    from golive.exchange.imports.cobol.copybook import read_copybook

    return lambda file, _options: read_copybook(file)


def _load_openapi() -> Callable[[ImportedFile, ReadOptions], ImportOffer]:
    from golive.exchange.imports.api.openapi import read_openapi

    return lambda file, _options: read_openapi(file)


def _load_wsdl() -> Callable[[ImportedFile, ReadOptions], ImportOffer]:
    from golive.exchange.imports.api.wsdl import read_wsdl

    return lambda file, _options: read_wsdl(file)


def _load_sample() -> Callable[[ImportedFile, ReadOptions], ImportOffer]:
    from golive.exchange.imports.samples.sample_file import read_sample

    return lambda file, options: read_sample(file, options.columns, options.record, has_header=options.has_header)


def _load_sheet() -> Callable[[ImportedFile, ReadOptions], ImportOffer]:
    from golive.exchange.imports.sheets.layout_sheet import read_layout_sheet

    return lambda file, options: read_layout_sheet(file, options.columns)


KINDS: Final[Mapping[str, ImportKind]] = {
    "openapi": ImportKind("OpenAPI document", _load_openapi),
    "wsdl": ImportKind("WSDL", _load_wsdl),
    "copybook": ImportKind("COBOL copybook", _load_copybook),
    "sample": ImportKind("sample file", _load_sample),
    "sheet": ImportKind("layout in Excel", _load_sheet),
}


def detect_kind(file: ImportedFile) -> str:
    """Return the kind of a file, by its first bytes and its content.

    Raises:
        OutputError: no kind of file that can be imported looks like this.
    """
    head = file.data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if looks_like_ebcdic(file.data):
        raise OutputError(make_ebcdic_problem(file))
    for start, kind in ((b"PK\x03\x04", "sheet"), (b"\xd0\xcf\x11\xe0", "sheet"), (b"<", "wsdl"), (b"%PDF", "")):
        if head.startswith(start):
            if kind:
                return kind
            hint = "Ask for the layout as a table in Excel, or for a sample file."
            raise OutputError(file.make_problem("is a PDF, whose tables cannot be read reliably", hint))
    if file.path.suffix.lower() in _COBOL_SUFFIXES:
        return "copybook"
    if _OPENAPI.search(head) or head.startswith(b"{"):
        return "openapi"
    return "copybook" if _PICTURE.search(file.data[:_BODY]) else "sample"


def read_offer(file: ImportedFile, kind: str = "", options: ReadOptions | None = None) -> ImportOffer:
    """Read a file.

    Args:
        file: the file.
        kind: its kind; empty to tell it from the file.
        options: what a person says of it.

    Raises:
        OutputError: it cannot be read; every problem with its place.
    """
    reader: Any = KINDS[kind or detect_kind(file)].load()
    offer: ImportOffer = reader(file, options or ReadOptions())
    return offer
