"""Data classes of a release: the current state, the requested options and the plan."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from golive.releases.change import Change
from golive.releases.diff import compare_documents
from golive.releases.document_parts import DocumentParts
from golive.releases.shared_data import PartsState, SharedData, ShownData, compare_parts
from golive.releases.snapshots import get_snapshot_parts, get_snapshot_shared
from golive.releases.versioned_document import VersionedDocument, add_line_numbers
from golive.schema import ChangeLog
from golive.schema.change_level import Bump
from golive.schema.organization import LogEntry
from golive.yaml_io.load import Loaded


class ReleaseOptions(Struct, frozen=True):
    """Requested options of a release.

    Attributes:
        day: the date of the release.
        author: who wrote the version; the owner of the spec if None.
        added_by: who adds the entry, if someone else.
        message: the description; drafted from the changes if None.
        level: the part of the version to raise; the lowest allowed if NONE.
        is_edited: whether a person edits the description before the release.
    """

    day: date
    author: str | None = None
    added_by: str | None = None
    message: str | None = None
    level: Bump = Bump.NONE
    is_edited: bool = False


class ReleaseState(Struct, frozen=True):
    """Current state of a document, its change log and its releases.

    Attributes:
        document: the current spec or guide.
        change_log: its change log, if it has one.
        snapshot: the newest release; None before the first release.
        released_versions: all released versions, newest first.
        log_path: the file of the change log.
        folder: the folder of its releases.
        parts: current digests of its parts; None if only the spec is compared.
        shared: the vendor's data and the typical process; None if only the spec is compared.
        shown: which of the vendor's data the documents show.
    """

    document: Loaded[VersionedDocument]
    change_log: Loaded[ChangeLog] | None
    snapshot: Loaded[VersionedDocument] | None
    released_versions: tuple[str, ...]
    log_path: Path
    folder: Path
    parts: DocumentParts | None = None
    shared: SharedData | None = None
    shown: ShownData = ShownData(frozenset())

    @property
    def name(self) -> str:
        """Return the name of the document on the command line."""
        return self.document.path.stem

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the changes since the last release, those of the spec with lines; none before the first.

        Raises:
            TypeError: spec and snapshot are documents of different kinds.
        """
        if self.snapshot is None:
            return ()
        found = add_line_numbers(
            compare_documents(self.snapshot.value, self.document.value), self.snapshot, self.document
        )
        digests = get_snapshot_parts(self.snapshot)
        released = PartsState(digests, get_snapshot_shared(self.snapshot)) if digests else None
        current = PartsState(self.parts, self.shared) if self.parts else None
        return (*found, *compare_parts(released, current, self.shown))

    @property
    def original_contents(self) -> Mapping[Path, bytes]:
        """Return the contents of the document and its log as they were read, by path."""
        sources = [self.document.source, *([self.change_log.source] if self.change_log else [])]
        return {source.path: source.text.encode() for source in sources}


class ReleasePlan(Struct, frozen=True):
    """A planned release.

    Attributes:
        version: its version number.
        entry: its entry in the change log; None if the log already has it.
        changes: the changes since the last release, each with its line.
        files: new content of every changed file, by path.
    """

    version: str
    entry: LogEntry | None
    changes: tuple[Change, ...]
    files: Mapping[Path, bytes]
