"""Checks on single sign-on, migrations, jobs of the billing system, bill images and languages."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.checks.files import iterate_files
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.schema.migration import Migration
from golive.schema.words import Direction, Frequency, LoadKind, Phase
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message, suggest_words

_ORDER: Final = (LoadKind.MOCK, LoadKind.FINAL, LoadKind.DELTA)


def sign_on_names_differ(spec: Integration) -> Iterator[Problem]:
    """Identity provider and service provider of a sign-on have different names."""
    for i, one in enumerate(spec.single_sign_on):
        for k, endpoint in enumerate(one.endpoints):
            if endpoint.identity_provider and endpoint.identity_provider == endpoint.service_provider:
                here = ("single_sign_on", i, "endpoints", k, "service_provider")
                name = shorten_for_message(endpoint.identity_provider)
                yield report_at(here, f"`{format_path(here)}` is `{name}`, the same as `identity_provider`")


def sign_on_reaches_environments(spec: Integration) -> Iterator[Problem]:
    """A sign-on has an endpoint in every environment."""
    for i, one in enumerate(spec.single_sign_on):
        there = {endpoint.environment for endpoint in one.endpoints}
        for place in spec.environments:
            if place.id not in there:
                here = ("single_sign_on", i, "endpoints")
                yield report_at(here, f"`{format_path(here)}` has none in `{shorten_for_message(place.id)}`")


def _iterate_migrations(
    spec: Integration,
) -> Iterator[tuple[tuple[PathStep, ...], BatchInterface, Migration]]:
    for path, one in iterate_files(spec):
        if one.migration is not None:
            yield (*path, "migration"), one, one.migration


def migrations_move_once(spec: Integration) -> Iterator[Problem]:
    """A file with a migration has the frequency `once`."""
    for path, one, _ in _iterate_migrations(spec):
        if one.schedule.frequency not in {None, Frequency.ONCE}:
            here = (*path[:-1], "schedule", "frequency")
            message = f"`{format_path(here)}` is `{one.schedule.frequency}`, and the interface has a `migration`"
            yield report_at(here, message)


def loads_come_in_order(spec: Integration) -> Iterator[Problem]:
    """Mock loads come before the final load, the delta after it, and all of them by go-live."""
    go_live = spec.timeline.go_live
    for path, _, migration in _iterate_migrations(spec):
        for k, load in enumerate(migration.loads):
            here = (*path, "loads", k, "date")
            if load.date is None:
                continue
            if go_live is not None and load.date > go_live:
                yield report_at(here, f"`{format_path(here)}` is {load.date}, after go-live on {go_live}")
            for other in migration.loads:
                is_earlier = _ORDER.index(other.kind) < _ORDER.index(load.kind)
                if is_earlier and other.date is not None and other.date > load.date:
                    message = f"`{format_path(here)}` ({load.kind}) is {load.date}, and `{other.name}` is {other.date}"
                    yield report_at(here, message)


def loads_add_up(spec: Integration) -> Iterator[Problem]:
    """Rows loaded and rejected add up to the rows sent."""
    for path, _, migration in _iterate_migrations(spec):
        for k, load in enumerate(migration.loads):
            if load.sent is not None and load.loaded is not None:
                found = load.loaded + (load.rejected or 0)
                if found != load.sent:
                    here = (*path, "loads", k, "sent")
                    yield report_at(here, f"`{format_path(here)}` is {load.sent}, and loaded and rejected make {found}")


def migrations_are_rehearsed(spec: Integration) -> Iterator[Problem]:
    """A migration has a mock load before its final load."""
    for path, one, migration in _iterate_migrations(spec):
        if migration.loads and not any(load.kind is LoadKind.MOCK for load in migration.loads):
            here = (*path, "loads")
            yield report_at(here, f"`{format_path(here)}` ({one.id}) has no load of the kind `mock`")


def agreements_precede_loads(spec: Integration) -> Iterator[Problem]:
    """The agreement on a migration is signed before the first load."""
    for path, _, migration in _iterate_migrations(spec):
        agreement = migration.agreement
        first = min((load.date for load in migration.loads if load.date), default=None)
        if agreement is None or first is None:
            continue
        for key in ("signed_on", "due"):
            day = getattr(agreement, key)
            if day is not None and day > first:
                here = (*path, "agreement", key)
                yield report_at(here, f"`{format_path(here)}` is {day}, and the first load is {first}")
                break


def jobs_wait_for_jobs(spec: Integration) -> Iterator[Problem]:
    """A job waits for existing jobs, and no two jobs wait for each other."""
    jobs = {job.id: job for job in spec.biller.billing_system.jobs}
    for i, job in enumerate(spec.biller.billing_system.jobs):
        for k, wanted in enumerate(job.after):
            here = ("biller", "billing_system", "jobs", i, "after", k)
            if wanted not in jobs:
                message = f"`{format_path(here)}` is `{wanted}`, and no job has that id"
                yield report_at(here, message, suggest_words(wanted, tuple(jobs), "Ids in `jobs`"))
                continue
            waiting, seen = [wanted], set[str]()
            while waiting:
                one = waiting.pop()
                if one not in seen and one in jobs:
                    seen.add(one)
                    waiting += jobs[one].after
            if job.id in seen:
                yield report_at(here, f"`{format_path(here)}` is `{wanted}`, which waits for `{job.id}`")


def jobs_write_before_drop_by(spec: Integration) -> Iterator[Problem]:
    """A job that writes a file starts before the file's drop-by time."""
    files = {one.id: one for one in spec.batch if one.direction is Direction.BILLER_TO_VENDOR}
    for i, job in enumerate(spec.biller.billing_system.jobs):
        schedule = files[job.interface].schedule if job.interface in files else None
        if schedule is None or schedule.drop_by is None or job.at is None or schedule.next_day:
            continue
        if job.at >= schedule.drop_by:
            here = ("biller", "billing_system", "jobs", i, "at")
            when, by = f"{job.at:%H:%M}", f"{schedule.drop_by:%H:%M}"
            yield report_at(here, f"`{format_path(here)}` is {when}, and `{job.interface}` must be there by {by}")


