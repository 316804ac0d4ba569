"""The to-do list of an integration."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session
from golive.studio.views.open_items import list_open_item_views


async def show_open_items(request: Request) -> Response:
    """Show what is still open, by the person who answers it."""
    session = get_session(request)
    return await run_in_threadpool(_render, request, session)


def _render(request: Request, session: EditSession) -> Response:
    today = date.today()  # noqa: DTZ011 - the day where the person is
    owners = list_open_item_views(session.read(), today)
    return render_session_page(request, "open_items.html.j2", session, "open", owners=owners)


ROUTES = [Route("/integrations/{id}/open", show_open_items)]
