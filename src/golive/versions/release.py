"""A release, planned: which version it gets, what its entry says, what the files then hold. Nothing is written here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from golive.errors import Problem, SpecError, problem
from golive.spec.load import Loaded
from golive.spec.model import ChangeLog, Integration
from golive.spec.model.cost import Bump
from golive.spec.model.organization import LogEntry
from golive.spec.wording import count
from golive.versions.change import Change
from golive.versions.changes import compare
from golive.versions.documents import Document, located
from golive.versions.entries import with_entry
from golive.versions.levels import least_bump
from golive.versions.numbers import order, raised
from golive.versions.snapshots import snapshot_of
from golive.versions.splices import read_back, read_back_log, spliced

_NAMED: Final = 5
"""How many changes a drafted description names; the others are counted."""
_LONGEST: Final = 700  # characters of a drafted description


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for.

    Attributes:
        day: the date of the release.
        author: who wrote the version; the owner of the spec when left out.
        added_by: who adds the entry, if someone else.
        message: the description; drafted from the changes when left out.
        level: the part of the version that is to rise; the least allowed when left out.
    """

    day: date
    author: str | None = None
    added_by: str | None = None
    message: str | None = None
    level: Bump = Bump.NONE


@dataclass(frozen=True, slots=True)
class State:
    """What a release starts from.

    Attributes:
        document: the spec or the guide, as it stands.
        log: its change log, where it has one.
        snapshot: what was released last; None before the first release.
        log_path: the file of the change log.
        folder: the folder of its releases.
    """

    document: Loaded[Document]
    log: Loaded[ChangeLog] | None
    snapshot: Loaded[Document] | None
    log_path: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Release:
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


def plan_release(state: State, wish: Wish) -> Release | None:
    """Decide on the version, and write what goes with it.

    Returns:
        The release; None when nothing has changed since the last one.

    Raises:
        SpecError: the version is lower than the changes allow, the log does not agree with what was released, the
            date lies before the last entry, or a file cannot be changed in place.
    """
    document, log = state.document.value, state.log
    if state.snapshot is None:
        changes: tuple[Change, ...] = ()
        version = document.version
        if log and log.value.entries[0].version == version:
            _refuse_wishes(wish, state)
            path = state.folder / f"{version}.json"
            return Release(version, None, (), {path: snapshot_of(document)})
        _refuse_guesses(wish, state)
    else:
        _check_log(state, state.snapshot.value)
        found = compare(state.snapshot.value, document)
        changes = located(found, state.snapshot, state.document)
        if not changes:
            _refuse_idle_version(state, state.snapshot.value.version)
            return None
        version = _version(state, state.snapshot.value.version, changes, wish.level)
    _check_day(state, wish.day)
    text = spliced(state.document, version, wish.day)
    after = read_back(state.document, text, version, wish.day)
    entry = _entry(state, wish, version, changes, after)
    new_log = with_entry(log, entry, document.name if isinstance(document, Integration) else document.title).encode()
    read_back_log(state.log_path, new_log, entry, log)
    snapshot = state.folder / f"{version}.json"
    files = {snapshot: snapshot_of(after), state.log_path: new_log, state.document.path: text.encode()}
    return Release(version, entry, changes, files)


def drafted(changes: tuple[Change, ...]) -> str:
    """A description made from the changes, the dearest first; only what the biller may read."""
    told = sorted((change for change in changes if not change.internal), key=lambda change: -change.level)
    if not told:
        return "Internal notes changed; nothing that concerns the biller." if changes else "First release."
    named: list[str] = []
    for change in told[:_NAMED]:
        if sum(map(len, named)) + len(change.sentence) <= _LONGEST:
            named.append(change.sentence)
    rest = len(told) - len(named)
    more = f"{count(rest, 'more change' if named else 'change')}" if rest else ""
    return f"{'. '.join([*named, *([more] if more else [])])}."


def _version(state: State, last: str, changes: tuple[Change, ...], level: Bump) -> str:
    """The number that the release gets: the least allowed, or a higher one that was asked for."""
    least = least_bump(changes)
    written = state.document.value.version
    if order(written) < order(last):
        message = f"version {written} is lower than {last}, which has been released"
        raise SpecError(_at_version(state, message, f"Write {last}; the release raises it."))
    dearest = next(change for change in changes if change.level is least)
    because = f"line {dearest.line}: {dearest.sentence}"
    if level and level < least:
        message = f"a {level.label} release is not enough: this change is {least.label}: {dearest.sentence}"
        place = Problem(state.document.path, dearest.line, 0, message, f"Leave --level out, or ask for {least.label}.")
        raise SpecError(place)
    computed = raised(last, max(level, least))
    if order(written) == order(last):
        return computed
    if order(written) < order(computed):
        hint = f"Write {last}, and the release raises it; or {computed} or higher."
        raise SpecError(_at_version(state, f"version {written} is too low, because of {because}", hint))
    return written


