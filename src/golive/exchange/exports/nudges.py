"""Export one e-mail draft per person who answers open items. Nothing is sent."""

from collections.abc import Mapping
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from golive.open_items.items import OpenItem, collect_open_items
from golive.project.project import IntegrationProject
from golive.schema.people import Contact
from golive.schema.value_text import format_count, format_date


def build_nudges(project: IntegrationProject, today: date) -> Mapping[str, bytes]:
    """Build .eml drafts by file name, one for each person with open items.

    A mail program opens them for editing (`X-Unsent: 1`). Who has no e-mail address gets a draft without a recipient.

    Args:
        project: the integration.
        today: the day by which items are past due.
    """
    team = {person.id: person for person in project.spec.team}
    items: dict[str, list[OpenItem]] = {}
    for item in collect_open_items(project.spec):
        items.setdefault(item.owner, []).append(item)
    sender = team[project.spec.owner]
    return {
        f"{name}.eml": _write_draft(project, team[name], sender, found, today) for name, found in sorted(items.items())
    }


def _write_draft(
    project: IntegrationProject, owner: Contact, sender: Contact, items: list[OpenItem], today: date
) -> bytes:
    late = sum(item.is_overdue(today) for item in items)
    count = format_count(len(items), "open item")
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"
    if sender.email and owner.id != sender.id:
        draft["From"] = _make_address(sender, sender.email)
    if owner.email:
        draft["To"] = _make_address(owner, owner.email)
    draft["Subject"] = f"{project.spec.biller.short_name}: {count}{f', {late} past due' if late else ''}"
    verb = "is" if len(items) == 1 else "are"
    lines = [
        f"Hello {owner.name},",
        "",
        f"for {project.spec.name}, {count} {verb} waiting for your answer:",
        "",
        *(_describe(item, today) for item in items),
        "",
        "Please reply with your answers, or with the day by which you will have them.",
        "",
        sender.name,
        "",
    ]
    draft.set_content("\n".join(lines), cte="quoted-printable")
    return draft.as_bytes()


def _make_address(person: Contact, email: str) -> Address:
    user, _, domain = email.partition("@")
    return Address(person.name, user, domain)


def _describe(item: OpenItem, today: date) -> str:
    when = f"needed by {format_date(item.due)}{', past due' if item.is_overdue(today) else ''}" if item.due else ""
    note = f"\n    {item.note}" if item.note else ""
    return f"- {item.what} ({'; '.join(filter(None, (f'item {item.id}', when)))}){note}"
