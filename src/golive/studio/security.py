"""Let in only the person who started the app: middleware around every request.

Five measures: a token in the first address, then a cookie that scripts and other sites cannot use; a list of allowed
host names (against DNS rebinding); the origin of every change; a content security policy without inline scripts, and
no framing; a limit for the size of what is sent. Conflicts with changes from outside are the business of `sessions`.
"""

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from golive.support.whole_numbers import parse_whole_number

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

MAX_UPLOAD_BYTES = 50_000_000
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_MAX_AGE_SECONDS = 7 * 24 * 3600
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Access(Struct, frozen=True):
    """Who may come in.

    Attributes:
        token: the secret of this run.
        port: the port of the server.
    """

    token: str
    port: int

    @property
    def hosts(self) -> frozenset[str]:
        """The allowed values of the Host header."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}"})

    @property
    def origins(self) -> frozenset[str]:
        """The allowed values of the Origin header."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers share cookies among all ports of a host, so the port is part of it."""
        return f"golive_studio_{self.port}"

    @property
    def first_url(self) -> str:
        """The address to open first."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"


class _TooLargeError(Exception):
    """More was sent than is allowed."""


class SecurityMiddleware:
    """Refuses requests that do not come from the person's own browser window, and adds headers to all responses."""

    def __init__(self, app: App, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        send_with_headers = _add_headers(send)
        if scope["type"] != "http":
            return  # no web sockets
        refusal = self._refuse(scope)
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, _limit_body(receive), send_with_headers)
        except _TooLargeError:
            await _refuse_size()(scope, receive, send_with_headers)

    def _refuse(self, scope: MutableMapping[str, Any]) -> Response | None:
        """Return the response to a request that is not let in, or None."""
        headers = Headers(raw=scope["headers"])
        if headers.get("host", "") not in self._access.hosts:
            return PlainTextResponse("This address does not belong to golive studio.", 421)
        if not self._has_cookie(headers):
            return self._let_in(scope)
        if scope["method"] not in _SAFE_METHODS and headers.get("origin", "") not in self._access.origins:
            return PlainTextResponse("Changes are accepted from golive studio's own pages only.", 403)
        length = parse_whole_number(headers.get("content-length", "0"))
        if length is None or length > MAX_UPLOAD_BYTES:
            return _refuse_size()
        return None

    def _let_in(self, scope: MutableMapping[str, Any]) -> Response:
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        token = query.get("token", [""])[0]
        if scope["method"] == "GET" and _is_same(token, self._access.token):
            response = RedirectResponse(scope["path"], 303)
            response.set_cookie(
                self._access.cookie, self._access.token, max_age=_MAX_AGE_SECONDS, httponly=True, samesite="strict"
            )
            return response
        return PlainTextResponse("Open the address that `golive studio` printed; it lets you in.", 403)

    def _has_cookie(self, headers: Headers) -> bool:
        pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
        return any(name == self._access.cookie and _is_same(value, self._access.token) for name, _, value in pairs)


def _is_same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode(), wanted.encode())


def _refuse_size() -> Response:
    return PlainTextResponse(f"That is too large; the limit is {MAX_UPLOAD_BYTES // 1_000_000} MB.", 413)


def _limit_body(receive: Receive) -> Receive:
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_UPLOAD_BYTES:
            raise _TooLargeError
        return message

    return receive_limited


def _add_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
