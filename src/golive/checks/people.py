"""The biller's account numbers and clock, and who does what."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from golive.checks.check import Check
from golive.checks.finding import Finding
from golive.checks.record_fields import fields_of
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.schema.plan import RaciActivity
from golive.schema.words import FileFormat
from golive.yaml_io.naming import name_of, nearest, shorten

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

_ACCOUNT = ("biller", "billing_system", "account_number")
_OF_BANKS = {FileFormat.BAI2, FileFormat.EDI_820, FileFormat.NACHA}  # accounts there are the bank's
_ACCOUNT_NAMES = {"account", "accountno", "accountnumber", "accountnum", "acctno", "acctnumber", "acctnum"}


def account_number_matches(spec: Integration) -> Iterator[Finding]:
    """The invented account number is one that the pattern and the length allow."""
    account = spec.biller.billing_system.account_number
    pattern, example = account.pattern or "", account.example or ""
    whole = _compiled(pattern) if pattern else None
    if pattern and whole is None:
        path = (*_ACCOUNT, "pattern")
        hint = "Write it like `[0-9]{10}`; look-around and back-references are not used here. Mind the brackets."
        yield Finding(path, f"`{name_of(path)}` is not a regular expression", hint)
    path = (*_ACCOUNT, "example")
    if whole and example and not whole.isinstance_python(str(example)):
        yield Finding(
            path,
            f"`{name_of(path)}` is `{shorten(example)}`, which does not match its `pattern`",
            f"The pattern is `{shorten(pattern)}`.",
        )
    if example and len(example) != (account.length or len(example)):
        message = f"`{name_of(path)}` has {len(example)} characters, and `length` is {account.length}"
        yield Finding(path, message, "Mend one of the two; padding counts.")


def account_examples_match(spec: Integration) -> Iterator[Finding]:
    """Every example of a field that is called account number is one that the biller's pattern allows."""
    account = spec.biller.billing_system.account_number
    whole = _compiled(account.pattern) if account.pattern else None
    if whole is None or not whole.isinstance_python(str(account.example)):
        return  # the pattern itself is wrong, most likely
    files = [(i, one) for i, one in enumerate(spec.interfaces) if isinstance(one, BatchInterface)]
    others = {i for i, one in files if one.format in _OF_BANKS or one.use}  # a preset's examples are nobody's
    for path, field in fields_of(spec):
        if path[1] in others:
            continue
        if field.example is None or field.name.lower().replace("_", "").replace("-", "") not in _ACCOUNT_NAMES:
            continue
        if not whole.isinstance_python(str(field.example)):
            here = (*path, "example")
            message = f"`{name_of(here)}` ({shorten(field.name)}) is `{shorten(field.example)}`, no account number"
            yield Finding(here, message, f"The pattern is `{shorten(account.pattern or '')}`.")


@lru_cache(maxsize=4)
def _compiled(pattern: str) -> "SchemaValidator | None":
    """What tells whether a whole text matches; None when the pattern is none.

    Python's `re` can take for ever over a hostile pattern such as `(a+)+b`; the engine of pydantic takes linear time.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))  # by itself, so that no bracket closes one of ours
        return SchemaValidator(core_schema.str_schema(pattern=rf"\A(?:{pattern})\z"))
    except SchemaError:
        return None


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


PEOPLE: Final = (
    Check(
        account_number_matches,
        "Testers and engineers copy the example; one that the pattern refuses fails in every call and file.",
        "Mend the example, its pattern or its length.",
    ),
    Check(
        account_examples_match,
        "An engineer takes the example for the format, and the files of SIT are refused.",
        "Write the same invented account number everywhere.",
        "warning",
    ),
    Check(
        time_zone_exists,
        "All times of the spec are in this zone; one that is not known shifts cut-offs by hours.",
        "Write its IANA name, such as `America/New_York`.",
        must_hold=True,
    ),
    Check(
        one_part_per_activity,
        "Someone who is both asked and told, or told of their own work, reads the RACI and does neither.",
        "Leave the contact out of the weaker part.",
    ),
)
