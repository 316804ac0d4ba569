"""Group the activities of a plan by phase, with phase colors and dates."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from golive.figures.drawing import Color
from golive.planning.planned_timeline import PlannedActivity, plan_activities
from golive.schema import Integration
from golive.schema.words import Track

TRACK_COLORS: Mapping[Track, Color] = MappingProxyType(
    {
        Track.DISCOVERY: "plan",
        Track.DESIGN: "plan",
        Track.BUILD: "plan",
        Track.SIT: "sit",
        Track.UAT: "uat",
        Track.GO_LIVE: "live",
    }
)


def group_by_track(spec: Integration) -> dict[Track, tuple[PlannedActivity, ...]]:
    """Return the activities of each non-empty phase, in phase order."""
    planned = plan_activities(spec)
    groups = {track: tuple(a for a in planned if a.track is track) for track in Track}
    return {track: group for track, group in groups.items() if group}


def date_span(activities: tuple[PlannedActivity, ...]) -> tuple[date, date]:
    """Return the first and last day of some activities."""
    return min(a.first for a in activities), max(a.last for a in activities)
