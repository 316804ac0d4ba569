"""Who approved which version, as a table: newest version first, pending approvals shown as such."""

from collections.abc import Iterator

from golive.schema import ChangeLog, value_text
from golive.schema.organization import Approval
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import table

_HEADER = ("Version", "Name", "Organization", "Role", "Date")
_PENDING = Markdown("Pending")


def approvals_of(log: ChangeLog | None) -> Iterator[tuple[str, Approval]]:
    """Every approval with the version that it was given to, or is asked for."""
    for at, entry in enumerate(log.entries if log else ()):
        given = entry.approvals
        asked = log.approvals if log and at == 0 else ()
        named = {(one.name, one.organization) for one in given}
        for one in (*given, *(one for one in asked if (one.name, one.organization) not in named)):
            yield entry.version, one


def approval_table(log: ChangeLog | None, **attributes: object) -> Markdown:
    """The approvals of every version; nothing where there are none.

    Args:
        log: the change log.
        attributes: `caption`, and what the dialect knows for tables.
    """
    rows = [
        [
            *(escape(text) for text in (version, one.name, one.organization, one.role)),
            escape(value_text.day(one.date)) if one.date else _PENDING,
        ]
        for version, one in approvals_of(log)
    ]
    return table(_HEADER, rows, **attributes)
