"""The plan of an integration: activities, gates, responsibilities, risks and decisions."""

from typing import Annotated

from golive.schema.change_level import MINOR, PATCH
from golive.schema.field import FormerDefault, Model, NamesItemOf, describe
from golive.schema.needed_by import NeededBy
from golive.schema.rollout import HardStop, Milestone, Stage
from golive.schema.values import Clock, ContactId, Date, Identifier, Text
from golive.schema.words import Level, Party, Phase, Track


class Dates(Model):
    """When something was planned, or happened."""

    start: Annotated[Date, describe("First day.")]
    end: Annotated[Date | None, describe("Last day; left out while it goes on.")] = None


class Activity(Model):
    """A bar of the plan."""

    id: Annotated[Identifier, describe("Name of the activity, unique in the plan.")]
    name: Annotated[Text, describe("What is done.", "Activity", max_length=80)]
    track: Annotated[Track, describe("Which phase it belongs to.", "Phase")]
    start: Annotated[Date | None, describe("First day; computed where it is left out.")] = None
    end: Annotated[Date | None, describe("Last day; computed where it is left out.")] = None
    days: Annotated[int | None, describe("How many business days it takes.", "Business days", ge=1, le=520)] = None
    after: Annotated[
        tuple[Identifier, ...],
        NamesItemOf("timeline.activities"),
        describe("Activities that must have ended before, or `go-live`.", max_length=60),
    ] = ()
    done_by: Annotated[tuple[Party, ...], describe("Who does it.", "Done by", min_length=1)]
    baseline: Annotated[Dates | None, describe("When it was to be when the plan was agreed.")] = None
    actual: Annotated[Dates | None, describe("When it really began, and ended.")] = None


class Gate(Model):
    """A day on which someone says yes or no."""

    id: Annotated[Identifier, describe("Short name of the gate.", "ID")]
    name: Annotated[Text, describe("What is passed.", "Gate", max_length=60)]
    date: Annotated[Date, describe("When.")]
    at: Annotated[Clock | None, describe("At what time, in the biller's zone.", "Starts")] = None
    minutes: Annotated[
        int | None,
        describe("How long it takes, in minutes; an hour when left out.", "Duration (minutes)", ge=5, le=480),
    ] = None
    after: Annotated[
        tuple[Identifier, ...],
        NamesItemOf("timeline.activities"),
        describe("Activities that must have ended by then.", max_length=60),
    ] = ()
    baseline: Annotated[Date | None, describe("When it was to be when the plan was agreed.")] = None
    approver: Annotated[ContactId, describe("Who decides.", "Approver")]
    criterion: Annotated[Text, describe("What must hold.", "Criteria")]


class Blackout(Model):
    """Days on which nothing changes."""

    start: Annotated[Date, describe("First day.")]
    end: Annotated[Date, describe("Last day.")]
    reason: Annotated[Text, describe("Why.")]
    pauses: Annotated[
        bool | None,
        FormerDefault(value=False),
        describe("Whether the work pauses too: its days are no business days of the plan.", "Work pauses"),
    ] = None


class Session(Model):
    """A discovery session."""

    name: Annotated[Text, describe("What it is called.", "Session", max_length=80)]
    date: Annotated[Date, describe("When.")]
    at: Annotated[Clock, describe("When it starts, in the biller's zone.", "Starts")]
    minutes: Annotated[
        int | None,
        FormerDefault(90),
        describe(
            "How long it lasts, in minutes; its invitation takes 90 when it is left out.",
            "Duration (minutes)",
            ge=5,
            le=480,
        ),
    ] = None


