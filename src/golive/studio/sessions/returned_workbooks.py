"""Questionnaires that came back and were dropped on a page: kept until they are taken over, in memory alone."""

import secrets
import threading

from msgspec import Struct

from golive.exchange.workbook.returned import Returned
from golive.studio.sessions.targets import Target


class KeptWorkbook(Struct, frozen=True):
    """A questionnaire that came back, and the key by which pages refer to it."""

    key: str
    returned: Returned


class ReturnedWorkbooks:
    """The last questionnaire of each file. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Target, KeptWorkbook] = {}

    def keep(self, target: Target, returned: Returned) -> KeptWorkbook:
        """Keep a questionnaire in place of the one before."""
        kept = KeptWorkbook(secrets.token_urlsafe(8), returned)
        with self._lock:
            self._kept[target] = kept
        return kept

    def find(self, target: Target, key: str) -> KeptWorkbook | None:
        """Return the questionnaire with a key; None if another one came since."""
        with self._lock:
            kept = self._kept.get(target)
        return kept if kept and kept.key == key else None

    def drop(self, target: Target) -> None:
        """Forget the questionnaire of a file."""
        with self._lock:
            self._kept.pop(target, None)
