"""Plan a release: its version, its change log entry and the new file contents. Writes nothing."""

import json
from typing import Final

from pydantic import ValidationError

from golive.releases.change import Change
from golive.releases.change_levels import find_required_bump
from golive.releases.change_log_text import insert_entry
from golive.releases.release_preconditions import (
    build_version_problem,
    check_date,
    check_first_release_options,
    check_known_history,
    check_log,
    check_phase_is_complete,
    check_version_unchanged,
    find_author,
)
from golive.releases.release_request import ReleaseOptions, ReleasePlan, ReleaseState
from golive.releases.snapshots import build_snapshot
from golive.releases.version_edits import replace_version_and_date, verify_document, verify_log
from golive.releases.version_number import bump_version, find_free_version, parse_version
from golive.releases.versioned_document import VersionedDocument
from golive.schema import Integration
from golive.schema.change_level import Bump
from golive.schema.organization import LogEntry
from golive.schema.value_text import format_count
from golive.support.problems import Problem, SpecError, make_problem

_MAX_NAMED_CHANGES: Final = 5
"""Maximum number of changes named in a drafted description; the rest are counted."""
_MAX_DESCRIPTION_LENGTH: Final = 700  # characters


def plan_release(state: ReleaseState, options: ReleaseOptions) -> ReleasePlan | None:
    """Decide on the version, and prepare the new file contents.

    Returns:
        The planned release; None if nothing has changed since the last release.

    Raises:
        SpecError: the version is lower than the changes allow, its phase needs items that are open, the log
            does not agree with what was released, the date is before the last entry, or a file cannot be edited in
            place.
    """
    document, log = state.document.value, state.change_log
    if state.snapshot is None:
        check_phase_is_complete(state)
        changes: tuple[Change, ...] = ()
        version = document.version
        if log and log.value.entries[0].version == version and not log.value.entries[0].withdrawn:
            check_first_release_options(options, state)
            path = state.folder / f"{version}.json"
            return ReleasePlan(version, None, (), {path: build_snapshot(document, state.parts, state.shared)})
        check_known_history(options, state)
        version = find_free_version(log.value if log else None, version)
    else:
        check_log(state, state.snapshot)
        changes = state.changes
        if not changes:
            check_version_unchanged(state, state.snapshot.value.version)
            return None
        check_phase_is_complete(state)
        version = _decide_version(state, state.snapshot.value.version, changes, options.level)
    check_date(state, options.day)
    text = replace_version_and_date(state.document, version, options.day)
    after = verify_document(state.document, text, version, options.day)
    entry = _build_entry(state, options, version, changes, after)
    new_log = insert_entry(log, entry, document.name if isinstance(document, Integration) else document.title).encode()
    verify_log(state.log_path, new_log, entry, log)
    snapshot = state.folder / f"{version}.json"
    files = {
        snapshot: build_snapshot(after, state.parts, state.shared),
        state.log_path: new_log,
        state.document.path: text.encode(),
    }
    return ReleasePlan(version, entry, changes, files)


def draft_description(changes: tuple[Change, ...]) -> str:
    """Draft a description from the changes that the biller may see, highest level first."""
    visible = sorted((change for change in changes if not change.internal), key=lambda change: -change.level)
    if not visible:
        return "Internal notes changed; nothing that concerns the biller." if changes else "First release."
    named: list[str] = []
    for change in visible[:_MAX_NAMED_CHANGES]:
        if sum(map(len, named)) + len(change.sentence) <= _MAX_DESCRIPTION_LENGTH:
            named.append(change.sentence)
    rest = len(visible) - len(named)
    more = f"{format_count(rest, 'more change' if named else 'change')}" if rest else ""
    return f"{'. '.join([*named, *([more] if more else [])])}."


def _decide_version(state: ReleaseState, last: str, changes: tuple[Change, ...], level: Bump) -> str:
    """Return the version of the release: the lowest allowed, or a higher one that was requested."""
    least = find_required_bump(changes)
    written = state.document.value.version
    if parse_version(written) < parse_version(last):
        message = f"version {written} is lower than {last}, which has been released"
        raise SpecError(build_version_problem(state, message, f"Write {last}; the release will raise it."))
    largest = next(change for change in changes if change.level is least)
    because = f"line {largest.line}: {largest.sentence}" if largest.line else largest.sentence
    if level and level < least:
        message = f"a {level.label} release is not enough: this change is {least.label}: {largest.sentence}"
        place = Problem(state.document.path, largest.line, 0, message, f"Leave --level out, or ask for {least.label}.")
        raise SpecError(place)
    log = state.change_log.value if state.change_log else None
    computed = find_free_version(log, bump_version(last, max(level, least)))
    if parse_version(written) == parse_version(last):
        return computed
    if parse_version(written) < parse_version(computed):
        hint = f"Write {last}, and the release will raise it; or {computed} or higher."
        raise SpecError(build_version_problem(state, f"version {written} is too low, because of {because}", hint))
    return written


def _build_entry(
    state: ReleaseState, options: ReleaseOptions, version: str, changes: tuple[Change, ...], after: VersionedDocument
) -> LogEntry:
    logged = [
        {"level": one.level.label, "path": one.id_path, "sentence": one.sentence, "internal": one.internal}
        for one in changes
    ]
    fields = {
        "date": str(options.day),
        "author": find_author(state, options.author),
        "added_by": options.added_by,
        "version": version,
        "description": options.message or draft_description(changes),
        "changes": logged,
        "digest": json.loads(build_snapshot(after, state.parts, state.shared))["digest"],
        "parts": state.parts.as_dict if state.parts else None,
    }
    try:
        return LogEntry.model_validate(fields)
    except ValidationError as error:
        option_names = {"description": "message", "added_by": "added-by"}
        wrong = [(str(one["loc"][0]), one["msg"]) for one in error.errors()]
        hint = "Shorten the text, or leave the option out."
        found = (
            make_problem(f"--{option_names.get(name, name)} is not valid in a change log: {why}", hint)
            for name, why in wrong
        )
        raise SpecError(*found) from None
