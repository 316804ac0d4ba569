"""Slides and pages as they will look: beside the forms, and on a page of their own."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.preview import (
    build_preview_page,
    choose_document,
    describe_slides,
    list_page_kinds,
    render_web_page,
)

_PICTURE_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "cache-control": "private, max-age=86400, immutable",
}
_FRAME_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "frame-ancestors 'self'; sandbox",
    "x-frame-options": "SAMEORIGIN",
}


async def list_slides(request: Request) -> Response:
    """Return the slides as JSON, with those that changed last in front."""
    session = get_session(request)
    preview = get_studio(request).open_preview(session)
    state = await run_in_threadpool(preview.update)
    changed = set(state.changed)
    slides = [
        {"key": one.key, "number": one.number, "title": one.title, "digest": one.digest, "changed": one.key in changed}
        for one in state.by_change
    ]
    snapshot = session.read()
    words = describe_slides(state, snapshot)
    return JSONResponse({"slides": slides, "current": state.is_current, "words": words, "version": snapshot.version})


async def send_slide(request: Request) -> Response:
    """Return the picture of a slide."""
    session, digest = get_session(request), request.path_params["digest"]
    studio = get_studio(request)
    previews = (studio.open_preview(session, is_internal=internal) for internal in (False, True))
    picture = next((found for one in previews if (found := one.find_picture(digest))), None)
    if picture is None:
        raise HTTPException(404, "This slide has changed since.")
    return Response(picture, media_type="image/svg+xml", headers=_PICTURE_HEADERS)


async def show_preview(request: Request) -> Response:
    """Show all documents of a file as they will look."""
    session = get_session(request)
    return await run_in_threadpool(_render_preview, request, session)


def _render_preview(request: Request, session: EditSession) -> Response:
    is_internal = request.query_params.get("audience") == "internal"
    row = choose_document(session.read(), request.query_params.get("document", ""))
    if row is None:
        raise HTTPException(404, "This file has no documents of its own.")
    state = get_studio(request).open_preview(session, is_internal=is_internal).update() if row.has_slides else None
    page = build_preview_page(session.read(), row, state, is_internal=is_internal)
    return render_session_page(request, "preview.html.j2", session, "preview", preview=page)


async def send_page(request: Request) -> Response:
    """Return a document as a web page, to be shown in a frame; it runs no script."""
    session = get_session(request)
    kind = request.path_params["document"]
    is_internal = request.query_params.get("audience") == "internal"
    snapshot = await run_in_threadpool(session.read)
    if kind not in {one.kind for one in list_page_kinds(snapshot)}:
        raise HTTPException(404, "There is no such document.")
    content = await run_in_threadpool(lambda: render_web_page(snapshot, kind, is_internal=is_internal))
    return Response(content, media_type="text/html", headers=_FRAME_HEADERS)


ROUTES = [
    Route("/integrations/{id}/slides", list_slides),
    Route("/integrations/{id}/slides/{digest}.svg", send_slide),
    Route("/integrations/{id}/preview", show_preview),
    Route("/integrations/{id}/pages/{document}", send_page),
    Route("/vendor/{kind}/preview", show_preview),
    Route("/vendor/{kind}/pages/{document}", send_page),
]
