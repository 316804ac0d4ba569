"""The parts of a batch interface: schedule, file name, record layouts and controls."""

from typing import Annotated, Final

from golive.schema.change_level import MAJOR, MAJOR_ALWAYS, MAJOR_UNLESS_WIDER, MINOR, ORDER_MATTERS, PATCH
from golive.schema.control_totals import Condition, ControlTotal
from golive.schema.day_rules import AchWindow, ClosedDay, FileCalendar
from golive.schema.field import FormerDefault, Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Clock, Code, Count, Identifier, Percent, Prose, Text, Verbatim
from golive.schema.words import FieldType, Frequency, Need, Phase, RecordKind

_ONCE: Final = ("frequency", frozenset({Frequency.ONCE.value}))


class BankStep(Model):
    """How the money of a file's day goes through the bank."""

    cut_off: Annotated[Clock, MAJOR, describe("When the bank must have the ACH file.", "Bank cut-off")]
    days_later: Annotated[
        int | None,
        MAJOR,
        FormerDefault(0),
        describe(
            "How many banking days after the day of the cut-off; the same day when left out.",
            "Banking days after cut-off",
            ge=0,
            le=10,
        ),
    ] = None
    window: Annotated[AchWindow, MAJOR, describe("The ACH window that carries the money.", "ACH window")]


class Schedule(Model):
    """When the file moves, in the biller's time zone."""

    frequency: Annotated[Frequency | None, MAJOR, NeededBy(Phase.DESIGN, 39), describe("How often.")] = None
    days: Annotated[Text | None, MAJOR, describe("On which days, where the frequency does not say.")] = None
    cut_off: Annotated[Clock | None, describe("Last moment an item counts for the day.", "Cut-off")] = None
    drop_by: Annotated[
        Clock | None,
        MAJOR,
        NeededBy(Phase.BUILD, 40, unless=_ONCE),
        describe("When the file must be on the server.", "Drop-by"),
    ] = None
    processed_by: Annotated[Clock | None, describe("When the receiver has worked through it.", "Processed by")] = None
    next_day: Annotated[
        bool, MAJOR, describe("Whether the drop-by time is on the day after the cut-off.", "Drop-by on the next day")
    ] = False
    holidays: Annotated[
        Text | None,
        MINOR,
        NeededBy(Phase.SIT, 41, unless=_ONCE),
        describe("What happens on weekends and holidays.", "Weekends and holidays"),
    ] = None
    late_file: Annotated[
        Prose | None,
        MINOR,
        NeededBy(Phase.SIT, 42, unless=_ONCE),
        describe("What happens when the file is late.", "Late file"),
    ] = None
    calendar: Annotated[FileCalendar | None, MAJOR, describe("Whose business days apply.", "Business-day calendar")] = (
        None
    )
    weekends: Annotated[
        ClosedDay | None, MAJOR, describe("What happens to the items of a Saturday or Sunday.", "Weekend handling")
    ] = None
    on_holidays: Annotated[
        ClosedDay | None, MAJOR, describe("What happens to the items of a holiday.", "Holiday handling")
    ] = None
    bank: Annotated[BankStep | None, describe("How the money of the day goes through the bank.", "Bank")] = None
    posted_by: Annotated[
        Clock | None, MAJOR, describe("When what the bank has moved is posted to the accounts.", "Posted by")
    ] = None
    posted_days_later: Annotated[
        int | None,
        MAJOR,
        describe("How many business days after the day of the cut-off.", "Business days until posting", ge=0, le=10),
    ] = None


class FileName(Model):
    """What the file is called."""

    pattern: Annotated[
        Code | None, NeededBy(Phase.BUILD, 35), describe("The name with its variable parts.", "Name pattern")
    ] = None
    example: Annotated[
        Code | None, PATCH, NeededBy(Phase.BUILD, 36), describe("A name that fits the pattern.", "Example name")
    ] = None
    uniqueness: Annotated[
        Text | None, NeededBy(Phase.SIT, 37), describe("How two files never share a name.", "How names stay unique")
    ] = None


class Controls(Model):
    """How the receiver knows that the file is whole and new."""

    record_count: Annotated[
        Text | None, MAJOR, describe("Where the record count is, and what it counts.", "Record count")
    ] = None
    amount_total: Annotated[Text | None, MAJOR, describe("Where the amount total is.", "Amount total")] = None
    hash_total: Annotated[Text | None, MAJOR, describe("Where the hash total is, and of what.", "Hash total")] = None
    duplicates: Annotated[
        Text | None, MINOR, NeededBy(Phase.SIT, 44), describe("How a file sent twice is recognized.", "Duplicate files")
    ] = None
    rejects: Annotated[
        Text | None, MINOR, NeededBy(Phase.SIT, 45), describe("Whether one bad record stops the file.", "Bad records")
    ] = None
    tolerance: Annotated[
        Percent | None,
        describe("Share of rejected records that stops the file, in percent.", "Reject threshold"),
    ] = None
    totals: Annotated[tuple[ControlTotal, ...], describe("The control fields, as a program checks them.")] = ()


