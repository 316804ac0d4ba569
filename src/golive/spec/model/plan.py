"""When things happen, who does them, what may go wrong, what is decided."""

from typing import Annotated

from golive.spec.model.cost import PATCH
from golive.spec.model.field import Model, about
from golive.spec.model.needed import NeededBy
from golive.spec.model.values import ContactId, Date, Identifier, Text
from golive.spec.model.words import Level, Party, Phase, Track


class Activity(Model):
    """A bar of the plan."""

    id: Annotated[Identifier, about("Name of the activity, unique in the plan.")]
    name: Annotated[Text, about("What is done.", "Activity", max_length=80)]
    track: Annotated[Track, about("Which phase it belongs to.", "Phase")]
    start: Annotated[Date, about("First day.")]
    end: Annotated[Date, about("Last day.")]
    done_by: Annotated[tuple[Party, ...], about("Who does it.", "Done by", min_length=1)]


class Gate(Model):
    """A day on which someone says yes or no."""

    id: Annotated[Identifier, about("Short name of the gate.", "Gate")]
    name: Annotated[Text, about("What is passed.", "What is passed", max_length=60)]
    date: Annotated[Date, about("When.")]
    approver: Annotated[ContactId, about("Who decides.", "Decided by")]
    criterion: Annotated[Text, about("What must hold.", "What must hold")]


class Blackout(Model):
    """Days on which nothing changes."""

    start: Annotated[Date, about("First day.")]
    end: Annotated[Date, about("Last day.")]
    reason: Annotated[Text, about("Why.")]


class Timeline(Model):
    """The plan."""

    activities: Annotated[
        tuple[Activity, ...], NeededBy(Phase.DESIGN, 111), about("What is done when.", max_length=60)
    ] = ()
    gates: Annotated[tuple[Gate, ...], NeededBy(Phase.BUILD, 112), about("Who decides when.", max_length=20)] = ()
    blackouts: Annotated[tuple[Blackout, ...], about("When nothing changes.", "Change freezes")] = ()
    go_live: Annotated[Date | None, NeededBy(Phase.BUILD, 113), about("The day of go-live.", "Go-live")] = None
    window: Annotated[Text | None, NeededBy(Phase.UAT, 114), about("The hours of go-live.", "Go-live window")] = None
    rollback: Annotated[Text | None, NeededBy(Phase.UAT, 115), about("How to go back, and until when.", "Way back")] = (
        None
    )


class RaciActivity(Model):
    """Who does what for one activity."""

    activity: Annotated[Text, about("What is done.", max_length=120)]
    responsible: Annotated[tuple[ContactId, ...], about("Who does it.", min_length=1)]
    accountable: Annotated[ContactId, about("The one who answers for it.")]
    consulted: Annotated[tuple[ContactId, ...], about("Who is asked.")] = ()
    informed: Annotated[tuple[ContactId, ...], about("Who is told.")] = ()


class Risk(Model):
    """Something that may go wrong."""

    id: Annotated[Identifier, about("Number of the risk.", "No.")]
    risk: Annotated[Text, about("What may happen.")]
    likelihood: Annotated[Level, about("How likely it is.")]
    impact: Annotated[Level, about("How bad it would be.")]
    response: Annotated[Text, about("What is done about it.")]
    owner: Annotated[ContactId, about("Who watches it.")]


class Decision(Model):
    """A question, and its answer once there is one."""

    id: Annotated[Identifier, about("Number of the decision.", "No.")]
    question: Annotated[Text, about("What is to be decided.")]
    decision: Annotated[Text | None, about("What was decided; left out while open.")] = None
    reason: Annotated[Text | None, about("Why, or what depends on it.")] = None
    owner: Annotated[ContactId, about("Who decides.")]
    decided_on: Annotated[Date | None, about("When it was decided.", "Decided on")] = None
    due: Annotated[Date | None, about("When it is needed.", "Needed by")] = None


class OpenItemNote(Model):
    """What is said of an open item beside what the spec says by itself: who is asked, by when, what was tried."""

    id: Annotated[Identifier, about("Which item, as documents and `golive check` name it.", "No.")]
    owner: Annotated[ContactId | None, PATCH, about("Who answers it, where that is not plain.")] = None
    due: Annotated[Date | None, PATCH, about("By when, where the plan does not say.", "Needed by")] = None
    note: Annotated[Text | None, PATCH, about("What was asked, and whom.")] = None


class NextStep(Model):
    """What someone does next."""

    action: Annotated[Text, about("What is done.", "Next step")]
    owner: Annotated[ContactId, about("Who does it.")]
    due: Annotated[Date, about("By when.", "By")]
