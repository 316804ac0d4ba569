"""Files that somebody dropped on a page: kept until they are taken over, in memory alone."""

import secrets
import threading
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from golive.studio.sessions.targets import Target

T = TypeVar("T")


class KeptUpload(Struct, Generic[T], frozen=True):
    """What was read from a file, and the key by which pages refer to it."""

    key: str
    content: T


class KeptUploads(Generic[T]):
    """The last upload of one kind for each integration, or for none. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Target | None, KeptUpload[T]] = {}

    def keep(self, target: Target | None, content: T) -> KeptUpload[T]:
        """Keep an upload in place of the one before."""
        kept = KeptUpload(secrets.token_urlsafe(8), content)
        with self._lock:
            self._kept[target] = kept
        return kept

    def find(self, target: Target | None, key: str) -> KeptUpload[T] | None:
        """Return the upload with a key; None if another one came since."""
        with self._lock:
            kept = self._kept.get(target)
        return kept if kept and kept.key == key else None

    def update(self, target: Target | None, key: str, content: T) -> None:
        """Replace what is kept under a key; nothing happens if another upload came since."""
        with self._lock:
            kept = self._kept.get(target)
            if kept and kept.key == key:
                self._kept[target] = replace(kept, content=content)

    def drop(self, target: Target | None) -> None:
        """Forget the upload of a file."""
        with self._lock:
            self._kept.pop(target, None)
