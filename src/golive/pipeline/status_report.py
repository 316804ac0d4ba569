"""Build the status report of a project, compared with what had been released by the last report."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from golive.project.project import IntegrationProject, Project
from golive.releases.snapshots import list_released_versions, read_snapshot
from golive.releases.status import add_computed_dates
from golive.releases.versioned_document import get_file_stem
from golive.schema import Integration
from golive.weekly_status.report import Baseline, WeeklyStatus, build_weekly_status

_WEEK = timedelta(days=7)


def set_days(project: Project, days: Sequence[str]) -> Project:
    """Return a project with the day of its status report, and that of the last one if it is given (ISO 8601)."""
    day, since = (*map(date.fromisoformat, days), None, None)[:2]
    return replace(project, reference_day=day, since=since)


def get_reference_day(project: IntegrationProject) -> date:
    """Return the day of a project's status report."""
    return project.reference_day or project.spec.date


def build_status_report(project: IntegrationProject) -> WeeklyStatus:
    """Build the status report of a project.

    It compares with the newest release of or before the day of the last report. That day is `since` of the project,
    or else the day of the newest release before the report, or else a week before.

    Raises:
        SpecError: a release cannot be read, or was edited.
    """
    day = get_reference_day(project)
    last_day = project.since or day - timedelta(days=1)
    baseline = next((one for one in _read_releases(project) if one.spec.date <= last_day), None)
    since = project.since or (baseline.spec.date if baseline else day - _WEEK)
    return build_weekly_status(project.spec, project.organization.short_name, project.changelog, (since, day), baseline)


def _read_releases(project: IntegrationProject) -> Iterator[Baseline]:
    """Yield the kept releases, newest first; each is read only when it is asked for."""
    folder = project.workspace.releases_folder(get_file_stem(project.spec))
    for version in list_released_versions(folder):
        content = add_computed_dates(read_snapshot(folder / f"{version}.json").value)
        if isinstance(content, Integration):
            yield Baseline(version, content)
