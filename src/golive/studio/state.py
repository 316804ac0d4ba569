"""What the app holds while it runs: the workspace, one session per file, and the pages that listen."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request

from golive.exchange.workbook.returned import Returned
from golive.project.workspace import Workspace
from golive.studio.events import EventHub
from golive.studio.sessions.background_job import BackgroundJob
from golive.studio.sessions.document_run import DocumentRun
from golive.studio.sessions.kept_uploads import KeptUploads
from golive.studio.sessions.pdf_engines import PdfEngineCheck
from golive.studio.sessions.pending_import import PendingImport
from golive.studio.sessions.portfolio_status import PortfolioStatus
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.slide_preview import SlidePreview
from golive.studio.sessions.targets import INTEGRATION, Target, find_target
from golive.studio.views.new_from_workbook import FilledQuestionnaire
from golive.studio.views.overview import build_status_row
from golive.studio.views.take_back import TakeBackView

_WATCH_SECONDS = 1.0


class Studio:
    """The state of the app; `request.app.state.studio`."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.events = EventHub()
        self.workbooks: KeptUploads[Returned] = KeptUploads()
        self.filled_questionnaires: KeptUploads[FilledQuestionnaire] = KeptUploads()
        self.marked_copies: KeptUploads[bytes] = KeptUploads()
        self.imports: KeptUploads[PendingImport] = KeptUploads()
        self.pdf_engines = PdfEngineCheck()
        self.portfolio = PortfolioStatus(workspace, build_status_row, lambda: self.events.publish_soon("portfolio", {}))
        self._sessions: dict[Target, EditSession] = {}
        self._previews: dict[tuple[Target, bool], SlidePreview] = {}
        self._document_runs: dict[tuple[Target, str], DocumentRun] = {}
        self._edit_searches: dict[tuple[Target, str], BackgroundJob[TakeBackView]] = {}
        self._lock = threading.Lock()

    @property
    def is_started(self) -> bool:
        """Return whether the folder is a workspace."""
        return self.workspace.organization_file.is_file()

    def open_session(self, kind: str, target_id: str) -> EditSession | None:
        """Return the session of a file, or None if there is no such file."""
        target = find_target(self.workspace, kind, target_id)
        if target is None:
            return None
        with self._lock:
            return self._sessions.setdefault(target, EditSession(self.workspace, target))

    def open_preview(self, session: EditSession, *, is_internal: bool = False) -> SlidePreview:
        """Return the slides of a file, for the biller or for the vendor's own team."""
        with self._lock:
            key = (session.target, is_internal)
            return self._previews.setdefault(key, SlidePreview(session, is_internal=is_internal))

    def open_document_run(self, session: EditSession, version: str = "") -> DocumentRun:
        """Return what makes the documents of a file, or of a released version of it."""
        key, url = (session.target, version), session.target.url
        with self._lock:
            if key not in self._document_runs:
                event = "job" if version else "documents"
                report = partial(self.events.publish_soon, event, {"url": url})
                self._document_runs[key] = DocumentRun(self.workspace, report)
            return self._document_runs[key]

    def open_edit_search(self, session: EditSession, place: str) -> "BackgroundJob[TakeBackView]":
        """Return what looks for the edits of a deck, at its place in the folder of documents."""
        key = (session.target, place)
        with self._lock:
            if key not in self._edit_searches:
                self._edit_searches[key] = BackgroundJob(self._make_reporter(session.target))
            return self._edit_searches[key]

    def _make_reporter(self, target: Target) -> Callable[[], None]:
        """Return what tells the pages of a file that one of its jobs is a step further."""
        return lambda: self.events.publish_soon("job", {"url": target.url})

    def list_sessions(self) -> tuple[EditSession, ...]:
        """Return the sessions of all files that were opened so far."""
        with self._lock:
            return tuple(self._sessions.values())

    def close(self) -> None:
        """End everything that runs for open pages."""
        self.events.close()

    async def watch_files(self) -> None:
        """Tell open pages when another program changed a file; runs until it is canceled."""
        seen: dict[str, str] = {}
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            for session in self.list_sessions():
                snapshot = await asyncio.to_thread(session.read)
                state = f"{snapshot.version} {len(snapshot.problems)} {session.sign_text()}"
                if seen.setdefault(session.target.url, state) != state:
                    seen[session.target.url] = state
                    self.publish_change(session)

    def publish_change(self, session: EditSession) -> None:
        """Tell open pages that a file is different now."""
        self.events.publish("change", {"url": session.target.url, "version": session.read().version})

    def publish_change_soon(self, session: EditSession) -> None:
        """Tell open pages that a file is different now; called from another thread than that of the server."""
        self.events.publish_soon("change", {"url": session.target.url, "version": session.read().version})


def get_studio(request: Request) -> Studio:
    """Return the state of the app."""
    studio = request.app.state.studio
    if not isinstance(studio, Studio):
        raise TypeError(type(studio))
    return studio


def get_session(request: Request) -> EditSession:
    """Return the session that the address of a request names: `/integrations/{id}/...` or `/vendor/{kind}/...`.

    Raises:
        HTTPException: 404, there is no such file.
    """
    params = request.path_params
    kind = params.get("kind", INTEGRATION)
    session = get_studio(request).open_session(kind, params.get("id", kind))
    if session is None:
        raise HTTPException(404, "There is no such integration.")
    return session
