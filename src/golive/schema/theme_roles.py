"""Assign the layouts of a slide theme to roles (`<theme>.roles.yaml`, beside the theme)."""

from typing import Annotated

from pydantic import Field

from golive.schema.field import Model, describe
from golive.schema.values import Text


class RoleMap(Model):
    """The layouts that a person chose, by name; what is left out is found by itself."""

    title: Annotated[Text | None, describe("Layout of the title slide.")] = None
    content: Annotated[Text | None, describe("Layout of slides with text in its body.")] = None
    title_only: Annotated[
        Text | None, Field(alias="title-only", description="Layout of slides whose content is drawn.")
    ] = None
    section: Annotated[Text | None, describe("Layout of slides that open a part.")] = None
