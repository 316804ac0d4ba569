"""The text of a file: to look at, and to edit it where no form helps."""

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.routes.edits import MAX_EDIT_BYTES
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.problems import format_for_browser
from golive.studio.views.yaml_text import build_yaml_text
from golive.support.problems import EditError


class TextRequest(Struct, frozen=True):
    """A new text, and the digest of the one that the person saw."""

    text: str
    digest: str


async def show_yaml(request: Request) -> Response:
    """Show the text of a file."""
    session = get_session(request)
    return await run_in_threadpool(_render, request, session)


def _render(request: Request, session: EditSession) -> Response:
    return render_session_page(request, "yaml.html.j2", session, "yaml", yaml=build_yaml_text(session))


async def send_text(request: Request) -> Response:
    """Return the text as JSON."""
    session = get_session(request)
    found = await run_in_threadpool(build_yaml_text, session)
    return JSONResponse({"text": found.text, "digest": found.digest})


async def replace_text(request: Request) -> Response:
    """Replace the text of a file."""
    session = get_session(request)
    data = await request.body()
    if len(data) > MAX_EDIT_BYTES:
        return JSONResponse({"message": "This is larger than a file may be (5 MB). Nothing was saved."}, 413)
    try:
        asked = msgspec.json.decode(data, type=TextRequest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return JSONResponse({"message": "This request cannot be read. Reload the page."}, 422)
    return await run_in_threadpool(_replace, request, session, asked)


def _replace(request: Request, session: EditSession, asked: TextRequest) -> Response:
    try:
        snapshot = session.replace_text(asked.text, asked.digest)
    except EditConflictError:
        present = build_yaml_text(session)
        return JSONResponse({"digest": present.digest, "message": "Someone else changed this file."}, 409)
    except (OSError, UnicodeDecodeError):
        return JSONResponse({"message": "The file is gone or cannot be read. What you typed stays here."}, 422)
    except EditError as error:
        message = " ".join(format_for_browser(f"{one.message}. {one.hint}") for one in error.problems)
        return JSONResponse({"message": message[:1].upper() + message[1:]}, 422)
    get_studio(request).publish_change_soon(session)
    digest = build_yaml_text(session).digest
    return JSONResponse({"digest": digest, "version": snapshot.version, "saved": session.save_error is None})


ROUTES = [
    Route(f"{prefix}/yaml{rest}", endpoint, methods=[method])
    for prefix in ("/integrations/{id}", "/vendor/{kind}")
    for rest, endpoint, method in (("", show_yaml, "GET"), ("", replace_text, "POST"), ("/text", send_text, "GET"))
]
