"""Build the XMP metadata of a PDF: title and people, PDF/A-3a and PDF/UA-1 conformance, provenance.

PDF/A allows custom properties only together with an extension schema that describes each of them.
"""

from collections.abc import Mapping
from typing import Final
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
    "engine": "Software that set its pages",
    "seal": "SHA-256 of the file, in which the seal itself counts as zeros",
}
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/"><rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A" />\
{}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_LANGUAGE_VALUE: Final = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'


def build_packet(properties: Mapping[str, str], origin: Mapping[str, str]) -> str:
    """Build a whole packet.

    Args:
        properties: "title", "author", "description", "keywords", "date", "creator" and "producer".
        origin: provenance values by name; may be empty.
    """
    shown = {name: escape(value) for name, value in properties.items()}
    date = f"{shown['date']}T00:00:00Z"
    values = (
        ("pdf:Producer", shown["producer"]),
        ("dc:title", _LANGUAGE_VALUE.format(shown["title"])),
        ("dc:creator", f"<rdf:Seq><rdf:li>{shown['author']}</rdf:li></rdf:Seq>"),
        ("dc:description", _LANGUAGE_VALUE.format(shown["description"])),
        ("pdf:Keywords", shown["keywords"]),
        ("xmp:CreatorTool", shown["creator"]),
        ("xmp:CreateDate", date),
        ("xmp:ModifyDate", date),
    )
    described = "".join(
        f'<rdf:Description rdf:about=""><{name}>{one}</{name}></rdf:Description>' for name, one in values
    )
    return _PACKET.format(described + build_claims(origin))


def build_claims(origin: Mapping[str, str]) -> str:
    """Build the part of a packet on PDF/UA-1 and on provenance."""
    return _CLAIM + _describe_origin(origin) + _describe_schemas(origin)


def _describe_origin(origin: Mapping[str, str]) -> str:
    values = "".join(f"<golive:{name}>{escape(value)}</golive:{name}>" for name, value in origin.items())
    return f'<rdf:Description rdf:about="" xmlns:golive="{NAMESPACE}">{values}</rdf:Description>\n' if values else ""


def _describe_schemas(origin: Mapping[str, str]) -> str:
    part = _PROPERTY.format("part", "Integer", "Which part of ISO 14289 is followed")
    uri = "http://www.aiim.org/pdfua/ns/id/"
    schemas = _SCHEMA.format(name="PDF/UA identification", uri=uri, prefix="pdfuaid", properties=part)
    own = "".join(_PROPERTY.format(name, "Text", _MEANINGS[name]) for name in origin)
    if own:
        schemas += _SCHEMA.format(name="Origin of the document", uri=NAMESPACE, prefix="golive", properties=own)
    return _SCHEMAS.format(schemas)
