"""Checks on connections: endpoints per environment, encryption, logins and allow-lists."""

from collections.abc import Iterator
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.authentication import OAuthClient, SshKey
from golive.schema.connections import (
    EmailConnection,
    HttpsConnection,
    ObjectStorageConnection,
    PortalConnection,
    RestConnection,
    SftpConnection,
    SoapConnection,
)
from golive.schema.words import KeyKind, Phase, Track
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_NON_HOST_CHARACTERS = set("/@: ")
_IPV4_OCTETS, _IPV4_BITS = 4, 32  # of an IPv4 address


def connections_reach_environments(spec: Integration) -> Iterator[Problem]:
    """Every connection in use has an endpoint in the environments of SIT and UAT and in production."""
    needed = {spec.testing.sit.environment: "SIT", spec.testing.uat.environment: "UAT"}
    needed |= {place.id: "production" for place in spec.environments if Track.GO_LIVE in place.used_for}
    used = {one.connection for one in spec.interfaces}
    for i, line in enumerate(spec.connections):
        if isinstance(line, EmailConnection | PortalConnection):
            continue  # people read these, in whichever environment
        there = {endpoint.environment for endpoint in line.endpoints}
        for place, what in needed.items():
            if line.id in used and place and place not in there:
                here = ("connections", i, "endpoints")
                yield report_at(
                    here,
                    f"`{format_path(here)}` has no endpoint in `{shorten_for_message(place)}`, which serves {what}",
                )


def endpoints_are_listed_once(spec: Integration) -> Iterator[Problem]:
    """A connection has one endpoint in each environment."""
    for i, line in enumerate(spec.connections):
        seen: set[str] = set()
        for k, endpoint in enumerate(line.endpoints):
            if endpoint.environment in seen:
                here = ("connections", i, "endpoints", k, "environment")
                yield report_at(
                    here, f"`{format_path(here)}` is `{endpoint.environment}`, which already has an endpoint"
                )
            seen.add(endpoint.environment)


def production_is_reached_apart(spec: Integration) -> Iterator[Problem]:
    """Tests and production share no host, port and user, and no bucket."""
    live = {place.id for place in spec.environments if Track.GO_LIVE in place.used_for}
    for i, line in enumerate(spec.connections):
        if isinstance(line, ObjectStorageConnection):
            yield from _find_shared_buckets(i, line, live)
            continue
        tests = {(e.host, e.port, e.account) for e in line.endpoints if e.environment not in live}
        for k, endpoint in enumerate(line.endpoints):
            same = endpoint.host and (endpoint.host, endpoint.port, endpoint.account) in tests
            if same and endpoint.environment in live:
                here = ("connections", i, "endpoints", k, "host")
                yield report_at(
                    here,
                    f"`{format_path(here)}` is `{shorten_for_message(endpoint.host or '')}`, the "
                    "same as in a test environment",
                )


def _find_shared_buckets(index: int, line: ObjectStorageConnection, live: set[str]) -> Iterator[Problem]:
    """Yield the buckets of production that a test environment uses too; the host is the provider's own."""
    tests = {endpoint.bucket for endpoint in line.endpoints if endpoint.environment not in live}
    for k, endpoint in enumerate(line.endpoints):
        if endpoint.environment in live and endpoint.bucket and endpoint.bucket in tests:
            here = ("connections", index, "endpoints", k, "bucket")
            message = f"`{format_path(here)}` is `{shorten_for_message(endpoint.bucket)}`, "
            yield report_at(here, f"{message}the same as in a test environment", "Give production its own bucket.")


def sftp_hosts_are_names(spec: Integration) -> Iterator[Problem]:
    """The host of an SFTP server is only a name; user, port and folder have their own fields."""
    for i, line in enumerate(spec.connections):
        for k, endpoint in enumerate(line.endpoints if isinstance(line, SftpConnection) else ()):
            if _NON_HOST_CHARACTERS & set(endpoint.host or ""):
                here = ("connections", i, "endpoints", k, "host")
                yield report_at(
                    here,
                    f"`{format_path(here)}` is `{shorten_for_message(endpoint.host or '')}`, "
                    "which is more than a host name",
                )


def sftp_logins_are_named(spec: Integration) -> Iterator[Problem]:
    """Every endpoint of an SFTP server says which user logs in."""
    for i, line in enumerate(spec.connections):
        for k, endpoint in enumerate(line.endpoints if isinstance(line, SftpConnection) else ()):
            if endpoint.account is None:
                here = ("connections", i, "endpoints", k)
                yield report_at(here, f"`{format_path(here)}` ({endpoint.environment}) has no `account`")


