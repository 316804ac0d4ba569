"""Build the table of who does what: a matrix of letters if the columns fit, else the names in four columns."""

from collections.abc import Iterable, Mapping

from golive.schema import Integration
from golive.schema.plan import RaciActivity
from golive.templating.context import MOST_PEOPLE, get_contact, list_raci_people
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Names, build_table
from golive.templating.open_values import OpenValue
from golive.templating.value_marks import derive_text

_HEADER = ("Activity", "Responsible", "Accountable", "Consulted", "Informed")


def build_raci_table(
    activities: Iterable[RaciActivity] | OpenValue,
    *,
    spec: Integration,
    names: Names,
    by_side: bool = False,
    **attributes: object,
) -> Markdown:
    """Build the table of activities and people.

    Args:
        activities: what is done.
        spec: the integration whose team does it.
        names: display names by (part of the spec, id).
        by_side: with more than `MOST_PEOPLE` people, whether their sides stand for them (else: their names).
        attributes: `caption` and other table attributes of the Markdown dialect.
    """
    if isinstance(activities, OpenValue):
        return Markdown(f"*{escape(activities.label)}*")
    rows = tuple(activities)
    people = list_raci_people(rows)
    if len(people) <= MOST_PEOPLE:
        return _build_matrix(rows, {person: names["team", person] for person in people}, attributes)
    if by_side:
        return _build_matrix(rows, {person: get_contact(spec, person).party.label for person in people}, attributes)

    def format_names(ids: Iterable[str]) -> Markdown:
        people = [names["team", person] for person in ids]
        return escape(derive_text(", ".join(people), *people))

    def list_roles(row: RaciActivity) -> tuple[tuple[str, ...], ...]:
        return row.responsible, (row.accountable,), row.consulted, row.informed

    cells = [[escape(row.activity), *map(format_names, list_roles(row))] for row in rows]
    return build_table(_HEADER, cells, **attributes)


def _build_matrix(
    rows: Iterable[RaciActivity], columns: Mapping[str, str], attributes: Mapping[str, object]
) -> Markdown:
    """Build a matrix with a column per person or side, and a letter per role in the activity."""
    headings = list(dict.fromkeys(columns.values()))
    people = [{person for person, of in columns.items() if of == heading} for heading in headings]
    cells = [[escape(row.activity), *(_get_raci_letters(row, those) for those in people)] for row in rows]
    return build_table(["Activity", *headings], cells, kind="raci", blank=" ", **attributes)


def _get_raci_letters(row: RaciActivity, people: set[str]) -> Markdown:
    parts = {
        "A": row.accountable in people,
        "R": bool(people.intersection(row.responsible)),
        "C": bool(people.intersection(row.consulted)),
        "I": bool(people.intersection(row.informed)),
    }
    found = [letter for letter, has in parts.items() if has]
    # Who does it or answers for it is asked and told anyway.
    return Markdown("/".join(letter for letter in found if letter in "AR") or "".join(found[:1]))
