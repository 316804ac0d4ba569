"""The SIT and UAT explainer: `explainer` of a spec and of `data/organization.yaml`."""

from typing import Annotated, Literal

from golive.schema.field import Model, describe

LanguageCode = Literal["en", "es"]


class ExplainerSettings(Model):
    """How the SIT and UAT explainer is made."""

    languages: Annotated[
        tuple[LanguageCode, ...],
        describe("In which languages it is made: en (English), es (Spanish) or both.", min_length=1, max_length=2),
    ] = ("en",)
