"""Edits, undo and redo of one file: JSON in, the new version out."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.state import get_session, get_studio
from golive.studio.views.edit_requests import build_edits, decode_edit_request
from golive.studio.views.problems import encode_path, format_for_browser, make_element_id
from golive.support.problems import GoliveError
from golive.templating.phrases import upper_first

MAX_EDIT_BYTES = 5_000_000
_PREFIXES = ("/integrations/{id}", "/vendor/{kind}")


async def apply_edits(request: Request) -> Response:
    """Apply the edits of a page and save them."""
    data = await request.body()
    if len(data) > MAX_EDIT_BYTES:
        return JSONResponse({"message": "This is more than can be pasted at once. Paste fewer rows."}, 413)
    return await _change(request, lambda session: _apply(session, data))


async def undo(request: Request) -> Response:
    """Undo the last step."""
    return await _change(request, EditSession.undo)


async def redo(request: Request) -> Response:
    """Redo the step that was undone last."""
    return await _change(request, EditSession.redo)


async def save_again(request: Request) -> Response:
    """Try to save what could not be saved."""
    return await _change(request, EditSession.save_again)


def _apply(session: EditSession, data: bytes) -> FileSnapshot:
    asked = decode_edit_request(data)
    return session.apply_built(
        lambda snapshot: build_edits(snapshot, asked.edits, session.new_ids), asked.version, asked.group
    )


async def _change(request: Request, action: Callable[[EditSession], FileSnapshot]) -> Response:
    session = get_session(request)
    try:
        snapshot = await run_in_threadpool(action, session)
    except EditConflictError as error:
        return JSONResponse(_describe_conflict(session, error), 409)
    except GoliveError as error:
        message = " ".join(format_for_browser(f"{one.message}. {one.hint}".strip()) for one in error.problems)
        return JSONResponse({"message": message[:1].upper() + message[1:], "version": session.read().version}, 422)
    get_studio(request).publish_change(session)
    return JSONResponse({"version": snapshot.version, "saved": session.save_error is None})


def _describe_conflict(session: EditSession, error: EditConflictError) -> dict[str, object]:
    return {
        "message": format_for_browser(f"{upper_first(error.problems[0].message)}. {error.problems[0].hint}"),
        "version": session.read().version,
        "path": encode_path(error.path),
        "element": make_element_id(error.path) if error.path else "",
        "present": error.present if isinstance(error.present, str) else "",
    }


ROUTES = [
    Route(f"{prefix}/{name}", endpoint, methods=["POST"])
    for prefix in _PREFIXES
    for name, endpoint in (("edit", apply_edits), ("undo", undo), ("redo", redo), ("save", save_again))
]
