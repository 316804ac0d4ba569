"""The table of topics: every section of the spec, the vendor's data, the guide and the typical process.

Forms, workbook sheets, the field reference and `golive explain` are made from it. A field belongs to the topic with the
longest path above it, so a new field needs no row here.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from msgspec import Struct

from golive.schema import Guide, Integration, Organization, Process
from golive.schema.field import Model

FILE_MODELS: Final[Mapping[str, type[Model]]] = {
    "integration": Integration,
    "organization": Organization,
    "guide": Guide,
    "process": Process,
}
"""The model of each kind of file that people fill in."""


class TopicLayout(StrEnum):
    """The layout of a topic in forms and sheets."""

    QUESTIONS = "questions"
    """Single questions, one below the other."""
    ROWS = "rows"
    """A table with one row per item."""
    COLUMNS = "columns"
    """Items side by side, one column per item and one row per question."""
    GRID = "grid"
    """A table of many narrow rows, made for pasting from a spreadsheet."""


class Topic(Struct, frozen=True):
    """A section of a file.

    Attributes:
        id: short name, unique; used in addresses of pages and in hidden keys of sheets.
        title: heading, in the words of the trade.
        help: what belongs here, in one or two sentences.
        form: how it is laid out.
        paths: the parts of the file that it holds, such as `biller`, `interfaces[batch]` or `connections[].keys[]`;
            a word in brackets selects the items of one kind, and an empty path is all that no other topic holds.
        area: heading over several topics.
        file_kind: the kind of file, a key of `FILE_MODELS`.
    """

    id: str
    title: str
    help: str
    form: TopicLayout
    paths: tuple[str, ...]
    area: str
    file_kind: str = "integration"


_BASICS: Final = "Basics"
_PEOPLE: Final = "People"
_DATA: Final = "Data exchange"
_SAFETY: Final = "Security and testing"
_PLAN: Final = "Plan"
_RUNNING: Final = "After go-live"
_NOTES: Final = "Open points and notes"
_VENDOR: Final = "Vendor"

TOPICS: Final[tuple[Topic, ...]] = (
    Topic(
        "integration",
        "The integration",
        "What is built, why, and how far it is.",
        TopicLayout.QUESTIONS,
        ("",),
        _BASICS,
    ),
    Topic(
        "biller",
        "Biller",
        "The biller, its billing system, its account numbers and its business days.",
        TopicLayout.QUESTIONS,
        ("biller",),
        _BASICS,
    ),
    Topic(
        "jobs",
        "Jobs of the billing system",
        "The jobs that take part, in the order of the night.",
        TopicLayout.ROWS,
        ("biller.billing_system.jobs[]",),
        _BASICS,
    ),
    Topic(
        "scope",
        "Scope",
        "What is built, what is left out, and how payers pay.",
        TopicLayout.QUESTIONS,
        ("scope",),
        _BASICS,
    ),
    Topic(
        "payment-terms",
        "Limits and fees",
        "The limits and fees of each tender, and who pays the fee.",
        TopicLayout.ROWS,
        ("scope.payment_terms[]",),
        _BASICS,
    ),
    Topic(
        "volumes",
        "Volumes",
        "How many accounts, bills and payments are expected.",
        TopicLayout.QUESTIONS,
        ("volumes",),
        _BASICS,
    ),
    Topic(
        "settlement",
        "Settlement",
        "How the money reaches the biller's bank, and how returns and reconciliation work.",
        TopicLayout.QUESTIONS,
        ("settlement",),
        _BASICS,
    ),
    Topic(
        "deposit-accounts",
        "Deposit accounts",
        "The accounts that receive money, where there are several.",
        TopicLayout.ROWS,
        ("settlement.deposit_accounts[]",),
        _BASICS,
    ),
    Topic("people", "People", "Everyone who takes part, on every side.", TopicLayout.ROWS, ("team[]",), _PEOPLE),
    Topic(
        "parties",
        "Other parties",
        "Companies beside the biller and the vendor, such as a bank or a print vendor.",
        TopicLayout.ROWS,
        ("parties[]",),
        _PEOPLE,
    ),
    Topic("meetings", "Meetings", "Standing meetings of the project.", TopicLayout.ROWS, ("meetings[]",), _PEOPLE),
    Topic(
        "raci",
        "Responsibilities",
        "For each activity: who does it, who answers for it, who is asked, who is told (RACI).",
        TopicLayout.ROWS,
        ("raci[]",),
        _PEOPLE,
    ),
    Topic(
        "environments",
        "Environments",
        "The test and production environments of both sides.",
        TopicLayout.COLUMNS,
        ("environments[]",),
        _DATA,
    ),
    Topic(
        "connections",
        "Connections",
        "The lines between the two sides: SFTP, HTTPS, object storage, portal, e-mail, REST or SOAP.",
        TopicLayout.COLUMNS,
        ("connections[]",),
        _DATA,
    ),
    Topic(
        "addresses",
        "Addresses",
        "The host of each connection in each environment.",
        TopicLayout.ROWS,
        ("connections[].endpoints[]",),
        _DATA,
    ),
    Topic(
        "folders",
        "Folders",
        "The folders in use on file servers.",
        TopicLayout.ROWS,
        ("connections[].folders[]",),
        _DATA,
    ),
    Topic(
        "keys",
        "Keys and certificates",
        "Each key: what it protects, who holds it, when it expires. Never the key itself.",
        TopicLayout.ROWS,
        ("connections[].keys[]", "single_sign_on[].keys[]"),
        _DATA,
    ),
    Topic(
        "sign-on",
        "Single sign-on",
        "How users sign in once for both sides.",
        TopicLayout.COLUMNS,
        ("single_sign_on[]",),
        _DATA,
    ),
    Topic(
        "sign-on-addresses",
        "Sign-on addresses",
        "The names and addresses of both sides of each single sign-on, in each environment.",
        TopicLayout.ROWS,
        ("single_sign_on[].endpoints[]",),
        _DATA,
    ),
    Topic(
        "files",
        "Files",
        "Each file that moves: its name, schedule, format and controls.",
        TopicLayout.COLUMNS,
        ("interfaces[batch]",),
        _DATA,
    ),
    Topic(
        "records",
        "Record types",
        "The kinds of records in each file, in file order.",
        TopicLayout.ROWS,
        ("interfaces[batch].records[]",),
        _DATA,
    ),
    Topic(
        "file-layouts",
        "File layouts",
        "Each field of each record, in order.",
        TopicLayout.GRID,
        ("interfaces[batch].records[].fields[]",),
        _DATA,
    ),
    Topic(
        "control-totals",
        "Control totals",
        "Fields that hold a count or a sum of other records.",
        TopicLayout.ROWS,
        ("interfaces[batch].controls.totals[]",),
        _DATA,
    ),
    Topic(
        "file-errors",
        "File error codes",
        "Codes for rejected files and records.",
        TopicLayout.ROWS,
        ("interfaces[batch].errors[]",),
        _DATA,
    ),
    Topic(
        "bill-images",
        "Bill images and paperless",
        "Where bill images are stored, how payers see them, and how payers give up paper bills.",
        TopicLayout.QUESTIONS,
        (
            "bill_images",
            "paperless",
        ),
        _DATA,
    ),
    Topic(
        "loads",
        "Migration loads",
        "Mock loads, the final load and the delta, in order, with the rows of each.",
        TopicLayout.ROWS,
        ("interfaces[batch].migration.loads[]",),
        _DATA,
    ),
    Topic(
        "real-time",
        "Real-time interfaces",
        "Each group of calls: who calls, retries, fallback and availability.",
        TopicLayout.COLUMNS,
        ("interfaces[real-time]",),
        _DATA,
    ),
    Topic(
        "calls",
        "Calls",
        "Each call: what is asked, what is answered, and the timeout.",
        TopicLayout.COLUMNS,
        ("interfaces[real-time].operations[]",),
        _DATA,
    ),
    Topic(
        "messages",
        "Messages",
        "Each field of each request and response.",
        TopicLayout.GRID,
        ("interfaces[real-time].operations[].request[]", "interfaces[real-time].operations[].response[]"),
        _DATA,
    ),
    Topic(
        "call-errors",
        "Call errors",
        "What can go wrong in a call, what the payer sees, and what to do.",
        TopicLayout.ROWS,
        ("interfaces[real-time].operations[].errors[]",),
        _DATA,
    ),
    Topic(
        "security",
        "Security",
        "Card data, incidents and reviews.",
        TopicLayout.QUESTIONS,
        ("security",),
        _SAFETY,
    ),
    Topic(
        "security-controls",
        "Security responsibilities",
        "What must be done for security, by the biller, the vendor or both.",
        TopicLayout.ROWS,
        ("security.controls[]",),
        _SAFETY,
    ),
    Topic(
        "data-classes",
        "Data in motion",
        "The kinds of data that move, how they are protected, and how long they are kept.",
        TopicLayout.ROWS,
        ("security.data_classes[]",),
        _SAFETY,
    ),
    Topic(
        "testing",
        "SIT and UAT",
        "Who tests, where, with which data, and what must hold before and after.",
        TopicLayout.COLUMNS,
        ("testing.sit", "testing.uat"),
        _SAFETY,
    ),
    Topic(
        "test-cases",
        "Test cases",
        "What is tried in SIT and in UAT, and the expected result.",
        TopicLayout.ROWS,
        ("testing.sit.cases[]", "testing.uat.cases[]"),
        _SAFETY,
    ),
    Topic(
        "plan",
        "Plan and go-live",
        "The start, the day and the hours of go-live, and the rollback.",
        TopicLayout.QUESTIONS,
        ("timeline",),
        _PLAN,
    ),
    Topic(
        "activities",
        "Activities",
        "What is done when, by whom, and after what.",
        TopicLayout.ROWS,
        ("timeline.activities[]",),
        _PLAN,
    ),
    Topic(
        "gates", "Gates", "The days on which someone decides to go on.", TopicLayout.ROWS, ("timeline.gates[]",), _PLAN
    ),
    Topic(
        "milestones",
        "Milestones",
        "Days to reach, beside the gates.",
        TopicLayout.ROWS,
        ("timeline.milestones[]",),
        _PLAN,
    ),
    Topic(
        "hard-stops",
        "Hard stops",
        "Days that cannot move, such as the end of a contract.",
        TopicLayout.ROWS,
        ("timeline.hard_stops[]",),
        _PLAN,
    ),
    Topic(
        "stages",
        "Staged go-live",
        "The pilots and waves of go-live, in order.",
        TopicLayout.ROWS,
        ("timeline.stages[]",),
        _PLAN,
    ),
    Topic(
        "freezes",
        "Change freezes",
        "Days on which nothing changes.",
        TopicLayout.ROWS,
        ("timeline.blackouts[]",),
        _PLAN,
    ),
    Topic(
        "sessions",
        "Discovery sessions",
        "The sessions of discovery.",
        TopicLayout.ROWS,
        ("timeline.sessions[]",),
        _PLAN,
    ),
    Topic(
        "training",
        "Training",
        "Who at the biller is trained, when and by whom.",
        TopicLayout.ROWS,
        ("training[]",),
        _PLAN,
    ),
    Topic(
        "customer-notices",
        "Customer communication",
        "What payers are told about the change, how and when.",
        TopicLayout.ROWS,
        ("customer_notices[]",),
        _PLAN,
    ),
    Topic(
        "operations",
        "Operations",
        "Support, maintenance, disaster recovery, the penny test and hypercare.",
        TopicLayout.QUESTIONS,
        ("operations",),
        _RUNNING,
    ),
    Topic(
        "daily-checks",
        "Daily checks",
        "What people look at every day.",
        TopicLayout.ROWS,
        ("operations.daily_checks[]",),
        _RUNNING,
    ),
    Topic(
        "monitoring",
        "Monitoring",
        "What machines watch, and whom they alert.",
        TopicLayout.ROWS,
        ("operations.monitors[]",),
        _RUNNING,
    ),
    Topic(
        "escalation",
        "Escalation",
        "Who is called, in order, and how soon they answer.",
        TopicLayout.ROWS,
        ("operations.escalation[]",),
        _RUNNING,
    ),
    Topic(
        "service-levels",
        "Service levels",
        "The service levels and penalties of the contract, for the vendor alone.",
        TopicLayout.ROWS,
        ("operations.service_levels[]",),
        _RUNNING,
    ),
    Topic(
        "troubleshooting",
        "Troubleshooting",
        "What will go wrong one day with each interface, and what to do then.",
        TopicLayout.ROWS,
        ("interfaces[].troubles[]",),
        _RUNNING,
    ),
    Topic("risks", "Risks", "What may go wrong, and what is done about it.", TopicLayout.ROWS, ("risks[]",), _NOTES),
    Topic(
        "decisions",
        "Decisions",
        "Questions to decide, and the answers once there are some.",
        TopicLayout.ROWS,
        ("decisions[]",),
        _NOTES,
    ),
    Topic(
        "open-items",
        "Notes on open items",
        "Who was asked for what is still open, and by when it is needed.",
        TopicLayout.ROWS,
        ("open_items[]",),
        _NOTES,
    ),
    Topic("next-steps", "Next steps", "What someone does next.", TopicLayout.ROWS, ("next_steps[]",), _NOTES),
    Topic("glossary", "Glossary", "Terms of this integration.", TopicLayout.ROWS, ("glossary[]",), _NOTES),
    Topic(
        "silenced-checks",
        "Silenced checks",
        "Checks that do not hold here, each with its reason.",
        TopicLayout.ROWS,
        ("silence[]",),
        _NOTES,
    ),
    Topic(
        "vendor",
        "Vendor",
        "The vendor's name, product, support desk and document settings.",
        TopicLayout.QUESTIONS,
        ("",),
        _VENDOR,
        "organization",
    ),
    Topic(
        "roles",
        "Roles",
        "What the vendor calls each role, and what it does.",
        TopicLayout.ROWS,
        ("roles[]",),
        _VENDOR,
        "organization",
    ),
    Topic("guide", "Participation guide", "The texts of the guide.", TopicLayout.QUESTIONS, ("",), _VENDOR, "guide"),
    Topic(
        "guide-steps",
        "Steps of the guide",
        "What an implementation team does, in order.",
        TopicLayout.ROWS,
        ("steps[]",),
        _VENDOR,
        "guide",
    ),
    Topic(
        "process",
        "Typical process",
        "How SIT and UAT differ, the same for every integration.",
        TopicLayout.QUESTIONS,
        ("",),
        _VENDOR,
        "process",
    ),
    Topic(
        "process-steps",
        "Steps of the typical process",
        "The steps of an integration, in order, and how long each usually takes.",
        TopicLayout.ROWS,
        ("steps[]",),
        _VENDOR,
        "process",
    ),
    Topic(
        "test-profiles",
        "What SIT and UAT are",
        "The two tests compared.",
        TopicLayout.COLUMNS,
        ("sit", "uat"),
        _VENDOR,
        "process",
    ),
    Topic(
        "severities",
        "Severities",
        "How bad a fault is, and how soon it is answered and fixed.",
        TopicLayout.ROWS,
        ("severities[]",),
        _VENDOR,
        "process",
    ),
    Topic(
        "trade-glossary",
        "Glossary of the trade",
        "Terms that every glossary explains.",
        TopicLayout.ROWS,
        ("glossary[]",),
        _VENDOR,
        "process",
    ),
)


@cache
def list_topics(file_kind: str = "integration") -> tuple[Topic, ...]:
    """Return the topics of a kind of file, in the order in which they are shown.

    Raises:
        KeyError: there is no such kind of file.
    """
    FILE_MODELS[file_kind]
    return tuple(topic for topic in TOPICS if topic.file_kind == file_kind)
