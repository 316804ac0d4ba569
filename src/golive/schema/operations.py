"""How the integration is run once it is live."""

from typing import Annotated

from golive.schema.change_level import ORDERED
from golive.schema.field import Internal, Model, about
from golive.schema.needed_by import NeededBy, group
from golive.schema.values import Clock, ContactId, Date, Prose, Text
from golive.schema.words import Phase


class DailyCheck(Model):
    """Something looked at every day."""

    at: Annotated[Clock, about("When.", "Time")]
    check: Annotated[Text, about("What is looked at.")]
    expected: Annotated[Text, about("What it should show.")]
    owner: Annotated[ContactId, about("Who looks.")]


class Monitor(Model):
    """Something a machine watches."""

    signal: Annotated[Text, about("What is watched.")]
    threshold: Annotated[Text, about("When it raises an alarm.", "Alarm when")]
    alerts: Annotated[ContactId, about("Who is told.")]


class EscalationLevel(Model):
    """Who is called, and when."""

    contact: Annotated[ContactId, about("Who is called.")]
    when: Annotated[Text, about("In which case.")]
    within_minutes: Annotated[
        int, about("How soon they answer, in minutes.", "Answers within (minutes)", ge=1, le=10_080)
    ]


class DisasterRecovery(Model):
    """What is done when a site is lost."""

    recovery_time_hours: Annotated[
        int | None,
        NeededBy(Phase.UAT, 136),
        about("Longest agreed outage, in hours (RTO).", "Recovery time (hours)", ge=0, le=720),
    ] = None
    recovery_point_hours: Annotated[
        int | None,
        NeededBy(Phase.UAT, 137),
        about("Most data that may be lost, in hours (RPO).", "Recovery point (hours)", ge=0, le=720),
    ] = None
    plan: Annotated[Prose | None, NeededBy(Phase.UAT, 138), about("What is done, in order.")] = None
    last_tested: Annotated[Date | None, about("When it was last tried.", "Last tested")] = None


class Hypercare(Model):
    """Extra watch in the first weeks."""

    days: Annotated[
        int | None, NeededBy(Phase.UAT, 141), about("How many business days.", "Business days", ge=1, le=120)
    ] = None
    rhythm: Annotated[Text | None, NeededBy(Phase.UAT, 142), about("Who meets when.")] = None
    ends_when: Annotated[Text | None, NeededBy(Phase.UAT, 143), about("What must hold for it to end.", "Ends when")] = (
        None
    )


class Operations(Model):
    """Running it."""

    support_hours: Annotated[
        Text | None, NeededBy(Phase.SIT, 131), about("When the vendor's support answers.", "Support hours")
    ] = None
    daily_checks: Annotated[
        tuple[DailyCheck, ...], NeededBy(Phase.UAT, 132), about("What is looked at every day.", "Daily checks")
    ] = ()
    monitors: Annotated[tuple[Monitor, ...], about("What machines watch.", "Monitoring")] = ()
    escalation: Annotated[
        tuple[EscalationLevel, ...], ORDERED, NeededBy(Phase.SIT, 133), about("Who is called, in order.")
    ] = ()
    maintenance: Annotated[Text | None, NeededBy(Phase.UAT, 134), about("How planned work is announced.")] = None
    disaster_recovery: Annotated[
        DisasterRecovery, NeededBy(Phase.UAT, 135), group("When a site is lost.", "Disaster recovery")
    ]
    penny_test: Annotated[
        Prose | None, NeededBy(Phase.UAT, 139), about("The first tiny payment in production.", "Penny test")
    ] = None
    hypercare: Annotated[Hypercare, NeededBy(Phase.UAT, 140), group("Extra watch in the first weeks.")]
    cost_center: Annotated[Text | None, Internal(), about("Where the vendor books its hours; never shown.")] = None
