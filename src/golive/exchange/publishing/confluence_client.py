"""A small client for Confluence Cloud: pages by REST v2, uploads of attachments by v1, which v2 does not have.

Every failure is one sentence. Redirects are not followed, so that the token goes to no other host.
"""

import base64
import json
import os
import re
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Final

from msgspec import Struct

from golive.support.problems import OutputError, make_problem

TOKEN_VARIABLE: Final = "CONFLUENCE_TOKEN"  # noqa: S105 - the name of the variable
EMAIL_VARIABLE: Final = "CONFLUENCE_EMAIL"
SITE_VARIABLE: Final = "CONFLUENCE_SITE"
TIMEOUT_SECONDS: Final = 8.0
_MAX_BYTES: Final = 20_000_000
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_PRINTABLE: Final = re.compile(r"[!-~]+")
_MAX_REASON: Final = 200


class PublishError(OutputError):
    """A page could not be read or written; nothing else was changed."""


class ConflictError(PublishError):
    """The page was changed meanwhile."""


class Access(Struct, frozen=True):
    """How to reach a wiki.

    Attributes:
        site: its address up to `/wiki`, without a slash at the end.
        authorization: the header that says who asks; never shown.
    """

    site: str
    authorization: str

    def __repr__(self) -> str:
        """Return the site alone."""
        return f"Access({self.site!r})"


def read_access(site: str | None, environment: Mapping[str, str] = os.environ) -> Access:
    """Return how to reach a wiki, from an option and the environment.

    Args:
        site: the address of the wiki; None for that of the environment.
        environment: variables by name; the token comes from nowhere else.

    Raises:
        PublishError: lists everything that is missing or malformed.
    """
    problems = []
    address, fault = _check_site(site or environment.get(SITE_VARIABLE, ""))
    if fault:
        problems.append(make_problem(*fault))
    token, email = environment.get(TOKEN_VARIABLE, ""), environment.get(EMAIL_VARIABLE, "")
    if not token:
        hint = f"Put an API token into the environment variable {TOKEN_VARIABLE}; golive reads it from nowhere else."
        problems.append(make_problem("no token for Confluence", hint))
    for name, value in ((TOKEN_VARIABLE, token), (EMAIL_VARIABLE, email)):
        if value and not _PRINTABLE.fullmatch(value):
            message = f"{name} holds a blank, a line break or a character outside of ASCII"
            problems.append(make_problem(message, "Copy it again, without anything around it."))
    if problems:
        raise PublishError(*problems)
    if email:
        return Access(address, f"Basic {base64.b64encode(f'{email}:{token}'.encode()).decode()}")
    return Access(address, f"Bearer {token}")


def _check_site(text: str) -> tuple[str, tuple[str, str] | None]:
    example = "Write it like https://example.atlassian.net/wiki."
    if not text:
        return "", (f"no address of Confluence; say --site or {SITE_VARIABLE}", example)
    try:
        parts = urllib.parse.urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "", (f"`{text}` is no address", example)
    if not host or parts.scheme not in {"https", "http"} or parts.username or parts.query or parts.fragment:
        return "", (f"`{text}` is no address of a wiki", example)
    if parts.scheme == "http" and host not in _LOOPBACK:
        return "", (f"`{text}` is not encrypted, and would show the token to everyone between", example)
    return text.rstrip("/"), None


