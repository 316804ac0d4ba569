"""The web app: its addresses, its middleware, and what runs beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from golive.project.workspace import Workspace
from golive.studio.pages import FOLDER, render_page
from golive.studio.routes import (
    documents,
    edits,
    events,
    exports,
    file_check,
    home,
    imports,
    interview,
    new_from_workbook,
    open_items,
    phases,
    plan,
    preview,
    questionnaire,
    release,
    released_versions,
    sections,
    start,
    take_back,
    yaml_text,
)
from golive.studio.security import Access, SecurityMiddleware
from golive.studio.state import Studio

# The last rows match anything below an integration, so new views go before `sections`.
ROUTES = [
    *home.ROUTES,
    *start.ROUTES,
    *interview.ROUTES,
    *new_from_workbook.ROUTES,
    *events.ROUTES,
    *edits.ROUTES,
    *open_items.ROUTES,
    *preview.ROUTES,
    *questionnaire.ROUTES,
    *imports.ROUTES,
    *documents.ROUTES,
    *exports.ROUTES,
    *take_back.ROUTES,
    *file_check.ROUTES,
    *phases.ROUTES,
    *plan.ROUTES,
    *release.ROUTES,
    *released_versions.ROUTES,
    *yaml_text.ROUTES,
    *sections.ROUTES,
]


def create_app(workspace: Workspace, access: Access) -> Starlette:
    """Create the app for one workspace.

    Args:
        workspace: the workspace.
        access: who may come in.
    """
    studio = Studio(workspace)

    @asynccontextmanager
    async def run_beside(_app: Starlette) -> AsyncIterator[None]:
        watcher = asyncio.create_task(studio.watch_files())
        try:
            yield
        finally:
            watcher.cancel()
            with suppress(asyncio.CancelledError):
                await watcher
            studio.close()

    app = Starlette(
        routes=[
            *ROUTES,
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
            Mount("/fonts", StaticFiles(directory=FOLDER.parent / "render" / "pdf" / "fonts")),
        ],
        middleware=[Middleware(SecurityMiddleware, access=access)],
        exception_handlers={HTTPException: _show_http_error, 404: _show_http_error, 405: _show_http_error},
        lifespan=run_beside,
    )
    app.state.studio = studio
    return app


async def _show_http_error(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    message = (
        error.detail if isinstance(error, HTTPException) and error.detail != "Not Found" else "There is no such page."
    )
    return render_page(request, "error.html.j2", code, message=message)
