"""Restrict what the PDF engine can read: golive's fonts, `data:` URLs and the given attachments.

There is no access to the network or to files by name: any other URL is an error.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from golive.render.pdf.attachment import Attachment
from golive.render.pdf.fonts import read_font_file

FONT_SCHEME = "font:"
ATTACHMENT_SCHEME = "attachment:"
_MAX_DATA_LENGTH = 2_000_000
_EXCERPT_LENGTH = 80


class RestrictedFetcher(URLFetcher):  # type: ignore[misc] # the engine has no types
    """URL fetcher that serves only fonts, `data:` URLs and the given attachments."""

    def __init__(self, attachments: Mapping[str, Attachment]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._attachments = attachments

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """Return the content of a bundled font, a `data:` URL or an attachment.

        Raises:
            FatalURLFetchingError: the URL is of any other kind.
        """
        scheme, _, rest = url.partition(":")
        scheme = f"{scheme.lower()}:"
        if scheme == FONT_SCHEME and (content := read_font_file(rest)) is not None:
            return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        if scheme == ATTACHMENT_SCHEME and rest in self._attachments:
            attachment = self._attachments[rest]
            return URLFetcherResponse(url, attachment.content, {"Content-Type": attachment.media_type})
        if scheme == "data:" and len(rest) <= _MAX_DATA_LENGTH:
            return _read_data_url(url, rest)
        raise FatalURLFetchingError(f"it may not read {url[:_EXCERPT_LENGTH]}")


def _read_data_url(url: str, rest: str) -> URLFetcherResponse:
    head, _, body = rest.partition(",")
    content = unquote_to_bytes(body)
    if head.lower().endswith(";base64"):
        try:
            content = b64decode(content, validate=True)
        except Base64Error as error:
            raise FatalURLFetchingError(f"it cannot read {url[:_EXCERPT_LENGTH]}") from error
    return URLFetcherResponse(url, content, {"Content-Type": head.split(";")[0] or "text/plain"})
