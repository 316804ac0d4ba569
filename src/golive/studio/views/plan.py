"""The plan as a figure and a table: days to change, the days that follow from them, and how far they moved."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from golive.figures.drawing import Frame
from golive.pipeline.build import draw_project_figure
from golive.planning.calendar import UnknownYearError, build_spec_calendar
from golive.planning.planned_timeline import plan_activities
from golive.planning.slip import Slip, compute_slips
from golive.project.project import IntegrationProject, Project
from golive.render.palette import PALETTE
from golive.render.web.figures import inline_svg
from golive.schema import Integration
from golive.schema.value_text import format_date_range, use_formats
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.fields import FieldContext, FieldView, build_field
from golive.studio.views.open_items import map_questions
from golive.studio.views.problems import ProblemView, list_problem_views, make_element_id
from golive.support.problems import GoliveError, PathStep
from golive.topics.questions import Question

Path = tuple[PathStep, ...]
_FRAME = Frame(11.0, 6.0, 10.5, 8.5, "Arial")
_TOPICS = frozenset({"plan", "activities", "gates"})
_Fields = tuple[FieldView | None, FieldView | None, FieldView | None]


class PlanRow(Struct, frozen=True):
    """A row of the plan.

    Attributes:
        id: id of its element.
        name: the activity, the gate or go-live.
        url: the address of its form.
        days: how many business days it takes; None if that cannot be changed here.
        start: its first day, or its only one.
        end: its last day; None if it has only one.
        now: the days as they are known now; empty if they cannot be computed.
        count: the business days from the first to the last; empty for a single day.
        agreed: the days that were agreed; may be empty.
        slip: how far it moved; may be empty.
        tone: `late`, `early` or empty.
    """

    id: str
    name: str
    url: str
    days: FieldView | None
    start: FieldView | None
    end: FieldView | None
    now: str = ""
    count: str = ""
    agreed: str = ""
    slip: str = ""
    tone: str = ""


class PlanPage(Struct, frozen=True):
    """What the plan page shows.

    Attributes:
        svg: the figure; empty if there is nothing to draw.
        is_current: whether the figure and the computed days show the file as it is now.
        activities: the activities, by first day.
        gates: the gates, by day.
        days: start of the plan and go-live.
        summary: how far go-live moved; may be empty.
        problems: problems of the plan that stand beside no field here.
        has_baseline: whether something was agreed.
    """

    svg: str
    is_current: bool
    activities: tuple[PlanRow, ...]
    gates: tuple[PlanRow, ...]
    days: tuple[PlanRow, ...]
    summary: str
    problems: tuple[ProblemView, ...]
    has_baseline: bool


def build_plan_page(snapshot: FileSnapshot, last_project: Project | None) -> PlanPage:
    """Return what the plan page shows.

    Args:
        snapshot: the file; it must be readable.
        last_project: the project as it was when it last had no errors; for the figure while there are errors.
    """
    project = snapshot.project or last_project
    spec = project.spec if isinstance(project, IntegrationProject) else None
    known = _compute_days(spec) if spec else _PlanDays({}, {}, {})
    problems = [one for one in list_problem_views(snapshot) if one.where[:1] == ("timeline",)]
    by_path: dict[Path, tuple[ProblemView, ...]] = {}
    for one in problems:
        by_path[one.where] = (*by_path.get(one.where, ()), one)
    builder = _RowBuilder(
        snapshot, FieldContext(snapshot.values, by_path, snapshot.target.model), map_questions(snapshot, _TOPICS), known
    )
    activities = sorted(builder.list_activities(), key=lambda pair: pair[0])
    gates = sorted(builder.list_gates(), key=lambda pair: pair[0])
    days = builder.list_days()
    placed = {one.where for one in builder.context.placed}
    go_live = known.slips.get("go-live")
    return PlanPage(
        _draw(project) if project and spec and spec.timeline.activities else "",
        snapshot.project is not None,
        tuple(row for _, row in activities),
        tuple(row for _, row in gates),
        days,
        f"Go-live is {go_live.summary}." if go_live else "",
        tuple(one for one in problems if one.where not in placed),
        bool(known.slips),
    )


class _PlanDays(Struct, frozen=True):
    """The computed days of a plan by id: first and last day, business days, and slips."""

    ranges: Mapping[str, tuple[date, date]]
    counts: Mapping[str, int]
    slips: Mapping[str, Slip]


def _compute_days(spec: Integration) -> _PlanDays:
    try:
        calendar = build_spec_calendar(spec, exclude_pauses=True)
        ranges = {one.id: (one.first, one.last) for one in plan_activities(spec)}
        counts = {key: calendar.count_business_days(*days) for key, days in ranges.items()}
        return _PlanDays(ranges, counts, {slip.id: slip for slip in compute_slips(spec)})
    except (UnknownYearError, ValueError):
        return _PlanDays({}, {}, {})


def _draw(project: Project) -> str:
    with use_formats(project.organization.formats, project.organization.language):
        try:
            return inline_svg(draw_project_figure(project, "timeline", _FRAME), PALETTE, "timeline")
        except GoliveError:
            return ""  # the preview says why


class _RowBuilder(Struct, frozen=True):
    """Builds the rows of the table from the values of the file and the computed days."""

    snapshot: FileSnapshot
    context: FieldContext
    questions: Mapping[Path, Question]
    known: _PlanDays

    def list_activities(self) -> list[tuple[date, PlanRow]]:
        """Return the activities with their first days, to sort by."""
        found = []
        for index, item in self._list_items("activities"):
            path = ("timeline", "activities", index)
            key = str(item.get("id", ""))
            days_field, start, end = (self._find_field((*path, name)) for name in ("days", "start", "end"))
            days = self.known.ranges.get(key)
            count = str(self.known.counts[key]) if key in self.known.counts else ""
            now = format_date_range(*days) if days else ""
            row = self._make_row(path, key, str(item.get("name") or key), (days_field, start, end), (now, count))
            found.append((days[0] if days else date.max, row))
        return found

    def list_gates(self) -> list[tuple[str, PlanRow]]:
        """Return the gates with their days, to sort by."""
        found = []
        for index, item in self._list_items("gates"):
            path = ("timeline", "gates", index)
            day = self._find_field((*path, "date"))
            key = f"gate-{item.get('id', '')}"
            row = self._make_row(path, key, str(item.get("name") or item.get("id", "")), (None, day, None))
            found.append((str(item.get("date", "")), row))
        return found

    def list_days(self) -> tuple[PlanRow, ...]:
        """Return the start of the plan and go-live."""
        rows = []
        for key, name, slip in (("start", "Project start", ""), ("go_live", "Go-live", "go-live")):
            path: Path = ("timeline", key)
            rows.append(self._make_row(path, slip, name, (None, self._find_field(path), None)))
        return tuple(rows)

    def _list_items(self, key: str) -> list[tuple[int, Mapping[str, object]]]:
        timeline = self.snapshot.values.get("timeline")
        items = timeline.get(key) if isinstance(timeline, dict) else None
        return [(at, one) for at, one in enumerate(items if isinstance(items, list) else []) if isinstance(one, dict)]

    def _find_field(self, path: Path) -> FieldView | None:
        question = self.questions.get(path)
        return build_field(self.context, question) if question else None

    def _make_row(
        self, path: Path, key: str, name: str, fields: _Fields, computed: tuple[str, str] = ("", "")
    ) -> PlanRow:
        slip = self.known.slips.get(key)
        topic = path[1] if len(path) > 2 else "plan"  # noqa: PLR2004 - a list has an index
        element = make_element_id(path)
        return PlanRow(
            f"row-{element}",
            name,
            f"{self.snapshot.target.url}/{topic}?at={element}",
            *fields,
            *computed,
            agreed=format_date_range(*slip.agreed) if slip else "",
            slip=slip.summary if slip else "",
            tone="" if slip is None or not slip.days else "late" if slip.days > 0 else "early",
        )
