"""What cannot be released, each with its place and what to do: the log, the version, the date, the options."""

import json
from datetime import date

from golive.releases.release_request import Release, State, Wish
from golive.releases.version_number import order
from golive.releases.versioned_document import Document
from golive.support.problems import Problem, SpecError, problem
from golive.yaml_io.load import Loaded


def check_log(state: State, last: Loaded[Document]) -> None:
    """Make sure that the log tells of every release, and since the first one of nothing else.

    Raises:
        SpecError: it does not; every entry that is wrong or missing.
    """
    log = state.log
    if log is None:
        hint = f"Put {state.log_path} back from the last backup or commit."
        message = f"has been lost, and {last.value.version} has been released"
        raise SpecError(problem(message, hint, path=state.log_path))
    released = {order(version): version for version in state.versions}
    told = {order(entry.version) for entry in log.value.entries}
    hint = "Put the entry back from the last backup or commit; entries are never removed."
    problems = [
        log.problem(("entries", 0, "version"), f"the entry of version {version} is missing, which was released", hint)
        for number, version in sorted(released.items())
        if number not in told
    ]
    hint = "Remove it: `golive release` writes the entry, with --message where the draft is not enough."
    problems += [
        log.problem(("entries", at, "version"), f"tells of version {entry.version}, which was never released", hint)
        for at, entry in enumerate(log.value.entries)
        if order(entry.version) not in released and order(entry.version) > min(released)
    ]
    newest = next((at for at, entry in enumerate(log.value.entries) if order(entry.version) == max(released)), None)
    digest = log.value.entries[newest].digest if newest is not None else None
    if digest and digest != json.loads(last.source.text)["digest"]:
        hint = "Put the change log back from the last backup or commit; a digest is never edited."
        problems.append(log.problem(("entries", newest or 0, "digest"), "is not the digest of what was released", hint))
    if problems:
        raise SpecError(*problems)


def refuse_idle_version(state: State, last: str) -> None:
    """Refuse another version for the same content."""
    written = state.document.value.version
    if order(written) != order(last):
        message = f"version is {written}, and nothing has changed since {last}"
        raise SpecError(at_version(state, message, f"Write {last} again."))


def refuse_wishes(wish: Wish, state: State) -> None:
    """The first release takes the entry that is there, as it is."""
    if wish.message or wish.edited or wish.author or wish.added_by or wish.level:
        message = (
            f"the change log has an entry of {state.document.value.version} already, and this is its first release"
        )
        hint = "Release it without --message, --edit, --author, --added-by and --level; the next release may have them."
        raise SpecError(at_version(state, message, hint))


def refuse_guesses(wish: Wish, state: State) -> None:
    """Without an earlier release nobody can compute a level, or know what changed since an entry of the log."""
    if wish.level:
        message = f"this is the first release, of version {state.document.value.version}: there is none to rise from"
        raise SpecError(at_version(state, message, "Leave --level out, or write another version."))
    if state.log and not (wish.message or wish.edited):
        last = state.log.value.entries[0].version
        message = f"nothing was released of {last}, so nobody can say what changed since then"
        raise SpecError(at_version(state, message, "Say it with --message or --edit."))


def refuse_other(state: State, described: Release, now: Release | None) -> None:
    """Refuse a description that a person wrote of something else: the spec was changed in the meantime."""
    told = [(change.place, change.sentence) for change in now.changes] if now else []
    if now is None or (now.version, told) != (
        described.version,
        [(change.place, change.sentence) for change in described.changes],
    ):
        hint = "Look at it with `golive diff`, and release again. Nothing was released."
        raise SpecError(at_version(state, "the spec was changed while the description was written", hint))


def check_day(state: State, day: date) -> None:
    """Refuse a date before that of the newest entry."""
    if state.log and day < (last := state.log.value.entries[0]).date:
        hint = "Look at the clock of this computer, or say the date with --date."
        message = f"the release of {day} would stand before version {last.version} of {last.date}"
        raise SpecError(state.log.problem(("entries", 0, "date"), message, hint))


def at_version(state: State, message: str, hint: str) -> Problem:
    """A problem with the version that the document has."""
    return state.document.problem(("version",), message, hint)
