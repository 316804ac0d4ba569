"""Operation of an integration after go-live."""

from typing import Annotated

from golive.schema.change_level import ORDER_MATTERS
from golive.schema.field import Internal, Model, describe
from golive.schema.needed_by import NeededBy, describe_group
from golive.schema.values import Clock, ContactId, Date, Prose, Text
from golive.schema.words import Phase


class DailyCheck(Model):
    """Something looked at every day."""

    at: Annotated[Clock, describe("When.", "Time")]
    check: Annotated[Text, describe("What is looked at.")]
    expected: Annotated[Text, describe("What it should show.", "Expected result")]
    owner: Annotated[ContactId, describe("Who looks.")]


class Monitor(Model):
    """Something a machine watches."""

    signal: Annotated[Text, describe("What is watched.")]
    threshold: Annotated[Text, describe("When it raises an alarm.", "Alert when")]
    alerts: Annotated[ContactId, describe("Who is informed.", "Notifies")]


class EscalationLevel(Model):
    """Who is called, and when."""

    contact: Annotated[ContactId, describe("Who is called.")]
    when: Annotated[Text, describe("In which case.")]
    within_minutes: Annotated[
        int | None,
        NeededBy(Phase.UAT, 144),
        describe("How soon they answer, in minutes.", "Responds within (minutes)", ge=1, le=10_080),
    ] = None


class DisasterRecovery(Model):
    """What is done when a site is lost."""

    recovery_time_hours: Annotated[
        int | None,
        NeededBy(Phase.UAT, 136),
        describe("Longest agreed outage, in hours (RTO).", "Recovery time objective (hours)", ge=0, le=720),
    ] = None
    recovery_point_hours: Annotated[
        int | None,
        NeededBy(Phase.UAT, 137),
        describe("Most data that may be lost, in hours (RPO).", "Recovery point objective (hours)", ge=0, le=720),
    ] = None
    plan: Annotated[Prose | None, NeededBy(Phase.UAT, 138), describe("What is done, in order.")] = None
    last_tested: Annotated[Date | None, describe("When it was last tried.", "Last tested")] = None


class Hypercare(Model):
    """Extra watch in the first weeks."""

    days: Annotated[
        int | None,
        NeededBy(Phase.UAT, 141),
        describe("How many business days.", "Duration (business days)", ge=1, le=120),
    ] = None
    rhythm: Annotated[Text | None, NeededBy(Phase.UAT, 142), describe("Who meets when.", "Check-ins")] = None
    ends_when: Annotated[
        Text | None, NeededBy(Phase.UAT, 143), describe("What must hold for it to end.", "Exit criterion")
    ] = None


class ServiceLevel(Model):
    """A promise of the contract, and what it costs to break it."""

    name: Annotated[Text, describe("What is promised.", "Service level", max_length=80)]
    target: Annotated[Text, describe("What must be reached, such as 99.9 % a month.")]
    measured_by: Annotated[Text | None, describe("How and over what period it is measured.", "Measured by")] = None
    penalty: Annotated[Text | None, describe("What the vendor pays when it is missed.")] = None


class Operations(Model):
    """Running it."""

    support_hours: Annotated[
        Text | None, NeededBy(Phase.SIT, 131), describe("When the vendor's support answers.", "Support hours")
    ] = None
    daily_checks: Annotated[
        tuple[DailyCheck, ...], NeededBy(Phase.UAT, 132), describe("What is looked at every day.", "Daily checks")
    ] = ()
    monitors: Annotated[tuple[Monitor, ...], describe("What machines watch.", "Monitoring")] = ()
    escalation: Annotated[
        tuple[EscalationLevel, ...], ORDER_MATTERS, NeededBy(Phase.SIT, 133), describe("Who is called, in order.")
    ] = ()
    maintenance: Annotated[Text | None, NeededBy(Phase.UAT, 134), describe("How planned work is announced.")] = None
    disaster_recovery: Annotated[
        DisasterRecovery, NeededBy(Phase.UAT, 135), describe_group("When a site is lost.", "Disaster recovery")
    ]
    penny_test: Annotated[
        Prose | None, NeededBy(Phase.UAT, 139), describe("The first tiny payment in production.", "Penny test")
    ] = None
    hypercare: Annotated[Hypercare, NeededBy(Phase.UAT, 140), describe_group("Extra watch in the first weeks.")]
    service_levels: Annotated[
        tuple[ServiceLevel, ...],
        Internal(),
        describe("Service levels and penalties of the contract; never shown.", "Service levels", max_length=30),
    ] = ()
    cost_center: Annotated[Text | None, Internal(), describe("Where the vendor books its hours; never shown.")] = None
