"""Downloads of what other programs read."""

import mimetypes
from datetime import date
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.project.project import IntegrationProject
from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session
from golive.studio.views.exports import list_exports, write_export


async def show_exports(request: Request) -> Response:
    """List what can be downloaded."""
    session = get_session(request)
    return await run_in_threadpool(_show, request, session)


def _show(request: Request, session: EditSession) -> Response:
    project = session.read().project
    return render_session_page(
        request,
        "exports.html.j2",
        session,
        "exports",
        exports=list_exports(project) if isinstance(project, IntegrationProject) else (),
        is_empty=request.query_params.get("note") == "nothing",
    )


async def send_export(request: Request) -> Response:
    """Return one of them."""
    session = get_session(request)
    return await run_in_threadpool(_send, session, request.path_params["key"])


def _send(session: EditSession, key: str) -> Response:
    project = session.read().project
    if not isinstance(project, IntegrationProject):
        raise HTTPException(422, "It can be made once the points of the overview are cleared up.")
    if key not in {one.id for one in list_exports(project)}:
        raise HTTPException(404)
    file = write_export(project, key, date.today())  # noqa: DTZ011 - the day where the person is
    if file is None:
        return RedirectResponse(f"{session.target.url}/exports?note=nothing", 303)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(file.content, media_type=kind, headers=headers)


_URL = "/integrations/{id}/exports"
ROUTES = [Route(_URL, show_exports), Route(f"{_URL}/{{key}}", send_export)]
