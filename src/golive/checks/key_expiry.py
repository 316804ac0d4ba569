"""Checks on keys and certificates: none expires soon after go-live."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.words import KeyKind, Phase
from golive.support.problems import Problem, report_at
from golive.yaml_io.naming import format_path, shorten_for_message

_MIN_VALIDITY = timedelta(days=90)


def keys_outlive_go_live(spec: Integration) -> Iterator[Problem]:
    """Keys and certificates are valid for 90 days after go-live at least."""
    go_live = spec.timeline.go_live
    if go_live is None:
        return
    for i, line in enumerate(spec.connections):
        for k, key in enumerate(line.keys):
            if key.expires is not None and key.expires < go_live + _MIN_VALIDITY:
                here = ("connections", i, "keys", k, "expires")
                days = (key.expires - go_live).days
                when = f"{days} days after" if days > 0 else "on the day of" if days == 0 else f"{-days} days before"
                yield report_at(
                    here, f"`{format_path(here)}` ({shorten_for_message(key.purpose)}) is {key.expires}, {when} go-live"
                )


def certificates_end_some_day(spec: Integration) -> Iterator[Problem]:
    """A TLS certificate has an expiry date."""
    for i, line in enumerate(spec.connections):
        for k, key in enumerate(line.keys):
            if key.kind is KeyKind.TLS_CERTIFICATE and key.expires is None:
                here = ("connections", i, "keys", k)
                yield report_at(here, f"`{format_path(here)}` ({shorten_for_message(key.purpose)}) has no `expires`")


KEY_CHECKS: Final = (
    Check(
        keys_outlive_go_live,
        "A key that expires in the first weeks stops every file or call while everyone is busy with go-live.",
        "Replace it before go-live, or write the reason into `silence`.",
        "warning",
    ),
    Check(
        certificates_end_some_day,
        "Every certificate expires; if the date is not recorded, nobody renews it in time.",
        "Add `expires:` with its expiry date.",
        "warning",
        since=Phase.SIT,
    ),
)
