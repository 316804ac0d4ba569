"""The status of every integration for the first page: computed once for each state of its files, and then known.

Few changed integrations are read at once; many of them, as after the start, by a thread, while the page shows which are
still being read. No session is opened for them: a session keeps its file in memory and follows it.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from msgspec import Struct

from golive.pipeline.input_digests import InputDigests
from golive.pipeline.status_cache import changed_since, list_own_files, sign_documents, sign_input
from golive.pipeline.status_table import StatusRow
from golive.project.theme import get_roles_file
from golive.project.workspace import Workspace
from golive.releases.versioned_document import get_file_stem
from golive.studio.sessions.snapshot import FileSnapshot, read_file_snapshot
from golive.studio.sessions.targets import Target, list_integration_targets
from golive.yaml_io.parser import ParsedTexts, reuse_parsed_texts
from golive.yaml_io.source import collect_read_files

_READ_AT_ONCE: Final = 5
_REPORT_SECONDS: Final = 0.5
_LOGGER = logging.getLogger(__name__)

RowBuilder = Callable[[FileSnapshot, date, InputDigests], StatusRow]


class _KnownRow(Struct, frozen=True):
    """A row, and what tells whether it is still true.

    Attributes:
        row: the row.
        document_id: the id that its change log and releases are named by.
        read: the files that it was read from, beyond those that all specs share.
        signature: what changes when the row may change; None if that is so already.
    """

    row: StatusRow
    document_id: str
    read: tuple[str, ...]
    signature: object


class PortfolioStatus:
    """Knows the status of all integrations. Safe to use from several threads.

    Args:
        workspace: the workspace.
        build_row: returns the row of a file.
        report_progress: called from another thread now and then, and at the end, while many files are read.
    """

    def __init__(self, workspace: Workspace, build_row: RowBuilder, report_progress: Callable[[], None]) -> None:
        self._workspace, self._build_row, self._report_progress = workspace, build_row, report_progress
        self._known: dict[Target, _KnownRow] = {}
        self._lock = threading.Lock()
        self._is_reading = False

    def read(self, today: date) -> tuple[tuple[Target, StatusRow | None], ...]:
        """Return each integration with its row; None while it is still being read."""
        targets, digests = list_integration_targets(self._workspace), InputDigests()
        rows = {target: self._find_row(target, today, digests) for target in targets}
        changed = [target for target, row in rows.items() if row is None]
        if len(changed) <= _READ_AT_ONCE and not self._is_reading:
            with reuse_parsed_texts(ParsedTexts()):
                rows.update({target: self._read_row(target, today) for target in changed})
        else:
            self._read_in_background(changed, today)
        with self._lock:
            for gone in self._known.keys() - rows.keys():
                del self._known[gone]
        return tuple(rows.items())

    def _find_row(self, target: Target, today: date, digests: InputDigests) -> StatusRow | None:
        known = self._known.get(target)
        if known is None or known.signature is None:
            return None
        present = self._sign(target, known.row, known.document_id, known.read, (today, digests))
        return known.row if present == known.signature else None

    def _sign(
        self, target: Target, row: StatusRow, document_id: str, read: Sequence[str], when: tuple[date, InputDigests]
    ) -> object:
        today, digests = when
        spec = self._workspace.root, target.path
        documents = sign_documents(one.path for one in row.documents)
        # What a file with problems would be read from is not known: it is read again when any other one changes.
        others = () if row.documents else self._sign_other_files(digests)
        return sign_input(digests, spec, document_id, read, today), documents, others

    def _sign_other_files(self, digests: InputDigests) -> object:
        folders = (self._workspace.data_folder / name for name in ("integrations", "changelogs"))
        try:
            return tuple(
                (path.name, digests.digest_file(str(path))) for folder in folders for path in sorted(folder.glob("*"))
            )
        except OSError as error:
            return str(error)

    def _read_row(self, target: Target, today: date) -> StatusRow:
        digests, began_ns = InputDigests(), time.time_ns()
        with suppress(OSError):
            digests.compute_shared(self._workspace.root)  # as it is before anything is read from it
        with collect_read_files() as read:
            snapshot = read_file_snapshot(self._workspace, target)
        try:
            row = self._build_row(snapshot, today, digests)
        except Exception:
            _LOGGER.exception("the status of %s cannot be told", target.id)
            row = StatusRow(target.id, target.id, fix_count=1)
        theme = snapshot.project.theme_file if snapshot.project else None
        names = [*read, *(str(path.absolute()) for path in (theme, theme and get_roles_file(theme)) if path)]
        own = list_own_files(names, self._workspace.root)
        about = get_file_stem(snapshot.project.document_subject) if snapshot.project else target.id
        signature: object = self._sign(target, row, about, own, (today, digests))
        if not _are_unchanged(read, digests) or changed_since((one.path for one in row.documents), began_ns):
            signature = None
        with self._lock:
            self._known[target] = _KnownRow(row, about, own, signature)
        return row

    def _read_in_background(self, targets: Sequence[Target], today: date) -> None:
        with self._lock:
            if self._is_reading:
                return
            self._is_reading = True
        threading.Thread(target=self._read_all, args=(targets, today), name="status", daemon=True).start()

    def _read_all(self, targets: Sequence[Target], today: date) -> None:
        reported = time.monotonic()
        try:
            with reuse_parsed_texts(ParsedTexts()):
                for target in targets:
                    self._read_row(target, today)
                    if time.monotonic() > reported + _REPORT_SECONDS:
                        self._report_progress()
                        reported = time.monotonic()
        finally:
            self._is_reading = False
            self._report_progress()


def _are_unchanged(read: dict[str, bytes], digests: InputDigests) -> bool:
    """Return whether files still hold what was read from them."""
    try:
        return all(digests.digest_file(path) == hashlib.sha256(data).hexdigest() for path, data in read.items())
    except OSError:
        return False
