"""Checks on account numbers, the biller's time zone and the RACI."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from golive.checks.check import Check
from golive.checks.record_fields import iterate_fields
from golive.schema import Integration
from golive.schema.interfaces import BatchInterface
from golive.schema.plan import RaciActivity
from golive.schema.words import FileFormat
from golive.support.problems import Problem, report_at
from golive.yaml_io.message_text import find_nearest_word, format_path, shorten_for_message

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

_ACCOUNT_PATH = ("biller", "billing_system", "account_number")
_BANK_FORMATS = {FileFormat.BAI2, FileFormat.EDI_820, FileFormat.NACHA}  # account fields in them hold bank accounts
_ACCOUNT_NAMES = {"account", "accountno", "accountnumber", "accountnum", "acctno", "acctnumber", "acctnum"}


def account_number_matches(spec: Integration) -> Iterator[Problem]:
    """The example account number matches its pattern and length."""
    account = spec.biller.billing_system.account_number
    pattern, example = account.pattern or "", account.example or ""
    whole = _compile_pattern(pattern) if pattern else None
    if pattern and whole is None:
        path = (*_ACCOUNT_PATH, "pattern")
        hint = "Write it like `[0-9]{10}`; look-around and back-references are not supported. Check the brackets."
        yield report_at(path, f"`{format_path(path)}` is not a regular expression", hint)
    path = (*_ACCOUNT_PATH, "example")
    if whole and example and not whole.isinstance_python(str(example)):
        yield report_at(
            path,
            f"`{format_path(path)}` is `{shorten_for_message(example)}`, which does not match its `pattern`",
            f"The pattern is `{shorten_for_message(pattern)}`.",
        )
    if example and len(example) != (account.length or len(example)):
        message = f"`{format_path(path)}` has {len(example)} characters, and `length` is {account.length}"
        yield report_at(path, message, "Correct one of the two; padding counts.")


def account_examples_match(spec: Integration) -> Iterator[Problem]:
    """Every example of an account number field matches the biller's pattern."""
    account = spec.biller.billing_system.account_number
    whole = _compile_pattern(account.pattern) if account.pattern else None
    if whole is None or not whole.isinstance_python(str(account.example)):
        return  # account_number_matches reports it
    files = [(i, one) for i, one in enumerate(spec.interfaces) if isinstance(one, BatchInterface)]
    others = {i for i, one in files if one.format in _BANK_FORMATS or one.use}  # examples of presets are generic
    for path, field in iterate_fields(spec):
        if path[1] in others:
            continue
        if field.example is None or field.name.lower().replace("_", "").replace("-", "") not in _ACCOUNT_NAMES:
            continue
        if not whole.isinstance_python(str(field.example)):
            here = (*path, "example")
            message = (
                f"`{format_path(here)}` ({shorten_for_message(field.name)}) is "
                f"`{shorten_for_message(field.example)}`, which is not a valid account number"
            )
            yield report_at(here, message, f"The pattern is `{shorten_for_message(account.pattern or '')}`.")


@lru_cache(maxsize=4)
def _compile_pattern(pattern: str) -> "SchemaValidator | None":
    """Compile a pattern to a validator of whole texts; None if it is not a regular expression.

    Python's `re` takes exponential time on a pattern such as `(a+)+b`; pydantic's regex engine takes linear time.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))  # alone first, so that no bracket closes one of ours
        return SchemaValidator(core_schema.str_schema(pattern=rf"\A(?:{pattern})\z"))
    except SchemaError:
        return None


def time_zone_exists(spec: Integration) -> Iterator[Problem]:
    """The biller's time zone is a valid IANA name."""
    from zoneinfo import ZoneInfo, available_timezones

    zone = spec.biller.time_zone
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        known = tuple(sorted(available_timezones()))
        if not known:  # no time zone database on this machine
            return
        path = ("biller", "time_zone")
        meant = find_nearest_word(zone, known) if "/" in zone else ""
        near = (
            f"Did you mean `{meant}`?"
            if meant
            else "Write its IANA name, such as `America/New_York` or `America/Chicago`."
        )
        yield report_at(
            path, f"`{format_path(path)}` is `{shorten_for_message(zone)}`, and there is no such time zone", near
        )


def one_part_per_activity(spec: Integration) -> Iterator[Problem]:
    """A contact has only one RACI role per activity, except responsible and accountable together."""
    for i, activity in enumerate(spec.raci):
        yield from _find_repeated_roles(activity, i)


def _find_repeated_roles(activity: RaciActivity, index: int) -> Iterator[Problem]:
    taken: dict[str, str] = {activity.accountable: "accountable"}
    for part in ("responsible", "consulted", "informed"):
        for k, contact in enumerate(getattr(activity, part)):
            path = ("raci", index, part, k)
            other = taken.get(contact)
            if other and (part, other) != ("responsible", "accountable"):
                twice = "is listed twice" if other == part else f"is already `{other}` for the same activity"
                yield report_at(path, f"`{format_path(path)}` is `{contact}`, who {twice}", "Remove the contact here.")
            else:
                taken[contact] = part


PEOPLE_CHECKS: Final = (
    Check(
        account_number_matches,
        "Testers and engineers copy the example; one that does not match fails in every call and file.",
        "Correct the example, its pattern or its length.",
    ),
    Check(
        account_examples_match,
        "Engineers follow the example, and the files of SIT are rejected.",
        "Write the same invented account number everywhere.",
        "warning",
    ),
    Check(
        time_zone_exists,
        "All times in the spec are in this zone; a wrong zone shifts cut-offs by hours.",
        "Write its IANA name, such as `America/New_York`.",
        must_hold=True,
    ),
    Check(
        one_part_per_activity,
        "Two roles for one activity leave it unclear what the contact has to do.",
        "Remove the contact from the weaker role.",
    ),
)
