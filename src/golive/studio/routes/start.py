"""The first page of a folder that is no workspace yet."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_page
from golive.studio.state import get_studio
from golive.studio.views.start import list_start_questions, start_workspace

_MAX_ANSWER = 500  # characters


def render_start(request: Request, answers: dict[str, str], errors: dict[str, str]) -> Response:
    """Ask who the vendor is."""
    return render_page(
        request,
        "start.html.j2",
        422 if errors else 200,
        questions=list_start_questions(answers, errors),
        folder=str(get_studio(request).workspace.root),
        error=errors.get("", ""),
    )


async def start(request: Request) -> Response:
    """Make the folder a workspace and go to the first page, or show the questions again with what is wrong."""
    form = await request.form(max_files=0, max_fields=20)
    answers = {key: str(value)[:_MAX_ANSWER] for key, value in form.items()}
    return await run_in_threadpool(_start, request, answers)


def _start(request: Request, answers: dict[str, str]) -> Response:
    studio = get_studio(request)
    if studio.is_started:
        return RedirectResponse("/", 303)
    today = date.today()  # noqa: DTZ011 - the day where the person is
    errors = start_workspace(studio.workspace.root, answers, today)
    return render_start(request, answers, errors) if errors else RedirectResponse("/", 303)


ROUTES = [Route("/start", start, methods=["POST"])]
