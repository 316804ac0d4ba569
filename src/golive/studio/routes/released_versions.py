"""Released versions: make the documents of one again, and withdraw the newest."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.project.project import Project
from golive.releases.withdrawal import WithdrawalOptions
from golive.studio.pages import render_session_page
from golive.studio.routes.release import Answers, get_releasable_session, parse_day, read_form
from golive.studio.sessions.document_run import DocumentOrder, RunState
from golive.studio.sessions.releasing import withdraw_release
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_studio
from golive.studio.views.comparison import list_versions
from golive.studio.views.documents import list_released_kinds
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.studio.views.released_version import (
    VersionPage,
    WithdrawalPage,
    build_version_page,
    build_withdrawal_page,
    describe_made,
)
from golive.support.problems import GoliveError, make_problem


async def show_version(request: Request) -> Response:
    """Show the documents of a released version."""
    session = get_releasable_session(request)
    return await run_in_threadpool(_render_version, request, session, "")


def _render_version(request: Request, session: EditSession, message: str) -> Response:
    project, version = _find_version(request, session)
    state = get_studio(request).open_document_run(session, version).state if project else RunState()
    page: VersionPage | None = None
    faults: tuple[ProblemView, ...] = ()
    if project is not None:
        try:
            page = build_version_page(session, project, version)
        except GoliveError as error:
            faults = make_problem_views(session.read(), error.problems)
    return render_session_page(
        request,
        "version.html.j2",
        session,
        "release",
        version=version,
        page=page,
        faults=faults,
        making=state,
        made=describe_made(state),
        refusals=make_problem_views(session.read(), state.problems),
        message=message,
    )


async def make_version(request: Request) -> Response:
    """Begin to make the documents of a released version."""
    session = get_releasable_session(request)
    async with request.form(max_files=0, max_fields=50) as form:
        kinds = tuple(str(one) for one in form.getlist("kind"))
    return await run_in_threadpool(_make_version, request, session, kinds)


def _make_version(request: Request, session: EditSession, kinds: tuple[str, ...]) -> Response:
    project, version = _find_version(request, session)
    if project is None:
        return _render_version(request, session, "There is something to fix first.")
    known = {row.kind for row in list_released_kinds(session.target.kind)}
    order = DocumentOrder(tuple(kind for kind in kinds if kind in known), version=version)
    if not order.kinds:
        return _render_version(request, session, "Choose at least one document.")
    get_studio(request).open_document_run(session, version).start(project, order)
    return RedirectResponse(f"{session.target.url}/release/versions/{version}", 303)


def _find_version(request: Request, session: EditSession) -> tuple[Project | None, str]:
    """Return the file as it is now, None while it has errors, and the released version that a request names.

    Raises:
        HTTPException: 404, it was not released.
    """
    project, version = session.read().project, request.path_params["version"]
    if project is not None and version not in list_versions(project):
        raise HTTPException(404, "This version was not released.")
    return project, version


async def show_withdrawal(request: Request) -> Response:
    """Show what taking back the newest release does, and ask for it."""
    session = get_releasable_session(request)
    return await run_in_threadpool(_render_withdrawal, request, session, {}, ())


def _render_withdrawal(
    request: Request, session: EditSession, answers: Answers, refusals: tuple[ProblemView, ...]
) -> Response:
    page: WithdrawalPage | None = None
    try:
        page = build_withdrawal_page(session, _today())
    except GoliveError as error:
        refusals = refusals or make_problem_views(session.read(), error.problems)
    response = render_session_page(
        request, "withdrawal.html.j2", session, "release", page=page, answers=answers, refusals=refusals
    )
    response.status_code = 422 if answers else 200
    return response


async def withdraw(request: Request) -> Response:
    """Withdraw the newest release, or show the form again with what is wrong."""
    session = get_releasable_session(request)
    return await run_in_threadpool(_withdraw, request, session, await read_form(request))


def _withdraw(request: Request, session: EditSession, answers: Answers) -> Response:
    day = parse_day(answers.get("day", ""))
    version = answers.get("version", "")
    by, reason = (" ".join(answers.get(key, "").split()) or None for key in ("by", "reason"))
    missing = [] if answers.get("sure") == "yes" else [make_problem("Say that you are sure")]
    missing += [make_problem("Choose the day")] if day is None else []
    if missing or day is None:
        return _render_withdrawal(request, session, answers, make_problem_views(session.read(), missing))
    try:
        plan = withdraw_release(session, WithdrawalOptions(day, by, reason, version))
    except GoliveError as error:
        return _render_withdrawal(request, session, answers, make_problem_views(session.read(), error.problems))
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/release?withdrawn={plan.version}", 303)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the person is


ROUTES = [
    Route(f"{prefix}/release/{rest}", endpoint, methods=[method])
    for prefix in ("/integrations/{id}", "/vendor/{kind}")
    for rest, endpoint, method in (
        ("versions/{version}", show_version, "GET"),
        ("versions/{version}", make_version, "POST"),
        ("withdrawal", show_withdrawal, "GET"),
        ("withdrawal", withdraw, "POST"),
    )
]
