"""A stub of Confluence on the loopback: pages with versions and attachments, as REST v2 and v1 give them."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "t0ken-of-nobody"
_PAGE = re.compile(r"/wiki/api/v2/pages/(\d+)")
_UPLOAD = re.compile(r"/wiki/rest/api/content/(\d+)/child/attachment")


class Wiki:
    """The pages and attachments of the wiki, and the requests that it received."""

    def __init__(self) -> None:
        self.pages: dict[str, dict[str, Any]] = {}
        self.files: dict[str, dict[str, tuple[bytes, str]]] = {}
        self.requests: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[tuple[int, bytes, dict[str, str]]] = []  # given instead, once each
        self.before_update: Any = None
        self.site = ""

    def add_page(self, number: str, title: str, body: str = "", message: str = "") -> None:
        version = {"number": 1, "message": message, "createdAt": "2027-01-04T10:00:00.000Z"}
        self.pages[number] = {"id": number, "title": title, "spaceId": "77", "version": version, "body": body}
        self.files[number] = {}

    def save_as_person(self, number: str, body: str) -> None:
        page = self.pages[number]
        page["body"], page["version"] = body, {"number": page["version"]["number"] + 1, "message": ""}

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        if headers.get("Authorization") not in {
            f"Bearer {TOKEN}",
            "Basic YWRhQGV4YW1wbGUub3JnOnQwa2VuLW9mLW5vYm9keQ==",
        }:
            return 401, {"message": "Unauthorized"}
        if (method, path) == ("POST", "/wiki/api/v2/pages"):
            return self._create(json.loads(body))
        if found := _UPLOAD.fullmatch(path):
            return self._upload(found[1], body, headers)
        found = _PAGE.match(path)
        if not found or found[1] not in self.pages:
            return 404, {"errors": [{"status": 404, "code": "NOT_FOUND", "title": "Not Found", "detail": None}]}
        if path.partition("?")[0].endswith("/attachments"):
            rows = [{"title": name, "comment": one[1]} for name, one in self.files[found[1]].items()]
            return 200, {"results": rows, "_links": {}}
        return self._update(found[1], json.loads(body)) if method == "PUT" else (200, self._show(found[1]))

    def _show(self, number: str) -> dict[str, Any]:
        return {key: value for key, value in self.pages[number].items() if key != "body"}

    def _create(self, wanted: dict[str, Any]) -> tuple[int, Any]:
        if any(page["title"] == wanted["title"] for page in self.pages.values()):
            return 400, {"errors": [{"title": "A page with this title already exists in this space"}]}
        number = str(1000 + len(self.pages))
        self.add_page(number, wanted["title"], wanted["body"]["value"])
        return 200, self._show(number)

    def _update(self, number: str, wanted: dict[str, Any]) -> tuple[int, Any]:
        if self.before_update:
            self.before_update()
        page = self.pages[number]
        if wanted["version"]["number"] != page["version"]["number"] + 1:
            return 409, {"errors": [{"title": "Version conflict"}]}
        assert wanted["body"]["representation"] == "storage"
        page |= {"title": wanted["title"], "body": wanted["body"]["value"], "version": wanted["version"]}
        return 200, self._show(number)

    def _upload(self, number: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        if headers.get("X-Atlassian-Token") not in {"nocheck", "no-check"}:
            return 403, {"message": "XSRF check failed"}
        whole = b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body
        message: Any = BytesParser().parsebytes(whole)
        parts = {part.get_param("name", header="content-disposition"): part for part in message.get_payload()}
        content, comment = parts["file"].get_payload(decode=True), parts["comment"].get_payload()
        self.files[number][parts["file"].get_filename()] = (content, comment)
        return 200, {"results": []}


@contextmanager
def run_wiki() -> Iterator[Wiki]:
    """Run an empty wiki as long as the context lasts."""
    wiki = Wiki()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            wiki.requests.append((self.command, self.path))
            wiki.headers.append(dict(self.headers.items()))
            if wiki.answers:
                status, content, more = wiki.answers.pop(0)
            else:
                status, found = wiki.answer(self.command, self.path, body, dict(self.headers.items()))
                content, more = json.dumps(found).encode(), {}
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = _serve  # noqa: N815 - the names of the library

        def log_message(self, *_arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        wiki.site = f"http://127.0.0.1:{server.server_address[1]}/wiki"
        try:
            yield wiki
        finally:
            server.shutdown()
