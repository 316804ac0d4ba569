"""Nobody but the person who started the app reads or changes anything."""

import asyncio
import contextlib
import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from tests.studio.conftest import RunningStudio

from golive.project.workspace import Workspace
from golive.studio.app import ROUTES
from golive.studio.security import MAX_UPLOAD_BYTES
from golive.studio.server import open_listener

PAGES = ("/", "/new", "/integrations/riverton-water/people", "/static/studio.js", "/events", "/nothing")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("token", ["", "?token=", "?token=wrong", "?token=a-secret"])
def test_without_the_token_nothing_is_shown(studio: RunningStudio, path: str, token: str) -> None:
    answer = studio.stranger.get(path + token)

    assert answer.status_code == 403
    assert "Riverton" not in answer.text
    assert "set-cookie" not in answer.headers


def test_the_first_address_lets_in_and_hides_the_token(studio: RunningStudio) -> None:
    answer = studio.stranger.get(f"/?token={studio.access.token}")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))
    assert studio.stranger.get("/").status_code == 200


def test_a_wrong_cookie_lets_nobody_in(studio: RunningStudio) -> None:
    studio.stranger.cookies.set(studio.access.cookie, "wrong")

    assert studio.stranger.get("/").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example", "[::1]"])
def test_a_foreign_host_name_is_refused(studio: RunningStudio, host: str) -> None:
    assert studio.client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "null"}, {"origin": "https://evil.example"}, {"origin": "http://127.0.0.1:80"}]
)
def test_changes_from_other_sites_are_refused(
    studio: RunningStudio, workspace: Workspace, headers: dict[str, str]
) -> None:
    spec = workspace.integration_file("riverton-water")
    before = spec.read_bytes()
    version = "x"
    posts = [route.path for route in ROUTES if "POST" in (getattr(route, "methods", None) or ())]
    edit = {"version": version, "edits": [{"do": "set", "path": ["name"], "value": "Taken over"}]}

    assert len(posts) >= 9
    for path in posts:
        address = path.replace("{id}", "riverton-water").replace("{kind}", "organization")
        assert studio.client.post(address, json=edit, headers=headers).status_code == 403
    assert spec.read_bytes() == before
    assert len(workspace.list_integration_files()) == 3


@pytest.mark.parametrize("path", PAGES[:4])
def test_no_page_may_be_framed_or_run_foreign_scripts(studio: RunningStudio, path: str) -> None:
    headers = studio.client.get(path).headers

    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["frame-ancestors"] == policy["default-src"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert "<script>" not in studio.client.get(path).text


NAMES = ("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/organization", "..%5corganization")
MORE_NAMES = ("riverton-water.yaml", "riverton-water%00", "../organization", "/etc/passwd", "%2fetc%2fpasswd")


@pytest.mark.parametrize("name", NAMES + MORE_NAMES)
def test_names_lead_out_of_no_folder(studio: RunningStudio, name: str) -> None:
    for address in (f"/integrations/{name}/people", f"/vendor/{name}/vendor", f"/static/{name}", f"/fonts/{name}"):
        connection = http.client.HTTPConnection("127.0.0.1", studio.access.port)
        connection.request("GET", address, headers={"cookie": f"{studio.access.cookie}={studio.access.token}"})
        answer = connection.getresponse()
        assert answer.status in {404, 405}, address
        assert b"root:" not in answer.read()
        connection.close()


def test_markup_in_a_spec_stays_text(studio: RunningStudio, workspace: Workspace) -> None:
    markup = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    spec = workspace.integration_file("riverton-water")
    text = spec.read_text(encoding="utf-8")
    for old in ("name: Riverton Water District billing and payments", "name: Beth Lindgren"):
        assert old in text
        text = text.replace(old, f"name: '{markup.replace(chr(39), chr(39) * 2)}'")
    spec.write_text(text, encoding="utf-8")

    for page in ("", "integrations/riverton-water/integration", "integrations/riverton-water/people",
                 "integrations/riverton-water/overview", "integrations/riverton-water/open"):  # fmt: skip
        text = studio.client.get(f"/{page}").text if page else studio.read_home()
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_body_of_100_mb_is_refused_before_it_is_read(studio: RunningStudio) -> None:
    address = "/integrations/riverton-water/edit"
    big = {**studio.origin, "content-length": str(100_000_000)}

    def send_without_length() -> Iterator[bytes]:
        for _ in range(101):
            yield b"x" * 1_000_000

    assert MAX_UPLOAD_BYTES < 100_000_000
    connection = http.client.HTTPConnection("127.0.0.1", studio.access.port)
    cookie = {"cookie": f"{studio.access.cookie}={studio.access.token}"}
    connection.request("POST", address, b"x", headers={**big, **cookie})
    assert connection.getresponse().status == 413
    connection.close()
    with contextlib.suppress(httpx.WriteError):  # the server may answer and hang up before everything was sent
        assert studio.client.post(address, content=send_without_length(), headers=studio.origin).status_code == 413
    assert studio.client.get("/new").status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"version": 1}', b'{"version":"","edits":[{"do":"format"}]}', b"\xff", b"[" * 100_000]
)
def test_a_request_that_makes_no_sense_is_answered_in_words(studio: RunningStudio, body: bytes) -> None:
    answer = studio.client.post("/integrations/riverton-water/edit", content=body, headers=studio.origin)

    assert answer.status_code == 422
    assert "Reload the page" in answer.json()["message"]


def test_no_part_of_a_page_waits_for_an_acknowledgment() -> None:
    async def accept() -> int:
        accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def note(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = open_listener(0)
        async with await asyncio.start_server(note, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await accepted

    with ThreadPoolExecutor(1) as thread:  # the browser of other tests runs a loop in this one
        assert thread.submit(asyncio.run, accept()).result() == 1


def test_the_address_answers_from_the_moment_it_is_known() -> None:
    with open_listener(0) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()
