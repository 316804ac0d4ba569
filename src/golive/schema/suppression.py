"""Suppress a check at one place of a spec, with the reason."""

from typing import Annotated

from golive.schema.field import Model, describe
from golive.schema.values import Code, Identifier, Text


class SuppressedCheck(Model):
    """A check that does not hold in one place, for a reason that someone wrote down."""

    check: Annotated[Identifier, describe("The check's id, as `golive explain` lists it.")]
    at: Annotated[
        Code | None, describe("Where: a path by ids, such as `interfaces/payment-file`; everywhere when left out.")
    ] = None
    reason: Annotated[Text, describe("Why it does not hold there.")]
