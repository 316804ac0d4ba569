"""A new spec: short, valid in its first phase, and commented with what the models say of each field."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from string import Template
from textwrap import wrap
from typing import Final, Literal

from msgspec import Struct

from golive.checks import check
from golive.scaffold.field_comments import commented
from golive.scaffold.workspace import with_modeline
from golive.schema import Integration
from golive.schema.words import BillerKind
from golive.support.problems import SpecError
from golive.yaml_io.formatter import tidied
from golive.yaml_io.load import load_text
from golive.yaml_io.source import Source

Method = Literal["batch", "real-time", "hybrid"]
METHODS: Final[Mapping[Method, tuple[str, ...]]] = {
    "batch": ("bill-file", "payment-file"),
    "real-time": ("account-lookup", "payment-posting"),
    "hybrid": ("bill-file", "account-lookup", "payment-file"),
}
"""The interfaces that a new spec has, by how data moves."""
ZONES: Final = {
    "America/New_York": "ET",
    "America/Chicago": "CT",
    "America/Denver": "MT",
    "America/Phoenix": "MST",
    "America/Los_Angeles": "PT",
    "America/Anchorage": "AKT",
    "Pacific/Honolulu": "HT",
    "America/Puerto_Rico": "AST",
}
"""Time zones of billers, and how they are written after a time."""
_MOVES: Final[Mapping[Method, str]] = {
    "batch": "by file",
    "real-time": "in real time",
    "hybrid": "by file and in real time",
}
_PUBLIC: Final = {BillerKind.CITY, BillerKind.COUNTY, BillerKind.SCHOOL, BillerKind.SPECIAL_DISTRICT}
_SHORT: Final = 24
_WIDTH: Final = 110
_DAYS_TO_FIRST_STEP: Final = 14
_FRIDAY: Final = 5
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 .,'()/&-]*")
_NO_TEXT: Final = re.compile(r"null|true|false|yes|no|on|off|y|n|tbd.*", re.IGNORECASE)


class Outset(Struct, frozen=True):
    """What is known when an integration begins.

    Attributes:
        id: its short name.
        method: how data moves.
        biller: the biller's name.
        kind: what kind of organisation the biller is.
        location: its city and state.
        billing_system: the product's name.
        owner: who answers for the spec at the vendor.
        day: the date of the first version.
        time_zone: one of `ZONES`.
        name: what the integration is called; made from the biller's name when empty.
    """

    id: str
    method: Method
    biller: str
    kind: BillerKind
    location: str
    billing_system: str
    owner: str
    day: date
    time_zone: str = "America/New_York"
    name: str = ""


def new_spec(outset: Outset, place: PurePosixPath) -> str:
    """The text of a new spec.

    Args:
        outset: what is known.
        place: where it will lie in its workspace.

    Raises:
        SpecError: something that is known cannot stand in a spec, such as a name that is too long.
    """
    parts = "\n".join(_filled(f"{name}.yaml", outset) for name in METHODS[outset.method])
    text = _filled("spec.yaml", outset, interfaces=f"interfaces:\n{parts}")
    shown = Path(place)
    loaded = load_text(text.encode(), Integration, shown)
    if problems := [one for one in check(loaded) if one.severity == "error"]:
        raise SpecError(*problems)
    formed = tidied(Source(shown, text))
    return with_modeline(commented(Source(shown, formed), Integration), "integration", place)


def _filled(name: str, outset: Outset, **more: str) -> str:
    words = {
        "id": outset.id,
        "name": _written(outset.name or f"{outset.biller} billing"),
        "date": outset.day.isoformat(),
        "due": _first_step(outset.day).isoformat(),
        "owner_id": _identifier(outset.owner),
        "owner": _written(outset.owner),
        "summary": _summary(outset),
        "biller": _written(outset.biller),
        "short_name": _written(_shortened(outset.biller)),
        "kind": outset.kind.value,
        "location": _written(outset.location),
        "time_zone": outset.time_zone,
        "zone_label": ZONES[outset.time_zone],
        "public_entity": "true" if outset.kind in _PUBLIC else "false",
        "billing_system": _written(outset.billing_system),
        "included": f"[{', '.join(_SCOPE[outset.method])}]",
    }
    text = (Path(__file__).parent / "texts" / name).read_text(encoding="utf-8")
    return Template(text).substitute({**words, **more})


def _first_step(day: date) -> date:
    """Two weeks later, on a Monday if that is a weekend; the same day where no calendar goes on that far."""
    try:
        due = day + timedelta(days=_DAYS_TO_FIRST_STEP)
        return due + timedelta(days=7 - due.weekday() if due.isoweekday() > _FRIDAY else 0)
    except OverflowError:
        return day


def _summary(outset: Outset) -> str:
    said = (
        f"Bills of {outset.biller} are presented and paid online. Bills and payments move {_MOVES[outset.method]} "
        f"between {outset.billing_system} and the platform."
    )
    return "\n".join(["|", *(f"  {line}" for line in wrap(said, _WIDTH))])


_SCOPE: Final[Mapping[Method, tuple[str, ...]]] = {
    "batch": ("Bills by file", "Payments and reversals by file"),
    "real-time": ("Accounts and balances by call", "Payments and reversals by call"),
    "hybrid": ("Bills by file", "Balances by call", "Payments and reversals by file"),
}


def _written(text: str) -> str:
    """A text as a YAML value: plain where that is safe, else in quotes."""
    return text if _PLAIN.fullmatch(text) and not _NO_TEXT.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _identifier(name: str) -> str:
    """An id made from a person's name: `Ada Moreno` is `ada-moreno`."""
    from unicodedata import normalize

    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "owner"


def _shortened(name: str) -> str:
    """A name that is short enough for a box of a figure: whole words, as many as fit."""
    if len(name) <= _SHORT:
        return name
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) > _SHORT:
        words.pop()
    return " ".join(words)[:_SHORT].strip()
