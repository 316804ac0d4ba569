"""The release of a file: its version, its entry in the change log, and its approvals."""

from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.releases.release_request import ReleaseOptions
from golive.schema.change_level import Bump
from golive.studio.pages import render_session_page
from golive.studio.sessions.releasing import approve_release, release_file
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.comparison import Comparison, compare_versions, list_versions
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.studio.views.release import ReleasePage, build_release_page
from golive.support.problems import GoliveError, make_problem

_MAX_TEXT = 4000
_KINDS = frozenset({"integration", "guide"})
_NOTES = {
    "approved": "The approval is recorded.",
    "again": "This person has approved this version already.",
    "nothing": "Nothing has changed since the last release, so there was nothing to release.",
}
Answers = Mapping[str, str]


async def show_release(request: Request) -> Response:
    """Show what a release would be."""
    session = get_releasable_session(request)
    return await run_in_threadpool(_render, request, session, {}, ())


def _render(
    request: Request, session: EditSession, answers: Answers, problems: tuple[ProblemView, ...], status: int = 200
) -> Response:
    snapshot = session.read()
    page: ReleasePage | None = None
    faults: tuple[ProblemView, ...] = ()
    if snapshot.project is not None:
        try:
            page = build_release_page(snapshot, snapshot.project, _today())
        except GoliveError as error:
            faults = make_problem_views(snapshot, error.problems)
    query = request.query_params
    response = render_session_page(
        request,
        "release.html.j2",
        session,
        "release",
        page=page,
        answers=answers,
        refusals=problems,
        faults=faults,
        done=query.get("done", "")[:20],
        withdrawn=query.get("withdrawn", "")[:20],
        note=_NOTES.get(query.get("note", ""), ""),
    )
    response.status_code = status
    return response


async def release(request: Request) -> Response:
    """Release the file, or show the form again with what is wrong."""
    session = get_releasable_session(request)
    answers = await read_form(request)
    return await run_in_threadpool(_release, request, session, answers)


def _release(request: Request, session: EditSession, answers: Answers) -> Response:
    try:
        options = _read_options(answers)
        version = release_file(session, options, answers.get("seen", ""))
    except GoliveError as error:
        return _render(request, session, answers, _explain(session, error), 422)
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/release?{f'done={version}' if version else 'note=nothing'}", 303)


def _read_options(answers: Answers) -> ReleaseOptions:
    """Return the options of the form; a first release of a version that the change log has takes none.

    Raises:
        GoliveError: an answer is missing or wrong.
    """
    if answers.get("first") == "yes":
        return ReleaseOptions(_today())
    problems = []
    for key, what in (("description", "Describe what changed"), ("author", "Name the author")):
        if not answers.get(key, "").strip():
            problems.append(make_problem(what))
    day = parse_day(answers.get("day", ""))
    if day is None:
        problems.append(make_problem("Choose the day of the release"))
    if problems or day is None:
        raise GoliveError(*problems)
    level = {"major": Bump.MAJOR, "minor": Bump.MINOR, "patch": Bump.PATCH}.get(answers.get("level", ""), Bump.NONE)
    description = " ".join(answers["description"].split())
    added_by = answers.get("added_by", "").strip() or None
    return ReleaseOptions(day, answers["author"].strip(), added_by, description, level)


async def approve(request: Request) -> Response:
    """Record an approval, or show the form again with what is wrong."""
    session = get_releasable_session(request)
    answers = await read_form(request)
    return await run_in_threadpool(_approve, request, session, answers)


def _approve(request: Request, session: EditSession, answers: Answers) -> Response:
    name, organization, role = (" ".join(answers.get(key, "").split()) for key in ("approver", "organization", "role"))
    day = parse_day(answers.get("approved_on", ""))
    if not name or not organization or day is None:
        missing = GoliveError(make_problem("An approval needs a name, an organization and a day"))
        return _render(request, session, answers, _explain(session, missing), 422)
    try:
        is_new = approve_release(session, name, organization, role, day)
    except GoliveError as error:
        return _render(request, session, answers, _explain(session, error), 422)
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/release?note={'approved' if is_new else 'again'}", 303)


def _explain(session: EditSession, error: GoliveError) -> tuple[ProblemView, ...]:
    if isinstance(error, EditConflictError):
        hint = "Look at the changes again; what you wrote is still here."
        error = GoliveError(make_problem("Something was changed while you were writing", hint))
    return make_problem_views(session.read(), error.problems)


async def read_form(request: Request) -> Answers:
    """Return what a form sent, each text cut at a length that no person reaches."""
    form = await request.form(max_files=0, max_fields=50)
    return {key: str(value)[:_MAX_TEXT] for key, value in form.items()}


def get_releasable_session(request: Request) -> EditSession:
    """Return the session of a request; 404 if its file has no versions of its own."""
    session = get_session(request)
    if session.target.kind not in _KINDS:
        raise HTTPException(404, "This file has no versions of its own.")
    return session


def parse_day(text: str) -> date | None:
    """Return the day that a date field sent; None if there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def compare(request: Request) -> Response:
    """Show the differences of two versions."""
    session = get_releasable_session(request)
    return await run_in_threadpool(_compare, request, session)


def _compare(request: Request, session: EditSession) -> Response:
    snapshot = session.read()
    project = snapshot.project
    versions = list_versions(project) if project else ()
    old, new = request.query_params.get("old", ""), request.query_params.get("new", "")
    comparison: Comparison | None = None
    faults: tuple[ProblemView, ...] = ()
    if project and old in versions and (not new or new in versions):
        try:
            comparison = compare_versions(session, project, old, new)
        except GoliveError as error:
            faults = make_problem_views(snapshot, error.problems)
    return render_session_page(
        request,
        "comparison.html.j2",
        session,
        "release",
        versions=versions,
        old=old,
        new=new,
        comparison=comparison,
        faults=faults,
    )


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the person is


ROUTES = [
    Route(f"{prefix}/release{rest}", endpoint, methods=[method])
    for prefix in ("/integrations/{id}", "/vendor/{kind}")
    for rest, endpoint, method in (
        ("", show_release, "GET"),
        ("", release, "POST"),
        ("/approval", approve, "POST"),
        ("/compare", compare, "GET"),
    )
]
