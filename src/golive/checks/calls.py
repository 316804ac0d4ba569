"""Checks on real-time calls: timeouts, retries, methods, messages and rate limits."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.connections import RestConnection
from golive.schema.interfaces import BatchInterface, RealTimeInterface
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message, suggest_words

_EMPTY_ANSWERS = {"none", "no", "not needed", "not planned", "no fallback", "nothing", "n/a", "na", "-", "?", "tbc"}
_HEADER = re.compile(r"[A-Za-z][A-Za-z-]*: |.*\bheader\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_HTTP_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
_MAX_WAIT_S = 60
_MAX_ATTEMPTS = 25
_DAYS_OF_A_LONG_MONTH = 31


def _iterate_real_time(spec: Integration) -> Iterator[tuple[tuple[PathStep, ...], RealTimeInterface]]:
    for i, one in enumerate(spec.interfaces):
        if isinstance(one, RealTimeInterface):
            yield ("interfaces", i), one


def real_time_has_a_fallback(spec: Integration) -> Iterator[Problem]:
    """A real-time interface has a fallback for when the other side is down."""
    for path, one in _iterate_real_time(spec):
        for key in ("behavior", "recovery"):
            here = (*path, "fallback", key)
            text = getattr(one.fallback, key)
            if (text or "").lower().rstrip("!. ") in _EMPTY_ANSWERS:
                yield report_at(here, f"`{format_path(here)}` is `{shorten_for_message(text)}`, and calls do fail")


def agreed_time_is_below_timeout(spec: Integration) -> Iterator[Problem]:
    """The timeout of a call is at least the agreed response time."""
    for path, one in _iterate_real_time(spec):
        agreed = one.availability.response_ms
        for j, call in enumerate(one.operations):
            if call.timeout_s is None:
                continue
            if agreed is not None and call.timeout_s * 1000 < agreed:
                here = (*path, "operations", j, "timeout_s")
                yield report_at(here, f"`{format_path(here)}` is {call.timeout_s}, and answers may take {agreed} ms")


def payers_do_not_wait(spec: Integration) -> Iterator[Problem]:
    """A lookup that a payer waits for ends within a minute, including all attempts."""
    for path, one in _iterate_real_time(spec):
        if one.style == "webhook" or one.retry.idempotency_key or any(c.verb != "GET" for c in one.operations):
            continue
        longest = max((call.timeout_s or 0 for call in one.operations), default=0) * (one.retry.attempts or 1)
        if longest > _MAX_WAIT_S:
            here = (*path, "retry", "attempts")
            yield report_at(
                here, f"`{format_path(here)}` is {one.retry.attempts}, so a payer may wait {longest} seconds"
            )


def idempotency_keys_are_sent(spec: Integration) -> Iterator[Problem]:
    """The idempotency key is a header, or fields that a request of the interface carries."""
    for path, one in _iterate_real_time(spec):
        key = one.retry.idempotency_key
        writing = [call for call in one.operations if call.verb != "GET" and call.request]
        if key is None or not writing or _HEADER.match(key):
            continue
        named = set(_WORD.findall(key))
        sent = [{word for field in call.request for word in _WORD.findall(field.name)} for call in writing]
        if not any(named & names for names in sent):
            here = (*path, "retry", "idempotency_key")
            yield report_at(here, f"`{format_path(here)}` is `{shorten_for_message(key)}`, and no request carries it")


def retries_are_bounded(spec: Integration) -> Iterator[Problem]:
    """The number of attempts is limited."""
    for path, one in _iterate_real_time(spec):
        if (one.retry.attempts or 1) > _MAX_ATTEMPTS:
            here = (*path, "retry", "attempts")
            yield report_at(here, f"`{format_path(here)}` is {one.retry.attempts}, more than {_MAX_ATTEMPTS}")


def methods_fit_connections(spec: Integration) -> Iterator[Problem]:
    """Files move over connections for files, calls over REST or SOAP."""
    kinds = {line.id: line for line in reversed(spec.connections)}  # the first one wins if an id occurs twice
    for i, one in enumerate(spec.interfaces):
        line = kinds.get(one.connection or "")
        if line is not None and isinstance(one, BatchInterface) != line.moves_files:
            here = ("interfaces", i, "connection")
            text = f"`{format_path(here)}` is `{line.id}`, of the kind `{line.kind}`"
            yield report_at(here, f"{text}, and the interface is `{one.method}`")


def callers_call_the_other_side(spec: Integration) -> Iterator[Problem]:
    """The caller of an interface is not the host of its connection."""
    hosts = {line.id: line.hosted_by for line in spec.connections}
    for path, one in _iterate_real_time(spec):
        if hosts.get(one.connection or "") == one.caller:
            here = (*path, "caller")
            yield report_at(here, f"`{format_path(here)}` is `{one.caller}`, who hosts `{one.connection}` too")


def verbs_are_http_methods(spec: Integration) -> Iterator[Problem]:
    """An operation of a REST interface has an HTTP method, and a path that starts with a slash."""
    rest = {line.id for line in spec.connections if isinstance(line, RestConnection)}
    for path, one in _iterate_real_time(spec):
        for j, call in enumerate(one.operations if one.connection in rest else ()):
            here = (*path, "operations", j)
            if call.verb not in _HTTP_METHODS:
                message = (
                    f"`{format_path((*here, 'verb'))}` is `{shorten_for_message(call.verb)}`, "
                    "which is not an HTTP method"
                )
                yield report_at((*here, "verb"), message, suggest_words(call.verb.upper(), _HTTP_METHODS, "Methods"))
            if call.path and not call.path.startswith("/"):
                message = (
                    f"`{format_path((*here, 'path'))}` is `{shorten_for_message(call.path)}`, without a leading slash"
                )
                yield report_at((*here, "path"), message, f"Write `/{shorten_for_message(call.path)}`.")


def message_fields_are_unique(spec: Integration) -> Iterator[Problem]:
    """A request or a response names each field once."""
    for path, one in _iterate_real_time(spec):
        for j, call in enumerate(one.operations):
            for part in ("request", "response"):
                fields = getattr(call, part)
                if len({field.name for field in fields}) < len(fields):
                    yield from _find_duplicates(
                        (*path, "operations", j, part), [field.name for field in fields], "name"
                    )


def error_codes_are_unique(spec: Integration) -> Iterator[Problem]:
    """An error code occurs once in its interface or operation."""
    for i, one in enumerate(spec.interfaces):
        tables: list[tuple[tuple[PathStep, ...], list[str]]] = []
        if isinstance(one, BatchInterface):
            tables.append((("interfaces", i, "errors"), [case.code for case in one.errors]))
        else:
            for j, call in enumerate(one.operations):
                tables.append((("interfaces", i, "operations", j, "errors"), [case.code for case in call.errors]))
        for path, codes in tables:
            if len(set(codes)) < len(codes):
                yield from _find_duplicates(path, codes, "code")


def _find_duplicates(path: tuple[PathStep, ...], words: list[str], key: str) -> Iterator[Problem]:
    for k, word in enumerate(words):
        if word in words[:k]:
            here = (*path, k, key)
            yield report_at(
                here, f"`{format_path(here)}` is `{shorten_for_message(word)}`, which is already in the list"
            )


def calls_fit_the_rate_limit(spec: Integration) -> Iterator[Problem]:
    """The peak calls per second of all interfaces of a connection stay within its rate limit."""
    for i, line in enumerate(spec.connections):
        if isinstance(line, RestConnection) and line.rate_limit_per_s is not None:
            own = [one for one in spec.real_time if one.connection == line.id]
            peak = sum((one.availability.peak_per_s or Decimal(0) for one in own), Decimal(0))
            if peak > line.rate_limit_per_s:
                here = ("connections", i, "rate_limit_per_s")
                yield report_at(
                    here, f"`{format_path(here)}` is {line.rate_limit_per_s}, and its interfaces need {peak}"
                )


def busiest_days_fit_their_month(spec: Integration) -> Iterator[Problem]:
    """The busiest day of an interface has no more calls than its usual month, and no fewer than an average day."""
    for path, one in _iterate_real_time(spec):
        month, day = one.availability.calls_per_month, one.availability.calls_on_peak_day
        if month is not None and day is not None and not day <= month <= day * _DAYS_OF_A_LONG_MONTH:
            here = (*path, "availability", "calls_on_peak_day")
            yield report_at(here, f"`{format_path(here)}` is {day}, and a usual month has {month} calls")


CALL_CHECKS: Final = (
    Check(
        busiest_days_fit_their_month,
        "A busiest day with more calls than its month, or with fewer than an average day, is a slip of the keyboard.",
        "Correct one of the two numbers.",
    ),
    Check(
        methods_fit_connections,
        "A file cannot be sent to an API, and a call cannot be sent to a file server.",
        "Name another connection, or choose the other `method`.",
    ),
    Check(
        callers_call_the_other_side,
        "The firewall is opened in the wrong direction, and the first call of SIT fails.",
        "Correct `caller`, or `hosted_by` of the connection.",
    ),
    Check(
        verbs_are_http_methods,
        "Engineers build what the table says; a call with another method or path returns 404 or 405.",
        "Write a method such as `GET`, and a path such as `/accounts`.",
    ),
    Check(
        message_fields_are_unique,
        "Two fields with the same name in a message overwrite each other.",
        "Give each field its own name, or its full path.",
    ),
    Check(
        error_codes_are_unique,
        "Operators look up an error by its code and find two different actions.",
        "Combine both meanings in one row, or give each its own code.",
    ),
    Check(
        real_time_has_a_fallback,
        "Every system is down at times; without a fallback, payers see an error and nothing is caught up afterwards.",
        "State what payers and staff see in the meantime, and how both sides are brought back in sync.",
        "warning",
    ),
    Check(
        agreed_time_is_below_timeout,
        "Responses within the agreed time are cut off and retried, which doubles the load.",
        "Raise the timeout above the agreed response time.",
    ),
    Check(
        payers_do_not_wait,
        "Payers leave a page that stays empty for a minute.",
        "Lower the timeout or the number of attempts, and fall back earlier.",
        "warning",
    ),
    Check(
        idempotency_keys_are_sent,
        "The receiver cannot recognize a repeated request by a field that it never gets.",
        "Add the field to `request`, or write the header as `Idempotency-Key: {paymentId}`.",
        "warning",
    ),
    Check(
        retries_are_bounded,
        "A recovering system is overloaded again by all the retries.",
        "Lower `attempts` to 25 or fewer, with longer waits between them.",
        "warning",
    ),
    Check(
        calls_fit_the_rate_limit,
        "At peak load, calls are refused and payers see errors.",
        "Agree on a higher limit, or on a lower peak.",
        "warning",
    ),
)
