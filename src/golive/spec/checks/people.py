"""The biller's account numbers and clock, and who does what."""

from collections.abc import Iterator

from golive.spec.checks.finding import Finding
from golive.spec.model import Integration
from golive.spec.model.plan import RaciActivity
from golive.spec.naming import name_of, nearest, shorten

_ACCOUNT = ("biller", "billing_system", "account_number")


def account_number_matches(spec: Integration) -> Iterator[Finding]:
    """The invented account number is one that the pattern and the length allow."""
    account = spec.biller.billing_system.account_number
    pattern, example = account.pattern, account.example
    if example is None:
        return
    matches = _matches(pattern, example) if pattern is not None else True
    if matches is None:
        path = (*_ACCOUNT, "pattern")
        hint = "Write it like `[0-9]{10}`; look-around and back-references are not used here. Mind the brackets."
        yield Finding(path, f"`{name_of(path)}` is not a regular expression", hint)
    path = (*_ACCOUNT, "example")
    if matches is False:
        yield Finding(
            path,
            f"`{name_of(path)}` is `{shorten(example)}`, which does not match its `pattern`",
            f"The pattern is `{shorten(pattern or '')}`.",
        )
    if account.length is not None and len(example) != account.length:
        message = f"`{name_of(path)}` has {len(example)} characters, and `length` is {account.length}"
        yield Finding(path, message, "Mend one of the two; padding counts.")


def _matches(pattern: str, text: str) -> bool | None:
    """Whether a whole text matches; None when the pattern is none.

    Python's `re` can take for ever over a hostile pattern such as `(a+)+b`; the engine of pydantic takes linear time.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))  # by itself, so that no bracket closes one of ours
        whole = SchemaValidator(core_schema.str_schema(pattern=rf"\A(?:{pattern})\z"))
    except SchemaError:
        return None
    return whole.isinstance_python(str(text))


def time_zone_exists(spec: Integration) -> Iterator[Finding]:
    """The biller's clock is one that is known by that name."""
    from zoneinfo import ZoneInfo, available_timezones

    zone = spec.biller.time_zone
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        known = tuple(sorted(available_timezones()))
        if not known:  # a machine without time zones knows nothing better
            return
        path = ("biller", "time_zone")
        meant = nearest(zone, known) if "/" in zone else ""
        near = (
            f"Did you mean `{meant}`?"
            if meant
            else "Write its IANA name, such as `America/New_York` or `America/Chicago`."
        )
        yield Finding(path, f"`{name_of(path)}` is `{shorten(zone)}`, and there is no such time zone", near)


def one_part_per_activity(spec: Integration) -> Iterator[Finding]:
    """Who does a thing, or answers for it, need not be asked or told; who is asked need not be told."""
    for i, activity in enumerate(spec.raci):
        yield from _parts(activity, i)


def _parts(activity: RaciActivity, index: int) -> Iterator[Finding]:
    taken: dict[str, str] = {activity.accountable: "accountable"}
    for part in ("responsible", "consulted", "informed"):
        for k, contact in enumerate(getattr(activity, part)):
            path = ("raci", index, part, k)
            other = taken.get(contact)
            if other and (part, other) != ("responsible", "accountable"):
                twice = "stands there twice" if other == part else f"is `{other}` for the same activity already"
                yield Finding(path, f"`{name_of(path)}` is `{contact}`, who {twice}", "Leave the contact out here.")
            else:
                taken[contact] = part
