"""Titles made from facts: each is the first row of its group that holds and fits, as a sentence without its full stop.

Groups are in `TITLES`; what makes a row true is in `golive.templating.claims`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from golive.planning.planned_timeline import plan_activities
from golive.planning.slip import compute_slips
from golive.schema import Integration, value_text
from golive.schema.interfaces import BatchInterface
from golive.schema.migration import Migration
from golive.schema.plan import Decision
from golive.schema.words import CardCapture, Direction, Frequency, Level, Tender, Track
from golive.templating import claims, context
from golive.templating.claims import Claim, ClaimFacts, always, choose_text
from golive.templating.phrases import (
    count_interfaces_by_method,
    describe_frequency,
    describe_methods,
    describe_next_day,
    drop_period,
    format_count_in_words,
    list_carried_data,
    list_moving_parties,
    upper_first,
)

_PAIR: Final = 2


def build_title(name: str, facts: ClaimFacts) -> str:
    """Build a title.

    Args:
        name: the group in `TITLES`.
        facts: what it is decided on.

    Raises:
        LookupError: there is no such group.
    """
    if name not in TITLES:
        raise LookupError(f"asks for the title `{name}`; there are {', '.join(TITLES)}")
    return choose_text(TITLES[name], facts)


def get_track_start(spec: Integration, track: Track) -> date | None:
    """Return the first day of a phase; None where the plan has nothing for it."""
    return min((item.first for item in plan_activities(spec) if item.track is track), default=None)


# --- at a glance, and what moves


def _say_live_since(facts: ClaimFacts) -> str:
    return f"{_name_both_sides(facts)} have been live since {_format_go_live(facts)}"


def _say_go_live(facts: ClaimFacts) -> str:
    return f"{_name_both_sides(facts)} go live on {_format_go_live(facts)}"


def _say_both_systems(facts: ClaimFacts) -> str:
    system = facts.spec.biller.billing_system.name
    return f"{system} and {facts.vendor.platform} exchange data {describe_methods(facts.spec)}"


def _say_both_sides(facts: ClaimFacts) -> str:
    return f"{_name_both_sides(facts)} exchange data {describe_methods(facts.spec)}"


def _name_both_sides(facts: ClaimFacts) -> str:
    return f"{facts.spec.biller.short_name} and {facts.vendor.short_name}"


def _format_go_live(facts: ClaimFacts) -> str:
    return value_text.format_date(facts.spec.timeline.go_live or date.max)


def _say_systems_connected(facts: ClaimFacts) -> str:
    """`Six files connect Meterstone CIS and Clearwater Pay`."""
    return f"{_count_connecting(facts)} {facts.spec.biller.billing_system.name} and {facts.vendor.platform}"


def _say_sides_connected(facts: ClaimFacts) -> str:
    return f"{_count_connecting(facts)} {_name_both_sides(facts)}"


def _say_parties_connected(facts: ClaimFacts) -> str:
    sides = [facts.spec.biller.short_name, *list_moving_parties(facts.spec), facts.vendor.short_name]
    return f"{_count_connecting(facts)} {value_text.join_words(sides)}"


def _has_moving_parties(facts: ClaimFacts) -> bool:
    return bool(list_moving_parties(facts.spec))


def _count_connecting(facts: ClaimFacts) -> str:
    verb = _pick_verb_form(facts.spec.interfaces, "connects", "connect")
    return f"{upper_first(count_interfaces_by_method(facts.spec))} {verb}"


def _count_goals(facts: ClaimFacts) -> str:
    goals = format_count_in_words(len(facts.spec.goals), "goal")
    return upper_first(f"{goals} of {facts.spec.biller.short_name}")


def _say_methods(facts: ClaimFacts) -> str:
    """`Bills move by file every business day; balances are exchanged in real time`."""
    files, live = list_carried_data(facts.spec.batch), list_carried_data(facts.spec.real_time)
    rhythms = {item.schedule.frequency for item in facts.spec.batch}
    same = rhythms.pop() if len(rhythms) == 1 else None
    rhythm = f" {describe_frequency(same)}" if same else ""
    parts = []
    if files:
        parts.append(f"{value_text.join_words(files)} {_pick_verb_form(files)} by file{rhythm}")
    if live:
        parts.append(f"{value_text.join_words(live)} {_pick_verb_form(live, 'is', 'are')} exchanged in real time")
    return upper_first("; ".join(parts))


def _moves_both_ways(facts: ClaimFacts) -> bool:
    """Tell whether something goes each way between the two sides, and nothing to or from anyone else."""
    directions = {item.direction for item in facts.spec.interfaces}
    return directions == {Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER} and claims.is_between_two_sides(facts)


def _say_both_ways(facts: ClaimFacts) -> str:
    """Name the first things that go each way: `Bills reach Northgate; payments come back, by file`."""
    there, back = (
        list_carried_data(item for item in facts.spec.interfaces if item.direction is direction)[:2]
        for direction in (Direction.BILLER_TO_VENDOR, Direction.VENDOR_TO_BILLER)
    )
    forth = f"{value_text.join_words(there)} {_pick_verb_form(there, 'goes', 'go')} to {facts.vendor.short_name}"
    return_verb = _pick_verb_form(back, "comes", "come")
    return upper_first(f"{forth}; {value_text.join_words(back)} {return_verb} back, {describe_methods(facts.spec)}")


def _say_counts(facts: ClaimFacts) -> str:
    return f"Data flow: {count_interfaces_by_method(facts.spec)}"


def _say_method_names(facts: ClaimFacts) -> str:
    return f"How data moves: {describe_methods(facts.spec)}"


def _say_volumes(facts: ClaimFacts) -> str:
    known = facts.spec.volumes
    parts = [
        value_text.format_count(number, noun)
        for number, noun in (
            (known.accounts, "account"),
            (known.bills_per_month, "bill"),
            (known.payments_per_month, "payment"),
        )
        if number is not None
    ]
    monthly = known.bills_per_month is not None or known.payments_per_month is not None
    if known.accounts is not None and monthly:
        return f"{parts[0]}, with {value_text.join_words(parts[1:])} in a typical month"
    return value_text.join_words(parts) + (" in a typical month" if monthly else "")


def _has_volumes(facts: ClaimFacts) -> bool:
    known = facts.spec.volumes
    return any(number is not None for number in (known.accounts, known.bills_per_month, known.payments_per_month))


# --- interfaces, formats, schedule, connections


def _say_purpose(facts: ClaimFacts) -> str:
    return drop_period(facts.subjects[0].purpose)


def _say_name_and_data(facts: ClaimFacts) -> str:
    (item,) = facts.subjects
    return f"{item.name}: {value_text.join_words(list_carried_data([item]))}"


def _say_data_of_subjects(facts: ClaimFacts) -> str:
    """Say what a few interfaces carry: `Bills and payments move by file`."""
    things = list_carried_data(facts.subjects)
    ways = {"batch": ("moves by file", "move by file"), "real-time": ("moves in real time", "move in real time")}
    used = {item.method for item in facts.subjects}
    verb = ways[used.pop()] if len(used) == 1 else ("moves", "move")
    return upper_first(f"{value_text.join_words(things)} {_pick_verb_form(things, *verb)}")


def _name_subjects(facts: ClaimFacts) -> str:
    return value_text.join_words([item.name for item in facts.subjects])


def _count_subjects(facts: ClaimFacts) -> str:
    return upper_first(format_count_in_words(len(facts.subjects), "interface"))


def _say_interface_columns(facts: ClaimFacts) -> str:
    number = upper_first(format_count_in_words(len(facts.spec.interfaces), "interface"))
    return f"{number}: direction, timing and format"


def _has_all_formats(facts: ClaimFacts) -> bool:
    return bool(facts.spec.batch) and all(item.format for item in facts.spec.batch)


def _has_all_layouts(facts: ClaimFacts) -> bool:
    return _has_all_formats(facts) and all(item.records or not item.has_records for item in facts.spec.batch)


def _say_formats_and_layouts(facts: ClaimFacts) -> str:
    layouts = sum(len(item.records) for item in facts.spec.batch)
    return f"{_say_formats(facts)}, with {format_count_in_words(layouts, 'record layout')}"


def _say_missing_layouts(facts: ClaimFacts) -> str:
    missing = sum(item.has_records and not item.records for item in facts.spec.batch)
    if len(facts.spec.batch) == 1:
        return f"{_say_formats(facts)}; its record layout is still to come"
    return f"{_say_formats(facts)}; record layouts of {format_count_in_words(missing, 'file')} are still to come"


def _say_formats(facts: ClaimFacts) -> str:
    formats = len({item.format for item in facts.spec.batch})
    files = format_count_in_words(len(facts.spec.batch), "file")
    return upper_first(f"{files} in {format_count_in_words(formats, 'format')}")


def _say_missing_formats(facts: ClaimFacts) -> str:
    missing = sum(item.format is None for item in facts.spec.batch)
    files = upper_first(format_count_in_words(len(facts.spec.batch), "file"))
    return f"{files}; {format_count_in_words(missing, 'format')} still to be decided"


def _list_drop_by_times(facts: ClaimFacts) -> list[str]:
    """Return the different drop-by times, earliest first, each with its zone."""
    times = sorted({item.schedule.drop_by for item in facts.spec.batch if item.schedule.drop_by})
    return [value_text.format_time(at, facts.zone) for at in times]


def _count_unset_times(facts: ClaimFacts) -> int:
    return sum(item.schedule.drop_by is None for item in claims.list_timed_files(facts.spec))


def _has_all_times(facts: ClaimFacts) -> bool:
    """Tell whether every file has a drop-by time: none is on demand without one."""
    return bool(facts.spec.batch) and all(item.schedule.drop_by for item in facts.spec.batch)


def _is_one_file_with_cut_off(facts: ClaimFacts) -> bool:
    return _is_one_timed_file(facts) and facts.spec.batch[0].schedule.cut_off is not None


def _is_one_timed_file(facts: ClaimFacts) -> bool:
    return len(facts.spec.batch) == 1 and _has_all_times(facts)


def _say_cut_off_and_file(facts: ClaimFacts) -> str:
    schedule = facts.spec.batch[0].schedule
    cut_off = value_text.format_time(schedule.cut_off, facts.zone) if schedule.cut_off else ""
    return f"Cut-off is {cut_off}; the file is due by {_list_drop_by_times(facts)[0]}{describe_next_day(schedule)}"


def _say_file_due(facts: ClaimFacts) -> str:
    return f"The file is due by {_list_drop_by_times(facts)[0]}{describe_next_day(facts.spec.batch[0].schedule)}"


def _have_files_one_time(facts: ClaimFacts) -> bool:
    return _has_all_times(facts) and len(facts.spec.batch) > 1 and len(_list_drop_by_times(facts)) == 1


def _say_one_time_for_all(facts: ClaimFacts) -> str:
    number = len(facts.spec.batch)
    files = "Both files" if number == _PAIR else f"All {format_count_in_words(number, 'file')}"
    return f"{files} are due by {_list_drop_by_times(facts)[0]}"


def _have_files_a_daily_span(facts: ClaimFacts) -> bool:
    daily = {Frequency.DAILY, Frequency.BUSINESS_DAILY}
    return _have_files_a_span(facts) and all(item.schedule.frequency in daily for item in facts.spec.batch)


def _have_files_a_span(facts: ClaimFacts) -> bool:
    return _has_all_times(facts) and len(_list_drop_by_times(facts)) > 1


def _say_daily_span(facts: ClaimFacts) -> str:
    return _say_span(facts).replace(", due", " a day, due", 1)


def _say_span(facts: ClaimFacts) -> str:
    first, *_, last = _list_drop_by_times(facts)
    files = upper_first(format_count_in_words(len(facts.spec.batch), "file"))
    return f"{files}, due from {first.removesuffix(f' {facts.zone}')} to {last}"


def _has_some_times(facts: ClaimFacts) -> bool:
    return bool(_list_drop_by_times(facts)) and _count_unset_times(facts) > 0


def _say_unset_times(facts: ClaimFacts) -> str:
    unset = format_count_in_words(_count_unset_times(facts), "time")
    return f"First file due by {_list_drop_by_times(facts)[0]}; {unset} still to be set"


def _has_no_times(facts: ClaimFacts) -> bool:
    return not _list_drop_by_times(facts) and _count_unset_times(facts) > 0


def _say_no_times(facts: ClaimFacts) -> str:
    times = _pick_verb_form(claims.list_timed_files(facts.spec), "file time is", "file times are")
    return f"The {times} still to be set"


def _say_schedule(facts: ClaimFacts) -> str:
    return f"When {_pick_verb_form(facts.spec.batch, 'the file moves', 'files move')}"


# --- money, systems, sign-on and migration


def _has_bank(facts: ClaimFacts) -> bool:
    return facts.spec.settlement is not None and bool(facts.spec.settlement.bank)


def _say_bank(facts: ClaimFacts) -> str:
    settlement = facts.spec.settlement
    return f"Collected money is settled to {drop_period(settlement.bank or '') if settlement else ''}"


def _say_settlement(facts: ClaimFacts) -> str:
    return f"How collected money reaches {facts.spec.biller.short_name}"


def _name_environments(facts: ClaimFacts) -> str:
    names = value_text.join_words([item.name for item in facts.spec.environments])
    return f"{_count_environments(facts)}: {names}"


def _count_environments(facts: ClaimFacts) -> str:
    return upper_first(format_count_in_words(len(facts.spec.environments), "environment"))


def _say_jobs(facts: ClaimFacts) -> str:
    return f"{_say_jobs_of(facts)} {facts.spec.biller.billing_system.name}"


def _say_jobs_of(facts: ClaimFacts) -> str:
    system = facts.spec.biller.billing_system
    number = format_count_in_words(len(system.jobs), "job")
    return f"{upper_first(number)} of" if system.jobs else "Maintenance of"


def _say_sign_on(facts: ClaimFacts) -> str:
    protocols = list(dict.fromkeys(way.protocol.label for way in facts.spec.single_sign_on))
    return f"Single sign-on uses {value_text.join_words(protocols)}"


def _get_migration(facts: ClaimFacts) -> Migration | None:
    return next((item.migration for item in facts.subjects if isinstance(item, BatchInterface)), None)


def _has_migration_counts(facts: ClaimFacts) -> bool:
    migration = _get_migration(facts)
    return migration is not None and migration.rows is not None and bool(migration.loads)


def _say_migration_counts(facts: ClaimFacts) -> str:
    migration = _get_migration(facts)
    rows, loads = (migration.rows or 0, len(migration.loads)) if migration else (0, 0)
    return f"{value_text.format_count(rows, 'row')} to migrate, {format_count_in_words(loads, 'load')} planned"


def _say_migration(facts: ClaimFacts) -> str:
    return f"One-time migration: {value_text.join_words(list_carried_data(facts.subjects))}"


# --- security


def _captures(*ways: CardCapture) -> Callable[[ClaimFacts], bool]:
    return lambda facts: facts.spec.security.pci.capture in ways


def _say_redirect(facts: ClaimFacts) -> str:
    return (
        f"Online, card numbers are entered on {facts.vendor.short_name} pages, not {facts.spec.biller.short_name} pages"
    )


def _say_vendor_frame(facts: ClaimFacts) -> str:
    return f"Online, card numbers are entered in a frame served by {facts.vendor.short_name}"


def _say_biller_frame(facts: ClaimFacts) -> str:
    return f"Online, the card form is embedded in a {facts.spec.biller.short_name} page"


def _takes_no_cards(facts: ClaimFacts) -> bool:
    return _captures(CardCapture.NONE)(facts) and Tender.CARD not in facts.spec.scope.tenders


# --- plan and tests


def _say_plan(facts: ClaimFacts) -> str:
    spec = facts.spec
    phases = [(track, start) for track in (Track.SIT, Track.UAT) if (start := get_track_start(spec, track))]
    starts = [
        f"{track.label} {'started' if start < spec.date else 'starts'} {value_text.format_date(start)}"
        for track, start in phases
    ]
    live = spec.timeline.go_live
    end = f"go-live is {value_text.format_date(live)}" if live else "the go-live date is still to be set"
    return upper_first("; ".join([*starts, end]))


def _say_plan_and_slip(facts: ClaimFacts) -> str:
    slip = next(slip for slip in compute_slips(facts.spec) if slip.id == "go-live" and slip.days)
    return f"{_say_plan(facts)}, {slip.summary}"


def _has_go_live_slipped(facts: ClaimFacts) -> bool:
    has_date = facts.spec.timeline.go_live is not None
    return has_date and any(slip.id == "go-live" and slip.days for slip in compute_slips(facts.spec))


def _count_cases(facts: ClaimFacts) -> tuple[int, int]:
    return len(facts.spec.testing.sit.cases), len(facts.spec.testing.uat.cases)


def _have_both_tests_cases(facts: ClaimFacts) -> bool:
    return all(_count_cases(facts))


def _has_one_test_cases(facts: ClaimFacts) -> bool:
    return any(_count_cases(facts)) and not all(_count_cases(facts))


def _say_cases(facts: ClaimFacts) -> str:
    sit, uat = _count_cases(facts)
    return f"{value_text.format_count(sit + uat, 'test case')}: {sit} in SIT and {uat} in UAT"


def _say_cases_so_far(facts: ClaimFacts) -> str:
    sit, uat = _count_cases(facts)
    counted = upper_first(format_count_in_words(sit or uat, "test case"))
    return f"{counted} so far, {'all' if (sit or uat) > 1 else 'it is'} in {'SIT' if sit else 'UAT'}"


# --- people, risks, open items, changes, next steps


def _say_activities(facts: ClaimFacts) -> str:
    number = len(facts.spec.raci)
    return (
        "Who does what"
        if number == 1
        else f"Who does what in {format_count_in_words(number, 'activity', 'activities')}"
    )


def _say_escalation(facts: ClaimFacts) -> str:
    minutes = facts.spec.operations.escalation[0].within_minutes or 0
    return f"{_say_first_contact(facts)}, who answers within {value_text.format_duration(minutes)}"


def _answers_in_time(facts: ClaimFacts) -> bool:
    """Return whether the response time of the first contact is known."""
    escalation = facts.spec.operations.escalation
    return bool(escalation) and escalation[0].within_minutes is not None


def _say_first_contact(facts: ClaimFacts) -> str:
    first = facts.spec.operations.escalation[0]
    return f"Escalation starts with {context.get_contact(facts.spec, first.contact).name}"


def _count_high(facts: ClaimFacts) -> tuple[int, int]:
    """Count the likely risks, and those with a high impact."""
    risks = facts.spec.risks
    return sum(risk.likelihood is Level.HIGH for risk in risks), sum(risk.impact is Level.HIGH for risk in risks)


def _say_high_risks(facts: ClaimFacts) -> str:
    likely, grave = _count_high(facts)
    number = len(facts.spec.risks)
    kinds = [(likely, "high likelihood"), (grave, "high impact")]
    if number == 1:
        return f"One risk, with {value_text.join_words([kind for count, kind in kinds if count])}"
    high = [f"{format_count_in_words(count, 'with', 'with')} {kind}" for count, kind in kinds if count]
    return f"{_count_risks(facts)}: {value_text.join_words(high)}"


def _count_risks(facts: ClaimFacts) -> str:
    return upper_first(format_count_in_words(len(facts.spec.risks), "risk"))


def _list_made_decisions(facts: ClaimFacts) -> tuple[Decision, ...]:
    return context.list_made_decisions(facts.spec)


def _is_last_decision_dated(facts: ClaimFacts) -> bool:
    return any(one.decided_on for one in _list_made_decisions(facts))


def _say_last_decision(facts: ClaimFacts) -> str:
    made = _list_made_decisions(facts)
    last = value_text.format_date(max(one.decided_on for one in made if one.decided_on))
    return f"{_count_decisions(facts)}, {'on' if len(made) == 1 else 'the latest on'} {last}"


def _count_decisions(facts: ClaimFacts) -> str:
    return f"{upper_first(format_count_in_words(len(_list_made_decisions(facts)), 'decision'))} made"


def _is_due_known(facts: ClaimFacts) -> bool:
    return any(item.due for item in facts.items)


def _say_open_and_due(facts: ClaimFacts) -> str:
    first = min(item.due for item in facts.items if item.due)
    answer = "answer" if len(facts.items) == 1 else "first answer"
    return f"{_say_open(facts)}; {answer} needed by {value_text.format_date(first)}"


def _say_open(facts: ClaimFacts) -> str:
    noun = "item" if any(item.needed_by for item in facts.items) else "question"
    return f"{upper_first(format_count_in_words(len(facts.items), noun))} still open"


def _has_changes(facts: ClaimFacts) -> bool:
    return facts.version_changes is not None and bool(facts.version_changes.changes)


def _count_major(facts: ClaimFacts) -> int:
    return sum(change.level == "major" for change in facts.version_changes.changes) if facts.version_changes else 0


def _has_major_changes(facts: ClaimFacts) -> bool:
    return _has_changes(facts) and _count_major(facts) > 0


def _say_major_changes(facts: ClaimFacts) -> str:
    number, major = len(facts.version_changes.changes) if facts.version_changes else 0, _count_major(facts)
    if number == major:
        needs = "it needs action" if number == 1 else "all need action"
    else:
        needs = f"{format_count_in_words(major, 'needs', 'need')} action"
    return f"{_say_change_count(facts)}; {needs}"


def _say_minor_changes(facts: ClaimFacts) -> str:
    return f"{_say_change_count(facts)}; no action needed"


def _say_change_count(facts: ClaimFacts) -> str:
    since = facts.version_changes
    if since is None:
        return "No changes"
    return upper_first(f"{format_count_in_words(len(since.changes), 'change')} since version {since.since}")


def _say_next_steps(facts: ClaimFacts) -> str:
    steps = facts.spec.next_steps
    first = value_text.format_date(min(step.due for step in steps))
    if len(steps) == 1:
        return f"Next step, due {first}"
    return f"{upper_first(format_count_in_words(len(steps), 'next step'))}, the first due {first}"


def _pick_verb_form(things: Sequence[object], singular: str = "moves", plural: str = "move") -> str:
    """Return the verb's form: a single thing that is itself a plural ("bills") counts as several."""
    one = len(things) == 1 and not (isinstance(things[0], str) and things[0].endswith("s"))
    return singular if one else plural


