"""Ways in which the caller of a connection shows who it is."""

from typing import Annotated, Final, Literal

from pydantic import Field

from golive.schema.change_level import MAJOR, MAJOR_ALWAYS, MAJOR_UNLESS_WIDER
from golive.schema.field import FormerDefault, Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Code, Date, Text
from golive.schema.words import Phase

_KIND: Final = describe("What the caller shows to be let in.")


class OAuthClient(Model):
    """OAuth 2.0 client credentials."""

    kind: Annotated[Literal["oauth-client-credentials"], _KIND]
    token_address: Annotated[
        Code | None, NeededBy(Phase.SIT, 26), describe("Where tokens are fetched.", "Token address")
    ] = None
    scopes: Annotated[tuple[Code, ...], MAJOR_ALWAYS, NeededBy(Phase.BUILD, 316), describe("Scopes asked for.")] = ()
    token_lifetime_s: Annotated[
        int | None,
        NeededBy(Phase.BUILD, 317),
        describe("How long a token is valid, in seconds.", "Token lifetime (seconds)", ge=30, le=86_400),
    ] = None


class ApiKey(Model):
    """A key in a request header."""

    kind: Annotated[Literal["api-key"], _KIND]
    header: Annotated[Code | None, NeededBy(Phase.BUILD, 318), describe("The header that carries the key.")] = None


class UsernameToken(Model):
    """WS-Security UsernameToken."""

    kind: Annotated[Literal["username-token"], _KIND]
    password_type: Annotated[
        Literal["digest", "text"] | None,
        MAJOR,
        NeededBy(Phase.BUILD, 217),
        describe("How the password travels inside TLS.", "Password type"),
    ] = None
    clock_skew_s: Annotated[
        int | None,
        MAJOR_UNLESS_WIDER,
        FormerDefault(300),
        describe("Largest accepted difference of clocks, in seconds.", "Clock skew (seconds)", ge=0, le=3600),
    ] = None


class SshKey(Model):
    """An SSH key pair; no password."""

    kind: Annotated[Literal["ssh-key"], _KIND]
    algorithm: Annotated[
        Text | None, MAJOR, NeededBy(Phase.BUILD, 207), describe("Key type and size.", "SSH key algorithm")
    ] = None


class MutualTls(Model):
    """The client certificate alone says who calls."""

    kind: Annotated[Literal["mutual-tls"], _KIND]
    subject: Annotated[
        Code | None,
        NeededBy(Phase.BUILD, 323),
        describe("Subject that the certificate must carry.", "Certificate subject"),
    ] = None


class PasswordLogin(Model):
    """A user name and a password; the password is never in the spec."""

    kind: Annotated[Literal["password"], _KIND]
    rotation: Annotated[Text | None, describe("How often the password is replaced.", "Password replaced")] = None
    second_factor: Annotated[
        Text | None, MAJOR, describe("What is asked in addition to the password.", "Second factor")
    ] = None


class PreAuthenticatedRequest(Model):
    """An address that lets anyone who has it read or write; the address is a secret and never in the spec."""

    kind: Annotated[Literal["pre-authenticated-request"], _KIND]
    permits: Annotated[Literal["read", "write", "read-write"], MAJOR, describe("What it allows.", "Request allows")]
    expires: Annotated[
        Date | None,
        NeededBy(Phase.LIVE, 201),
        describe("Last day it works.", "Request expires"),
    ] = None
    renewal: Annotated[
        Text | None, NeededBy(Phase.UAT, 202), describe("Who makes the next one, and how it is handed over.", "Renewal")
    ] = None


class CloudRole(Model):
    """A role of the cloud provider that the caller takes on."""

    kind: Annotated[Literal["cloud-role"], _KIND]
    role: Annotated[Code | None, MAJOR, NeededBy(Phase.BUILD, 324), describe("Name of the role.", "Cloud role")] = None


class AccessKey(Model):
    """An access key of a service user; the key is never in the spec."""

    kind: Annotated[Literal["access-key"], _KIND]
    service_user: Annotated[
        Code | None,
        MAJOR,
        NeededBy(Phase.BUILD, 325),
        describe("The service user that the key belongs to.", "Service user"),
    ] = None
    rotation: Annotated[Text | None, describe("How often the key is replaced.", "Access key replaced")] = None


Authentication = Annotated[
    OAuthClient
    | ApiKey
    | UsernameToken
    | SshKey
    | MutualTls
    | PasswordLogin
    | PreAuthenticatedRequest
    | CloudRole
    | AccessKey,
    Field(discriminator="kind"),
]
