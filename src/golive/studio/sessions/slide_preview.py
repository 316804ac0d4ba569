"""The slides of one file while it is edited: rendered when somebody looks, kept while the file has errors."""

import threading

from msgspec import Struct
from msgspec.structs import replace

from golive.studio.sessions.session import EditSession
from golive.studio.sessions.slide_pictures import SlidePicture, find_changed_slides, render_slides, sort_slides
from golive.studio.sessions.snapshot import FileSnapshot
from golive.support.problems import GoliveError, Problem

_MAX_PICTURES = 200


class PreviewState(Struct, frozen=True):
    """The slides as they can be shown now.

    Attributes:
        slides: the slides in the order of the deck; empty if none could be rendered yet.
        by_change: the same, with those that changed last in front.
        changed: keys of the slides that the last edit changed.
        is_current: whether they show the file as it is now.
        problems: why they do not, where the file itself has no errors.
    """

    slides: tuple[SlidePicture, ...] = ()
    by_change: tuple[SlidePicture, ...] = ()
    changed: tuple[str, ...] = ()
    is_current: bool = False
    problems: tuple[Problem, ...] = ()


class SlidePreview:
    """Renders the slides of one file. Safe to use from several threads."""

    def __init__(self, session: EditSession, *, is_internal: bool = False) -> None:
        self._session = session
        self._is_internal = is_internal
        self._lock = threading.Lock()
        self._seen: FileSnapshot | None = None
        self._state = PreviewState()
        self._step = 0
        self._changed_at: dict[str, int] = {}
        self._pictures: dict[str, bytes] = {}

    def update(self) -> PreviewState:
        """Return the slides of the file as it is now, or the last ones if it has errors."""
        with self._lock:
            snapshot = self._session.read()
            if snapshot is not self._seen:
                self._state = self._render(snapshot)
                self._seen = snapshot
            return self._state

    def find_picture(self, digest: str) -> bytes | None:
        """Return a picture by its digest; None if it is no longer kept."""
        return self._pictures.get(digest)

    def _render(self, snapshot: FileSnapshot) -> PreviewState:
        last = self._state
        if snapshot.project is None:
            return PreviewState(last.slides, last.by_change, last.changed)
        try:
            slides = render_slides(replace(snapshot.project, is_internal=self._is_internal))
        except GoliveError as error:
            return PreviewState(last.slides, last.by_change, last.changed, problems=tuple(error.problems))
        changed = find_changed_slides(last.slides, slides) if last.slides else ()
        if changed:
            self._step += 1
            self._changed_at |= dict.fromkeys(changed, self._step)
        self._keep_pictures(slides)
        return PreviewState(slides, sort_slides(slides, self._changed_at), changed or last.changed, is_current=True)

    def _keep_pictures(self, slides: tuple[SlidePicture, ...]) -> None:
        """Keep these pictures and the newest others, which a page may be about to load."""
        for slide in slides:
            self._pictures.pop(slide.digest, None)
            self._pictures[slide.digest] = slide.svg
        for digest in list(self._pictures)[: -max(_MAX_PICTURES, len(slides))]:
            del self._pictures[digest]
