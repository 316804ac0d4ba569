"""The catalog of all checks, in chapters; source of docs/checks.md and `golive explain`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from golive.checks.accessibility import ACCESSIBILITY_CHECKS
from golive.checks.calls import CALL_CHECKS
from golive.checks.card_data import CARD_CHECKS
from golive.checks.case_results import RESULT_CHECKS
from golive.checks.change_log import CHANGE_LOG_CHECKS
from golive.checks.check import Check
from golive.checks.connections import CONNECTION_CHECKS
from golive.checks.cutoff_chains import chains_are_in_order, closed_days_are_covered
from golive.checks.facts import FACT_CHECKS
from golive.checks.files import FILE_CHECKS
from golive.checks.identifiers import IDENTIFIER_CHECKS
from golive.checks.key_expiry import KEY_CHECKS
from golive.checks.lost_text import LOST_TEXT_CHECKS
from golive.checks.money import MONEY_CHECKS
from golive.checks.open_item_notes import notes_are_about_items, the_phase_has_what_it_needs
from golive.checks.parties import PARTY_CHECKS
from golive.checks.payments import PAYMENT_CHECKS
from golive.checks.people import PEOPLE_CHECKS
from golive.checks.plan import activities_are_known, plan_holds_together
from golive.checks.plan_days import (
    days_of_the_calendar_differ,
    days_of_the_plan_are_business_days,
    past_days_follow_each_other,
    years_of_the_plan_are_known,
)
from golive.checks.plan_order import PLAN_ORDER_CHECKS
from golive.checks.record_layouts import control_totals_resolve, fields_of_records_resolve, records_follow_records
from golive.checks.record_positions import columns_count_up, examples_fit, fixed_width_fields_join, lines_end
from golive.checks.rollout import ROLLOUT_CHECKS
from golive.checks.secrets import SECRET_CHECKS
from golive.checks.suppression import SUPPRESSION_CHECKS
from golive.checks.team import TEAM_CHECKS
from golive.checks.testing import TESTING_CHECKS
from golive.checks.times import cut_off_before_drop_by, daily_times_exist, ends_after_start, file_names_are_names
from golive.checks.transports import TRANSPORT_CHECKS
from golive.checks.vendor_identity import VENDOR_CHECKS

_LAYOUT_CHECKS: Final = (
    Check(
        fixed_width_fields_join,
        "A program that counts characters reads the end of one field as the start of the next.",
        "Correct positions and lengths, or add a field of the type `filler`.",
        must_hold=True,
    ),
    Check(
        examples_fit,
        "Engineers copy examples; one that is too long is truncated or rejected.",
        "Shorten the example, or correct the length.",
    ),
    Check(
        columns_count_up,
        "A program that reads columns by number reads the wrong one.",
        "Correct the number, or move the field to its place.",
        must_hold=True,
    ),
    Check(
        lines_end,
        "A program could not tell where one record ends and the next begins.",
        "Write what ends a line: `lf` or `crlf`.",
        must_hold=True,
    ),
    Check(
        control_totals_resolve,
        "A total over records or fields that do not exist cannot be checked.",
        "Name a record and a field of the layout.",
        must_hold=True,
    ),
    Check(
        fields_of_records_resolve,
        "A program looks for the field and does not find it.",
        "Name a field of the same record, or correct the pattern.",
        must_hold=True,
    ),
    Check(
        records_follow_records,
        "The order of records distinguishes a complete file from a truncated one.",
        "Name a record of the layout.",
        must_hold=True,
    ),
)
_TIME_CHECKS: Final = (
    Check(
        cut_off_before_drop_by,
        "The file would miss the last payments of the day.",
        "Move the cut-off before the drop-by time, or write `next_day: true`.",
    ),
    Check(
        daily_times_exist,
        "On the night on which clocks are set forward the file is an hour late, or does not come.",
        "Choose a time outside the hour that is skipped, or state in `late_file` what happens on that night.",
        "warning",
    ),
    Check(
        ends_after_start,
        "The bar of the plan would have no length.",
        "Swap the two dates, or correct the year.",
        must_hold=True,
    ),
    Check(
        file_names_are_names,
        "The folder belongs in `folder`; if given twice, only one is updated.",
        "Write the name alone.",
    ),
)
_DAY_CHECKS: Final = (
    Check(
        days_of_the_plan_are_business_days,
        "Nobody is at work on that day.",
        "Take the business day before or after, or name the day in `days_worked`.",
    ),
    Check(
        days_of_the_calendar_differ,
        "The entry has no effect, so its date is probably wrong; often it is the year.",
        "Correct the date, or remove it.",
        must_hold=True,
    ),
    Check(
        years_of_the_plan_are_known,
        "Business days cannot be counted in years whose holidays are not known.",
        "Correct the year.",
        must_hold=True,
    ),
    Check(
        past_days_follow_each_other,
        "Delays would be counted from a wrong date.",
        "Correct one of the dates.",
    ),
    Check(
        activities_are_known,
        "A plan cannot be computed from activities that do not exist or that wait for each other.",
        "Name activities of the plan, without a cycle.",
        must_hold=True,
    ),
    Check(
        plan_holds_together,
        "An activity would start before its predecessor ends, or a gate before the work it approves.",
        "Move the date, or the work before it; `golive plan` computes possible dates.",
        must_hold=True,
    ),
    Check(
        chains_are_in_order,
        "If a file misses the bank's cut-off, its money moves one banking day later.",
        "Move the earlier step, or let the later one wait for a later window.",
    ),
    Check(
        closed_days_are_covered,
        "Payments made on a weekend or holiday would not be in any file.",
        "State in `weekends` and `on_holidays` which file carries them.",
    ),
)
_OPEN_ITEM_CHECKS: Final = (
    Check(
        notes_are_about_items,
        "The note is about an item that does not exist, so it is not shown.",
        "Remove it, or correct its id.",
        "warning",
    ),
    Check(
        the_phase_has_what_it_needs,
        "Work of the phase starts from facts that nobody has yet; documents show each as an open item.",
        "Find the answers, or set `status` back; `golive check --gate PHASE` names each item.",
        "warning",
    ),
)
CHAPTERS: Final[tuple[tuple[str, tuple[Check, ...]], ...]] = (
    ("Ids and references", IDENTIFIER_CHECKS),
    ("Secrets", SECRET_CHECKS),
    ("Lost text", LOST_TEXT_CHECKS),
    ("People and responsibilities", (*PEOPLE_CHECKS, *TEAM_CHECKS, *PARTY_CHECKS)),
    ("Money and volumes", (*MONEY_CHECKS, *PAYMENT_CHECKS)),
    ("Connections and keys", (*CONNECTION_CHECKS, *TRANSPORT_CHECKS, *KEY_CHECKS)),
    ("Files", (*FILE_CHECKS, *_LAYOUT_CHECKS)),
    ("Calls", CALL_CHECKS),
    ("Sign-on, migration and jobs", FACT_CHECKS),
    ("Card data", CARD_CHECKS),
    ("Accessibility", ACCESSIBILITY_CHECKS),
    ("Tests", (*TESTING_CHECKS, *RESULT_CHECKS)),
    ("Plan", (*_TIME_CHECKS, *_DAY_CHECKS, *PLAN_ORDER_CHECKS, *ROLLOUT_CHECKS)),
    ("Open items", _OPEN_ITEM_CHECKS),
    ("Change log", CHANGE_LOG_CHECKS),
    ("Silences", SUPPRESSION_CHECKS),
    ("The vendor", VENDOR_CHECKS),
)
CHECKS: Final[Mapping[str, Check]] = MappingProxyType({row.id: row for _, rows in CHAPTERS for row in rows})
TEXT_CHECKS: Final = SECRET_CHECKS
TREE_CHECKS: Final = LOST_TEXT_CHECKS
MODEL_CHECKS: Final = (*IDENTIFIER_CHECKS[:1], *VENDOR_CHECKS)
_OTHER_CHECKS: Final = (*TEXT_CHECKS, *TREE_CHECKS, *MODEL_CHECKS, *CHANGE_LOG_CHECKS, *SUPPRESSION_CHECKS)
INTEGRATION_CHECKS: Final = tuple(row for row in CHECKS.values() if row not in _OTHER_CHECKS)