def languages_are_of_channels(spec: Integration) -> Iterator[Problem]:
    """Languages are given for channels in scope."""
    for i, one in enumerate(spec.scope.languages):
        if spec.scope.channels and one.channel not in spec.scope.channels:
            here = ("scope", "languages", i, "channel")
            yield report_at(here, f"`{format_path(here)}` is `{one.channel}`, which is not among `scope.channels`")


FACT_CHECKS: Final = (
    Check(
        jobs_wait_for_jobs,
        "The order of the night cannot be followed.",
        "Name a job of the list, without a circle.",
        must_hold=True,
    ),
    Check(
        sign_on_names_differ,
        "Both sides would take the answer for their own.",
        "Write the entity id or client id of each side.",
    ),
    Check(
        migrations_move_once,
        "A migration is loaded once, and readers would expect it every day.",
        "Write `frequency: once`, or remove `migration`.",
    ),
    Check(
        loads_come_in_order,
        "A load on the wrong day overwrites newer data, or is missing at go-live.",
        "Correct the day or the kind of the load.",
    ),
    Check(
        loads_add_up,
        "Payers would silently lose autopay or their stored card.",
        "Correct the counts, or find the missing rows.",
    ),
    Check(
        agreements_precede_loads,
        "Data of payers would move before anyone has permitted it.",
        "Move the loads, or have it signed earlier.",
    ),
    Check(
        languages_are_of_channels,
        "Documents would promise a language where nobody can pay.",
        "Add the channel to `scope.channels`, or remove the line.",
    ),
    Check(
        migrations_are_rehearsed,
        "The first load of all would be the one on the cutover weekend.",
        "Plan a load of the kind `mock` in a test environment.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        sign_on_reaches_environments,
        "Users cannot sign in on the first day of a test.",
        "Add an endpoint for that environment.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        jobs_write_before_drop_by,
        "The file would be late every night.",
        "Start the job earlier, or move the drop-by time.",
        "warning",
    ),
)
