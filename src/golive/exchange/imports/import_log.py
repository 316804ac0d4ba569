"""Keep what was imported: for each value its place in the file, and what the file said, the base of the next merge.

The log of a spec is `data/imports/ID.json` of its workspace.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from golive.support.problems import OutputError, make_problem
from golive.support.regular_files import open_regular_file

_VERSION: Final = 1
_NOT_A_LOG: Final = "Restore it from version control, or remove it to start over."


class ImportEntry(Struct, frozen=True, omit_defaults=True):
    """One file that was imported into an interface.

    Attributes:
        kind: the kind of file.
        file: its name.
        sha256: the digest of its bytes.
        interface: the id of the interface.
        connection: the id of the connection that got values too; empty if none did.
        picks: the keys of the picked choices.
        left_out: keys of default choices that were not picked.
        known: keys of all choices of the top level.
        asked: ids of the decisions that it added to the spec.
        values: what the file said, by target.
        places: the place of each value in the file, by its path in the spec with items by their names.
    """

    kind: str
    file: str
    sha256: str
    interface: str
    connection: str = ""
    picks: list[str] = []
    left_out: list[str] = []
    known: list[str] = []
    asked: list[str] = []
    values: dict[str, Any] = {}
    places: dict[str, str] = {}


class ImportLog(Struct, frozen=True):
    """All imports of one spec, in the order in which they were first made."""

    golive_imports: int = _VERSION
    imports: list[ImportEntry] = []

    def find_entry(self, kind: str, interface: str, file: str, keys: frozenset[str]) -> ImportEntry | None:
        """Return the earlier import that a file continues.

        Args:
            kind: the kind of file.
            interface: the id of the interface.
            file: the name of the file.
            keys: the keys of its records or operations.

        Returns:
            The import of a file of this name; or else the one from which most of these records or operations were
            picked, under another name; None if there is none.
        """
        same = [one for one in self.imports if (one.kind, one.interface) == (kind, interface)]
        named = [one for one in same if one.file == file]
        alike = [one for one in same if keys & set(one.picks)]
        return next(iter(named), None) or max(alike, key=lambda one: len(keys & set(one.picks)), default=None)

    def replace_entry(self, old: ImportEntry | None, new: ImportEntry) -> "ImportLog":
        """Return the log with an entry in place of another, or at its end."""
        if old is None:
            return ImportLog(_VERSION, [*self.imports, new])
        return ImportLog(_VERSION, [new if one is old else one for one in self.imports])

    def encode(self) -> bytes:
        """Return the bytes of the log's file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def get_log_file(data_folder: Path, spec_id: str) -> Path:
    """Return the path of a spec's import log."""
    return data_folder / "imports" / f"{spec_id}.json"


def read_log(path: Path) -> tuple[ImportLog, bytes | None]:
    """Return a spec's log and the bytes of its file; an empty log and None if there is none.

    Raises:
        OutputError: the file is not a log, or was written by a later version of golive.
    """
    try:
        with open_regular_file(path) as file:
            data = file.read()
    except FileNotFoundError:
        return ImportLog(), None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        hint = "Ask for permission to read it."
        raise OutputError(make_problem(f"cannot be read: {reason}", hint, path=path)) from None
    try:
        log = msgspec.json.decode(data, type=ImportLog)
    except (msgspec.DecodeError, RecursionError) as error:
        message = f"is not a log of imports: {error}"
        raise OutputError(make_problem(message, _NOT_A_LOG, path=path)) from None
    if log.golive_imports != _VERSION:
        raise OutputError(make_problem("was written by another version of golive", "Update golive.", path=path))
    return log, data


def find_origins(log: ImportLog) -> Mapping[str, tuple[str, str]]:
    """Return file and place of each imported value, by its path in the spec: `bills/records/bill/length`."""
    return {
        f"{entry.interface}/{path}": (entry.file, place)
        for entry in log.imports
        for path, place in entry.places.items()
    }
