"""How the integration is run once it is live."""

from typing import Annotated

from golive.spec.model.cost import ORDERED
from golive.spec.model.field import Internal, Model, about
from golive.spec.model.values import Clock, ContactId, Date, Prose, Text


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
        int, about("Longest agreed outage, in hours (RTO).", "Recovery time (hours)", ge=0, le=720)
    ]
    recovery_point_hours: Annotated[
        int, about("Most data that may be lost, in hours (RPO).", "Recovery point (hours)", ge=0, le=720)
    ]
    plan: Annotated[Prose, about("What is done, in order.")]
    last_tested: Annotated[Date | None, about("When it was last tried.", "Last tested")] = None


class Hypercare(Model):
    """Extra watch in the first weeks."""

    days: Annotated[int, about("How many business days.", "Business days", ge=1, le=120)]
    rhythm: Annotated[Text, about("Who meets when.")]
    ends_when: Annotated[Text, about("What must hold for it to end.", "Ends when")]


class Operations(Model):
    """Running it."""

    support_hours: Annotated[Text, about("When the vendor's support answers.", "Support hours")]
    daily_checks: Annotated[tuple[DailyCheck, ...], about("What is looked at every day.", "Daily checks", min_length=1)]
    monitors: Annotated[tuple[Monitor, ...], about("What machines watch.", "Monitoring")] = ()
    escalation: Annotated[tuple[EscalationLevel, ...], ORDERED, about("Who is called, in order.", min_length=1)]
    maintenance: Annotated[Text, about("How planned work is announced.")]
    disaster_recovery: Annotated[DisasterRecovery, about("When a site is lost.", "Disaster recovery")]
    penny_test: Annotated[Prose, about("The first tiny payment in production.", "Penny test")]
    hypercare: Annotated[Hypercare, about("Extra watch in the first weeks.")]
    cost_center: Annotated[Text | None, Internal(), about("Where the vendor books its hours; never shown.")] = None
