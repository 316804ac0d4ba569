"""Write the XMP metadata of a PDF: PDF/UA-1 conformance and provenance.

PDF/A allows custom properties only together with an extension schema that describes each of them.
"""

from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape

from golive.render.seal import NAMESPACE

_CLAIM: Final = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
"""
_SCHEMAS: Final = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag>{}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_SCHEMA: Final = """<rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>{name}</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq>\
</pdfaSchema:property></rdf:li>"""
_PROPERTY: Final = """<rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>{}</pdfaProperty:name><pdfaProperty:valueType>{}</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>{}</pdfaProperty:description>\
</rdf:li>"""
_MEANINGS: Final = {
    "id": "What the document is about",
    "kind": "Kind of document",
    "version": "Version of its content",
    "digest": "Digest of its content",
    "parts": "Digests of what it was made from",
    "madeBy": "Software that made it",
    "seal": "SHA-256 of the file, in which the seal itself counts as zeros",
}
_END: Final = b"</rdf:RDF>"


def add_metadata(pdf: Any, origin: Mapping[str, str]) -> None:  # noqa: ANN401 - pydyf has no types
    """Add the metadata to the existing RDF, and leave the packet uncompressed for simple software.

    Args:
        pdf: pydyf's PDF, with its objects.
        origin: provenance values by name; may be empty.
    """
    packet = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet.compress = False
    said = (_CLAIM + _origin(origin) + _schemas(origin)).encode()
    packet.stream[0] = packet.stream[0].replace(_END, said + _END)


def _origin(origin: Mapping[str, str]) -> str:
    values = "".join(f"<golive:{name}>{escape(value)}</golive:{name}>" for name, value in origin.items())
    return f'<rdf:Description rdf:about="" xmlns:golive="{NAMESPACE}">{values}</rdf:Description>\n' if values else ""


def _schemas(origin: Mapping[str, str]) -> str:
    part = _PROPERTY.format("part", "Integer", "Which part of ISO 14289 is followed")
    uri = "http://www.aiim.org/pdfua/ns/id/"
    schemas = _SCHEMA.format(name="PDF/UA identification", uri=uri, prefix="pdfuaid", properties=part)
    own = "".join(_PROPERTY.format(name, "Text", _MEANINGS[name]) for name in origin)
    if own:
        schemas += _SCHEMA.format(name="Origin of the document", uri=NAMESPACE, prefix="golive", properties=own)
    return _SCHEMAS.format(schemas)
