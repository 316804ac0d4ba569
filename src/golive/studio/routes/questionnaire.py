"""The questionnaire as a workbook: send it, take back what came back, and choose where both sides changed an answer."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.exchange.workbook.returned import Returned
from golive.studio.pages import render_session_page
from golive.studio.sessions.kept_uploads import KeptUpload
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.studio.views.questionnaire import (
    ReceivedPage,
    build_received_page,
    list_contacts,
    read_questionnaire,
    receive,
    write_marked_copy,
    write_questionnaire,
)
from golive.support.problems import GoliveError, make_problem

_MAX_NAME = 200
_MAX_CONFLICTS = 5000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOTES = {
    "taken": "The answers are taken over.",
    "nothing": "There is nothing to ask: no question of that kind is open.",
}


async def show_questionnaire(request: Request) -> Response:
    """Show how the questionnaire is sent and taken back, and what the last one brought."""
    session = get_session(request)
    return await run_in_threadpool(_show, request, session)


def _show(request: Request, session: EditSession) -> Response:
    kept = get_studio(request).workbooks.find(session.target, request.query_params.get("key", ""))
    return _render(request, session, kept, {}, ())


def _render(
    request: Request,
    session: EditSession,
    kept: KeptUpload[Returned] | None,
    choices: Mapping[str, str],
    refusals: tuple[ProblemView, ...],
) -> Response:
    snapshot = session.read()
    page: ReceivedPage | None = None
    if kept and snapshot.is_readable:
        try:
            page = build_received_page(kept, receive(session, kept, choices))
        except GoliveError as error:
            refusals = (*refusals, *make_problem_views(snapshot, error.problems))
    response = render_session_page(
        request,
        "questionnaire.html.j2",
        session,
        "questionnaire",
        contacts=list_contacts(snapshot) if snapshot.is_readable else (),
        received=page,
        refusals=refusals,
        note=_NOTES.get(request.query_params.get("note", ""), ""),
    )
    response.status_code = 422 if refusals else 200
    return response


async def send_questionnaire(request: Request) -> Response:
    """Return the questionnaire as a download."""
    session = get_session(request)
    query = request.query_params
    contact, only_open = query.get("contact", ""), query.get("only_open", "") == "yes"
    try:
        content = await run_in_threadpool(lambda: write_questionnaire(session, contact, only_open=only_open))
    except GoliveError:
        raise HTTPException(422, "It can be sent once the points of the overview are cleared up.") from None
    if content is None:
        return RedirectResponse(f"{session.target.url}/questionnaire?note=nothing", 303)
    return _download(content, f"{session.target.id}-questionnaire.xlsx")


async def receive_questionnaire(request: Request) -> Response:
    """Read a returned questionnaire, and show what it brings."""
    session = get_session(request)
    async with request.form(max_files=1, max_fields=5) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile) or not upload.filename:
            fault = GoliveError(make_problem("Choose the file that came back"))
            return await run_in_threadpool(_refuse, request, session, None, fault)
        name = upload.filename.replace("\\", "/").rpartition("/")[2][-_MAX_NAME:]
        content = await upload.read()
    return await run_in_threadpool(_receive, request, session, name, content)


def _receive(request: Request, session: EditSession, name: str, content: bytes) -> Response:
    try:
        returned = read_questionnaire(session, name, content)
    except GoliveError as error:
        return _refuse(request, session, None, error)
    kept = get_studio(request).workbooks.keep(session.target, returned)
    return RedirectResponse(f"{session.target.url}/questionnaire?key={kept.key}", 303)


async def take_over(request: Request) -> Response:
    """Take the answers over, with what was chosen at conflicts."""
    session = get_session(request)
    form = await request.form(max_files=0, max_fields=_MAX_CONFLICTS)
    choices = {key: str(value) for key, value in form.items()}
    return await run_in_threadpool(_take_over, request, session, choices)


def _take_over(request: Request, session: EditSession, choices: Mapping[str, str]) -> Response:
    workbooks = get_studio(request).workbooks
    kept = workbooks.find(session.target, choices.get("key", ""))
    if kept is None:
        fault = GoliveError(make_problem("This questionnaire is not here any more", "Choose the file once more."))
        return _refuse(request, session, None, fault)
    try:
        snapshot = session.read()
        receipt = receive(session, kept, choices)
        if receipt.conflicts:
            fault = GoliveError(make_problem("Some answers are not chosen yet", "Choose for each of them."))
            return _refuse(request, session, kept, fault, choices)
        if receipt.problems:
            return _render(request, session, kept, choices, ())
        session.apply([one.edit for one in receipt.edits.edits], snapshot.version, f"questionnaire {kept.key}")
    except EditConflictError:
        fault = GoliveError(make_problem("The file was changed at the same moment", "Look at the answers once more."))
        return _refuse(request, session, kept, fault, choices)
    except GoliveError as error:
        return _refuse(request, session, kept, error, choices)
    workbooks.drop(session.target)
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/questionnaire?note=taken", 303)


async def send_marked_copy(request: Request) -> Response:
    """Return the copy in which everything wrong has a red frame, as a download."""
    session = get_session(request)
    kept = get_studio(request).workbooks.find(session.target, request.query_params.get("key", ""))
    if kept is None:
        raise HTTPException(404, "This questionnaire is not here any more. Choose the file once more.")
    try:
        receipt = await run_in_threadpool(receive, session, kept, {})
        content = await run_in_threadpool(write_marked_copy, session, kept, receipt)
    except GoliveError:
        raise HTTPException(422, "The copy can be made once the points of the overview are cleared up.") from None
    return _download(content, f"{session.target.id}-questionnaire-to-fix.xlsx")


def _refuse(
    request: Request,
    session: EditSession,
    kept: KeptUpload[Returned] | None,
    error: GoliveError,
    choices: Mapping[str, str] | None = None,
) -> Response:
    return _render(request, session, kept, choices or {}, make_problem_views(session.read(), error.problems))


def _download(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_XLSX, headers=headers)


_URL = "/integrations/{id}/questionnaire"
ROUTES = [
    Route(_URL, show_questionnaire, methods=["GET"]),
    Route(_URL, receive_questionnaire, methods=["POST"]),
    Route(f"{_URL}/file", send_questionnaire),
    Route(f"{_URL}/copy", send_marked_copy),
    Route(f"{_URL}/answers", take_over, methods=["POST"]),
]