def _fixed(text: str) -> Callable[[ClaimFacts], str]:
    return lambda _facts: text


TITLES: Final[Mapping[str, tuple[Claim, ...]]] = {
    "glance": (
        Claim("live-since", claims.has_gone_live, _say_live_since),
        Claim("go-live-ahead", claims.has_go_live_ahead, _say_go_live),
        Claim("systems-exchange", always, _say_both_systems),
        Claim("sides-exchange", always, _say_both_sides),
    ),
    "goals": (Claim("goals", always, _count_goals),),
    "scope": (
        Claim(
            "scope-limited",
            lambda facts: bool(facts.spec.scope.excluded),
            _fixed("What this integration covers, and what it leaves out"),
        ),
        Claim("scope", always, _fixed("What this integration covers")),
    ),
    "flow": (
        Claim("parties-connected", _has_moving_parties, _say_parties_connected),
        Claim("systems-connected", claims.is_between_two_sides, _say_systems_connected),
        Claim("sides-connected", claims.is_between_two_sides, _say_sides_connected),
        Claim("data-counted", always, _say_counts),
    ),
    "methods": (
        Claim("methods", always, _say_methods),
        Claim("both-ways", _moves_both_ways, _say_both_ways),
        Claim("method-names", always, _say_method_names),
    ),
    "volumes": (
        Claim("volumes", _has_volumes, _say_volumes),
        Claim("volumes-open", always, _fixed("Expected volumes")),
    ),
    "interface": (
        Claim("purpose", always, _say_purpose),
        Claim("name-and-data", always, _say_name_and_data),
        Claim("name", always, _name_subjects),
    ),
    "pair": (
        Claim("pair-data", always, _say_data_of_subjects),
        Claim("pair-names", always, _name_subjects),
        Claim("pair-count", always, _count_subjects),
    ),
    "interfaces": (Claim("interface-table", always, _say_interface_columns),),
    "formats": (
        Claim("formats-and-layouts", _has_all_layouts, _say_formats_and_layouts),
        Claim("layouts-missing", _has_all_formats, _say_missing_layouts),
        Claim("formats-missing", always, _say_missing_formats),
    ),
    "schedule": (
        Claim("cut-off-and-file", _is_one_file_with_cut_off, _say_cut_off_and_file),
        Claim("file-due", _is_one_timed_file, _say_file_due),
        Claim("one-time-for-all", _have_files_one_time, _say_one_time_for_all),
        Claim("files-a-day", _have_files_a_daily_span, _say_daily_span),
        Claim("files-due", _have_files_a_span, _say_span),
        Claim("times-unset", _has_some_times, _say_unset_times),
        Claim("no-times", _has_no_times, _say_no_times),
        Claim("schedule", always, _say_schedule),
    ),
    "jobs": (Claim("jobs", always, _say_jobs),),
    "sign-on": (Claim("sign-on", always, _say_sign_on),),
    "bills": (Claim("bills", always, _fixed("How payers see their bills online")),),
    "migration": (
        Claim("migration-counted", _has_migration_counts, _say_migration_counts),
        Claim("migration", always, _say_migration),
        Claim("migrated-file", always, _name_subjects),
    ),
    "settlement": (
        Claim("settled-to", _has_bank, _say_bank),
        Claim("settlement", always, _say_settlement),
    ),
    "environments": (
        Claim("environments-named", always, _name_environments),
        Claim("environments", always, _count_environments),
    ),
    "decisions": (
        Claim("last-decision", _is_last_decision_dated, _say_last_decision),
        Claim("decisions", always, _count_decisions),
    ),
    "transfer": (Claim("handling-files", always, _fixed("How files are transferred")),),
    "late-files": (
        Claim("acknowledged", claims.every_file_is_acknowledged, _fixed("Every file is acknowledged")),
        Claim("late-files", always, _fixed("What happens when a file is late or missing")),
    ),
    "calls": (
        Claim(
            "calls-bounded",
            claims.every_call_is_bounded,
            _fixed("Every call has a timeout, a retry rule and a fallback"),
        ),
        Claim("calls-with-fallback", claims.every_call_has_a_fallback, _fixed("Every call has a fallback")),
        Claim("handling-calls", always, _fixed("How calls are handled, including when something goes wrong")),
    ),
    "security": (
        Claim("redirect", _captures(CardCapture.REDIRECT), _say_redirect),
        Claim("vendor-frame", _captures(CardCapture.IFRAME_VENDOR), _say_vendor_frame),
        Claim("biller-frame", _captures(CardCapture.IFRAME_BILLER), _say_biller_frame),
        Claim("no-cards", _takes_no_cards, _fixed("No card payments are taken")),
        Claim("security", always, _fixed("Security controls, and who is responsible for each")),
    ),
    "sit-and-uat": (
        Claim(
            "sit-and-uat",
            always,
            _fixed("SIT checks that the systems work together; UAT checks that the biller can work with them"),
        ),
    ),
    "timeline": (
        Claim("slipped", _has_go_live_slipped, _say_plan_and_slip),
        Claim("plan", always, _say_plan),
    ),
    "tests": (
        Claim("cases", _have_both_tests_cases, _say_cases),
        Claim("cases-so-far", _has_one_test_cases, _say_cases_so_far),
        Claim("cases-open", always, _fixed("Test plan")),
    ),
    "raci": (Claim("activities", always, _say_activities),),
    "escalation": (
        Claim("escalation", _answers_in_time, _say_escalation),
        Claim("first-contact", lambda facts: bool(facts.spec.operations.escalation), _say_first_contact),
        Claim("contacts", always, _fixed("Contacts and escalation")),
    ),
    "risks": (
        Claim("high-risks", lambda facts: any(_count_high(facts)), _say_high_risks),
        Claim("risks", always, _count_risks),
    ),
    "open": (
        Claim("open-and-due", _is_due_known, _say_open_and_due),
        Claim("open", always, _say_open),
    ),
    "news": (
        Claim("major-changes", _has_major_changes, _say_major_changes),
        Claim("minor-changes", _has_changes, _say_minor_changes),
        Claim("no-changes", always, _say_change_count),
    ),
    "steps": (Claim("next-steps", always, _say_next_steps),),
}
