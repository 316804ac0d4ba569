"""Render pages from the templates of the app."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from golive import __version__
from golive.studio.sessions.session import EditSession
from golive.studio.state import get_studio
from golive.studio.views.fields import FieldView
from golive.studio.views.form import CardView
from golive.studio.views.navigation import list_link_groups
from golive.studio.views.problems import format_for_browser, list_problem_views
from golive.templating.phrases import upper_first

FOLDER = Path(__file__).parent


@cache
def get_environment() -> Environment:
    """Return the template environment; every value is escaped."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "find_field": _find_field,
        "list_wide_fields": _list_wide_fields,
        "mark_code": _mark_code,
        "format_for_browser": format_for_browser,
        "upper_first": upper_first,
    }
    return environment


def render_page(request: Request, template: str, status_code: int = 200, /, **context: object) -> HTMLResponse:
    """Render a page that is about no single file.

    Args:
        request: the request.
        template: file name of the template.
        status_code: the HTTP status.
        context: what the template uses.
    """
    studio = get_studio(request)
    text = (
        get_environment()
        .get_template(template)
        .render(
            workspace_name=studio.workspace.root.name, app_version=__version__, request_path=request.url.path, **context
        )
    )
    return HTMLResponse(text, status_code)


def render_session_page(
    request: Request, template: str, session: EditSession, current: str, **context: object
) -> HTMLResponse:
    """Render a page about one file, with its sections, what is left to do, and undo.

    Args:
        request: the request.
        template: file name of the template; it extends `session.html.j2`.
        session: the file.
        current: id of the topic or view that the page shows, such as `people` or `release`.
        context: what the template uses.
    """
    snapshot = session.read()
    problems = list_problem_views(snapshot)
    return render_page(
        request,
        template,
        200,
        session=session,
        snapshot=snapshot,
        target=session.target,
        problems=problems,
        to_do_count=sum(one.kind == "to-do" for one in problems),
        fix_count=sum(one.kind == "fix" for one in problems),
        look_count=sum(one.kind == "look" for one in problems),
        areas=list_link_groups(snapshot, problems, current),
        current=current,
        **context,
    )


def _mark_code(text: str) -> Markup:
    """Return a message as HTML, with what stands between backquotes marked as code."""
    parts = text.split("`")
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(part) if at % 2 else part for at, part in enumerate(parts))


def _find_field(card: CardView, key: str) -> FieldView | None:
    """Return the field of a card for a column of a grid."""
    return next((field for group in card.groups for field in group.fields if field.key == key), None)


def _list_wide_fields(card: CardView) -> list[FieldView]:
    """Return the fields of a card that do not fit into a cell."""
    return [field for group in card.groups for field in group.fields if not field.fits_cell]
