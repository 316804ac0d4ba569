"""Import a file that the other side sent: choose it, choose what to take, see what would change, and take it."""

from pathlib import Path

from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.exchange.imports.offer import MAX_BYTES, make_import_file
from golive.exchange.imports.registry import KINDS, ReadOptions, read_offer
from golive.studio.pages import render_session_page
from golive.studio.sessions.kept_uploads import KeptUpload
from golive.studio.sessions.pending_import import PendingImport
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.imports import (
    ChangesPage,
    ImportedFileRow,
    OfferPage,
    build_changes_page,
    build_offer_page,
    list_imported_files,
    list_interfaces,
    plan_writing,
)
from golive.studio.views.problems import make_problem_views
from golive.support.problems import GoliveError, Problem, make_problem

_MAX_NAME = 200
_MAX_FIELDS = 50_000
_HEADERS = {"yes": True, "no": False}


async def show_import(request: Request) -> Response:
    """Ask for a file; or show what one offers, or what it would change."""
    session = get_session(request)
    return await run_in_threadpool(_show, request, session, None)


def _show(request: Request, session: EditSession, refusal: GoliveError | None) -> Response:
    snapshot = session.read()
    if not snapshot.is_readable:
        return render_session_page(request, "unreadable.html.j2", session, "import")
    query = request.query_params
    kept = get_studio(request).imports.find(session.target, query.get("key", ""))
    changes: ChangesPage | None = None
    offer: OfferPage | None = None
    imported: tuple[ImportedFileRow, ...] = ()
    refusals = [refusal] if refusal else []
    refusals += [GoliveError(*kept.content.refusal)] if kept and kept.content.refusal else []
    try:
        if kept and query.get("step") == "changes":
            changes = build_changes_page(session, kept.content)
    except GoliveError as error:
        refusals.append(error)
    try:
        offer = build_offer_page(session, kept.content) if kept else None
        imported = list_imported_files(session)
    except GoliveError as error:
        refusals.append(error)
    response = render_session_page(
        request,
        "import.html.j2",
        session,
        "import",
        key=kept.key if kept else "",
        offer=offer,
        changes=changes,
        imported=imported,
        kinds=KINDS,
        refusals=[view for error in refusals for view in make_problem_views(snapshot, error.problems)],
        is_done=query.get("note") == "done",
    )
    response.status_code = 422 if refusals else 200
    return response


async def receive_file(request: Request) -> Response:
    """Read a file, and show what it offers."""
    session = get_session(request)
    async with request.form(max_files=1, max_fields=10) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile) or not upload.filename:
            fault = GoliveError(make_problem("Choose a file first"))
            return await run_in_threadpool(_show, request, session, fault)
        name = upload.filename.replace("\\", "/").rpartition("/")[2][-_MAX_NAME:]
        data = await upload.read(MAX_BYTES + 1)
        return await run_in_threadpool(_receive, request, session, Path(name), data, form)


def _receive(request: Request, session: EditSession, name: Path, data: bytes, form: FormData) -> Response:
    kind = str(form.get("kind", ""))
    columns = tuple(one.strip() for one in str(form.get("columns", "")).split(",") if one.strip())
    options = ReadOptions(columns, str(form.get("record", "")).strip(), _HEADERS.get(str(form.get("header", ""))))
    try:
        offer = read_offer(make_import_file(name, data), kind if kind in KINDS else "", options)
    except GoliveError as error:
        return _show(request, session, error)
    kept = get_studio(request).imports.keep(session.target, PendingImport(offer))
    return RedirectResponse(f"{session.target.url}/import?key={kept.key}", 303)


async def choose(request: Request) -> Response:
    """Keep what was chosen, and go to what it would change."""
    session = get_session(request)
    async with request.form(max_files=0, max_fields=_MAX_FIELDS) as form:
        return await run_in_threadpool(_choose, request, session, form)


def _choose(request: Request, session: EditSession, form: FormData) -> Response:
    imports = get_studio(request).imports
    kept = imports.find(session.target, str(form.get("key", "")))
    if kept is None:
        return _show(request, session, _make_gone_error())
    known = {one.word for one in list_interfaces(session.read(), kept.content.offer)}
    interface = str(form.get("interface", ""))
    pending = replace(
        kept.content,
        interface=interface if interface in known else "",
        shown=frozenset(map(str, form.getlist("shown"))),
        chosen=frozenset(map(str, form.getlist("choice"))),
        accept=form.get("accept") == "yes",
        refusal=(),
    )
    if not pending.interface:
        pending = replace(pending, refusal=(make_problem("Choose what it belongs to"),))
    elif not pending.chosen:
        pending = replace(pending, refusal=(make_problem("Choose what to import"),))
    imports.update(session.target, kept.key, pending)
    return RedirectResponse(_make_url(session, kept, has_changes=not pending.refusal), 303)


async def take_over(request: Request) -> Response:
    """Import what was chosen and shown."""
    session = get_session(request)
    async with request.form(max_files=0, max_fields=5) as form:
        key, seen = str(form.get("key", "")), str(form.get("seen", ""))
    return await run_in_threadpool(_take_over, request, session, key, seen)


def _take_over(request: Request, session: EditSession, key: str, seen: str) -> Response:
    imports = get_studio(request).imports
    kept = imports.find(session.target, key)
    if kept is None:
        return _show(request, session, _make_gone_error())
    try:
        session.apply_planned(lambda: plan_writing(session, kept.content, seen))
    except EditConflictError:
        fault = make_problem("The file was changed meanwhile", "Look at the changes once more.")
        return _keep_refusal(request, session, kept, (fault,))
    except GoliveError as error:
        return _keep_refusal(request, session, kept, error.problems)
    imports.drop(session.target)
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/import?note=done", 303)


def _keep_refusal(
    request: Request, session: EditSession, kept: KeptUpload[PendingImport], problems: tuple[Problem, ...]
) -> Response:
    pending = replace(kept.content, refusal=problems)
    get_studio(request).imports.update(session.target, kept.key, pending)
    return RedirectResponse(_make_url(session, kept, has_changes=True), 303)


def _make_url(session: EditSession, kept: KeptUpload[PendingImport], *, has_changes: bool) -> str:
    return f"{session.target.url}/import?key={kept.key}{'&step=changes' if has_changes else ''}"


def _make_gone_error() -> GoliveError:
    return GoliveError(make_problem("This file is not here any more", "Choose it once more."))


_URL = "/integrations/{id}/import"
ROUTES = [
    Route(_URL, show_import, methods=["GET"]),
    Route(_URL, receive_file, methods=["POST"]),
    Route(f"{_URL}/choice", choose, methods=["POST"]),
    Route(f"{_URL}/changes", take_over, methods=["POST"]),
]
