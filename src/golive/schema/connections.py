"""Connections between the two sides: hosts per environment, authentication, and keys."""

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from golive.schema.authentication import Authentication
from golive.schema.change_level import MAJOR, MAJOR_ALWAYS, MAJOR_UNLESS_WIDER, MINOR
from golive.schema.field import FormerDefault, Model, describe
from golive.schema.needed_by import NeededBy
from golive.schema.values import Code, ContactId, Count, Date, Email, Identifier, Prose, Text
from golive.schema.words import KeyKind, ObjectStore, Party, Phase, RoleName

_KIND: Final = describe("How files or calls travel.")


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
    held_by: Annotated[Party, MAJOR, describe("The side that keeps the private key.", "Held by")]
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
        Literal["1.2", "1.3"] | None,
        MAJOR,
        NeededBy(Phase.BUILD, 327),
        describe("Oldest TLS version that is accepted.", "Minimum TLS version"),
    ] = None
    mutual: Annotated[bool, MAJOR, describe("Whether the caller also shows a certificate.", "Mutual TLS")] = False
    issuer: Annotated[Text | None, MAJOR, describe("Who issues the certificates.", "Certificate issuer")] = None


class Folder(Model):
    """A folder on the file server."""

    path: Annotated[Code, describe("Path as the user sees it.", "Folder")]
    purpose: Annotated[Text, describe("What the folder is for, and who writes to it.")]
    retention_days: Annotated[
        int | None,
        NeededBy(Phase.SIT, 326),
        describe("Days before a file there is deleted.", "Retention (days)", ge=0, le=3650),
    ] = None


class Pgp(Model):
    """Encryption of the files themselves."""

    algorithm: Annotated[
        Text | None, MAJOR, NeededBy(Phase.BUILD, 208), describe("Key and cipher.", "PGP algorithm")
    ] = None
    signed: Annotated[
        bool | None, MAJOR, NeededBy(Phase.BUILD, 209), describe("Whether files are signed too.", "Signed")
    ] = None
    extension: Annotated[
        Code | None,
        NeededBy(Phase.BUILD, 210),
        describe("What is appended to the file name.", "File name extension"),
    ] = None


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
    owner: Annotated[ContactId, describe("Who is responsible.")]
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

    @property
    def moves_files(self) -> bool:
        """Return whether the connection carries files, not calls."""
        return not isinstance(self, RestConnection | SoapConnection)

    @property
    def is_file_server(self) -> bool:
        """Return whether programs put files there into folders."""
        return isinstance(self, _FileServer)


class _FileServer(_Connection):
    """A place where files are put and fetched by programs."""

    kind: Annotated[Literal["sftp", "https", "object-storage"], _KIND]
    folders: Annotated[tuple[Folder, ...], NeededBy(Phase.BUILD, 29), describe("Folders in use.")] = ()
    pgp: Annotated[Pgp | None, describe("Encryption of the files.", "PGP")] = None
    poll_minutes: Annotated[
        int | None,
        describe("How often the reading side looks for files, in minutes.", "Checked every (minutes)", ge=1, le=1440),
    ] = None


class SftpConnection(_FileServer):
    """Files over SFTP."""

    kind: Annotated[Literal["sftp"], _KIND]


class HttpsConnection(_FileServer):
    """Files uploaded or downloaded over HTTPS."""

    kind: Annotated[Literal["https"], _KIND]
    max_size_mb: Annotated[
        Count | None, MAJOR_UNLESS_WIDER, describe("Largest file, in megabytes.", "Largest file (MB)")
    ] = None


class BucketEndpoint(Endpoint):
    """Where object storage is reached in one environment."""

    bucket: Annotated[
        Code | None,
        MAJOR,
        NeededBy(Phase.SIT, 203, RoleName.TECHNICAL_CONTACT),
        describe("The bucket or container."),
    ] = None


class ObjectStorageConnection(_FileServer):
    """Files as objects in a bucket of a cloud provider; the folders are prefixes."""

    kind: Annotated[Literal["object-storage"], _KIND]
    endpoints: Annotated[
        tuple[BucketEndpoint, ...], NeededBy(Phase.BUILD, 21), describe("Where it is reached, per environment.")
    ] = ()
    provider: Annotated[ObjectStore, MAJOR, describe("Whose object storage it is.", "Object storage")]
    region: Annotated[Code | None, MAJOR, describe("The provider's region.")] = None


class PortalConnection(_Connection):
    """Files that people download from a portal."""

    kind: Annotated[Literal["portal"], _KIND]
    endpoints: Annotated[tuple[Endpoint, ...], describe("Where it is reached, per environment.")] = ()
    page: Annotated[Text | None, NeededBy(Phase.SIT, 204), describe("Where on the portal the files are.", "Page")] = (
        None
    )
    users: Annotated[Text | None, NeededBy(Phase.SIT, 205), describe("Who may download them.", "Downloaded by")] = None
    kept_days: Annotated[
        int | None, describe("Days before a file is removed from the portal.", "Kept (days)", ge=1, le=3650)
    ] = None


class EmailConnection(_Connection):
    """Reports that are sent by e-mail."""

    kind: Annotated[Literal["email"], _KIND]
    endpoints: Annotated[tuple[Endpoint, ...], describe("Where it is reached, per environment.")] = ()
    authentication: Annotated[Authentication | None, describe("How the caller shows who it is.")] = None
    recipients: Annotated[
        tuple[Email, ...], MINOR, NeededBy(Phase.SIT, 206), describe("Addresses that receive it.", "Sent to")
    ] = ()
    sender: Annotated[Email | None, MINOR, describe("The address that sends it.", "Sent from")] = None
    subject: Annotated[Text | None, describe("Subject line of the message.", "Subject")] = None
    attached: Annotated[
        bool | None,
        MAJOR,
        FormerDefault(value=True),
        describe("Whether the file is attached; otherwise the message has a link to it.", "Attached"),
    ] = None


class RestConnection(_Connection):
    """HTTPS with JSON."""

    kind: Annotated[Literal["rest"], _KIND]
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

    kind: Annotated[Literal["soap"], _KIND]
    version: Annotated[
        Literal["1.1", "1.2"] | None, MAJOR, NeededBy(Phase.BUILD, 153), describe("SOAP version.", "SOAP version")
    ] = None
    wsdl: Annotated[Code | None, NeededBy(Phase.BUILD, 151), describe("Where the WSDL is.", "WSDL")] = None
    namespace: Annotated[Code | None, NeededBy(Phase.BUILD, 152), describe("Target namespace.")] = None
    concurrent_calls: Annotated[
        Count | None, MAJOR_UNLESS_WIDER, describe("Most calls at a time.", "Maximum concurrent calls")
    ] = None


Connection = Annotated[
    SftpConnection
    | HttpsConnection
    | ObjectStorageConnection
    | PortalConnection
    | EmailConnection
    | RestConnection
    | SoapConnection,
    Field(discriminator="kind"),
]
