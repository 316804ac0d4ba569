"""The changes of a version since the previous one."""

from msgspec import Struct

from golive.schema.organization import LoggedChange


class VersionChanges(Struct, frozen=True):
    """The changes since a version.

    Attributes:
        since: the version that it changed since, such as `1.2.0`.
        changes: what changed, one by one; nothing that only the vendor may know.
        unreleased: whether the version that brings it has yet to be released.
    """

    since: str
    changes: tuple[LoggedChange, ...]
    unreleased: bool = False
