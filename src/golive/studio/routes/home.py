"""The first page: all integrations; and the overview of one."""

from datetime import date

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from golive.pipeline.status_table import TABLE_SCRIPT, RowLinks, StatusRow, render_status_table
from golive.studio.pages import render_page, render_session_page
from golive.studio.routes.start import render_start
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.targets import list_vendor_targets
from golive.studio.state import get_session, get_studio
from golive.studio.views.overview import IntegrationCard, build_integration_card, list_next_steps

_VENDOR_HELP = {
    "organization": "Name, product, support desk and roles.",
    "guide": "The texts of the guide for new billers.",
    "process": "How SIT and UAT differ, and how long steps take.",
}


async def show_home(request: Request) -> Response:
    """Show all integrations with what is left to do."""
    return await run_in_threadpool(_render_home, request)


def _render_home(request: Request) -> Response:
    studio = get_studio(request)
    if not studio.is_started:
        return render_start(request, {}, {})
    found = studio.portfolio.read(date.today())  # noqa: DTZ011 - the day where the person is
    rows = [one.row or StatusRow(one.target.id, one.name, next_name="being read") for one in found]
    addresses = {id(row): one.target.url for row, one in zip(rows, found, strict=True)}
    waiting = sum(one.row is None for one in found)
    table = Markup(render_status_table(rows, RowLinks(lambda row: addresses[id(row)], None)))  # noqa: S704 - escaped
    shared = [studio.open_session(one.kind, one.id) for one in list_vendor_targets(studio.workspace)]
    vendor = [
        (one.target.title, _VENDOR_HELP[one.target.kind], one.target.url, len(one.read().errors))
        for one in shared
        if one
    ]
    return render_page(request, "home.html.j2", count=len(found), waiting=waiting, table=table, vendor=vendor)


async def send_table_script(_request: Request) -> Response:
    """Send the script of the table of integrations, which status pages have too."""
    return FileResponse(TABLE_SCRIPT, media_type="text/javascript")


async def show_overview(request: Request) -> Response:
    """Show how far one integration is, and what is left to do."""
    session = get_session(request)
    card = await run_in_threadpool(_build_card, session)
    return await run_in_threadpool(
        lambda: render_session_page(
            request, "overview.html.j2", session, "overview", card=card, steps=list_next_steps(card)
        )
    )


def _build_card(session: EditSession) -> IntegrationCard:
    return build_integration_card(session.read(), date.today())  # noqa: DTZ011 - the day where the person is


ROUTES = [
    Route("/", show_home),
    Route("/static/status_table.js", send_table_script),
    Route("/integrations/{id}/overview", show_overview),
]
