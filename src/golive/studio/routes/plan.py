"""The plan of an integration as a figure and a table."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session
from golive.studio.views.plan import build_plan_page


async def show_plan(request: Request) -> Response:
    """Show the plan, with days to change in place."""
    session = get_session(request)
    return await run_in_threadpool(_render, request, session)


def _render(request: Request, session: EditSession) -> Response:
    snapshot = session.read()
    if not snapshot.is_readable:
        return render_session_page(request, "unreadable.html.j2", session, "timeline")
    plan = build_plan_page(snapshot, session.last_project)
    return render_session_page(request, "timeline.html.j2", session, "timeline", plan=plan)


ROUTES = [Route("/integrations/{id}/timeline", show_plan)]
