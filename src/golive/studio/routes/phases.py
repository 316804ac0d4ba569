"""The phases of an integration as a checklist."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session
from golive.studio.views.phases import build_phases_page


async def show_phases(request: Request) -> Response:
    """Show what each phase needs, and what is missing."""
    session = get_session(request)
    return await run_in_threadpool(_render, request, session)


def _render(request: Request, session: EditSession) -> Response:
    snapshot = session.read()
    if not snapshot.is_readable:
        return render_session_page(request, "unreadable.html.j2", session, "phases")
    page = build_phases_page(snapshot, date.today())  # noqa: DTZ011 - the day where the person is
    return render_session_page(request, "phases.html.j2", session, "phases", page=page)


ROUTES = [Route("/integrations/{id}/phases", show_phases)]
