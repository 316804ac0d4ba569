"""File attachments of a PDF."""

from msgspec import Struct


class Attachment(Struct, frozen=True):
    """A file to embed.

    Attributes:
        name: its file name.
        content: its bytes.
        media_type: "application/yaml" and so on.
        description: description for the attachment list of PDF viewers.
        relationship: "Source", "Data", "Supplement" or "Unspecified", as in PDF/A-3.
    """

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str = "Source"
