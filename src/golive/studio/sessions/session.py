"""One file while people edit it: every edit is saved at once, can be undone, and never overwrites a foreign change.

An edit is made on the text as it is on the disk. If another program, or another browser window, changed the file since
the person saw it, the edit is made on the new text when it still means the same, and refused as a conflict otherwise.
If the disk refuses to save, the text is kept here as unsaved text, and saved with the next edit that can be.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from golive.editing import ConflictError, Edit, EditResult, InsertItem, RenameId, apply_edits, save_edits
from golive.editing.apply import EditedFile, compute_digest
from golive.editing.line_endings import restore_line_endings
from golive.project.project import Project
from golive.project.workspace import Workspace
from golive.studio.sessions.conflicts import find_value, is_still_meant
from golive.studio.sessions.history import CompanionFile, History, HistoryStep
from golive.studio.sessions.snapshot import FileSnapshot, read_file_snapshot
from golive.studio.sessions.targets import Target
from golive.support.problems import EditError, OutputError, PathStep, SpecError, make_problem
from golive.yaml_io.parser import ParsedTexts, reuse_parsed_texts

_MAX_VERSIONS = 200
_TRIES = 3


class EditConflictError(EditError):
    """Somebody else changed the value that was to be edited.

    Attributes:
        path: the path of the value.
        present: the value that is there now; None if there is none.
    """

    def __init__(self, path: tuple[PathStep, ...], present: Any) -> None:  # noqa: ANN401 - a plain value
        message = "was changed by someone else while you were typing"
        super().__init__(make_problem(message, "Look at the new value, and type yours again if it is still right."))
        self.path = path
        self.present = present


class EditSession:
    """One file while people edit it. Safe to use from several threads."""

    def __init__(self, workspace: Workspace, target: Target) -> None:
        self.workspace = workspace
        self.target = target
        self.save_error: OutputError | None = None
        self.history = History()
        self.last_project: Project | None = None
        self.new_ids: frozenset[str] = frozenset()
        self._lock = threading.RLock()
        self._unsaved: dict[Path, _UnsavedText] = {}
        self._signature: object = None
        self._snapshot: FileSnapshot | None = None
        self._parsed_texts = ParsedTexts()
        self._versions: OrderedDict[str, Any] = OrderedDict()

    @property
    def overlay(self) -> dict[Path, str]:
        """The unsaved text by file; empty as long as the disk takes what is typed."""
        with self._lock:
            return {path: one.text for path, one in self._unsaved.items()}

    def read(self) -> FileSnapshot:
        """Return the file as it is now, with its values, gaps and problems."""
        with self._lock:
            signature = (_sign_files(self.workspace.data_folder), tuple(self.overlay.items()))
            if self._snapshot is None or signature != self._signature:
                with reuse_parsed_texts(self._parsed_texts):
                    self._snapshot = read_file_snapshot(self.workspace, self.target, self.overlay)
                self._signature = signature
            self.last_project = self._snapshot.project or self.last_project
            self._remember(self._snapshot)
            return self._snapshot

    def apply(self, edits: Sequence[Edit], seen_version: str, group: str = "") -> FileSnapshot:
        """Apply edits and save them; all of them, or none.

        Args:
            edits: what to change.
            seen_version: version of the snapshot that the person saw.
            group: edits of one group that follow each other closely are undone together, such as the keys typed into
                one field.

        Returns:
            The file after the edits.

        Raises:
            SpecError: the file is no valid YAML.
            EditConflictError: somebody else changed what the edits are about.
            EditError: an edit cannot be made, or not without losing something else.
        """
        return self.apply_built(lambda _: edits, seen_version, group)

    def apply_built(
        self, build: Callable[[FileSnapshot], Sequence[Edit]], seen_version: str, group: str = ""
    ) -> FileSnapshot:
        """Apply the edits that a function builds for the file as it is now; all else as for `apply`."""
        with self._lock:
            for _ in range(_TRIES):
                present = self.read()
                self._require_readable(present)
                edits = build(present)
                self._refuse_conflicts(edits, seen_version, present)
                with reuse_parsed_texts(self._parsed_texts):
                    result = apply_edits(
                        self.target.path,
                        edits,
                        inside=self.workspace.data_folder,
                        model=self.target.model,
                        overlay=self.overlay,
                    )
                if not result.changes:
                    return present
                try:
                    self._save(result)
                except ConflictError:
                    self._unsaved.clear()  # the file on the disk is newer than what could not be saved
                    continue
                self.history.add(result.changes, group, time.monotonic())
                self._note_new_ids(edits)
                return self.read()
            raise EditConflictError((), None)

    def apply_planned(self, plan: Callable[[], tuple[EditResult, CompanionFile]]) -> FileSnapshot:
        """Apply edits that were planned on the files of the disk, with a file that belongs to them; all or nothing.

        Args:
            plan: reads the files and returns the edits; nobody edits the file here meanwhile.

        Raises:
            GoliveError: what `plan` raises.
            OutputError: earlier changes are not saved yet, or these cannot be saved.
            EditConflictError: the file was changed by another program at the same moment.
        """
        with self._lock:
            if self._unsaved:
                hint = "Free some space or change the permissions, and save again."
                raise OutputError(make_problem("the last changes could not be saved yet", hint))
            result, companion = plan()
            try:
                self._save(result, (companion,))
            except ConflictError:
                raise EditConflictError((), None) from None
            if result.changes:
                self.history.add(result.changes, "", time.monotonic(), (companion,))
            return self.read()

    def replace_text(self, typed: str, seen_digest: str) -> FileSnapshot:
        """Replace the whole text of the file, as the YAML view does; line endings stay as they are in the file.

        Args:
            typed: the new text; it need not be valid.
            seen_digest: digest of the text that the person saw.

        Raises:
            EditConflictError: the file is not as the person saw it.
            EditError: the text holds what no file can hold.
        """
        with self._lock:
            present = self.read_text()
            if compute_digest(present.encode()) != seen_digest:
                raise EditConflictError((), None)
            text = restore_line_endings(present, typed)
            if text == present:
                return self.read()
            _require_text(text)
            change = EditedFile(self.target.path, present, text)
            try:
                self._save(EditResult((change,)))
            except ConflictError:
                raise EditConflictError((), None) from None
            self.history.add((change,), "text", time.monotonic())
            return self.read()

    def read_text(self) -> str:
        """Return the text of the file as it is now, unsaved text included.

        Raises:
            OSError: the file cannot be read.
            UnicodeDecodeError: it is not UTF-8 text.
        """
        with self._lock:
            path = self.target.path
            return self._unsaved[path].text if path in self._unsaved else path.read_bytes().decode()

    def sign_text(self) -> str:
        """Return what changes when the text of the file changes, its comments included; empty if it cannot be read."""
        try:
            return compute_digest(self.read_text().encode())
        except (OSError, UnicodeDecodeError):
            return ""

    def undo(self) -> FileSnapshot:
        """Undo the last step.

        Raises:
            EditConflictError: somebody else changed the file since; nothing is undone.
        """
        return self._step(self.history.get_undo_step(), self.history.move_back)

    def redo(self) -> FileSnapshot:
        """Redo the step that was undone last; errors as for `undo`."""
        return self._step(self.history.get_redo_step(), self.history.move_forward)

    def forget_steps(self) -> None:
        """Forget what could be undone: what was released stays."""
        with self._lock:
            self.history = History()

    def save_again(self) -> FileSnapshot:
        """Try to save the unsaved text once more."""
        with self._lock:
            if self._unsaved:
                texts = {path: one.text for path, one in self._unsaved.items()}
                changes = tuple(EditedFile(path, text, text) for path, text in texts.items())
                self._save(EditResult(changes))
            return self.read()

    def _step(self, step: HistoryStep, move: Callable[[], None]) -> FileSnapshot:
        with self._lock:
            if step.changes:
                try:
                    self._require_texts(step.changes)
                    self._save(EditResult(step.changes), step.companions)
                except (ConflictError, OSError, UnicodeDecodeError):
                    raise EditConflictError((), None) from None
                move()
            return self.read()

    def _require_texts(self, changes: tuple[EditedFile, ...]) -> None:
        for change in changes:
            kept = self._unsaved.get(change.path)
            if (kept.text if kept else change.path.read_bytes().decode()) != change.before:
                raise ConflictError(make_problem("was changed by someone else", path=change.path))

    def _save(self, result: EditResult, companions: tuple[CompanionFile, ...] = ()) -> None:
        """Write changes; keep them as unsaved text if the disk refuses, unless other files go with them.

        Raises:
            ConflictError: a file was changed by someone else meanwhile.
            OutputError: the disk refuses changes that other files go with, or one of those is not as it was read.
        """
        digests = {
            change.path: self._unsaved[change.path].disk_digest
            for change in result.changes
            if change.path in self._unsaved
        }
        waiting = {path: one for path, one in self._unsaved.items() if path not in {c.path for c in result.changes}}
        more = tuple(EditedFile(path, one.text, one.text) for path, one in waiting.items())
        digests |= {path: one.disk_digest for path, one in waiting.items()}
        try:
            save_edits(
                replace(result, changes=(*result.changes, *more)),
                digests,
                {one.path: (one.before, one.after) for one in companions},
            )
        except OutputError as error:
            if companions:
                raise
            self.save_error = error
            for change in result.changes:
                known = digests.get(change.path, change.digest_before)
                self._unsaved[change.path] = _UnsavedText(change.after, known)
        else:
            self.save_error = None
            self._unsaved.clear()

    def _refuse_conflicts(self, edits: Sequence[Edit], seen_version: str, present: FileSnapshot) -> None:
        if seen_version == present.version:
            return
        seen = self._versions.get(seen_version)
        for edit in edits:
            if seen is None or not is_still_meant(edit, seen, present.values):
                raise EditConflictError(edit.path, find_value(present.values, edit.path))

    def _require_readable(self, snapshot: FileSnapshot) -> None:
        if not snapshot.is_readable:
            raise SpecError(*snapshot.problems)

    def _note_new_ids(self, edits: Sequence[Edit]) -> None:
        """Keep the ids of items that were added here; they follow the names of their items."""
        for edit in edits:
            if isinstance(edit, InsertItem) and isinstance(edit.value, dict) and "id" in edit.value:
                self.new_ids |= {str(edit.value["id"])}
            elif isinstance(edit, RenameId):
                self.new_ids |= {edit.new_id}

    def _remember(self, snapshot: FileSnapshot) -> None:
        """Keep the values of the last versions, to compare them with those that pages saw."""
        if snapshot.version and snapshot.version not in self._versions:
            self._versions[snapshot.version] = snapshot.values
            if len(self._versions) > _MAX_VERSIONS:
                self._versions.popitem(last=False)


class _UnsavedText(Struct, frozen=True):
    """Text that could not be saved, and the digest of the file that is still on the disk."""

    text: str
    disk_digest: str


def _require_text(text: str) -> None:
    """Raise EditError if a text has characters that no text file can have."""
    try:
        text.encode()
    except UnicodeEncodeError:
        is_text = False
    else:
        is_text = "\0" not in text
    if not is_text:
        hint = "Remove what was pasted last, and paste it as plain text."
        raise EditError(make_problem("this text has a character that no text file can have", hint))


def _sign_files(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when any YAML file below a folder changes: names, times and sizes."""
    found = []
    for path in folder.rglob("*.yaml"):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))
