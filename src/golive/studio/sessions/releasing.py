"""Release the file of a session, and record approvals: written together or not at all."""

from datetime import date
from hashlib import sha256

from golive.project.project import Project
from golive.provenance.edited_documents import refuse_edited_documents
from golive.releases.approval import Approver, plan_approval
from golive.releases.release import plan_release
from golive.releases.release_request import ReleaseOptions, ReleaseState
from golive.releases.status import load_release_state
from golive.releases.withdrawal import WithdrawalOptions, WithdrawalPlan, plan_withdrawal
from golive.studio.sessions.session import EditConflictError, EditSession
from golive.support.files import open_write_session
from golive.support.problems import EditError, OutputError, make_problem

_WAIT_SECONDS = 5.0


def release_file(session: EditSession, options: ReleaseOptions, seen: str) -> str:
    """Release the file as it is now.

    Args:
        session: the file.
        options: version level, author and description.
        seen: digest of what the person saw; empty for a first release that the change log has already.

    Returns:
        The version; empty if there was nothing to release.

    Raises:
        EditConflictError: the file is not as the person saw it.
        GoliveError: it cannot be released, or not be written.
    """
    with open_write_session((session.workspace.data_folder,), _WAIT_SECONDS) as writer:
        state = _load_state(session)
        if seen and compute_seen_digest(state) != seen:
            raise EditConflictError((), None)
        plan = plan_release(state, options)
        if plan is None:
            return ""
        writer.write(f"the release of {state.name} {plan.version}", plan.files, state.original_contents)
    session.forget_steps()
    return plan.version


def approve_release(session: EditSession, name: str, organization: str, role: str, day: date) -> bool:
    """Record an approval of the newest release; return False if the person has approved it already.

    Raises:
        GoliveError: the content is not released, or a document of the release was edited.
    """
    with open_write_session((session.workspace.data_folder,), _WAIT_SECONDS) as writer:
        state = _load_state(session)
        plan = plan_approval(state, Approver(name, organization, day, role or None))
        if plan is None:
            return False
        refuse_edited_documents(session.workspace, state)
        writer.write(f"the approval of {state.name} {plan.version}", plan.files, state.original_contents)
    return True


def plan_release_withdrawal(session: EditSession, options: WithdrawalOptions) -> WithdrawalPlan:
    """Plan to withdraw the newest release; nothing is written.

    Raises:
        GoliveError: nothing is released, or it cannot be withdrawn.
    """
    return plan_withdrawal(_load_state(session), options)


def withdraw_release(session: EditSession, options: WithdrawalOptions) -> WithdrawalPlan:
    """Withdraw the newest release: its entry stays in the change log, and its content beside the others.

    Raises:
        GoliveError: nothing is released, another version than the newest is meant, or it cannot be written.
    """
    with open_write_session((session.workspace.data_folder,), _WAIT_SECONDS) as writer:
        state = _load_state(session)
        plan = plan_withdrawal(state, options)
        before = {**state.original_contents}
        before |= {path: path.read_bytes() for path, new in plan.files.items() if new is None}
        writer.write(f"the withdrawal of {state.name} {plan.version}", plan.files, before)
    session.forget_steps()
    return plan


def compute_seen_digest(state: ReleaseState) -> str:
    """Return a digest of what would be released."""
    changes = [(one.id_path, one.sentence) for one in state.changes]
    return sha256(repr((state.document.value.version, changes)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _load_state(session: EditSession) -> ReleaseState:
    return load_release_state(_require_saved_project(session))


def _require_saved_project(session: EditSession) -> Project:
    if session.overlay:
        hint = "Free some space or change the permissions, and save again."
        raise OutputError(make_problem("the last changes could not be saved, so they cannot be released", hint))
    project = session.read().project
    if project is None:
        raise EditError(make_problem("there is something to fix first", "The overview lists it."))
    return project
