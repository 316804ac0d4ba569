"""Add PDF/UA-1 conformance and provenance to the XMP metadata that WeasyPrint writes."""

from collections.abc import Mapping
from typing import Any, Final

from golive.render.pdf.xmp import build_claims

_END: Final = b"</rdf:RDF>"


def add_metadata(pdf: Any, origin: Mapping[str, str]) -> None:  # noqa: ANN401 - pydyf has no types
    """Add the metadata to the existing RDF, and leave the packet uncompressed for simple software.

    Args:
        pdf: pydyf's PDF, with its objects.
        origin: provenance values by name; may be empty.
    """
    packet = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet.compress = False
    packet.stream[0] = packet.stream[0].replace(_END, build_claims(origin).encode() + _END)
