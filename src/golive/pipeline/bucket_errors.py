"""Explain the errors of an object store in one line: what it answered, or why it could not be asked."""

import os
import re
from typing import Final
from urllib.parse import urlsplit

from golive.support.problems import OutputError, make_problem

UNCHANGED: Final = "The index of the bucket is as it was."
UNKNOWN: Final = "Whether the index of the bucket was replaced is not known: build again when the store answers."
_CHECK: Final = "Check the address, the network and the credentials (AWS_ACCESS_KEY_ID and others)."
_CREDENTIALS: Final = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment."
_LOCAL_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_METADATA_HOST: Final = "169.254.169.254"
"""Where machines of Amazon find their credentials; asked only if the environment has none."""


def get_endpoint() -> str:
    """Return the address of the store from the environment; empty for that of the region."""
    return os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""


def check_endpoint(url: str) -> bool:
    """Check the address of the store; return whether it is allowed to be without encryption.

    Args:
        url: the bucket, for the message.

    Raises:
        OutputError: the address is none, or is without encryption and neither local nor allowed.
    """
    endpoint = get_endpoint()
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if endpoint and (parts.scheme not in {"http", "https"} or not host or re.search(r"\s", endpoint)):
        message = f"cannot write to {url}: AWS_ENDPOINT_URL is `{endpoint}`, which is not an address"
        raise OutputError(make_problem(message, f"Write https://HOST, perhaps with a port. {UNCHANGED}"))
    is_allowed = host in _LOCAL_HOSTS or os.environ.get("AWS_ALLOW_HTTP", "").casefold() in {"1", "true"}
    if parts.scheme == "http" and not is_allowed:
        message = f"cannot write to {url}: {endpoint} has no encryption"
        hint = f"Use an address that begins with https://, or allow it with AWS_ALLOW_HTTP=true. {UNCHANGED}"
        raise OutputError(make_problem(message, hint))
    return is_allowed


def explain_store_error(url: str, error: Exception, *, may_have_written: bool = False) -> OutputError:
    """Turn an error of the store into one line, without its debugging text.

    Args:
        url: the bucket.
        error: what obstore raised.
        may_have_written: whether the index may have been replaced although no answer came.
    """
    text = str(error)
    said = text.split("\n", 1)[0]
    where = get_endpoint() or "the store of your region"
    hint, is_silent = _CHECK, False
    if _METADATA_HOST in text:
        what, hint = "there are no credentials", _CREDENTIALS
    elif isinstance(error, TimeoutError) or "kind: Timeout" in text:
        what, is_silent = f"{where} did not answer in time", True
    elif "NoSuchBucket" in text:
        what = "there is no such bucket"
    elif type(error).__name__ in {"PermissionDeniedError", "UnauthenticatedError"}:
        what = "access is denied"
    elif answer := re.search(r"status code: (\d{3}[A-Za-z -]*)", said):
        # A store that is overloaded recovers; other answers come from a wrong address.
        what, hint = f"{where} answered {answer[1].strip()}", "Try again later." if answer[1][0] == "5" else _CHECK
    elif "error sending request" in said:
        what, is_silent = f"{where} cannot be reached", True
    elif "Received redirect" in said:
        what, hint = "the bucket is in another region", "Name its region in AWS_REGION."
    else:
        what = said.removeprefix("Generic S3 error: ")[:200]
    end = UNKNOWN if may_have_written and is_silent else UNCHANGED
    return OutputError(make_problem(f"cannot write to {url}: {what}", f"{hint} {end}"))
