"""Who takes part: the biller, its billing system, and the people on every side."""

from typing import Annotated

from golive.schema.batch_jobs import Job, MaintenanceWindow
from golive.schema.change_level import MAJOR, MINOR, ORDER_MATTERS, PATCH
from golive.schema.field import Internal, Model, describe
from golive.schema.needed_by import NeededBy, describe_group
from golive.schema.values import Clock, Code, ContactId, Count, Email, Identifier, Phone, Prose, Text, Url
from golive.schema.words import BillerKind, Party, Phase, RoleName
from golive.schema.workdays import Calendar


class AccountNumber(Model):
    """How the billing system writes an account number."""

    pattern: Annotated[
        Code | None,
        NeededBy(Phase.BUILD, 5),
        describe("A regular expression that every account number matches."),
    ] = None
    example: Annotated[
        Code | None,
        PATCH,
        NeededBy(Phase.BUILD, 6),
        describe("An invented account number that matches the pattern."),
    ] = None
    length: Annotated[
        int | None,
        MAJOR,
        NeededBy(Phase.BUILD, 7),
        describe("Number of characters, padding included.", ge=1, le=100),
    ] = None
    rule: Annotated[Text | None, MINOR, describe("Padding, check digit, what its parts mean.")] = None


class BillingSystem(Model):
    """The biller's system of record for accounts and bills; utilities call it a CIS."""

    name: Annotated[Text, describe("The product's name.", max_length=80)]
    supplier: Annotated[Text | None, NeededBy(Phase.DESIGN, 2), describe("Who makes or hosts it.")] = None
    release: Annotated[Text | None, MINOR, describe("The release in use.")] = None
    hosting: Annotated[Text | None, NeededBy(Phase.DESIGN, 3), describe("Where it runs.")] = None
    known_as: Annotated[Text | None, describe("What the biller's staff call it.")] = None
    modules: Annotated[tuple[Text, ...], describe("The parts of it that take part.")] = ()
    account_number: Annotated[
        AccountNumber, NeededBy(Phase.BUILD, 4), describe_group("How the billing system writes an account number.")
    ]
    maintenance_window: Annotated[Text | None, MINOR, describe("When it is regularly down.")] = None
    jobs: Annotated[
        tuple[Job, ...], ORDER_MATTERS, describe("Its jobs that take part, in the order of the night.", max_length=60)
    ] = ()
    batch_cut_off: Annotated[
        Clock | None,
        MAJOR,
        describe("Last moment for its nightly jobs; later items count for the next day.", "Batch cut-off"),
    ] = None
    maintenance_windows: Annotated[
        tuple[MaintenanceWindow, ...], describe("When it is regularly down, by day and hour.", max_length=20)
    ] = ()
    constraints: Annotated[Prose | None, describe("What it can and cannot do, in the author's words.")] = None


class Biller(Model):
    """The vendor's customer."""

    name: Annotated[Text, describe("The biller's full name.", max_length=100)]
    short_name: Annotated[Text, describe("A name short enough for a box in a figure.", max_length=24)]
    kind: Annotated[BillerKind, describe("What kind of organization it is.")]
    location: Annotated[Text, describe("City and state.")]
    time_zone: Annotated[Text, MAJOR, describe("IANA name of the zone that all its times are in.", "Time zone")]
    time_zone_label: Annotated[
        Text, describe("How that zone is written after a time.", "Time zone abbreviation", max_length=6)
    ]
    public_entity: Annotated[
        bool | None,
        NeededBy(Phase.DESIGN, 322),
        describe("Whether it is a public body, bound by ADA Title II.", "Public entity"),
    ] = None
    population: Annotated[Count | None, describe("People served; decides a public body's accessibility date.")] = None
    website: Annotated[Url | None, describe("Its public site.")] = None
    calendar: Annotated[Calendar | None, describe("Its business days.", "Business days")] = None
    billing_system: Annotated[
        BillingSystem, describe("The biller's system of record for accounts and bills; utilities call it a CIS.")
    ]
    relationship_notes: Annotated[
        Prose | None, Internal(), describe("What the vendor's team should know; never shown.")
    ] = None


class Contact(Model):
    """One person, or one desk, on any side."""

    id: Annotated[Identifier, describe("How other parts of the spec refer to this contact.")]
    name: Annotated[Text, MINOR, describe("The person's or desk's name.", max_length=80)]
    party: Annotated[Party, describe("Which side the contact is on.", "Side")]
    organization: Annotated[
        Identifier | None,
        MINOR,
        describe(
            "The party beside biller and vendor that the contact belongs to.",
            json_schema_extra={"refersTo": "parties"},
        ),
    ] = None
    role: Annotated[RoleName, describe("The contact's role in the project.")]
    job_title: Annotated[Text | None, describe("The contact's own title.")] = None
    email: Annotated[Email | None, NeededBy(Phase.DESIGN, 8), describe("Address for work mail.")] = None
    phone: Annotated[Phone | None, describe("Number for calls.")] = None
    hours: Annotated[Text | None, MINOR, describe("When the contact can be reached.")] = None
    experience: Annotated[
        Text | None, describe("What the contact has done before, file transfers with this billing system above all.")
    ] = None
    backup: Annotated[ContactId | None, describe("Who is the backup.", "Backup")] = None


class Meeting(Model):
    """A standing meeting of the project."""

    name: Annotated[Text, describe("What it is called.", "Meeting")]
    rhythm: Annotated[Text, describe("How often, on which day.", "Frequency")]
    at: Annotated[Clock | None, describe("When it starts.", "Starts")] = None
    minutes: Annotated[int, describe("How long it lasts, in minutes.", "Duration (minutes)", ge=5, le=480)]
    purpose: Annotated[Text, describe("What it is for.")]
    owner: Annotated[ContactId, describe("Who runs it.")]