def _check_log(state: State, last: Document) -> None:
    """The log tells of the last release, and of none after it."""
    log = state.log
    if log is None:
        hint = f"Put {state.log_path} back from the last backup or commit."
        raise SpecError(problem(f"has been lost, and {last.version} has been released", hint, path=state.log_path))
    versions = [entry.version for entry in log.value.entries]
    known = next((at for at, version in enumerate(versions) if order(version) == order(last.version)), None)
    if known is None:
        hint = "Put the entry back from the last backup or commit; entries are never removed."
        message = f"the entry of version {last.version} is missing, which has been released"
        raise SpecError(log.problem(("entries", 0, "version"), message, hint))
    if known:
        hint = "Remove it: `golive release` writes the entry, with --message where the draft is not enough."
        message = f"tells of version {versions[0]}, which has not been released"
        raise SpecError(log.problem(("entries", 0, "version"), message, hint))
    digest = log.value.entries[0].digest
    if digest and digest != json.loads(snapshot_of(last))["digest"]:
        hint = "Put the change log back from the last backup or commit; a digest is never edited."
        raise SpecError(log.problem(("entries", 0, "digest"), "is not the digest of what was released", hint))


def _refuse_idle_version(state: State, last: str) -> None:
    written = state.document.value.version
    if order(written) != order(last):
        message = f"version is {written}, and nothing has changed since {last}"
        raise SpecError(_at_version(state, message, f"Write {last} again."))


def _refuse_wishes(wish: Wish, state: State) -> None:
    """The first release takes the entry that is there, as it is."""
    if wish.message or wish.author or wish.added_by or wish.level:
        message = (
            f"the change log has an entry of {state.document.value.version} already, and this is its first release"
        )
        hint = "Release it without --message, --author, --added-by and --level; the next release may have them."
        raise SpecError(_at_version(state, message, hint))


def _refuse_guesses(wish: Wish, state: State) -> None:
    """Without an earlier release nobody can compute a level, or know what changed since an entry of the log."""
    if wish.level:
        message = f"this is the first release, of version {state.document.value.version}: there is none to rise from"
        raise SpecError(_at_version(state, message, "Leave --level out, or write another version."))
    if state.log and not wish.message:
        last = state.log.value.entries[0].version
        message = f"nothing was released of {last}, so nobody can say what changed since then"
        raise SpecError(_at_version(state, message, "Say it with --message."))


def _check_day(state: State, day: date) -> None:
    if state.log and day < (last := state.log.value.entries[0]).date:
        hint = "Look at the clock of this computer, or say the date with --date."
        message = f"the release of {day} would stand before version {last.version} of {last.date}"
        raise SpecError(state.log.problem(("entries", 0, "date"), message, hint))


def _entry(state: State, wish: Wish, version: str, changes: tuple[Change, ...], after: Document) -> LogEntry:
    logged = [
        {"level": one.level.label, "path": one.place, "sentence": one.sentence, "internal": one.internal}
        for one in changes
    ]
    said = {
        "date": str(wish.day),
        "author": _author(state, wish),
        "added_by": wish.added_by,
        "version": version,
        "description": wish.message or drafted(changes),
        "changes": logged,
        "digest": json.loads(snapshot_of(after))["digest"],
    }
    try:
        return LogEntry.model_validate(said)
    except ValidationError as error:
        options = {"description": "message", "added_by": "added-by"}
        wrong = [(str(one["loc"][0]), one["msg"]) for one in error.errors()]
        hint = "Say it in fewer words, or leave the option out."
        found = (
            problem(f"--{options.get(name, name)} cannot stand in a change log: {why}", hint) for name, why in wrong
        )
        raise SpecError(*found) from None


def _author(state: State, wish: Wish) -> str:
    """Who was named, or else the owner of the spec, or whoever wrote the version before."""
    document = state.document.value
    found = wish.author
    if found is None and isinstance(document, Integration):
        found = next((contact.name for contact in document.team if contact.id == document.owner), None)
    found = found or (state.log.value.entries[0].author if state.log else "")
    if not found:
        raise SpecError(problem("nobody is named as the author", "Name one with --author.", path=state.document.path))
    return found


def _at_version(state: State, message: str, hint: str) -> Problem:
    return state.document.problem(("version",), message, hint)
