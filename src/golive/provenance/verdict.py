"""A file's statement held against the workspace: is it of what was released, and of what stands there now?"""

from typing import Literal

from msgspec import Struct

from golive.project.project import Project
from golive.provenance.statement import Statement
from golive.releases.approval_state import SignOff, held
from golive.releases.canonical_form import short_digest
from golive.releases.document_parts import CHANGE_LOG, NAMES, Parts, moved
from golive.releases.snapshots import digest_in, parts_in, read_snapshot, released
from golive.releases.status import standing_of
from golive.releases.version_number import order
from golive.releases.versioned_document import filed_as

Release = Literal["released", "other", "none"]


class Verdict(Struct, frozen=True):
    """What is known of a file.

    Attributes:
        statement: what it says of itself.
        differs: the parts that are not those of the workspace any more, as people call them; `version` among them.
        release: whether it is of what was released as its version; `other` where that was another content, `none`
            where nothing was released as that.
        against: the parts in which it differs from that release.
        sign_offs: who approved that version, and whether it holds for this file.
        is_found: whether the workspace has the document at all.
    """

    statement: Statement
    differs: tuple[str, ...] = ()
    release: Release = "none"
    against: tuple[str, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    is_found: bool = True

    @property
    def is_good(self) -> bool:
        """Whether it is as it was made, and as the workspace says it now."""
        return self.statement.is_intact and self.is_found and not self.differs


def judge(statement: Statement, project: Project | None) -> Verdict:
    """Hold a statement against a workspace.

    Args:
        statement: of a file.
        project: the document that it names, as it stands in the workspace; None where there is none.

    Raises:
        SpecError: what was released cannot be read, or somebody changed it.
    """
    if project is None:
        return Verdict(statement, is_found=False)
    now, then = dict(standing_of(project).parts), dict(statement.parts)
    differs = [label for name, label in NAMES.items() if now.get(name, "") != then.get(name, "")]
    if _order(statement.version) != order(project.about.version):
        differs.insert(0, "version")
    folder = project.workspace.releases(filed_as(project.about))
    version = next((one for one in released(folder) if order(one) == _order(statement.version)), None)
    if version is None:
        signed = _signed(project, statement, None, holds=statement.is_intact)
        return Verdict(statement, tuple(differs), "none", (), signed)
    path = folder / f"{version}.json"
    snapshot = read_snapshot(path)
    against = _against(parts_in(snapshot) or Parts(short_digest(snapshot.value), "", "", ""), then)
    release: Release = "other" if against else "released"
    holds = statement.is_intact and not against
    signed = _signed(project, statement, digest_in(snapshot), holds=holds)
    return Verdict(statement, tuple(differs), release, against, signed)


def _against(kept: Parts, then: dict[str, str]) -> tuple[str, ...]:
    """The parts in which a file differs from a release; of an old one only the spec is known."""
    said = Parts(**{name: then.get(name, "") for name in NAMES if name != CHANGE_LOG})
    return tuple(NAMES[name] for name in moved(kept, said) if name == "spec" or kept.templates)


def _signed(project: Project, statement: Statement, digest: str | None, *, holds: bool) -> tuple[SignOff, ...]:
    """The approvals of the file's version: those of the newest stand at the end of the log, others in their entry."""
    log = project.changelog
    if log is None:
        return ()
    at = next((at for at, one in enumerate(log.entries) if order(one.version) == _order(statement.version)), None)
    given = () if at is None else (*log.entries[at].approvals, *(() if at else log.approvals))
    return tuple(SignOff(one, held(one, digest, moved=not holds)) for one in given)


def _order(version: str) -> tuple[int, int, int] | None:
    """What a version is sorted by; None where a file says something that is none."""
    try:
        return order(version)
    except ValueError:
        return None
