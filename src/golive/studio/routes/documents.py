"""The documents of a file: make them, download them, and open their folder."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from golive.pipeline.catalog import PDF_ENGINES
from golive.studio.pages import render_session_page
from golive.studio.sessions.document_run import DocumentOrder
from golive.studio.sessions.file_manager import show_folder
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.documents import (
    MORE_FORMATS,
    build_documents_page,
    find_document_folder,
    list_document_files,
    list_document_kinds,
)
from golive.studio.views.engine_choice import build_engine_choice

_MESSAGES = {
    "none": "Choose at least one document.",
    "busy": "Documents are being made already.",
    "unsaved": "The last changes could not be saved. Documents can be made once they are.",
    "errors": "There is something to fix first.",
    "folder": "This computer did not open the folder. Its path is shown below.",
}

_NOTES = {"taken": "The edits are in the forms now. Undo takes them back; make the documents again to see them."}


async def show_documents(request: Request) -> Response:
    """Show the documents of a file."""
    session = _get_session_with_documents(request)
    return await run_in_threadpool(_render, request, session)


def _render(request: Request, session: EditSession) -> Response:
    run = get_studio(request).open_document_run(session)
    snapshot, studio = session.read(), get_studio(request)
    page = build_documents_page(snapshot, session.workspace.output_folder, run.state)
    engines = studio.pdf_engines.read(lambda: studio.events.publish_soon("documents", {"url": session.target.url}))
    usual = snapshot.project.organization.pdf_engine if snapshot.project else None
    order = run.state.order
    asked = request.query_params.get("message", "")
    message, note = _MESSAGES.get(asked, ""), _NOTES.get(asked, "")
    return render_session_page(
        request,
        "documents.html.j2",
        session,
        "documents",
        documents=page,
        more_formats=MORE_FORMATS,
        engines=build_engine_choice(engines, usual or "", order.pdf_engine if order else ""),
        message=message,
        note=note,
    )


async def make_documents(request: Request) -> Response:
    """Begin to make documents, and show how far it is."""
    session = _get_session_with_documents(request)
    form = await request.form(max_files=0, max_fields=100)
    known = [row.kind for row in list_document_kinds(session.target.kind)]
    kinds = tuple(kind for kind in known if kind in form.getlist("kind"))
    order = DocumentOrder(
        kinds,
        ("pptx", "pdf", *(name for name in MORE_FORMATS if name in form.getlist("format"))),
        is_internal=form.get("audience") == "internal",
        preference="mine" if form.get("preference") == "mine" else "spec",
        discards_edits=form.get("replace") == "yes",
        pdf_engine=next((name for name in PDF_ENGINES if name == form.get("engine")), ""),
    )
    message = await run_in_threadpool(_start, request, session, order)
    return RedirectResponse(f"{session.target.url}/documents{f'?message={message}' if message else '#run'}", 303)


def _start(request: Request, session: EditSession, order: DocumentOrder) -> str:
    """Start to make documents; return why not, as a key of the messages, or an empty text."""
    if not order.kinds:
        return "none"
    project = session.read().project
    if project is None:
        return "errors"
    if session.overlay:
        return "unsaved"
    return "" if get_studio(request).open_document_run(session).start(project, order) else "busy"


async def send_document(request: Request) -> Response:
    """Return a document as a download."""
    session = _get_session_with_documents(request)
    path = await run_in_threadpool(find_document, session, request.path_params["place"])
    if path is None:
        raise HTTPException(404, "This document is not there any more.")
    return FileResponse(path, filename=path.name)


def find_document(session: EditSession, place: str) -> Path | None:
    """Return the document at a place of the folder; names are compared with those of files that exist."""
    folder = find_document_folder(session.read(), session.workspace.output_folder)
    found = {path.relative_to(folder).as_posix(): path for path in list_document_files(folder)}
    return found.get(place)


async def open_folder(request: Request) -> Response:
    """Open the folder of the documents in the person's file manager."""
    session = _get_session_with_documents(request)
    is_open = await run_in_threadpool(_open, session)
    return RedirectResponse(f"{session.target.url}/documents{'' if is_open else '?message=folder'}", 303)


def _open(session: EditSession) -> bool:
    return show_folder(find_document_folder(session.read(), session.workspace.output_folder))


def _get_session_with_documents(request: Request) -> EditSession:
    """Return the session of a request; 404 if its file has no documents."""
    session = get_session(request)
    if not list_document_kinds(session.target.kind):
        raise HTTPException(404, "This file has no documents of its own.")
    return session


ROUTES = [
    Route(f"{prefix}/documents{rest}", endpoint, methods=[method])
    for prefix in ("/integrations/{id}", "/vendor/{kind}")
    for rest, endpoint, method in (
        ("", show_documents, "GET"),
        ("", make_documents, "POST"),
        ("/folder", open_folder, "POST"),
        ("/file/{place:path}", send_document, "GET"),
    )
]