class Acknowledgement(Model):
    """The file that confirms receipt."""

    name: Annotated[Code | None, NeededBy(Phase.BUILD, 328), describe("Its name pattern.", "Acknowledgement file")] = (
        None
    )
    within_minutes: Annotated[
        int | None,
        NeededBy(Phase.SIT, 329),
        describe("How soon it is expected, in minutes.", "Expected within (minutes)", ge=1, le=10_080),
    ] = None
    content: Annotated[
        Text | None, MINOR, NeededBy(Phase.BUILD, 330), describe("What the file contains.", "Contents")
    ] = None
    if_missing: Annotated[
        Text | None,
        NeededBy(Phase.SIT, 331),
        describe("What to do when it does not come.", "If it does not arrive"),
    ] = None


class CodeValue(Model):
    """One value that a field may hold."""

    value: Annotated[Code, describe("The value.")]
    meaning: Annotated[Text, describe("What it means.")]
    further_columns: Annotated[
        int | None,
        MAJOR,
        describe("How many columns come between it and the next field when it is used.", "Further columns", ge=1, le=9),
    ] = None


class RecordField(Model):
    """One field of a record."""

    name: Annotated[Code, describe("The field's name.", "Field")]
    position: Annotated[
        int | None, MAJOR, describe("First character, counted from 1; or the number of the column.", ge=1, le=100_000)
    ] = None
    length: Annotated[
        int | None,
        MAJOR_UNLESS_WIDER,
        describe("Number of characters; the most, in a delimited file.", ge=1, le=100_000),
    ] = None
    type: Annotated[FieldType, MAJOR, describe("What it contains.")]
    need: Annotated[
        Need | None,
        MAJOR_UNLESS_WIDER,
        FormerDefault(Need.MANDATORY),
        describe("Whether it must be filled; `golive layout` takes it as mandatory when left out.", "Usage"),
    ] = None
    format: Annotated[Text | None, MAJOR, describe("How the value is written: padding, mask, implied decimals.")] = None
    pattern: Annotated[Code | None, MAJOR, describe("A regular expression that the whole value matches.")] = None
    sign: Annotated[
        Code | None, MAJOR, describe("The field of the same record that contains its sign, `-` or another.")
    ] = None
    same_as: Annotated[
        Code | None, MAJOR, describe("The field whose last value it repeats, as `record.FIELD`.", "Same as")
    ] = None
    example: Annotated[Code | None, PATCH, describe("An invented value.")] = None
    rule: Annotated[Text | None, MINOR, describe("Further rules that apply.")] = None
    values: Annotated[tuple[CodeValue, ...], describe("The values it may hold.")] = ()


class RecordLayout(Model):
    """The fields of one kind of record."""

    id: Annotated[Identifier, describe("Name of the record, unique in its interface.")]
    name: Annotated[Text, describe("What it is called.", "Record", max_length=80)]
    kind: Annotated[RecordKind, MAJOR, describe("Its part in the file.")]
    identified_by: Annotated[Code | None, describe("How a reader tells it from other records.", "Identified by")] = None
    length: Annotated[
        int | None,
        MAJOR,
        describe("Characters in the record, without the line ending.", "Record length", ge=1, le=100_000),
    ] = None
    occurs: Annotated[Text | None, MINOR, describe("How often the file is sent.")] = None
    after: Annotated[
        tuple[Identifier, ...],
        MAJOR_ALWAYS,
        describe("The records that it may directly follow, `start` for the file's start; told by kinds when left out."),
    ] = ()
    announced_by: Annotated[
        Condition | None, MAJOR, describe("The field of the record before it that says whether it follows.")
    ] = None
    repeats_from: Annotated[
        Code | None,
        MAJOR,
        describe("The first of its last fields that may come again, as a group, up to the end of the record."),
    ] = None
    fields: Annotated[
        tuple[RecordField, ...], ORDER_MATTERS, describe("Its fields, in order.", min_length=1, max_length=500)
    ]


class FileVolume(Model):
    """How large the file is."""

    typical_records: Annotated[Count, describe("Detail records on a usual day.", "Records on a typical day")]
    peak_records: Annotated[Count | None, describe("Detail records on the busiest day.", "Records on the peak day")] = (
        None
    )
    typical_size: Annotated[Text | None, describe("Size on a usual day.", "Size on a typical day")] = None


class BatchSample(Model):
    """A few lines of the file, as they are."""

    caption: Annotated[Text, describe("What the sample shows.")]
    text: Annotated[Verbatim, describe("The lines.", "Sample")]
