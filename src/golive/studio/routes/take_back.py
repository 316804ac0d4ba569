"""Take what somebody edited in a deck into the forms."""

from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_session_page
from golive.studio.routes.documents import find_document
from golive.studio.sessions.background_job import JobState
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_session, get_studio
from golive.studio.views.problems import ProblemView, make_problem_views
from golive.studio.views.take_back import decode_chosen_edits, find_edits
from golive.support.problems import GoliveError


async def show_edits(request: Request) -> Response:
    """Offer to look for the edits of a deck; show how far that is, or what was found."""
    session = get_session(request)
    deck = await run_in_threadpool(_get_deck, request, session)
    return await run_in_threadpool(_render, request, session, deck, ())


async def look_for_edits(request: Request) -> Response:
    """Begin to look for the edits of a deck."""
    session = get_session(request)
    return await run_in_threadpool(_look, request, session)


def _look(request: Request, session: EditSession) -> Response:
    deck = _get_deck(request, session)
    place = request.path_params["place"]
    job = get_studio(request).open_edit_search(session, place)
    job.start(_digest_deck(deck), lambda report_step: find_edits(session, deck, report_step))
    return RedirectResponse(f"{session.target.url}/documents/edits/{quote(place)}", 303)


async def take_edits(request: Request) -> Response:
    """Take the chosen edits into the forms."""
    session = get_session(request)
    async with request.form(max_files=0, max_fields=500) as form:
        chosen, seen = [str(one) for one in form.getlist("edit")], str(form.get("version", ""))
    return await run_in_threadpool(_take, request, session, chosen, seen)


def _take(request: Request, session: EditSession, chosen: list[str], seen: str) -> Response:
    deck = _get_deck(request, session)
    try:
        session.apply_built(lambda snapshot: decode_chosen_edits(snapshot, chosen), seen)
    except GoliveError as error:
        return _render(request, session, deck, make_problem_views(session.read(), error.problems))
    get_studio(request).open_edit_search(session, request.path_params["place"]).forget()
    get_studio(request).publish_change_soon(session)
    return RedirectResponse(f"{session.target.url}/documents?message=taken", 303)


def _render(request: Request, session: EditSession, deck: Path, problems: tuple[ProblemView, ...]) -> Response:
    place = request.path_params["place"]
    state = get_studio(request).open_edit_search(session, place).state
    if not state.is_running and state.subject != _digest_deck(deck):
        state = JobState()  # the deck is another one since
    if state.problems and not problems:
        problems = make_problem_views(session.read(), state.problems)
    return render_session_page(
        request,
        "take_back.html.j2",
        session,
        "documents",
        place=place,
        deck=deck.name,
        search=state,
        found=state.result,
        refusals=problems,
    )


def _digest_deck(deck: Path) -> str:
    try:
        return sha256(deck.read_bytes()).hexdigest()
    except OSError:
        return ""


def _get_deck(request: Request, session: EditSession) -> Path:
    """Return the deck that a request names.

    Raises:
        HTTPException: 404, there is no such deck.
    """
    deck = find_document(session, request.path_params["place"])
    if deck is None or deck.suffix != ".pptx":
        raise HTTPException(404, "This deck is not there any more.")
    return deck


ROUTES = [
    Route("/integrations/{id}/documents/edits/{place:path}", show_edits, methods=["GET"]),
    Route("/integrations/{id}/documents/edits/{place:path}", look_for_edits, methods=["POST"]),
    Route("/integrations/{id}/documents/take/{place:path}", take_edits, methods=["POST"]),
]