def calls_are_encrypted(spec: Integration) -> Iterator[Problem]:
    """No address of a call starts with http://."""
    for i, line in enumerate(spec.connections):
        places: list[tuple[tuple[PathStep, ...], str | None]] = [
            (("endpoints", k, "host"), endpoint.host) for k, endpoint in enumerate(line.endpoints)
        ]
        if isinstance(line.authentication, OAuthClient):
            places.append((("authentication", "token_address"), line.authentication.token_address))
        for path, address in places:
            if (address or "")[:7].lower() == "http://":
                here = ("connections", i, *path)
                yield report_at(
                    here, f"`{format_path(here)}` is `{shorten_for_message(address or '')}`, which is not encrypted"
                )


def calls_say_their_tls(spec: Integration) -> Iterator[Problem]:
    """A connection for calls or uploads over HTTPS says which TLS version it accepts."""
    for i, line in enumerate(spec.connections):
        if isinstance(line, RestConnection | SoapConnection | HttpsConnection) and line.tls is None:
            yield report_at(("connections", i), f"`connections[{i}]` ({line.id}) has no `tls`")


def allow_lists_hold_addresses(spec: Integration) -> Iterator[Problem]:
    """An allow-list holds IP addresses and networks, and never the whole Internet."""
    for i, line in enumerate(spec.connections):
        for k, address in enumerate(line.allow_list):
            if what := _describe_address_fault(address):
                here = ("connections", i, "allow_list", k)
                yield report_at(here, f"`{format_path(here)}` is `{shorten_for_message(address)}`, {what}")


def _describe_address_fault(address: str) -> str:
    """Describe why an address is not allowed in an allow-list; empty if it is."""
    octets, _, prefix = address.partition("/")
    numbers = octets.split(".")
    is_plain = len(numbers) == _IPV4_OCTETS and all(n.isdecimal() and str(min(int(n), 255)) == n for n in numbers)
    if is_plain and (address == octets or (prefix.isdecimal() and 0 < int(prefix) <= _IPV4_BITS)):
        return ""
    from ipaddress import ip_network  # for IPv6 and invalid addresses

    try:
        network = ip_network(address, strict=False)
    except ValueError:
        return "which is not an IP address or network"
    return "which lets everyone in" if network.prefixlen == 0 else ""


def owners_stand_beside_their_servers(spec: Integration) -> Iterator[Problem]:
    """The owner of a connection belongs to the party that hosts its server."""
    sides = {contact.id: contact.party for contact in spec.team}
    for i, line in enumerate(spec.connections):
        if sides.get(line.owner, line.hosted_by) != line.hosted_by:
            here = ("connections", i, "owner")
            prefix = f"`{format_path(here)}` is `{line.owner}` of the {sides[line.owner]}"
            yield report_at(here, f"{prefix}, and the {line.hosted_by} runs the server")


def logins_by_key_list_the_key(spec: Integration) -> Iterator[Problem]:
    """If a login needs an SSH key, the key is in the list of keys."""
    for i, line in enumerate(spec.connections):
        if isinstance(line.authentication, SshKey) and not any(key.kind is KeyKind.SSH for key in line.keys):
            here = ("connections", i, "authentication", "kind")
            yield report_at(here, f"`{format_path(here)}` is `ssh-key`, and `connections[{i}].keys` has no SSH key")


CONNECTION_CHECKS: Final = (
    Check(
        endpoints_are_listed_once,
        "With two addresses for one environment, some people use the wrong one.",
        "Remove one of the two, or correct its environment.",
    ),
    Check(
        sftp_hosts_are_names,
        "People copy the host into a client unchanged, and it does not connect.",
        "Write the host's name alone; `port`, `account` and the folder have fields of their own.",
    ),
    Check(
        calls_are_encrypted,
        "Anyone on the network can read names, balances and payments.",
        "Write the https:// address.",
    ),
    Check(
        allow_lists_hold_addresses,
        "A firewall accepts addresses and networks; it rejects names, and 0.0.0.0/0 protects nothing.",
        "Write an address such as 203.0.113.24, or a network such as 203.0.113.64/28.",
    ),
    Check(
        connections_reach_environments,
        "The connection is missing on the first day of testing, and opening it takes weeks.",
        "Add an endpoint for that environment.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        production_is_reached_apart,
        "A test file could reach production, or a real one a test system.",
        "Give production its own host or user.",
        "warning",
    ),
    Check(
        sftp_logins_are_named,
        "Nobody can log in without a user, and asking for one takes days.",
        "Add `account: name`; never the password.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        calls_say_their_tls,
        "The two sides may not share a version, and the first call fails in the handshake.",
        "Add `tls: {minimum: 1.2}`, or 1.3.",
        "warning",
        since=Phase.BUILD,
    ),
    Check(
        logins_by_key_list_the_key,
        "A key that is not listed expires unnoticed.",
        "List the key with its fingerprint, its expiry date and how it is replaced.",
        "warning",
        since=Phase.SIT,
    ),
    Check(
        owners_stand_beside_their_servers,
        "The owner of a server must be able to fix it.",
        "Name a contact of the side that runs the server.",
        "warning",
    ),
)
