"""Outputs about versions: the differences between two, and the change log."""

from typing import Literal, NotRequired, TypedDict

from golive.reports.json_outputs.shared_values import ApprovalValues


class ComparedVersion(TypedDict):
    """One of two versions.

    Attributes:
        file: its file.
        id: the id of the spec.
        version: its version.
        date: the date of the version, as YYYY-MM-DD.
    """

    file: str
    id: str
    version: str
    date: str


class VersionChange(TypedDict):
    """A change between two versions.

    Attributes:
        path: the path of the value, by keys and ids.
        file: the file that shows it: the old one for something removed, otherwise the new one.
        line: the line in that file, from 1.
        kind: what happened to the value.
        audience: who may see the change.
        level: what it costs: MAJOR, MINOR or PATCH.
        sentence: one sentence.
    """

    path: str
    file: str
    line: int
    kind: str
    audience: str
    level: str
    sentence: str


class DiffOutput(TypedDict):
    """The differences between two versions.

    Attributes:
        old: the old version.
        new: the new version.
        level: the highest level of the changes.
        next_version: the lowest version that they may be released as.
        changes: every change.
    """

    old: ComparedVersion
    new: ComparedVersion
    level: str
    next_version: str
    changes: list[VersionChange]


class LogChange(TypedDict):
    """A change that a version brought.

    Attributes:
        level: what it cost.
        path: the path of the value, by keys and ids.
        sentence: one sentence.
        internal: whether only the vendor may see it.
    """

    level: Literal["major", "minor", "patch"]
    path: str
    sentence: str
    internal: bool


class LogApproval(TypedDict):
    """An approval that an older version had when the next one was released.

    Attributes:
        name: who approved.
        organization: the organization that the approver represents.
        role: in which role.
        date: when, as YYYY-MM-DD; null if it was pending.
        digest: digest of the release that was approved; null if it is not bound to one.
    """

    name: str
    organization: str
    role: str
    date: str | None
    digest: str | None


class LogWithdrawal(TypedDict):
    """That a release was withdrawn.

    Attributes:
        date: when, as YYYY-MM-DD.
        by: who took it back.
        reason: why; null if nobody said.
    """

    date: str
    by: str
    reason: str | None


class LogEntryValues(TypedDict):
    """A version.

    Attributes:
        date: its date, as YYYY-MM-DD.
        author: who wrote it.
        added_by: who added the entry; null if the author did.
        version: the version.
        description: what changed, in a sentence.
        changes: what changed, one by one.
        digest: digest of the content that was released; null for an entry written by hand.
        parts: digests of that content, part by part; null for an entry written by hand.
        approvals: who had approved it when the next version was released.
        withdrawn: that the release was withdrawn; null if it was not.
    """

    date: str
    author: str
    added_by: str | None
    version: str
    description: str
    changes: list[LogChange]
    digest: str | None
    parts: dict[str, str | None] | None
    approvals: list[LogApproval]
    withdrawn: LogWithdrawal | None


class LogOutput(TypedDict):
    """The change log of a document.

    Attributes:
        name: the name of the document.
        entries: its versions, the newest first.
        approvals: the approvals of the newest version.
    """

    name: str
    entries: list[LogEntryValues]
    approvals: NotRequired[list[ApprovalValues]]
