"""Create a new spec: short, valid in its first phase, with comments on each field."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from string import Template
from textwrap import wrap
from typing import Final, Literal

from msgspec import Struct

from golive.checks import run_checks
from golive.scaffold.field_comments import add_field_comments
from golive.scaffold.short_names import shorten_name
from golive.scaffold.time_zones import TIME_ZONE_LABELS
from golive.scaffold.workspace import add_modeline
from golive.schema import Integration
from golive.schema.words import BillerKind
from golive.support.problems import SpecError
from golive.yaml_io.formatter import format_source
from golive.yaml_io.load import load_text
from golive.yaml_io.source import Source

Method = Literal["batch", "real-time", "hybrid"]
INTERFACES_BY_METHOD: Final[Mapping[Method, tuple[str, ...]]] = {
    "batch": ("bill-file", "payment-file"),
    "real-time": ("account-lookup", "payment-posting"),
    "hybrid": ("bill-file", "account-lookup", "payment-file"),
}
"""The interfaces of a new spec, by method."""
_METHOD_PHRASES: Final[Mapping[Method, str]] = {
    "batch": "by file",
    "real-time": "in real time",
    "hybrid": "by file and in real time",
}
_WIDTH: Final = 110
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 .,'()/&-]*")
_RESERVED_SCALARS: Final = re.compile(r"null|true|false|yes|no|on|off|y|n|tbd.*", re.IGNORECASE)


class NewSpecOptions(Struct, frozen=True):
    """The facts needed for a new spec.

    Attributes:
        id: its short name.
        method: how data moves.
        biller: the biller's name.
        kind: the biller's kind of organization.
        location: its city and state.
        billing_system: the product's name.
        owner: the person at the vendor responsible for the spec.
        day: the date of the first version.
        time_zone: one of `TIME_ZONE_LABELS`.
        name: name of the integration; derived from the biller's name if empty.
    """

    id: str
    method: Method
    biller: str
    kind: BillerKind
    location: str
    billing_system: str
    owner: str
    day: date
    time_zone: str
    name: str = ""


def render_new_spec(options: NewSpecOptions, location: PurePosixPath) -> str:
    """Render the text of a new spec.

    Args:
        options: the facts of the integration.
        location: path of the file in its workspace.

    Raises:
        SpecError: one of the facts is not valid in a spec, such as a name that is too long.
    """
    parts = "\n".join(_fill_template(f"{name}.yaml", options) for name in INTERFACES_BY_METHOD[options.method])
    text = _fill_template("spec.yaml", options, interfaces=f"interfaces:\n{parts}")
    shown = Path(location)
    loaded = load_text(text.encode(), Integration, shown)
    if problems := [one for one in run_checks(loaded) if one.severity == "error"]:
        raise SpecError(*problems)
    formed = format_source(Source(shown, text))
    return add_modeline(add_field_comments(Source(shown, formed), Integration), "integration", location)


def _fill_template(name: str, options: NewSpecOptions, **more: str) -> str:
    words = {
        "id": options.id,
        "name": _to_yaml_scalar(options.name or f"{options.biller} billing"),
        "date": options.day.isoformat(),
        "owner_id": _make_identifier(options.owner),
        "owner": _to_yaml_scalar(options.owner),
        "summary": _build_summary(options),
        "biller": _to_yaml_scalar(options.biller),
        "short_name": _to_yaml_scalar(shorten_name(options.biller)),
        "kind": options.kind.value,
        "location": _to_yaml_scalar(options.location),
        "time_zone": options.time_zone,
        "zone_label": TIME_ZONE_LABELS[options.time_zone],
        "public_entity": "true" if options.kind.is_public else "TBD",
        "billing_system": _to_yaml_scalar(options.billing_system),
        "included": f"[{', '.join(_SCOPE_BY_METHOD[options.method])}]",
    }
    text = (Path(__file__).parent / "texts" / name).read_text(encoding="utf-8")
    return Template(text).substitute({**words, **more})


def _build_summary(options: NewSpecOptions) -> str:
    summary = (
        f"Bills of {options.biller} are presented and paid online. "
        f"Bills and payments move {_METHOD_PHRASES[options.method]} between {options.billing_system} and the platform."
    )
    return "\n".join(["|", *(f"  {line}" for line in wrap(summary, _WIDTH))])


_SCOPE_BY_METHOD: Final[Mapping[Method, tuple[str, ...]]] = {
    "batch": ("Bills by file", "Payments by file"),
    "real-time": ("Balances by call", "Payments by call"),
    "hybrid": ("Bills by file", "Balances by call", "Payments by file"),
}


def _to_yaml_scalar(text: str) -> str:
    """Format a text as a YAML value: plain if safe, otherwise quoted."""
    return (
        text
        if _PLAIN.fullmatch(text) and not _RESERVED_SCALARS.fullmatch(text)
        else json.dumps(text, ensure_ascii=False)
    )


def _make_identifier(name: str) -> str:
    """Make an id from a person's name: `Ada Moreno` becomes `ada-moreno`."""
    from unicodedata import normalize

    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "owner"
    return f"owner-{found}" if _RESERVED_SCALARS.fullmatch(found) else found  # YAML reads `null` as no value
