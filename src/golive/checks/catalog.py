"""Every check by its id, in chapters; docs/checks.md and `golive explain` are made of this table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from golive.checks.accessibility import ACCESS
from golive.checks.calls import CALLS
from golive.checks.card_data import CARDS
from golive.checks.change_log import CHANGELOG
from golive.checks.check import Check
from golive.checks.connections import LINES
from golive.checks.cutoff_chains import chains_are_in_order, closed_days_are_covered
from golive.checks.files import FILES
from golive.checks.identifiers import IDENTIFIERS
from golive.checks.key_expiry import KEYS
from golive.checks.money import MONEY_MOVES
from golive.checks.open_item_notes import notes_are_about_items
from golive.checks.people import PEOPLE
from golive.checks.plan import activities_are_known, plan_holds_together
from golive.checks.plan_days import (
    days_of_the_calendar_differ,
    days_of_the_plan_are_business_days,
    past_days_follow_each_other,
    years_of_the_plan_are_known,
)
from golive.checks.plan_order import ORDER
from golive.checks.record_layouts import control_totals_resolve, fields_of_records_resolve, records_follow_records
from golive.checks.record_positions import columns_count_up, examples_fit, fixed_width_fields_join, lines_end
from golive.checks.secrets import SECRETS
from golive.checks.suppression import SILENCES
from golive.checks.team import TEAM
from golive.checks.testing import TESTING
from golive.checks.times import cut_off_before_drop_by, ends_after_start, file_names_are_names

_LAYOUTS: Final = (
    Check(
        fixed_width_fields_join,
        "A reader that counts characters takes the end of one field for the start of the next.",
        "Mend positions and lengths, or add a field of the type `filler`.",
        must_hold=True,
    ),
    Check(
        examples_fit,
        "Engineers copy examples; one that is too long is cut off or refused.",
        "Shorten the example, or mend the length.",
    ),
    Check(
        columns_count_up,
        "Who reads by the number takes another column.",
        "Mend the number, or put the field into its place.",
        must_hold=True,
    ),
    Check(
        lines_end,
        "A reader could not tell where one record stops and the next begins.",
        "Say what ends a line.",
        must_hold=True,
    ),
    Check(
        control_totals_resolve,
        "A total of what is not there can be checked by nobody.",
        "Name a record and a field of the layout.",
        must_hold=True,
    ),
    Check(
        fields_of_records_resolve,
        "A reader looks for the field, and finds none.",
        "Name a field of the same record, or mend the pattern.",
        must_hold=True,
    ),
    Check(
        records_follow_records,
        "The order of records is what tells a whole file from one that was cut.",
        "Name a record of the layout.",
        must_hold=True,
    ),
)
_TIMES: Final = (
    Check(
        cut_off_before_drop_by,
        "The file would miss the last payments of the day.",
        "Move the cut-off before the drop-by time, or write `next_day: true`.",
    ),
    Check(
        ends_after_start,
        "The bar of the plan would have no length.",
        "Swap the two days, or mend the year.",
        must_hold=True,
    ),
    Check(
        file_names_are_names,
        "The folder stands in `folder`; said twice, it is changed once.",
        "Write the name alone.",
    ),
)
_DAYS: Final = (
    Check(
        days_of_the_plan_are_business_days,
        "Nobody is there to begin, to end or to decide.",
        "Take the business day before or after, or name the day in `days_worked`.",
    ),
    Check(
        days_of_the_calendar_differ,
        "One of the two says something else than was meant: most often the year is wrong.",
        "Mend the day, or leave it out.",
        must_hold=True,
    ),
    Check(
        years_of_the_plan_are_known,
        "Days are counted over holidays that nobody knows yet.",
        "Mend the year.",
        must_hold=True,
    ),
    Check(
        past_days_follow_each_other,
        "What has happened has an order; where it has not, slips are counted from a wrong day.",
        "Mend one of the days.",
    ),
    Check(
        activities_are_known,
        "A plan cannot be computed from activities that are not there, or that wait for each other.",
        "Name activities of the plan, without a circle.",
        must_hold=True,
    ),
    Check(
        plan_holds_together,
        "Somebody would wait for what is not done yet, or the go-live for its gate.",
        "Move the day, or the work before it; `golive plan` computes what is possible.",
        must_hold=True,
    ),
    Check(
        chains_are_in_order,
        "A file that comes after the bank's cut-off moves its money a banking day later.",
        "Move the earlier step, or let the later one wait for a later window.",
    ),
    Check(
        closed_days_are_covered,
        "Payments of a weekend or holiday would be in no file.",
        "Say in `weekends` and `on_holidays` which file takes them.",
    ),
)
_OPEN: Final = (
    Check(
        notes_are_about_items,
        "The note is about what is no longer open, or never was; nobody reads it.",
        "Take it out, or mend its id.",
        "warning",
    ),
)
CHAPTERS: Final[tuple[tuple[str, tuple[Check, ...]], ...]] = (
    ("Ids and references", IDENTIFIERS),
    ("Secrets", SECRETS),
    ("People and responsibilities", (*PEOPLE, *TEAM)),
    ("Money and volumes", MONEY_MOVES),
    ("Connections and keys", (*LINES, *KEYS)),
    ("Files", (*FILES, *_LAYOUTS)),
    ("Calls", CALLS),
    ("Card data", CARDS),
    ("Accessibility", ACCESS),
    ("Tests", TESTING),
    ("Plan", (*_TIMES, *_DAYS, *ORDER)),
    ("Open items", _OPEN),
    ("Change log", CHANGELOG),
    ("Silences", SILENCES),
)
CHECKS: Final[Mapping[str, Check]] = MappingProxyType({row.id: row for _, rows in CHAPTERS for row in rows})
OF_TEXT: Final = SECRETS
OF_ANY: Final = IDENTIFIERS[:1]
_ELSEWHERE: Final = (*OF_TEXT, *OF_ANY, *CHANGELOG, *SILENCES)
OF_INTEGRATION: Final = tuple(row for row in CHECKS.values() if row not in _ELSEWHERE)
