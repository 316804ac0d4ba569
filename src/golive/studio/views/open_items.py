"""The to-do list of an integration: who answers what, by when, and the field to answer it in."""

from datetime import date
from typing import Any

from msgspec import Struct

from golive.open_items.items import OpenItem
from golive.project.open_items import list_open_items
from golive.project.project import IntegrationProject
from golive.schema.value_text import format_date
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.fields import FieldContext, FieldView, build_field
from golive.studio.views.problems import make_element_id
from golive.support.problems import PathStep
from golive.topics.questions import Question, find_topic, read_topic


class OpenItemView(Struct, frozen=True):
    """An open item as the page shows it.

    Attributes:
        id: its number.
        what: what is open.
        owner: who answers.
        due: the day it is needed by; may be empty.
        is_late: whether that day is over.
        phase: the phase that needs it; may be empty.
        note: who was asked, for instance; may be empty.
        help: what the answer means; may be empty.
        url: the address of the field.
        field: the field, to answer it in place; None if that needs more than one answer.
    """

    id: str
    what: str
    owner: str
    due: str
    is_late: bool
    phase: str
    note: str
    help: str
    url: str
    field: FieldView | None


class OwnerItems(Struct, frozen=True):
    """The open items of one person, and the text of an e-mail that asks for them."""

    owner: str
    items: tuple[OpenItemView, ...]
    email: str


def list_open_item_views(snapshot: FileSnapshot, today: date) -> tuple[OwnerItems, ...]:
    """Return the open items by owner, the earliest due day first; empty if the file has errors.

    Args:
        snapshot: the file; its project must be loaded.
        today: the day to compare due days with.
    """
    project = snapshot.project
    if not isinstance(project, IntegrationProject):
        return ()
    names = {person.id: person.name for person in project.spec.team}
    questions = map_questions(snapshot)
    context = FieldContext(snapshot.values, {}, snapshot.target.model)
    grouped: dict[str, list[OpenItemView]] = {}
    for item in list_open_items(project):
        owner = names.get(item.owner, item.owner)
        grouped.setdefault(owner, []).append(_build_view(snapshot, context, questions, item, owner, today))
    return tuple(
        OwnerItems(owner, tuple(items), write_email(owner, items, project.spec.name))
        for owner, items in grouped.items()
    )


def write_email(owner: str, items: list[OpenItemView], integration: str) -> str:
    """Write the text of an e-mail that asks a person for answers."""
    lines = [
        f"Hello {owner.split(maxsplit=1)[0] if owner.split() else owner},",
        "",
        f"for {integration}, these answers are still open:",
        "",
    ]
    for item in items:
        due = f" (by {item.due})" if item.due else ""
        lines.append(f"- {item.what}{due} [{item.id}]")
    return "\n".join([*lines, "", "Thank you!"])


def _build_view(  # noqa: PLR0913, PLR0917 - what one row is made from
    snapshot: FileSnapshot,
    context: FieldContext,
    questions: dict[tuple[PathStep, ...], Question],
    item: OpenItem,
    owner: str,
    today: date,
) -> OpenItemView:
    question = questions.get(item.path)
    field = build_field(context, question) if question else None
    topic = find_topic(item.path, snapshot.values, snapshot.target.kind)
    is_simple = field is not None and field.control not in {"items", "list"}
    return OpenItemView(
        item.id,
        item.what,
        owner,
        format_date(item.due) if item.due else "",
        item.is_overdue(today),
        item.needed_by.label if item.needed_by else "",
        item.note,
        question.help if question else "",
        f"{snapshot.target.url}/{topic.id}?at={make_element_id(item.path)}",
        field if is_simple else None,
    )


def map_questions(snapshot: FileSnapshot, topics: frozenset[str] | None = None) -> dict[tuple[PathStep, ...], Question]:
    """Return the questions of a file by path.

    Args:
        snapshot: the file; it must be readable.
        topics: ids of the sections to look at; None for all.
    """
    from golive.topics.table import list_topics

    found: dict[tuple[PathStep, ...], Question] = {}
    for topic in list_topics(snapshot.target.kind):
        if topics is not None and topic.id not in topics:
            continue
        lists: Any = read_topic(topic, snapshot.values, snapshot.gaps)
        for one in lists:
            for item in one.items:
                found |= {question.path: question for question in item.questions}
    return found