class Timeline(Model):
    """The plan."""

    start: Annotated[Date | None, describe("First day of a plan that is computed forward.", "Project start")] = None
    activities: Annotated[
        tuple[Activity, ...], NeededBy(Phase.DESIGN, 111), describe("What is done when.", max_length=60)
    ] = ()
    gates: Annotated[tuple[Gate, ...], NeededBy(Phase.BUILD, 112), describe("Who decides when.", max_length=20)] = ()
    milestones: Annotated[
        tuple[Milestone, ...], describe("Milestones other than gates.", "Milestones", max_length=30)
    ] = ()
    hard_stops: Annotated[
        tuple[HardStop, ...], MINOR, describe("Days that cannot move.", "Hard stops", max_length=10)
    ] = ()
    stages: Annotated[
        tuple[Stage, ...], MINOR, describe("Pilots and waves, in order.", "Staged go-live", max_length=20)
    ] = ()
    blackouts: Annotated[tuple[Blackout, ...], describe("When nothing changes.", "Change freezes")] = ()
    sessions: Annotated[tuple[Session, ...], describe("The discovery sessions.", max_length=12)] = ()
    go_live: Annotated[Date | None, NeededBy(Phase.BUILD, 113), describe("The day of go-live.", "Go-live")] = None
    baseline_go_live: Annotated[
        Date | None, describe("The day of go-live when the plan was agreed.", "Baseline go-live")
    ] = None
    window: Annotated[Text | None, NeededBy(Phase.UAT, 114), describe("The hours of go-live.", "Go-live window")] = None
    rollback: Annotated[
        Text | None, NeededBy(Phase.UAT, 115), describe("How to go back, and until when.", "Rollback plan")
    ] = None

    @property
    def own_gates(self) -> tuple[Gate, ...]:
        """The gates without the go-live itself, which is shown separately."""
        return tuple(g for g in self.gates if not (g.name.casefold() == "go-live" and g.date == self.go_live))


class RaciActivity(Model):
    """Who does what for one activity."""

    activity: Annotated[Text, describe("What is done.", max_length=120)]
    responsible: Annotated[tuple[ContactId, ...], describe("Who does it.", min_length=1)]
    accountable: Annotated[ContactId, describe("The one person who is accountable.")]
    consulted: Annotated[tuple[ContactId, ...], describe("Who is asked.")] = ()
    informed: Annotated[tuple[ContactId, ...], describe("Who is informed.")] = ()


class Risk(Model):
    """Something that may go wrong."""

    id: Annotated[Identifier, describe("Number of the risk.", "No.")]
    risk: Annotated[Text, describe("What may happen.")]
    likelihood: Annotated[Level, describe("How likely it is.")]
    impact: Annotated[Level, describe("How bad it would be.")]
    response: Annotated[Text, describe("What is done about it.")]
    owner: Annotated[ContactId, describe("Who watches it.")]


class Decision(Model):
    """A question, and its answer once there is one."""

    id: Annotated[Identifier, describe("Number of the decision.", "No.")]
    question: Annotated[Text, describe("What is to be decided.")]
    decision: Annotated[Text | None, describe("What was decided; left out while open.")] = None
    reason: Annotated[Text | None, describe("Why, or what depends on it.")] = None
    owner: Annotated[ContactId, describe("Who decides.")]
    decided_on: Annotated[Date | None, describe("When it was decided.", "Decided on")] = None
    due: Annotated[Date | None, describe("When it is needed.", "Needed by")] = None


class OpenItemNote(Model):
    """What is said of an open item beside what the spec says by itself: who is asked, by when, what was tried."""

    id: Annotated[Identifier, describe("Which item, as documents and `golive check` name it.", "No.")]
    owner: Annotated[ContactId | None, PATCH, describe("Who answers it, where that is not plain.")] = None
    due: Annotated[Date | None, PATCH, describe("By when, where the plan does not say.", "Needed by")] = None
    note: Annotated[Text | None, PATCH, describe("What was asked, and whom.")] = None


class NextStep(Model):
    """What someone does next."""

    action: Annotated[Text, describe("What is done.", "Next step")]
    owner: Annotated[ContactId, describe("Who does it.")]
    due: Annotated[Date, describe("By when.", "Due")]
