"""Control totals: fields that hold a sum or count over other records."""

from typing import Annotated

from golive.schema.change_level import MAJOR, MAJOR_ALWAYS
from golive.schema.field import Model, describe
from golive.schema.values import Code, Identifier
from golive.schema.word import Word


class TotalKind(Word):
    """What a control field says of other records."""

    COUNT = "count"
    AMOUNT = "amount"
    HASH = "hash"
    BLOCKS = "blocks"
    SEQUENCE = "sequence"
    CHECK_DIGIT = "check-digit"


class Condition(Model):
    """Holds for records in which a field has one of some values."""

    field: Annotated[Code, MAJOR, describe("The field that decides.")]
    values: Annotated[tuple[Code, ...], MAJOR_ALWAYS, describe("The values to which it applies.", min_length=1)]


class ControlTotal(Model):
    """One field that is computed from others, so that a reader can tell that the file is whole."""

    field: Annotated[Code, describe("The field with the total, as `record.FIELD`.", "Control field")]
    kind: Annotated[TotalKind, MAJOR, describe("How it is computed.", "Type")]
    of: Annotated[
        tuple[Code, ...],
        MAJOR_ALWAYS,
        describe(
            "Records that are counted, or the fields that are summed as `record.FIELD`; all records when left out."
        ),
    ] = ()
    less: Annotated[
        tuple[Code, ...], MAJOR_ALWAYS, describe("Fields that are subtracted, as `record.FIELD`.", "Minus")
    ] = ()
    where: Annotated[Condition | None, MAJOR, describe("Which of those records count; all when left out.")] = None
    since: Annotated[
        Identifier | None,
        MAJOR,
        describe("The record at which the count starts again; the file if left out.", "Counted since"),
    ] = None
    only_if_any: Annotated[
        bool,
        MAJOR,
        describe("Whether the field holds another amount when none of those records comes.", "Only if any come"),
    ] = False
    characters: Annotated[
        Code | None, describe("Which characters of each value make up the hash, such as `1-8`.", "Characters")
    ] = None
