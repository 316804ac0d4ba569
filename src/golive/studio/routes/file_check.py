"""Check files that somebody has, and make sample files; nothing of what is sent here is kept."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session
from golive.studio.views.file_check import (
    DOCUMENT,
    CheckResult,
    check_data_file,
    check_document,
    list_file_choices,
    write_sample_file,
)
from golive.support.problems import GoliveError

_DEFAULT_RECORDS = 10
_MAX_NAME = 200


async def show_check(request: Request) -> Response:
    """Ask for a file."""
    session = get_session(request)
    return await run_in_threadpool(_render, request, session, None, "")


def _render(request: Request, session: EditSession, result: CheckResult | None, chosen: str) -> Response:
    return render_session_page(
        request,
        "file_check.html.j2",
        session,
        "check-file",
        choices=list_file_choices(session.read()),
        result=result,
        chosen=chosen,
        document=DOCUMENT,
    )


async def check_file(request: Request) -> Response:
    """Check a file, and show what was found."""
    session = get_session(request)
    async with request.form(max_files=1, max_fields=10) as form:
        chosen, upload = str(form.get("kind", "")), form.get("file")
        if not isinstance(upload, UploadFile) or not upload.filename:
            result = CheckResult("", "refused", "Choose a file first.")
        else:
            result = await run_in_threadpool(_check, session, chosen, upload)
    return await run_in_threadpool(_render, request, session, result, chosen)


def _check(session: EditSession, chosen: str, upload: UploadFile) -> CheckResult:
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2][-_MAX_NAME:]
    snapshot = session.read()
    if chosen == DOCUMENT:
        return check_document(snapshot, name, upload.file)
    return check_data_file(snapshot, chosen, name, upload.file)


async def send_sample(request: Request) -> Response:
    """Return a sample file as a download."""
    session = get_session(request)
    interface = request.query_params.get("interface", "")
    text = request.query_params.get("records", "")
    records = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else _DEFAULT_RECORDS  # noqa: PLR2004
    content = await run_in_threadpool(_make_sample, session, interface, records)
    headers = {"content-disposition": f'attachment; filename="{interface}-sample.txt"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _make_sample(session: EditSession, interface: str, records: int) -> bytes:
    pieces = write_sample_file(session.read(), interface, records)
    if pieces is None:
        raise HTTPException(404, "The layout of this file is not known yet.")
    try:
        return b"".join(pieces)
    except GoliveError as error:
        raise HTTPException(422, f"No sample can be made: {error.problems[0].message}.") from None


ROUTES = [
    Route("/integrations/{id}/check-file", show_check, methods=["GET"]),
    Route("/integrations/{id}/check-file", check_file, methods=["POST"]),
    Route("/integrations/{id}/check-file/sample", send_sample),
]
