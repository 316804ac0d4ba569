"""Who approved which version, as a table: newest version first, pending approvals shown as such."""

from collections.abc import Iterator

from golive.schema import ChangeLog, value_text
from golive.schema.organization import Approval
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import build_table

_HEADER = ("Version", "Name", "Organization", "Role", "Date")
_PENDING = Markdown("Pending")


def list_approvals(log: ChangeLog | None) -> Iterator[tuple[str, Approval]]:
    """Return every approval of a change log with the version that it was given to, or is requested for."""
    for at, entry in enumerate(log.entries if log else ()):
        given = entry.approvals
        asked = log.approvals if log and at == log.newest_at else ()
        named = {(one.name, one.organization) for one in given}
        for one in (*given, *(one for one in asked if (one.name, one.organization) not in named)):
            yield entry.version, one


def build_approval_table(log: ChangeLog | None, **attributes: object) -> Markdown:
    """Build the table of the approvals of every version; empty if there are none.

    Args:
        log: the change log.
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    rows = [
        [
            *(escape(text) for text in (version, one.name, one.organization, one.role)),
            escape(value_text.format_date(one.date)) if one.date else _PENDING,
        ]
        for version, one in list_approvals(log)
    ]
    return build_table(_HEADER, rows, **attributes)
