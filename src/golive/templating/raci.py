"""Who does what: a matrix of letters while the columns fit side by side, else the names in four columns."""

from collections.abc import Iterable, Mapping

from golive.schema import Integration
from golive.schema.plan import RaciActivity
from golive.templating.context import MOST_PEOPLE, contact, people_in
from golive.templating.escape import Markdown, escape
from golive.templating.fact_tables import Names, table
from golive.templating.open_values import Open

_HEADER = ("Activity", "Responsible", "Accountable", "Consulted", "Informed")


def raci_table(
    activities: Iterable[RaciActivity] | Open,
    *,
    spec: Integration,
    names: Names,
    by_side: bool = False,
    **attributes: object,
) -> Markdown:
    """The table of activities and people.

    Args:
        activities: what is done.
        spec: the integration whose team does it.
        names: what (part of the spec, id) is called.
        by_side: with more than `MOST_PEOPLE` people, whether their sides stand for them (else: their names).
        attributes: `caption` and what the dialect knows for tables.
    """
    if isinstance(activities, Open):
        return Markdown(f"*{escape(activities.label)}*")
    rows = tuple(activities)
    people = people_in(rows)
    if len(people) <= MOST_PEOPLE:
        return _matrix(rows, {person: names["team", person] for person in people}, attributes)
    if by_side:
        return _matrix(rows, {person: contact(spec, person).party.label for person in people}, attributes)

    def named(ids: Iterable[str]) -> Markdown:
        return escape(", ".join(names["team", person] for person in ids))

    def parts(row: RaciActivity) -> tuple[tuple[str, ...], ...]:
        return row.responsible, (row.accountable,), row.consulted, row.informed

    cells = [[escape(row.activity), *map(named, parts(row))] for row in rows]
    return table(_HEADER, cells, **attributes)


def _matrix(rows: Iterable[RaciActivity], columns: Mapping[str, str], attributes: Mapping[str, object]) -> Markdown:
    """A column per person or side, a letter per part in the activity."""
    headings = list(dict.fromkeys(columns.values()))
    people = [{person for person, of in columns.items() if of == heading} for heading in headings]
    cells = [[escape(row.activity), *(_letters(row, those) for those in people)] for row in rows]
    return table(["Activity", *headings], cells, kind="raci", blank=" ", **attributes)


def _letters(row: RaciActivity, people: set[str]) -> Markdown:
    parts = {
        "A": row.accountable in people,
        "R": bool(people.intersection(row.responsible)),
        "C": bool(people.intersection(row.consulted)),
        "I": bool(people.intersection(row.informed)),
    }
    found = [letter for letter, has in parts.items() if has]
    # Who does it or answers for it is asked and told anyway.
    return Markdown("/".join(letter for letter in found if letter in "AR") or "".join(found[:1]))
