"""A release, planned: which version it gets, what its entry says, what the files then hold. Nothing is written here."""

import json
from typing import Final

from pydantic import ValidationError

from golive.releases.change import Change
from golive.releases.change_levels import least_bump
from golive.releases.change_log_text import with_entry
from golive.releases.release_refusals import (
    at_version,
    check_day,
    check_log,
    refuse_guesses,
    refuse_idle_version,
    refuse_wishes,
)
from golive.releases.release_request import Release, State, Wish
from golive.releases.snapshots import snapshot_of
from golive.releases.version_edits import read_back, read_back_log, spliced
from golive.releases.version_number import order, raised
from golive.releases.versioned_document import Document
from golive.schema import Integration
from golive.schema.change_level import Bump
from golive.schema.organization import LogEntry
from golive.schema.value_text import count
from golive.support.problems import Problem, SpecError, problem

_NAMED: Final = 5
"""How many changes a drafted description names; the others are counted."""
_LONGEST: Final = 700  # characters of a drafted description


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
            refuse_wishes(wish, state)
            path = state.folder / f"{version}.json"
            return Release(version, None, (), {path: snapshot_of(document, state.parts)})
        refuse_guesses(wish, state)
    else:
        check_log(state, state.snapshot)
        changes = state.changes
        if not changes:
            refuse_idle_version(state, state.snapshot.value.version)
            return None
        version = _version(state, state.snapshot.value.version, changes, wish.level)
    check_day(state, wish.day)
    text = spliced(state.document, version, wish.day)
    after = read_back(state.document, text, version, wish.day)
    entry = _entry(state, wish, version, changes, after)
    new_log = with_entry(log, entry, document.name if isinstance(document, Integration) else document.title).encode()
    read_back_log(state.log_path, new_log, entry, log)
    snapshot = state.folder / f"{version}.json"
    files = {snapshot: snapshot_of(after, state.parts), state.log_path: new_log, state.document.path: text.encode()}
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
        raise SpecError(at_version(state, message, f"Write {last}; the release raises it."))
    dearest = next(change for change in changes if change.level is least)
    because = f"line {dearest.line}: {dearest.sentence}" if dearest.line else dearest.sentence
    if level and level < least:
        message = f"a {level.label} release is not enough: this change is {least.label}: {dearest.sentence}"
        place = Problem(state.document.path, dearest.line, 0, message, f"Leave --level out, or ask for {least.label}.")
        raise SpecError(place)
    computed = raised(last, max(level, least))
    if order(written) == order(last):
        return computed
    if order(written) < order(computed):
        hint = f"Write {last}, and the release raises it; or {computed} or higher."
        raise SpecError(at_version(state, f"version {written} is too low, because of {because}", hint))
    return written


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
        "digest": json.loads(snapshot_of(after, state.parts))["digest"],
        "parts": state.parts.known if state.parts else None,
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
