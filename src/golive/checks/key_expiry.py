"""Checks on keys and certificates: none expires soon after go-live."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from golive.checks.check import Check
from golive.schema import Integration
from golive.schema.connections import Key
from golive.schema.words import KeyKind, Phase
from golive.support.problems import PathStep, Problem, report_at
from golive.yaml_io.message_text import format_path, shorten_for_message

_MIN_VALIDITY = timedelta(days=90)


def keys_outlive_go_live(spec: Integration) -> Iterator[Problem]:
    """Keys and certificates are valid for 90 days after go-live at least."""
    go_live = spec.timeline.go_live
    if go_live is None:
        return
    for path, key in _iterate_keys(spec):
        if key.expires is not None and key.expires < go_live + _MIN_VALIDITY:
            here = (*path, "expires")
            days = (key.expires - go_live).days
            when = f"{days} days after" if days > 0 else "on the day of" if days == 0 else f"{-days} days before"
            yield report_at(
                here, f"`{format_path(here)}` ({shorten_for_message(key.purpose)}) is {key.expires}, {when} go-live"
            )


def _iterate_keys(spec: Integration) -> Iterator[tuple[tuple[PathStep, ...], Key]]:
    """Yield the keys of connections and of single sign-on."""
    for part, items in (("connections", spec.connections), ("single_sign_on", spec.single_sign_on)):
        for i, one in enumerate(items):
            for k, key in enumerate(one.keys):
                yield (part, i, "keys", k), key


def certificates_end_some_day(spec: Integration) -> Iterator[Problem]:
    """A TLS certificate has an expiry date."""
    for here, key in _iterate_keys(spec):
        if key.kind is KeyKind.TLS_CERTIFICATE and key.expires is None:
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
