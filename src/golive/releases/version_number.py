"""Parse and raise version numbers."""

from golive.schema import ChangeLog
from golive.schema.change_level import Bump


def parse_version(version: str) -> tuple[int, int, int]:
    """Parse a version into numbers to sort by: `1.10` is newer than `1.9`, and `1.0` equals `1.0.0`."""
    major, minor, patch = ([int(part) for part in version.split(".")] + [0])[:3]
    return major, minor, patch


def bump_version(version: str, bump: Bump) -> str:
    """Return the next version; the same version for NONE.

    Before 1.0.0 nothing is agreed yet, so a MAJOR change raises the second number.

    Args:
        version: such as `1.2.0`, or `1.2`.
        bump: the part to raise.
    """
    major, minor, patch = parse_version(version)
    if bump is Bump.NONE:
        return version
    if bump is Bump.PATCH:
        return f"{major}.{minor}.{patch + 1}"
    return f"{major + 1}.0.0" if bump is Bump.MAJOR and major else f"{major}.{minor + 1}.0"


def find_free_version(log: ChangeLog | None, version: str) -> str:
    """Return a version, or the next one after the newest withdrawn version: its number is not used again.

    Documents of a withdrawn release may be in somebody's hands; two documents of one version must be the same.
    """
    withdrawn = [entry.version for entry in log.entries if entry.withdrawn] if log else []
    newest = max(withdrawn, key=parse_version, default="")
    return bump_version(newest, Bump.PATCH) if newest and parse_version(version) <= parse_version(newest) else version
