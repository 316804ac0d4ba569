"""The interview for a new integration."""

from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from golive.studio.pages import render_page
from golive.studio.state import get_studio
from golive.studio.views.existing_integrations import find_integrations_of
from golive.studio.views.interview import create_integration, list_interview_questions
from golive.studio.views.problems import format_for_browser
from golive.support.files import write_files_atomically
from golive.support.problems import GoliveError

_MAX_ANSWER = 500  # characters


async def show_interview(request: Request) -> Response:
    """Show the questions."""
    if not get_studio(request).is_started:
        return RedirectResponse("/", 303)
    answers = {"kind": "utility", "method": "batch"}
    return render_page(request, "interview.html.j2", questions=list_interview_questions(answers), error="", existing=())


async def answer_interview(request: Request) -> Response:
    """Write the spec and go to it, or show the questions again with what is wrong."""
    form = await request.form(max_files=0, max_fields=50)
    answers = {key: str(value)[:_MAX_ANSWER] for key, value in form.items()}
    return await run_in_threadpool(_create, request, answers)


def _create(request: Request, answers: dict[str, str]) -> Response:
    workspace = get_studio(request).workspace
    made = create_integration(workspace, answers, date.today())  # noqa: DTZ011 - the day where the person is
    if not isinstance(made, dict) and not answers.get("second"):
        existing = find_integrations_of(workspace, answers["biller"])
        if existing:
            questions = list_interview_questions(answers)
            return render_page(request, "interview.html.j2", 422, questions=questions, error="", existing=existing)
    if not isinstance(made, dict):
        try:
            path = workspace.integration_file(made.id)
            write_files_atomically({path: made.text.encode()}, "the writing of the spec", {})
            return RedirectResponse(f"/integrations/{made.id}/overview", 303)
        except GoliveError as error:
            made = {"": " ".join(format_for_browser(f"{one.message}. {one.hint}") for one in error.problems)}
    questions = list_interview_questions(answers, made)
    return render_page(request, "interview.html.j2", 422, questions=questions, error=made.get("", ""), existing=())


ROUTES = [
    Route("/new", show_interview, methods=["GET"]),
    Route("/new", answer_interview, methods=["POST"]),
]
