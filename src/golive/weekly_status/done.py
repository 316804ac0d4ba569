"""List what was done since the last status report, from the days that the spec records."""

from collections import Counter
from collections.abc import Iterator

from golive.open_items.items import collect_open_items
from golive.planning.slip import compute_slips
from golive.schema import ChangeLog, Integration
from golive.schema.testing import TestPhase
from golive.schema.value_text import format_count, join_words
from golive.schema.words import TestOutcome
from golive.weekly_status.lines import Period, StatusLine, name_contact


def list_done(
    spec: Integration, changelog: ChangeLog | None, period: Period, before: tuple[str, Integration] | None
) -> tuple[StatusLine, ...]:
    """List what was done in a period, by day; what has no day of its own comes last.

    Args:
        spec: the integration.
        changelog: its change log, if it has one.
        period: the days.
        before: version and content of the release to compare with; None if there is none.
    """
    found = [
        *_list_activities(spec, period),
        *_list_decisions(spec, period),
        *_list_tests(spec, period),
        *_list_versions(changelog, period),
    ]
    found.sort(key=lambda line: line.day or period.day)
    return (*found, *(_compare(spec, *before) if before else ()))


def _list_activities(spec: Integration, period: Period) -> Iterator[StatusLine]:
    slips = {slip.id: slip for slip in compute_slips(spec)}
    for one in spec.timeline.activities:
        actual = one.actual
        if actual and period.is_new(actual.end):
            slip = slips.get(one.id)
            yield StatusLine("activity", f"{one.name}: completed{f', {slip.summary}' if slip else ''}", actual.end)
        elif actual and period.is_new(actual.start):
            yield StatusLine("activity", f"{one.name}: begun", actual.start)


def _list_decisions(spec: Integration, period: Period) -> Iterator[StatusLine]:
    for one in spec.decisions:
        if one.decision is not None and period.is_new(one.decided_on):
            yield StatusLine("decision", f"Decided: {one.question}", one.decided_on, name_contact(spec, one.owner))


def _list_tests(spec: Integration, period: Period) -> Iterator[StatusLine]:
    for name, phase in (("SIT", spec.testing.sit), ("UAT", spec.testing.uat)):
        yield from _list_results(name, phase, period)
        if period.is_new(phase.signed_off_on):
            signer = name_contact(spec, phase.signs_off)
            yield StatusLine("sign-off", f"{name} signed off", phase.signed_off_on, signer)


def _list_results(name: str, phase: TestPhase, period: Period) -> Iterator[StatusLine]:
    """Yield one line that counts the results with a day in the period."""
    results = [case.result for case in phase.cases if case.result and period.is_new(case.result.date)]
    if not results:
        return
    outcomes = Counter(result.outcome for result in results)
    parts = [f"{outcomes[one]} {one.label.lower()}" for one in TestOutcome if outcomes[one]]
    total = format_count(len(phase.cases), "case")
    text = f"{name}: results of {len(results)} of {total}: {join_words(parts)}"
    yield StatusLine("test", text, max(result.date for result in results))


def _list_versions(changelog: ChangeLog | None, period: Period) -> Iterator[StatusLine]:
    for entry in changelog.valid_entries if changelog else ():
        if period.is_new(entry.date):
            yield StatusLine("version", f"Version {entry.version} of the documents", entry.date, entry.author)


def _compare(spec: Integration, version: str, before: Integration) -> Iterator[StatusLine]:
    """Yield what is different from a release and carries no day."""
    if before.status is not spec.status:
        yield StatusLine("phase", f"Phase: from {before.status.label} to {spec.status.label}")
    still_open = {item.id for item in collect_open_items(spec)}
    decided = {one.id for one in spec.decisions if one.decision is not None}  # they have lines of their own
    closed = [one for one in collect_open_items(before) if one.id not in still_open | decided]
    if closed:
        verb = "is" if len(closed) == 1 else "are"
        text = f"{format_count(len(closed), 'item')} that version {version} left open {verb} no longer open"
        yield StatusLine("item", text)
