"""Single sign-on: users of one side reach pages of the other without signing in again."""

from typing import Annotated, Literal

from golive.schema.change_level import MAJOR, MAJOR_UNLESS_WIDER
from golive.schema.connections import Key
from golive.schema.field import FormerDefault, Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Code, ContactId, Identifier, Text
from golive.schema.words import Need, Party, Phase, SignOnProtocol


class SignOnAttribute(Model):
    """One fact about the user that is handed over."""

    name: Annotated[Code, describe("Name of the attribute or claim.", "Attribute")]
    need: Annotated[
        Need | None, MAJOR_UNLESS_WIDER, FormerDefault(Need.MANDATORY), describe("Whether it must be filled.")
    ] = None
    meaning: Annotated[Text, describe("What it means.")]


class SignOnEndpoint(Model):
    """Names and addresses of a sign-on in one environment."""

    environment: Annotated[
        Identifier, describe("The environment's id.", json_schema_extra={"refersTo": "environments"})
    ]
    identity_provider: Annotated[
        Code | None,
        MAJOR,
        NeededBy(Phase.SIT, 211),
        describe("Entity id or issuer of the side that knows the user.", "Identity provider"),
    ] = None
    service_provider: Annotated[
        Code | None,
        MAJOR,
        NeededBy(Phase.SIT, 212),
        describe("Entity id or client id of the side that is reached.", "Service provider"),
    ] = None
    address: Annotated[
        Code | None,
        MAJOR,
        NeededBy(Phase.SIT, 213),
        describe("Where the answer is sent: assertion consumer service or redirect address.", "Answer sent to"),
    ] = None
    metadata: Annotated[Code | None, describe("Where the metadata document is.", "Metadata")] = None


class SingleSignOn(Model):
    """One way in which users sign in once for both sides."""

    id: Annotated[Identifier, describe("How other parts of the spec refer to it.")]
    name: Annotated[Text, describe("What it is called.", max_length=80)]
    purpose: Annotated[Text, describe("Who gets from where to where.")]
    protocol: Annotated[SignOnProtocol, MAJOR, describe("How the two sides trust each other.")]
    identity_provider: Annotated[Party, MAJOR, describe("The side that knows the user.", "User known to")]
    initiated_by: Annotated[
        Literal["identity-provider", "service-provider"],
        MAJOR,
        describe("The side whose page starts the sign-on.", "Begins at"),
    ]
    owner: Annotated[ContactId, describe("Who is responsible.")]
    user_id: Annotated[
        Text | None, MAJOR, NeededBy(Phase.BUILD, 214), describe("What identifies the user on both sides.", "User id")
    ] = None
    attributes: Annotated[tuple[SignOnAttribute, ...], describe("What is said of the user.", max_length=60)] = ()
    endpoints: Annotated[
        tuple[SignOnEndpoint, ...], NeededBy(Phase.BUILD, 215), describe("Names and addresses, per environment.")
    ] = ()
    keys: Annotated[tuple[Key, ...], describe("Certificates that sign or encrypt.")] = ()
    session_minutes: Annotated[
        int | None, describe("Minutes without a click until the user must sign in again.", "Session (minutes)", ge=1)
    ] = None
    sign_out: Annotated[Text | None, describe("What signing out on one side does on the other.", "Signing out")] = None
    failure: Annotated[
        Text | None, NeededBy(Phase.SIT, 216), describe("What the user sees when it fails.", "When it fails")
    ] = None
