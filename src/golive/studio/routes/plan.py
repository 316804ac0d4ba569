"""The plan of an integration as a figure and a table."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.plan import build_plan_page
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.studio.views.typical_plan import build_typical_plan, list_typical_steps
from golive.support.problems import GoliveError


async def show_plan(request: Request) -> Response:
    """Show the plan, with days to change in place."""
    session = get_session(request)
    return await run_in_threadpool(_render, request, session, ())


def _render(request: Request, session: EditSession, refusals: tuple[ProblemView, ...]) -> Response:
    snapshot = session.read()
    if not snapshot.is_readable:
        return render_session_page(request, "unreadable.html.j2", session, "timeline")
    plan = build_plan_page(snapshot, session.last_project)
    response = render_session_page(
        request,
        "timeline.html.j2",
        session,
        "timeline",
        plan=plan,
        typical_steps=list_typical_steps(snapshot),
        refusals=refusals,
    )
    response.status_code = 422 if refusals else 200
    return response


async def use_typical_process(request: Request) -> Response:
    """Begin the plan with the typical process."""
    session = get_session(request)
    async with request.form(max_files=0, max_fields=5) as form:
        seen = str(form.get("version", ""))
    return await run_in_threadpool(_use_typical_process, request, session, seen)


def _use_typical_process(request: Request, session: EditSession, seen: str) -> Response:
    try:
        session.apply_built(build_typical_plan, seen)
    except GoliveError as error:
        return _render(request, session, make_problem_views(session.read(), error.problems))
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/timeline", 303)


ROUTES = [
    Route("/integrations/{id}/timeline", show_plan, methods=["GET"]),
    Route("/integrations/{id}/timeline", use_typical_process, methods=["POST"]),
]
