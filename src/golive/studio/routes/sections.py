"""The form of one topic."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.targets import INTEGRATION
from golive.studio.state import get_session
from golive.studio.views.form import FormOptions, build_form
from golive.topics.table import TOPICS, list_topics


async def show_section(request: Request) -> Response:
    """Show the form of a topic."""
    session = get_session(request)
    return await run_in_threadpool(_render_section, request, session)


def _render_section(request: Request, session: EditSession) -> Response:
    topic_id = request.path_params["topic"]
    topic = next((one for one in TOPICS if (one.id, one.file_kind) == (topic_id, session.target.kind)), None)
    if topic is None:
        raise HTTPException(404, "There is no such section.")
    snapshot = session.read()
    if not snapshot.is_readable:
        return render_session_page(request, "unreadable.html.j2", session, topic.id)
    form = build_form(snapshot, topic, read_options(request))
    return render_session_page(request, "section.html.j2", session, topic.id, form=form, query=request.query_params)


def read_options(request: Request) -> FormOptions:
    """Return what the address of a page asks for; what makes no sense is ignored."""
    query = request.query_params
    new = query.get("new", "")
    return FormOptions(
        part=_read_number(query.get("part", "")) or 0,
        new_part=_read_number(new),
        new_kind=query.get("kind", ""),
        at=query.get("at", "") or query.get("inside", ""),
        new_inside=query.get("inside", ""),
        has_all_columns=query.get("columns") == "all",
    )


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None  # noqa: PLR2004


async def go_to_first_section(request: Request) -> Response:
    """Go to the first page of a file."""
    session = get_session(request)
    topic = list_topics(session.target.kind)[0]
    if not (await run_in_threadpool(session.read)).is_readable:
        return RedirectResponse(f"{session.target.url}/yaml", 303)
    name = "overview" if session.target.kind == INTEGRATION else topic.id
    return RedirectResponse(f"{session.target.url}/{name}", 303)


ROUTES = [
    Route("/integrations/{id}", go_to_first_section),
    Route("/integrations/{id}/{topic}", show_section),
    Route("/vendor/{kind}", go_to_first_section),
    Route("/vendor/{kind}/{topic}", show_section),
]
