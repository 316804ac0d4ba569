"""Connections between the two sides: hosts per environment, authentication, and keys."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from golive.schema.change_level import MAJOR, MAJOR_ALWAYS, MAJOR_UNLESS_WIDER, MINOR
from golive.schema.field import Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Code, ContactId, Count, Date, Identifier, Prose, Text
from golive.schema.words import KeyKind, Party, Phase, RoleName


class Endpoint(Model):
    """Where a connection is reached in one environment."""

    environment: Annotated[
        Identifier, describe("The environment's id.", json_schema_extra={"refersTo": "environments"})
    ]
    host: Annotated[
        Code | None, NeededBy(Phase.SIT, 22, RoleName.TECHNICAL_CONTACT), describe("Host name or base address.")
    ] = None
    port: Annotated[int | None, MAJOR, describe("TCP port.", ge=1, le=65535)] = None
    account: Annotated[Code | None, describe("User name or client id; never a secret.", "User or client")] = None


class Key(Model):
    """A key or certificate: what it protects, who holds it, when it ends."""

    purpose: Annotated[Text, describe("What the key is for.", "Key")]
    kind: Annotated[KeyKind, MAJOR, describe("What it is.")]
    held_by: Annotated[Party, MAJOR, describe("The side that holds the private part.", "Held by")]
    fingerprint: Annotated[
        Code | None,
        NeededBy(Phase.LIVE, 23, may_be_absent=True),
        describe("Fingerprint or key id; never the key."),
    ] = None
    expires: Annotated[Date | None, NeededBy(Phase.LIVE, 24, may_be_absent=True), describe("Last day it is valid.")] = (
        None
    )
    rotation: Annotated[Text | None, NeededBy(Phase.UAT, 25), describe("How and how often it is replaced.")] = None


class Tls(Model):
    """How the line is encrypted."""

    minimum: Annotated[
        Literal["1.2", "1.3"], MAJOR, describe("Oldest TLS version that is accepted.", "Oldest TLS version")
    ]
    mutual: Annotated[bool, MAJOR, describe("Whether the caller also shows a certificate.", "Mutual TLS")] = False
    issuer: Annotated[Text | None, MAJOR, describe("Who issues the certificates.", "Certificate issuer")] = None


class OAuthClient(Model):
    """OAuth 2.0 client credentials."""

    kind: Literal["oauth-client-credentials"]
    token_address: Annotated[
        Code | None, NeededBy(Phase.SIT, 26), describe("Where tokens are fetched.", "Token address")
    ] = None
    scopes: Annotated[tuple[Code, ...], MAJOR_ALWAYS, describe("Scopes asked for.", min_length=1)]
    token_lifetime_s: Annotated[
        int, describe("How long a token is valid, in seconds.", "Token lifetime (seconds)", ge=30, le=86_400)
    ]


class ApiKey(Model):
    """A key in a request header."""

    kind: Literal["api-key"]
    header: Annotated[Code, describe("The header that carries the key.")]


class UsernameToken(Model):
    """WS-Security UsernameToken."""

    kind: Literal["username-token"]
    password_type: Annotated[
        Literal["digest", "text"], MAJOR, describe("How the password travels inside TLS.", "Password type")
    ]
    clock_skew_s: Annotated[
        int,
        MAJOR_UNLESS_WIDER,
        describe("Largest accepted difference of clocks, in seconds.", "Clock skew (seconds)", ge=0, le=3600),
    ] = 300


class SshKey(Model):
    """An SSH key pair; no password."""

    kind: Literal["ssh-key"]
    algorithm: Annotated[Text, MAJOR, describe("Key type and size.", "SSH key algorithm")]


class MutualTls(Model):
    """The client certificate alone says who calls."""

    kind: Literal["mutual-tls"]
    subject: Annotated[Code, describe("Subject that the certificate must carry.", "Certificate subject")]


Authentication = Annotated[OAuthClient | ApiKey | UsernameToken | SshKey | MutualTls, Field(discriminator="kind")]


class Folder(Model):
    """A folder on the file server."""

    path: Annotated[Code, describe("Path as the user sees it.", "Folder")]
    purpose: Annotated[Text, describe("What lies there, and who writes it.")]
    retention_days: Annotated[int, describe("Days before a file there is deleted.", "Kept (days)", ge=0, le=3650)]


class Pgp(Model):
    """Encryption of the files themselves."""

    algorithm: Annotated[Text, MAJOR, describe("Key and cipher.", "PGP algorithm")]
    signed: Annotated[bool, MAJOR, describe("Whether files are signed too.", "Signed")]
    extension: Annotated[Code, describe("What is appended to the file name.", "Added to the file name")]


class _Connection(Model):
    id: Annotated[Identifier, describe("How interfaces refer to it.")]
    name: Annotated[Text, describe("What it is called.", max_length=80)]
    hosted_by: Annotated[Party, MAJOR, describe("The side that runs the server.", "Hosted by")]
    operator: Annotated[
        Identifier | None,
        MAJOR,
        describe(
            "The party beside biller and vendor that runs the server.",
            "Run by",
            json_schema_extra={"refersTo": "parties"},
        ),
    ] = None
    owner: Annotated[ContactId, describe("Who answers for it.")]
    endpoints: Annotated[
        tuple[Endpoint, ...], NeededBy(Phase.BUILD, 21), describe("Where it is reached, per environment.")
    ] = ()
    authentication: Annotated[
        Authentication | None, NeededBy(Phase.BUILD, 27), describe("How the caller shows who it is.")
    ] = None
    tls: Annotated[Tls | None, describe("How the line is encrypted.", "TLS")] = None
    allow_list: Annotated[
        tuple[Code, ...],
        NeededBy(Phase.SIT, 28, may_be_absent=True),
        describe("Addresses that may connect.", "Allow-list"),
    ] = ()
    keys: Annotated[tuple[Key, ...], MAJOR_ALWAYS, describe("Keys and certificates in use.")] = ()
    notes: Annotated[Prose | None, describe("Anything else, in the author's words.")] = None


class SftpConnection(_Connection):
    """Files over SFTP."""

    kind: Literal["sftp"]
    folders: Annotated[tuple[Folder, ...], NeededBy(Phase.BUILD, 29), describe("Folders in use.")] = ()
    pgp: Annotated[Pgp | None, describe("Encryption of the files.", "PGP")] = None
    poll_minutes: Annotated[
        int | None,
        describe(
            "How often the reading side looks for files, in minutes.", "Looked for every (minutes)", ge=1, le=1440
        ),
    ] = None


class RestConnection(_Connection):
    """HTTPS with JSON."""

    kind: Literal["rest"]
    api_version: Annotated[
        Code | None, NeededBy(Phase.BUILD, 150), describe("The version of the API.", "API version")
    ] = None
    specification: Annotated[Code | None, MINOR, describe("File name of the OpenAPI document.", "OpenAPI document")] = (
        None
    )
    rate_limit_per_s: Annotated[
        Decimal | None,
        MAJOR_UNLESS_WIDER,
        describe("Most requests in a second.", "Rate limit (requests per second)", gt=0),
    ] = None


class SoapConnection(_Connection):
    """SOAP web services."""

    kind: Literal["soap"]
    version: Annotated[Literal["1.1", "1.2"], MAJOR, describe("SOAP version.", "SOAP version")]
    wsdl: Annotated[Code | None, NeededBy(Phase.BUILD, 151), describe("Where the WSDL is.", "WSDL")] = None
    namespace: Annotated[Code | None, NeededBy(Phase.BUILD, 152), describe("Target namespace.")] = None
    concurrent_calls: Annotated[
        Count | None, MAJOR_UNLESS_WIDER, describe("Most calls at a time.", "Most calls at a time")
    ] = None


Connection = Annotated[SftpConnection | RestConnection | SoapConnection, Field(discriminator="kind")]