class ConfluenceClient:
    """Reads and writes pages of one wiki."""

    def __init__(self, access: Access, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._access, self._timeout = access, timeout_seconds
        is_local = urllib.parse.urlsplit(access.site).hostname in _LOOPBACK
        proxies = [urllib.request.ProxyHandler({})] if is_local else []
        self._opener = urllib.request.build_opener(_NoRedirects, *proxies)

    def get_page(self, page_id: str) -> dict[str, Any]:
        """Return a page with its version, without its content."""
        return self._send("GET", f"/api/v2/pages/{page_id}")

    def update_page(self, page_id: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """Write the next version of a page; raise ConflictError if it has another version by now."""
        return self._send("PUT", f"/api/v2/pages/{page_id}", json.dumps(content).encode(), "application/json")

    def create_page(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Create a page."""
        return self._send("POST", "/api/v2/pages", json.dumps(content).encode(), "application/json")

    def list_attachments(self, page_id: str) -> dict[str, str]:
        """Return the comment of each attachment of a page, by file name."""
        found: dict[str, str] = {}
        path = f"/api/v2/pages/{page_id}/attachments?limit=250"
        for _ in range(40):
            answer = self._send("GET", path)
            for one in answer.get("results", []):
                found[str(one.get("title", ""))] = str(one.get("comment") or "")
            following = str(answer.get("_links", {}).get("next") or "")
            if not following:
                break
            path = following.removeprefix("/wiki")
        return found

    def upload(self, page_id: str, name: str, content: bytes, comment: str) -> None:
        """Create or update an attachment of a page."""
        boundary = f"golive-{secrets.token_hex(16)}"
        fields = {"comment": comment, "minorEdit": "true"}
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        kind = "image/svg+xml" if name.endswith(".svg") else "application/octet-stream"
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}'
        parts += [f"{head}\r\n\r\n".encode(), content, f"\r\n--{boundary}--\r\n".encode()]
        path = f"/rest/api/content/{page_id}/child/attachment"
        self._send("PUT", path, b"".join(parts), f"multipart/form-data; boundary={boundary}")

    def _send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> dict[str, Any]:
        headers = {"Authorization": self._access.authorization, "Accept": "application/json"}
        if kind:
            headers["Content-Type"] = kind
        if kind.startswith("multipart/"):
            headers["X-Atlassian-Token"] = "nocheck"
        request = urllib.request.Request(f"{self._access.site}{path}", body, headers, method=method)  # noqa: S310 - checked
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return _read_json(self._read_answer(answer))
        except urllib.error.HTTPError as error:
            raise _explain_status(error) from None
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            what = "did not answer in time" if isinstance(reason, TimeoutError) else f"cannot be reached: {reason}"
            hint = "Look at the address, the network and the proxy."
            raise PublishError(make_problem(f"{self._access.site} {what}", hint)) from None

    def _read_answer(self, answer: Any) -> bytes:  # noqa: ANN401 - urllib's response
        """Read an answer, and stop when it is too long or comes too slowly."""
        end, parts, size = time.monotonic() + self._timeout, [], 0
        while part := answer.read1(65_536):
            parts.append(part)
            size += len(part)
            if size > _MAX_BYTES:
                raise PublishError(make_problem("the answer of Confluence is too long", "Look at the address."))
            if time.monotonic() > end:
                raise TimeoutError
        return b"".join(parts)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any, **_more: Any) -> None:  # noqa: ANN401 - the signature of urllib
        """Follow nothing: the caller gets the answer as an error."""


def _read_json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        hint = "Look at the address: that of a wiki ends in /wiki."
        raise PublishError(make_problem("the answer is not that of Confluence", hint))
    return found


_STATUS_TEXTS: Final = {
    401: (
        "Confluence did not accept the token",
        f"Renew {TOKEN_VARIABLE}, and say {EMAIL_VARIABLE} for a site of Cloud.",
    ),
    403: ("the token may not do that", "Ask for the permission to edit this page."),
    404: ("there is no such page, or the token may not see it", "Look at the number in the address of the page."),
    413: ("Confluence refuses content of this size", "Ask for a larger limit, or leave chapters out."),
    429: ("Confluence asks to wait", "Try again in a minute."),
}


def _explain_status(error: urllib.error.HTTPError) -> PublishError:
    reason = _read_reason(error)
    detail = f": {reason}" if reason else ""
    if error.code == 409:  # noqa: PLR2004 - the status of a conflict
        hint = "Someone saved it at the same time. Look at the page, and publish again. Nothing was written."
        return ConflictError(make_problem("the page was changed in the meantime", hint))
    if 300 <= error.code < 400:  # noqa: PLR2004 - redirects
        hint = "Use the final address; golive follows no redirect with a token."
        return PublishError(make_problem("the address leads to another one", hint))
    usual = f"Confluence answers {error.code}", "See the reason, or try again later."
    message, hint = _STATUS_TEXTS.get(error.code, usual)
    return PublishError(make_problem(f"{message}{detail}", hint))


def _read_reason(error: urllib.error.HTTPError) -> str:
    """Return what an answer gives as its reason, as one line; empty if it gives none."""
    try:
        found = json.loads(error.read(100_000) or b"{}")
    except (OSError, ValueError, HTTPException):
        return ""
    if not isinstance(found, dict):
        return ""
    errors = found.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    text = first.get("detail") or first.get("title") or found.get("message") or ""
    return " ".join(str(text).split())[:_MAX_REASON]
