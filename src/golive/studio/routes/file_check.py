"""Check files that somebody has, and make sample files; nothing of what is sent here is kept."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.routes.documents import find_document
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session
from golive.studio.views.audit import AUDITED_SUFFIXES
from golive.studio.views.documents import find_document_folder, list_document_files
from golive.studio.views.file_check import (
    AUDIT,
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
    made = request.query_params.get("made", "")
    return await run_in_threadpool(_render, request, session, None, AUDIT if made else "", made)


def _render(request: Request, session: EditSession, result: CheckResult | None, chosen: str, made: str) -> Response:
    return render_session_page(
        request,
        "file_check.html.j2",
        session,
        "check-file",
        choices=list_file_choices(session.read()),
        result=result,
        chosen=chosen,
        document=DOCUMENT,
        audit=AUDIT,
        files=list_checkable_documents(session),
        made=made,
    )


async def check_file(request: Request) -> Response:
    """Check a file, and show what was found."""
    session = get_session(request)
    async with request.form(max_files=1, max_fields=10) as form:
        chosen, made, upload = str(form.get("kind", "")), str(form.get("made", "")), form.get("file")
        if isinstance(upload, UploadFile) and upload.filename:
            result = await run_in_threadpool(_check, session, chosen, upload)
        elif made and chosen in {DOCUMENT, AUDIT}:
            result = await run_in_threadpool(_check_made, session, chosen, made)
        else:
            result = CheckResult("", "refused", "Choose a file first.")
    return await run_in_threadpool(_render, request, session, result, chosen, made)


def _check_made(session: EditSession, chosen: str, made: str) -> CheckResult:
    path = find_document(session, made)
    if path is None:
        return CheckResult("", "refused", "This document is not there any more.")
    return check_document(session.read(), chosen, path.name, path)


def list_checkable_documents(session: EditSession) -> tuple[str, ...]:
    """Return the decks and PDFs in the folder of documents, by their place in it."""
    folder = find_document_folder(session.read(), session.workspace.output_folder)
    found = (path for path in list_document_files(folder) if path.suffix in AUDITED_SUFFIXES)
    return tuple(path.relative_to(folder).as_posix() for path in found)


def _check(session: EditSession, chosen: str, upload: UploadFile) -> CheckResult:
    name = (upload.filename or "").replace("\\", "/").rpartition("/")[2][-_MAX_NAME:]
    snapshot = session.read()
    if chosen in {DOCUMENT, AUDIT}:
        return check_document(snapshot, chosen, name, upload.file)
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
