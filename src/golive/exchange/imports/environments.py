"""Fit what a file says of a connection to a spec: servers to environments, and a sign-on that lacks values."""

import re
from typing import Any, Final

from golive.exchange.imports.offer import ImportNote, ImportOffer
from golive.schema import Integration
from golive.support.problems import make_problem

_GROUPS: Final = (
    frozenset({"production", "prod", "live"}),
    frozenset({"uat", "acceptance", "preprod", "staging", "stage", "preproduction"}),
    frozenset({"test", "testing", "sandbox", "sit", "qa", "cert", "certification", "demo", "mock"}),
    frozenset({"dev", "development"}),
)
_OAUTH: Final = "oauth-client-credentials"
_WORD: Final = re.compile(r"[a-z]+")


def assign_environments(
    spec: Integration, connection: int | None, values: dict[str, Any], offer: ImportOffer
) -> list[ImportNote]:
    """Give each server the environment whose name means the same, and leave out those that no environment fits.

    Args:
        spec: the spec.
        connection: the index of the connection; None if there is none.
        values: what the file says of the connection; its `endpoints` are changed.
        offer: what the file offers.

    Returns:
        A note for each server that is left out.
    """
    servers = values.pop("endpoints", [])
    known = {one.id: f"{one.id} {one.name}" for one in spec.environments}
    if connection is not None:
        known |= {one.environment: one.environment for one in spec.connections[connection].endpoints}
    found: dict[str, dict[str, str]] = {}
    notes = []
    for server in servers:
        groups = _find_groups(server["environment"])
        fitting = [name for name, text in known.items() if groups & _find_groups(text)]
        if len(fitting) == 1 and fitting[0] not in found:
            found[fitting[0]] = {**server, "environment": fitting[0]}
            continue
        message = f"{offer.file} names the server {server['host']}, and not the environment of this spec that it is for"
        hint = "Write it as the `host` of an endpoint of the connection."
        notes.append(ImportNote(make_problem(message, hint)._replace(severity="warning")))
    if found:
        values["endpoints"] = list(found.values())
    return notes if connection is not None else []


def drop_incomplete_sign_on(values: dict[str, Any], own: dict[str, Any], offer: ImportOffer) -> list[ImportNote]:
    """Leave out an OAuth sign-on where the spec has none: no document says how long a token is valid.

    Args:
        values: what the file says of the connection; its `authentication` may be removed.
        own: what the spec says of the connection.
        offer: what the file offers.

    Returns:
        A note if it is left out.
    """
    found, present = values.get("authentication", {}), own.get("authentication")
    kind = present.get("kind") if isinstance(present, dict) else None
    if found.get("kind") != _OAUTH or kind == _OAUTH:
        return []
    del values["authentication"]
    address = found.get("token_address", "an address that it does not name")
    message = (
        f"{offer.file} asks for OAuth client credentials from {address}, and does not say how long a token is valid"
    )
    hint = f"Write `authentication` with `kind: {_OAUTH}` and `token_lifetime_s`, and import the file again."
    return [ImportNote(make_problem(message, hint)._replace(severity="warning"))]


def _find_groups(text: str) -> set[int]:
    words = set(_WORD.findall(text.lower()))
    return {at for at, group in enumerate(_GROUPS) if words & group}
