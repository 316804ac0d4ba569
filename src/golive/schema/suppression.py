"""What a check is not to speak of, and why."""

from typing import Annotated

from golive.schema.field import Model, about
from golive.schema.values import Code, Identifier, Text


class Silence(Model):
    """A check that does not hold in one place, for a reason that someone wrote down."""

    check: Annotated[Identifier, about("The check's id, as `golive explain` lists it.")]
    at: Annotated[
        Code | None, about("Where: a path by ids, such as `interfaces/payment-file`; everywhere when left out.")
    ] = None
    reason: Annotated[Text, about("Why it does not hold there.")]
