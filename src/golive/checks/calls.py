"""Calls: how long a caller waits, how often it tries, and what it finds at the other end."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.schema import Integration
from golive.schema.connections import RestConnection, SftpConnection
from golive.schema.interfaces import BatchInterface, RealTimeInterface
from golive.support.problems import Step
from golive.yaml_io.naming import name_of, offer, shorten

_NOTHING = {"none", "no", "not needed", "not planned", "no fallback", "nothing", "n/a", "na", "-", "?", "tbc"}
_VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
_PATIENCE_S = 60
_MOST_ATTEMPTS = 25


def _calls(spec: Integration) -> Iterator[tuple[tuple[Step, ...], RealTimeInterface]]:
    for i, one in enumerate(spec.interfaces):
        if isinstance(one, RealTimeInterface):
            yield ("interfaces", i), one


def real_time_has_a_fallback(spec: Integration) -> Iterator[Finding]:
    """What happens while the other side of a call is down is said, not denied."""
    for path, one in _calls(spec):
        for key in ("behaviour", "recovery"):
            here = (*path, "fallback", key)
            said = getattr(one.fallback, key)
            if (said or "").lower().rstrip("!. ") in _NOTHING:
                yield Finding(here, f"`{name_of(here)}` is `{shorten(said)}`, and calls do fail")


def agreed_time_is_below_timeout(spec: Integration) -> Iterator[Finding]:
    """A caller waits longer than the agreed time of an answer."""
    for path, one in _calls(spec):
        agreed = one.availability.response_ms
        for j, call in enumerate(one.operations):
            if call.timeout_s is None:
                continue
            if agreed is not None and call.timeout_s * 1000 < agreed:
                here = (*path, "operations", j, "timeout_s")
                yield Finding(here, f"`{name_of(here)}` is {call.timeout_s}, and answers may take {agreed} ms")


def payers_do_not_wait(spec: Integration) -> Iterator[Finding]:
    """A lookup that a payer waits for ends within a minute, all tries together."""
    for path, one in _calls(spec):
        if one.style == "webhook" or one.retry.idempotency_key or any(c.verb != "GET" for c in one.operations):
            continue
        longest = max((call.timeout_s or 0 for call in one.operations), default=0) * (one.retry.attempts or 1)
        if longest > _PATIENCE_S:
            here = (*path, "retry", "attempts")
            yield Finding(here, f"`{name_of(here)}` is {one.retry.attempts}, so a payer may wait {longest} seconds")


def retries_are_bounded(spec: Integration) -> Iterator[Finding]:
    """Tries end before they are a flood."""
    for path, one in _calls(spec):
        if (one.retry.attempts or 1) > _MOST_ATTEMPTS:
            here = (*path, "retry", "attempts")
            yield Finding(here, f"`{name_of(here)}` is {one.retry.attempts}, more than {_MOST_ATTEMPTS}")


def methods_fit_connections(spec: Integration) -> Iterator[Finding]:
    """Files move over SFTP, calls over REST or SOAP."""
    kinds = {line.id: line for line in reversed(spec.connections)}  # of two with one id, the first
    for i, one in enumerate(spec.interfaces):
        line = kinds.get(one.connection or "")
        if line is not None and isinstance(one, BatchInterface) != isinstance(line, SftpConnection):
            here = ("interfaces", i, "connection")
            said = f"`{name_of(here)}` is `{line.id}`, of the kind `{line.kind}`"
            yield Finding(here, f"{said}, and the interface is `{one.method}`")


def callers_call_the_other_side(spec: Integration) -> Iterator[Finding]:
    """Nobody calls a server of its own."""
    hosts = {line.id: line.hosted_by for line in spec.connections}
    for path, one in _calls(spec):
        if hosts.get(one.connection or "") == one.caller:
            here = (*path, "caller")
            yield Finding(here, f"`{name_of(here)}` is `{one.caller}`, who hosts `{one.connection}` too")


def verbs_are_http_methods(spec: Integration) -> Iterator[Finding]:
    """An operation of a REST interface has an HTTP method, and a path that starts with a slash."""
    rest = {line.id for line in spec.connections if isinstance(line, RestConnection)}
    for path, one in _calls(spec):
        for j, call in enumerate(one.operations if one.connection in rest else ()):
            here = (*path, "operations", j)
            if call.verb not in _VERBS:
                message = f"`{name_of((*here, 'verb'))}` is `{shorten(call.verb)}`, no HTTP method"
                yield Finding((*here, "verb"), message, offer(call.verb.upper(), _VERBS, "Methods"))
            if call.path and not call.path.startswith("/"):
                message = f"`{name_of((*here, 'path'))}` is `{shorten(call.path)}`, without a slash in front"
                yield Finding((*here, "path"), message, f"Write `/{shorten(call.path)}`.")


def message_fields_are_unique(spec: Integration) -> Iterator[Finding]:
    """A request or a response names each field once."""
    for path, one in _calls(spec):
        for j, call in enumerate(one.operations):
            for part in ("request", "response"):
                fields = getattr(call, part)
                if len({field.name for field in fields}) < len(fields):
                    yield from _twice((*path, "operations", j, part), [field.name for field in fields], "name")


def error_codes_are_unique(spec: Integration) -> Iterator[Finding]:
    """An error code means one thing in its interface or operation."""
    for i, one in enumerate(spec.interfaces):
        tables: list[tuple[tuple[Step, ...], list[str]]] = []
        if isinstance(one, BatchInterface):
            tables.append((("interfaces", i, "errors"), [case.code for case in one.errors]))
        else:
            for j, call in enumerate(one.operations):
                tables.append((("interfaces", i, "operations", j, "errors"), [case.code for case in call.errors]))
        for path, codes in tables:
            if len(set(codes)) < len(codes):
                yield from _twice(path, codes, "code")


def _twice(path: tuple[Step, ...], words: list[str], key: str) -> Iterator[Finding]:
    for k, word in enumerate(words):
        if word in words[:k]:
            here = (*path, k, key)
            yield Finding(here, f"`{name_of(here)}` is `{shorten(word)}`, which stands in the list already")


def calls_fit_the_rate_limit(spec: Integration) -> Iterator[Finding]:
    """The busiest second of all interfaces of a connection stays below its rate limit."""
    for i, line in enumerate(spec.connections):
        if isinstance(line, RestConnection) and line.rate_limit_per_s is not None:
            own = [one for one in spec.real_time if one.connection == line.id]
            peak = sum((one.availability.peak_per_s or Decimal(0) for one in own), Decimal(0))
            if peak > line.rate_limit_per_s:
                here = ("connections", i, "rate_limit_per_s")
                yield Finding(here, f"`{name_of(here)}` is {line.rate_limit_per_s}, and its interfaces need {peak}")


CALLS: Final = (
    Check(
        methods_fit_connections,
        "A file cannot be put on an API, and a call cannot be sent to a file server.",
        "Name another connection, or choose the other `method`.",
    ),
    Check(
        callers_call_the_other_side,
        "The firewall is opened in the wrong direction, and the first call of SIT fails.",
        "Mend `caller`, or `hosted_by` of the connection.",
    ),
    Check(
        verbs_are_http_methods,
        "An engineer builds what the table says; a call with another method or path is answered with 404 or 405.",
        "Write a method such as `GET`, and a path such as `/accounts`.",
    ),
    Check(
        message_fields_are_unique,
        "Two fields of one name in a message overwrite each other.",
        "Give each field its own name, or its whole path.",
    ),
    Check(
        error_codes_are_unique,
        "Operators look an error up by its code, and find two things to do.",
        "Put both meanings into one row, or give each its own code.",
    ),
    Check(
        real_time_has_a_fallback,
        "Every system is down some day; without a fallback payers see an error, and nobody catches up afterwards.",
        "Say what payers and staff see meanwhile, and how both sides come together again.",
        "warning",
    ),
    Check(
        agreed_time_is_below_timeout,
        "Answers that keep the agreement are cut off, tried again, and double the load.",
        "Raise the timeout above the agreed time of an answer.",
    ),
    Check(
        payers_do_not_wait,
        "Payers leave a page that shows nothing for a minute.",
        "Lower the timeout or the number of tries, and fall back earlier.",
        "warning",
    ),
    Check(
        retries_are_bounded,
        "A side that comes back is knocked over again by everything that was tried meanwhile.",
        "Lower `attempts` to 25 or fewer, with longer waits between them.",
        "warning",
    ),
    Check(
        calls_fit_the_rate_limit,
        "In the busiest second calls are refused, and payers see errors.",
        "Agree on a higher limit, or on a lower peak.",
        "warning",
    ),
)
