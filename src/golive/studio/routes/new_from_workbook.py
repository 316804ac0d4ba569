"""Begin an integration with a questionnaire that a new biller filled in; and send the empty one."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_page
from golive.studio.sessions.targets import INTEGRATION
from golive.studio.state import get_studio
from golive.studio.views.interview import METHOD_WORDS
from golive.studio.views.new_from_workbook import (
    BegunIntegration,
    FilledQuestionnaire,
    begin_integration,
    list_methods,
    read_filled_questionnaire,
    write_blank_questionnaire,
)
from golive.support.problems import GoliveError

_MAX_NAME = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show_page(request: Request) -> Response:
    """Show how the questionnaire of a new biller is sent and taken back."""
    if not get_studio(request).is_started:
        return RedirectResponse("/", 303)
    return _render(request)


def _render(
    request: Request,
    begun: BegunIntegration | None = None,
    *,
    owner: str = "",
    error: str = "",
    key: str = "",
) -> Response:
    """Show the page; `key` is that of the copy with red frames, or of a questionnaire that somebody decides about."""
    status = 422 if error or (begun and not begun.is_written) else 200
    return render_page(
        request,
        "new_from_workbook.html.j2",
        status,
        methods=list_methods(),
        begun=begun,
        owner=owner,
        error=error,
        key=key,
    )


async def send_blank(request: Request) -> Response:
    """Return the empty questionnaire as a download."""
    method = request.query_params.get("method", "")
    if method not in METHOD_WORDS:
        raise HTTPException(404, "There is no such questionnaire.")
    try:
        content = await run_in_threadpool(write_blank_questionnaire, get_studio(request).workspace, method)
    except GoliveError:
        raise HTTPException(422, "It can be sent once the vendor's page has nothing to fix.") from None
    return _download(content, "new-biller-questionnaire.xlsx")


async def receive(request: Request) -> Response:
    """Begin the integration, or show what has to be fixed first."""
    async with request.form(max_files=1, max_fields=5) as form:
        upload, owner = form.get("file"), " ".join(str(form.get("owner", "")).split())[:_MAX_NAME]
        if not isinstance(upload, UploadFile) or not upload.filename:
            return _render(request, owner=owner, error="Choose the file that came back.")
        if not owner:
            return _render(request, error="Say who is responsible on your side, and choose the file again.")
        name = upload.filename.replace("\\", "/").rpartition("/")[2][-_MAX_NAME:]
        content = await upload.read()
    return await run_in_threadpool(_receive, request, FilledQuestionnaire(name, content, owner))


def _receive(request: Request, filled: FilledQuestionnaire, *, is_second: bool = False) -> Response:
    studio = get_studio(request)
    today = date.today()  # noqa: DTZ011 - the day where the person is
    begun = begin_integration(studio.workspace, filled, today, is_second=is_second)
    if begun.is_written and not begun.notes:
        return RedirectResponse(f"/integrations/{begun.id}/overview", 303)
    if begun.existing:
        key = studio.filled_questionnaires.keep(None, filled).key
    else:
        key = studio.marked_copies.keep(None, begun.marked_copy).key if begun.marked_copy else ""
    return _render(request, begun, owner=filled.owner, key=key)


async def decide(request: Request) -> Response:
    """Show what a questionnaire brings to an integration that its biller has, or begin a second one."""
    form = await request.form(max_files=0, max_fields=5)
    fields = {key: str(value) for key, value in form.items()}
    return await run_in_threadpool(_decide, request, fields)


def _decide(request: Request, fields: dict[str, str]) -> Response:
    studio = get_studio(request)
    kept = studio.filled_questionnaires.find(None, fields.get("key", ""))
    if kept is None:
        return _render(request, error="This questionnaire is not here any more. Choose the file once more.")
    if not (existing := fields.get("existing", "")):
        studio.filled_questionnaires.drop(None)
        return _receive(request, kept.content, is_second=True)
    session = studio.open_session(INTEGRATION, existing)
    if session is None:
        return _render(request, owner=kept.content.owner, error="This integration is not there any more.")
    returned = studio.workbooks.keep(session.target, read_filled_questionnaire(kept.content))
    studio.filled_questionnaires.drop(None)
    return RedirectResponse(f"{session.target.url}/questionnaire?key={returned.key}", 303)


async def send_marked_copy(request: Request) -> Response:
    """Return the copy in which everything wrong has a red frame, as a download."""
    kept = get_studio(request).marked_copies.find(None, request.query_params.get("key", ""))
    if kept is None:
        raise HTTPException(404, "This questionnaire is not here any more. Choose the file once more.")
    return _download(kept.content, "new-biller-questionnaire-to-fix.xlsx")


def _download(content: bytes, name: str) -> Response:
    return Response(content, media_type=_XLSX, headers={"content-disposition": f'attachment; filename="{name}"'})


ROUTES = [
    Route("/new/questionnaire", show_page, methods=["GET"]),
    Route("/new/questionnaire", receive, methods=["POST"]),
    Route("/new/questionnaire/decision", decide, methods=["POST"]),
    Route("/new/questionnaire/file", send_blank),
    Route("/new/questionnaire/copy", send_marked_copy),
]
