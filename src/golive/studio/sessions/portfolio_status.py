"""The status of every integration for the first page: computed once for each state of its files, and then known.

Changed integrations are read by a thread. The page waits for it a moment, which is enough for one or two, and else
shows which are still being read. No session is opened for them: a session keeps its file in memory and follows it.
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

_WAIT_SECONDS: Final = 0.05
# A row whose documents are only just written is read again, since some file systems tell two changes within two seconds
# apart by nothing. So often at most: a page that shows rows as they come would else never be complete.
_RECENT_SECONDS: Final = 0.3
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
        is_settled: whether an equal signature proves that nothing changed.
        read_at: when it was read, as `time.monotonic` counts.
    """

    row: StatusRow
    document_id: str
    read: tuple[str, ...]
    signature: object
    is_settled: bool
    read_at: float


class PortfolioRow(Struct, frozen=True):
    """An integration and its row.

    Attributes:
        target: the integration.
        name: its name as it was last read; its id before that.
        row: its row; None while it is being read.
    """

    target: Target
    name: str
    row: StatusRow | None


class _Reading:
    """Integrations that a thread reads: their rows as they come, and whether it has ended."""

    def __init__(self) -> None:
        self.rows: dict[Target, StatusRow | None] = {}
        self.has_ended = threading.Event()


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

    def read(self, today: date) -> tuple[PortfolioRow, ...]:
        """Return each integration with its row; none for those that are still being read."""
        targets, digests = list_integration_targets(self._workspace), InputDigests()
        rows = {target: self._find_row(target, today, digests) for target in targets}
        changed = [target for target, row in rows.items() if row is None]
        if changed and (reading := self._read_in_background(changed, today)):
            reading.has_ended.wait(_WAIT_SECONDS)
            rows.update(reading.rows)
        with self._lock:
            for gone in self._known.keys() - rows.keys():
                del self._known[gone]
            names = {target: known.row.name for target, known in self._known.items()}
        return tuple(PortfolioRow(target, names.get(target, target.id), row) for target, row in rows.items())

    def _find_row(self, target: Target, today: date, digests: InputDigests) -> StatusRow | None:
        known = self._known.get(target)
        if known is None or known.signature is None:
            return None
        present = self._sign(target, known.row, known.document_id, known.read, (today, digests))
        is_true = known.is_settled or time.monotonic() < known.read_at + _RECENT_SECONDS
        return known.row if is_true and present == known.signature else None

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
        if not _are_unchanged(read, digests):
            signature = None
        is_settled = not changed_since((one.path for one in row.documents), began_ns)
        with self._lock:
            self._known[target] = _KnownRow(row, about, own, signature, is_settled, time.monotonic())
        return row

    def _read_in_background(self, targets: Sequence[Target], today: date) -> "_Reading | None":
        """Begin to read some integrations; return None if others are being read already."""
        with self._lock:
            if self._is_reading:
                return None
            self._is_reading = True
        reading = _Reading()
        threading.Thread(target=self._read_all, args=(targets, today, reading), name="status", daemon=True).start()
        return reading

    def _read_all(self, targets: Sequence[Target], today: date, reading: "_Reading") -> None:
        reported = time.monotonic()
        try:
            with reuse_parsed_texts(ParsedTexts()):
                for target in targets:
                    reading.rows[target] = self._read_row(target, today)
                    if time.monotonic() > reported + _REPORT_SECONDS:
                        self._report_progress()
                        reported = time.monotonic()
        finally:
            self._is_reading = False
            reading.has_ended.set()
            self._report_progress()


def _are_unchanged(read: dict[str, bytes], digests: InputDigests) -> bool:
    """Return whether files still hold what was read from them."""
    try:
        return all(digests.digest_file(path) == hashlib.sha256(data).hexdigest() for path, data in read.items())
    except OSError:
        return False
