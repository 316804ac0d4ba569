"""Checks on how files travel: credentials, ports and contents fit the kind of connection."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from golive.checks.check import Check
from golive.checks.files import iterate_files
from golive.schema import Integration
from golive.schema.authentication import PreAuthenticatedRequest
from golive.schema.connections import EmailConnection
from golive.schema.interfaces import FORMATS_WITHOUT_RECORDS
from golive.schema.value_text import join_words
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_MIN_VALIDITY: Final = timedelta(days=90)
_WEB_LOGINS: Final = ("oauth-client-credentials", "api-key", "mutual-tls", "password")
_LOGINS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sftp": ("ssh-key", "password"),
        "https": (*_WEB_LOGINS, "pre-authenticated-request"),
        "object-storage": ("pre-authenticated-request", "cloud-role", "access-key"),
        "portal": ("password", "oauth-client-credentials", "mutual-tls"),
        "email": (),
        "rest": (*_WEB_LOGINS, "cloud-role"),
        "soap": (*_WEB_LOGINS, "username-token"),
    }
)
_WEB_KINDS: Final = ("https", "object-storage", "portal", "rest", "soap")
_WEB_PORTS, _SSH_PORTS = (80, 443, 8443), (21, 22, 2222)
_LOADED_WORDS: Final = ("account", "autopay", "balance", "bill", "enroll", "payment", "token")


def credentials_fit_the_transport(spec: Integration) -> Iterator[Problem]:
    """The credentials of a connection are of a kind that its transport knows."""
    for i, line in enumerate(spec.connections):
        known = _LOGINS[line.kind]
        if line.authentication is not None and line.authentication.kind not in known:
            here = ("connections", i, "authentication", "kind")
            message = f"`{format_path(here)}` is `{line.authentication.kind}`, and the connection is `{line.kind}`"
            hint = (
                f"Write {join_words([f'`{kind}`' for kind in known], 'or')}." if known else "Remove `authentication`."
            )
            yield report_at(here, message, f"{hint} Or correct the connection's `kind`.")


def ports_fit_the_transport(spec: Integration) -> Iterator[Problem]:
    """SFTP does not use a port of the web, and HTTPS does not use a port of SSH or FTP."""
    for i, line in enumerate(spec.connections):
        wrong = _WEB_PORTS if line.kind == "sftp" else (*_SSH_PORTS, 80) if line.kind in _WEB_KINDS else ()
        usual = 22 if line.kind == "sftp" else 443
        for k, endpoint in enumerate(line.endpoints):
            if endpoint.port in wrong:
                here = ("connections", i, "endpoints", k, "port")
                message = f"`{format_path(here)}` is {endpoint.port}, and the connection is `{line.kind}`"
                yield report_at(here, message, f"Usual is {usual}; correct the port or the connection's `kind`.")


def mail_carries_reports(spec: Integration) -> Iterator[Problem]:
    """E-mail carries reports for people, never data that a system loads."""
    mail = {line.id for line in spec.connections if isinstance(line, EmailConnection)}
    for i, one in enumerate(spec.interfaces):
        for k, what in enumerate(one.carries if one.connection in mail else ()):
            words = what.lower()
            if "report" not in words and any(word in words for word in _LOADED_WORDS):
                here = ("interfaces", i, "carries", k)
                yield report_at(
                    here, f"`{format_path(here)}` is `{shorten_for_message(what)}`, and it travels by e-mail"
                )


def layouts_fit_their_format(spec: Integration) -> Iterator[Problem]:
    """A report, a workbook or an image has no record layouts."""
    for path, one in iterate_files(spec):
        if one.format in FORMATS_WITHOUT_RECORDS and one.records:
            here = (*path, "format")
            yield report_at(here, f"`{format_path(here)}` is `{one.format}`, and the interface has `records`")


def requests_outlive_go_live(spec: Integration) -> Iterator[Problem]:
    """A pre-authenticated request works for 90 days after go-live at least."""
    go_live = spec.timeline.go_live
    for i, line in enumerate(spec.connections):
        login = line.authentication
        if go_live is None or not isinstance(login, PreAuthenticatedRequest) or login.expires is None:
            continue
        if login.expires < go_live + _MIN_VALIDITY:
            here = ("connections", i, "authentication", "expires")
            yield report_at(here, f"`{format_path(here)}` is {login.expires}, and go-live is {go_live}")


TRANSPORT_CHECKS: Final = (
    Check(
        credentials_fit_the_transport,
        "The other side asks for credentials that the transport cannot use.",
        "Correct the credentials, or the kind of connection.",
    ),
    Check(
        layouts_fit_their_format,
        "Such files have no records, so a program cannot read them by a layout.",
        "Remove `records`, or correct the format.",
    ),
    Check(
        ports_fit_the_transport,
        "The firewall is opened for the wrong port, and the first connection fails.",
        "Correct the port, or the kind of connection.",
        "warning",
    ),
    Check(
        mail_carries_reports,
        "E-mail is neither confirmed nor encrypted all the way, and a program cannot rely on it.",
        "Use a file server or object storage; write `... report` if only people read it.",
        "warning",
    ),
    Check(
        requests_outlive_go_live,
        "An address that expires in the first weeks stops every file while everyone is busy with go-live.",
        "Let it expire later, or write the reason into `silence`.",
        "warning",
    ),
)
