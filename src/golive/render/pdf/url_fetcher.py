"""The only way by which the PDF engine reads anything: fonts of golive, inline data, the attachments it was handed.

No network and no file by name: whatever else a style sheet or a text asks for stops the document.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from golive.render.pdf.attachment import Attachment
from golive.render.pdf.fonts import font_file

FONT_SCHEME = "font:"
ATTACHMENT_SCHEME = "attachment:"
_LARGEST_DATA = 2_000_000
_SHOWN = 80


class LockedFetcher(URLFetcher):  # type: ignore[misc] # the engine has no types
    """Opens nothing but what it was made with."""

    def __init__(self, attachments: Mapping[str, Attachment]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._attachments = attachments

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The bytes of a font of golive, of inline data or of an attachment.

        Raises:
            FatalURLFetchingError: for every other address.
        """
        scheme, _, rest = url.partition(":")
        scheme = f"{scheme.lower()}:"
        if scheme == FONT_SCHEME and (content := font_file(rest)) is not None:
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        if scheme == ATTACHMENT_SCHEME and rest in self._attachments:
            attachment = self._attachments[rest]
            return URLFetcherResponse(url, attachment.content, {"Content-Type": attachment.media_type})
        if scheme == "data:" and len(rest) <= _LARGEST_DATA:
            return _inline(url, rest)
        raise FatalURLFetchingError(f"it may not read {url[:_SHOWN]}")


def _inline(url: str, rest: str) -> URLFetcherResponse:
    head, _, body = rest.partition(",")
    content = unquote_to_bytes(body)
    if head.lower().endswith(";base64"):
        try:
            content = b64decode(content, validate=True)
        except Base64Error as error:
            raise FatalURLFetchingError(f"it cannot read {url[:_SHOWN]}") from error
    return URLFetcherResponse(url, content, {"Content-Type": head.split(";")[0] or "text/plain"})
