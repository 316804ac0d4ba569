"""The phases of a plan: their colours, and the dates of each."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from golive.figures.drawing import Color
from golive.schema.plan import Activity, Timeline
from golive.schema.words import Track

COLORS: Mapping[Track, Color] = MappingProxyType(
    {
        Track.DISCOVERY: "plan",
        Track.DESIGN: "plan",
        Track.BUILD: "plan",
        Track.SIT: "sit",
        Track.UAT: "uat",
        Track.GO_LIVE: "live",
    }
)


def by_track(timeline: Timeline) -> dict[Track, tuple[Activity, ...]]:
    """The activities of each phase that has any, in the order of the phases."""
    groups = {track: tuple(a for a in timeline.activities if a.track is track) for track in Track}
    return {track: group for track, group in groups.items() if group}


def span(activities: tuple[Activity, ...]) -> tuple[date, date]:
    """First and last day of some activities."""
    return min(a.first for a in activities), max(a.last for a in activities)
