"""What a release starts from, what was asked for, and what is to come of it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from golive.releases.change import Change
from golive.releases.diff import compare
from golive.releases.document_parts import Parts, part_changes
from golive.releases.snapshots import parts_in
from golive.releases.versioned_document import Document, located
from golive.schema import ChangeLog
from golive.schema.change_level import Bump
from golive.schema.organization import LogEntry
from golive.yaml_io.load import Loaded


class Wish(Struct, frozen=True):
    """What a person asked for.

    Attributes:
        day: the date of the release.
        author: who wrote the version; the owner of the spec when left out.
        added_by: who adds the entry, if someone else.
        message: the description; drafted from the changes when left out.
        level: the part of the version that is to rise; the least allowed when left out.
        edited: whether a person writes the description before anything is released.
    """

    day: date
    author: str | None = None
    added_by: str | None = None
    message: str | None = None
    level: Bump = Bump.NONE
    edited: bool = False


class State(Struct, frozen=True):
    """What a release starts from.

    Attributes:
        document: the spec or the guide, as it stands.
        log: its change log, where it has one.
        snapshot: what was released last; None before the first release.
        versions: every version that was released.
        log_path: the file of the change log.
        folder: the folder of its releases.
        parts: what its documents are made from now; None where only the spec is looked at.
    """

    document: Loaded[Document]
    log: Loaded[ChangeLog] | None
    snapshot: Loaded[Document] | None
    versions: tuple[str, ...]
    log_path: Path
    folder: Path
    parts: Parts | None = None

    @property
    def name(self) -> str:
        """What a person types to name the document."""
        return self.document.path.stem

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed since the last release, each change of the spec with its line; none before the first one.

        Raises:
            TypeError: spec and snapshot are documents of different kinds.
        """
        if self.snapshot is None:
            return ()
        found = located(compare(self.snapshot.value, self.document.value), self.snapshot, self.document)
        return (*found, *part_changes(parts_in(self.snapshot), self.parts))

    @property
    def known(self) -> Mapping[Path, bytes]:
        """What the files of the document and of its log held when they were read."""
        sources = [self.document.source, *([self.log.source] if self.log else [])]
        return {source.path: source.text.encode() for source in sources}


class Release(Struct, frozen=True):
    """What is to be released.

    Attributes:
        version: its number.
        entry: its entry in the change log; None when the log has told of it already.
        changes: what changed since the last release, each with its line.
        files: every file that changes, with its new content.
    """

    version: str
    entry: LogEntry | None
    changes: tuple[Change, ...]
    files: Mapping[Path, bytes]
