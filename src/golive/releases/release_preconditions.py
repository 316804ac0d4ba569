"""Checks that reject a release: of its change log, version, date, author and options."""

import json
from datetime import date

from golive.releases.release_request import ReleaseOptions, ReleasePlan, ReleaseState
from golive.releases.version_number import parse_version
from golive.releases.versioned_document import VersionedDocument
from golive.schema import Integration
from golive.support.problems import Problem, SpecError, make_problem
from golive.yaml_io.load import Loaded


def check_log(state: ReleaseState, last: Loaded[VersionedDocument]) -> None:
    """Check that the log has an entry for every release, and since the first release for nothing else.

    Raises:
        SpecError: entries are wrong or missing; lists all of them.
    """
    log = state.change_log
    if log is None:
        hint = f"Put {state.log_path} back from the last backup or commit."
        message = f"is missing, and {last.value.version} has been released"
        raise SpecError(make_problem(message, hint, path=state.log_path))
    released = {parse_version(version): version for version in state.released_versions}
    logged_versions = {parse_version(entry.version) for entry in log.value.valid_entries}
    hint = "Restore the entry from the last backup or commit; entries are never removed."
    problems = [
        log.make_problem(
            ("entries", 0, "version"), f"the entry of version {version} is missing, which was released", hint
        )
        for number, version in sorted(released.items())
        if number not in logged_versions
    ]
    hint = "Remove it: `golive release` writes the entry, with --message where the draft is not enough."
    problems += [
        log.make_problem(
            ("entries", at, "version"), f"has an entry for version {entry.version}, which was never released", hint
        )
        for at, entry in enumerate(log.value.entries)
        if not entry.withdrawn
        and parse_version(entry.version) not in released
        and parse_version(entry.version) > min(released)
    ]
    newest = next(
        (at for at, entry in enumerate(log.value.entries) if parse_version(entry.version) == max(released)), None
    )
    digest = log.value.entries[newest].digest if newest is not None else None
    if digest and digest != json.loads(last.source.text)["digest"]:
        hint = "Restore the change log from the last backup or commit; a digest is never edited."
        problems.append(log.make_problem(("entries", newest or 0, "digest"), "is not the digest of the release", hint))
    if problems:
        raise SpecError(*problems)


def check_phase_is_complete(state: ReleaseState) -> None:
    """Reject the release of an integration whose phase needs items that are still open.

    Raises:
        SpecError: lists every such item.
    """
    if isinstance(state.document.value, Integration):
        from golive.open_items.gate import find_gate_problems

        if problems := find_gate_problems(state.document.tree, state.document.value.status):
            raise SpecError(*problems)


def check_version_unchanged(state: ReleaseState, last_version: str) -> None:
    """Reject a different version for the same content."""
    written = state.document.value.version
    if parse_version(written) != parse_version(last_version):
        message = f"version is {written}, and nothing has changed since {last_version}"
        raise SpecError(build_version_problem(state, message, f"Write {last_version} again."))


def check_first_release_options(options: ReleaseOptions, state: ReleaseState) -> None:
    """Reject options if the first release uses an existing entry of the change log."""
    if options.message or options.is_edited or options.author or options.added_by or options.level:
        message = (
            f"the change log has an entry of {state.document.value.version} already, and this is its first release"
        )
        hint = (
            "Release it without --message, --edit, --author, --added-by and --level; use them from the next release on."
        )
        raise SpecError(build_version_problem(state, message, hint))


def check_known_history(options: ReleaseOptions, state: ReleaseState) -> None:
    """Reject options that need an earlier release, and a missing description if changes are unknown."""
    if options.level:
        message = (
            f"this is the first release, of version {state.document.value.version}: no earlier release to raise it from"
        )
        raise SpecError(build_version_problem(state, message, "Leave --level out, or write another version."))
    if state.change_log and not (options.message or options.is_edited):
        last = state.change_log.value.entries[0].version
        message = f"there is no release of {last}, so the changes since then are unknown"
        raise SpecError(build_version_problem(state, message, "Describe the changes with --message or --edit."))


def check_description_is_current(state: ReleaseState, described: ReleasePlan, current: ReleasePlan | None) -> None:
    """Reject a description written for other changes: the spec was changed in the meantime."""
    current_changes = [(change.id_path, change.sentence) for change in current.changes] if current else []
    if current is None or (current.version, current_changes) != (
        described.version,
        [(change.id_path, change.sentence) for change in described.changes],
    ):
        hint = "Look at it with `golive diff`, and release again. Nothing was released."
        raise SpecError(build_version_problem(state, "the spec was changed while the description was written", hint))


def check_date(state: ReleaseState, day: date) -> None:
    """Reject a date before that of the newest entry."""
    if state.change_log and day < (last := state.change_log.value.entries[0]).date:
        hint = "Check the clock of this computer, or set the date with --date."
        message = f"the release date {day} is before that of version {last.version} of {last.date}"
        raise SpecError(state.change_log.make_problem(("entries", 0, "date"), message, hint))


def build_version_problem(state: ReleaseState, message: str, hint: str) -> Problem:
    """Build a problem located at the version in the document."""
    return state.document.make_problem(("version",), message, hint)


def find_author(state: ReleaseState, requested: str | None) -> str:
    """Return the author: as requested, or else the owner of the spec, or the author of the previous version."""
    document = state.document.value
    found = requested
    if found is None and isinstance(document, Integration):
        found = next((contact.name for contact in document.team if contact.id == document.owner), None)
    found = found or (state.change_log.value.entries[0].author if state.change_log else "")
    if not found:
        raise SpecError(make_problem("no author is named", "Name one with --author.", path=state.document.path))
    return found
