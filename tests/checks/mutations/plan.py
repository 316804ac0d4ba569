"""Mistakes in the plan, its days and its open items, and in the chain of a file's hours."""

from tests.checks.mutations.mutation import Mutation as Edit

_CALENDAR = (
    "  calendar:\n    holidays: us-federal\n    days_off:\n      - {{date: {}, name: A day off}}\n  billing_system:\n"
)

PLAN = (
    Edit("a day off on a Sunday", "  billing_system:\n", _CALENDAR.format("2027-02-14"), "not a business day anyway", at="date: 2027-02-14"),
    Edit("a gate on a day off", "  billing_system:\n", _CALENDAR.format("2027-01-29"), "is 2027-01-29", at="id: sit-exit"),
    Edit("a day off of another century", "  billing_system:\n", _CALENDAR.format("2099-01-29"), "holidays are known from", at="date: 2099-01-29"),
    Edit("coding that ended before it began", "end: 2026-12-18,", "end: 2026-12-18, actual: {start: 2026-11-03, end: 2026-11-02},", "before its `start` 2026-11-03"),
    Edit("UAT waits for what is not there", "start: 2027-02-01, end: 2027-02-26,", "start: 2027-02-01, end: 2027-02-26, after: [sitt],", "no activity has that id"),
    Edit("a gate before what it waits for", "date: 2027-01-29, approver: ines,", "date: 2027-01-29, after: [uat], approver: ines,", "does not end until 2027-02-26"),
    Edit("fewer days than it says", "start: 2027-02-01, end: 2027-02-26,", "start: 2027-02-01, end: 2027-02-26, days: 30,", "business days"),
    Edit("the bank's cut-off before the file", "      drop_by: 17:00\n", "      drop_by: 17:00\n      bank: {cut_off: '16:00', window: same-day-3}\n", "the bank's cut-off at 16:00"),
    Edit("posted some days later, at no hour", "      drop_by: 17:00\n", "      drop_by: 17:00\n      ¶posted_days_later: 1\n", "`posted_by` is not"),
    Edit("payments of a Sunday in no file", "      drop_by: 17:00\n", "      drop_by: 17:00\n      ¶weekends: no-items\n      on_holidays: next-file\n", "on every day"),
    Edit("weekends, and nothing of holidays", "      drop_by: 17:00\n", "      drop_by: 17:00\n      ¶weekends: next-file\n", "no `on_holidays`"),
    Edit("a phase before its answers", "  go_live: 2027-03-09\n", "  go_live: TBD\n", "is not ready for UAT: 1 item that it needs is still open", at="status: uat"),
    Edit("a go-live in another millennium", "  go_live: 2027-03-09\n", "  go_live: 9999-12-31\n", "must be at most 2099-12-31"),
    Edit("a day of the first century", "  go_live: 2027-03-09\n", "  go_live: 0027-03-09\n", "Check the year."),
    Edit("a note on an item that cannot be", "decisions:\n", "open_items:\n  - {¶id: '9999', owner: ines}\ndecisions:\n", "no field has the number 9999"),
)  # fmt: skip
