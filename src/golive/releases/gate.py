"""The gate: is the content as it was released, or does an entry of the change log have to tell of it first?"""

from collections.abc import Iterator

from msgspec import Struct

from golive.releases.approval_state import Held, SignOff, sign_offs
from golive.releases.change import Change
from golive.releases.change_levels import least_bump
from golive.releases.document_parts import NAMES
from golive.releases.release_refusals import at_version, check_log
from golive.releases.release_request import State
from golive.releases.snapshots import digest_in
from golive.releases.version_number import order, raised
from golive.schema.change_level import Bump
from golive.schema.value_text import count, join
from golive.support.problems import Problem, SpecError, problem


class Gate(Struct, frozen=True):
    """How a document stands to its newest release.

    Attributes:
        released: the version that was released last; None before the first release.
        moved: the parts that differ from it, by key.
        changes: what changed since.
        next_version: the least version that the content may be released as.
        sign_offs: the approvals, each with whether it holds.
        faults: why nobody may pass; empty while the content is as it was released.
        void: the approvals that do not hold.
    """

    released: str | None
    moved: tuple[str, ...]
    changes: tuple[Change, ...]
    next_version: str
    sign_offs: tuple[SignOff, ...]
    faults: tuple[Problem, ...]
    void: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is to be mended."""
        return (*self.faults, *self.void)

    @property
    def level(self) -> Bump:
        """The part of the version that must rise at least."""
        return least_bump(self.changes)


def gate(state: State) -> Gate:
    """Look at a document, its change log and its releases."""
    written, log = state.document.value.version, state.log
    if state.snapshot is None:
        signed = sign_offs(log.value if log else None, None, moved=False)
        return Gate(None, (), (), written, signed, (_never_released(state),))
    last, changes = state.snapshot.value.version, state.changes
    least = raised(last, least_bump(changes))
    idle = not changes and order(written) != order(last)
    signed = sign_offs(log.value if log else None, digest_in(state.snapshot), moved=bool(changes) or idle)
    faults: list[Problem] = []
    try:
        check_log(state, state.snapshot)
    except SpecError as error:
        faults += error.problems
    if changes:
        faults.append(_changed(state, last, changes, least))
    elif idle:
        message = f"version is {written}, and nothing has changed since {last}, which was released"
        faults.append(at_version(state, message, f"Write {last} again."))
    void = tuple(_void(state, last, signed))
    return Gate(last, moved_in(changes), changes, max(least, written, key=order), signed, tuple(faults), void)


def moved_in(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """The parts that changes are in, by key, in the order of `NAMES`."""
    found = {change.place if change.place in NAMES and not change.path else "spec" for change in changes}
    return tuple(name for name in NAMES if name in found)


def _changed(state: State, last: str, changes: tuple[Change, ...], least: str) -> Problem:
    inner = [change for change in changes if change.path]
    dearest = max(inner or changes, key=lambda change: change.level)
    said = [f"spec ({count(len(inner), 'change')}, {dearest.level.label})"] if inner else []
    said += [NAMES[name] for name in moved_in(changes) if name != "spec"]
    message = f"differs from {last}, which was released, and no entry of the change log tells of it: {join(said)}"
    hint = (
        f"`golive diff released {state.name}` says what changed in the spec; `golive release {state.name}` makes it "
        f"{least} or higher, and writes the entry."
    )
    return at_version(state, message, hint)


def _never_released(state: State) -> Problem:
    told = next((one for one in state.log.value.entries if one.digest), None) if state.log else None
    if told:
        hint = "Put the folder back from the last backup or commit."
        message = f"the snapshots are missing, and the change log tells of {told.version}, which was released"
        return problem(message, hint, path=state.folder)
    version = state.document.value.version
    message = f"nothing of `{state.name}` has been released yet"
    return at_version(state, message, f"`golive release {state.name}` keeps {version} as its first release.")


def _void(state: State, last: str, signed: tuple[SignOff, ...]) -> Iterator[Problem]:
    digest = digest_in(state.snapshot) if state.snapshot else None
    for at, one in enumerate(signed):
        if one.held is Held.VOID and state.log:
            content = last if one.approval.digest in {None, digest} else "other content"
            message = (
                f"the approval of {one.approval.name}, {one.approval.organization}, is void: it was given to {content}"
            )
            hint = f"Once the content is released, ask again: `golive approve {state.name}`."
            yield state.log.problem(("approvals", at, "name"), message, hint)
