"""What fields must agree on: a grown tree made valid, rule by rule as golive.spec.checks has them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from tests.generated.growth import Json, Reference

_ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles", "Pacific/Honolulu")
_NACHA = 94


def agree(tree: Json, random: Random) -> Json:
    """The tree, changed in place until its fields agree."""
    _refer(tree, tree, random)
    tree["biller"]["time_zone"] = random.choice(_ZONES)
    account = tree["biller"]["billing_system"]["account_number"]
    account["example"] = account["example"][:100].strip() or "1"
    account["pattern"], account["length"] = ".+", str(len(account["example"]))
    for item in (*tree["timeline"]["activities"], *tree["timeline"].get("blackouts", ())):
        item["start"], item["end"] = sorted((item["start"], item["end"]))
    for activity in tree["raci"]:
        _parts(activity)
    for interface in tree["interfaces"]:
        if interface["method"] == "batch":
            _file(interface)
    for field in _fields(tree):
        _shorten_example(field)
    return tree


def _refer(part: Any, tree: Json, random: Random) -> None:
    """Give every reference the id of something that is there."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in list(pairs):
        if isinstance(value, Reference):
            part[key] = random.choice(tree[str(value)])["id"]
        else:
            _refer(value, tree, random)


def _parts(activity: Json) -> None:
    """Everyone has one part in an activity; who answers for it may do it too."""
    activity["responsible"] = list(dict.fromkeys(activity["responsible"]))
    taken = {activity["accountable"], *activity["responsible"]}
    for part in ("consulted", "informed"):
        if part in activity:
            activity[part] = [one for one in dict.fromkeys(activity[part]) if one not in taken]
            taken |= set(activity[part])


def _file(interface: Json) -> None:
    for key in ("pattern", "example"):
        name = interface["file_name"][key]
        interface["file_name"][key] = name.replace("/", "_").replace("\\", "_")
    schedule = interface["schedule"]
    if schedule.get("cut_off", "") >= schedule["drop_by"]:
        schedule["next_day"] = "true"
    _plain(interface)
    if interface["format"] in {"fixed-width", "nacha"}:
        for record in interface["records"]:
            free = 1
            for field in record["fields"]:
                field["position"], field["length"] = str(free), str(min(int(field.get("length", "8")), 40))
                free += int(field["length"])
            record["length"] = str(free - 1)
            if interface["format"] == "nacha" and free - 1 != _NACHA:
                del record["length"]


def _plain(interface: Json) -> None:
    """Leave out what names other parts of the layout, and what an example would have to keep."""
    for key in ("use", "without", "terminator"):
        interface.pop(key, None)
    interface["controls"].pop("totals", None)
    by_column = interface["format"] == "delimited"
    if interface.get("line_ending") == "none":
        interface["line_ending"] = "lf"
    for record in interface["records"]:
        for key in ("after", "announced_by", "identified_by"):
            record.pop(key, None)
        if interface["format"] == "bai2":
            record.pop("length", None)
        for field in record["fields"]:
            for key in ("sign", "same_as", "pattern", "example", *(("position",) if by_column else ())):
                field.pop(key, None)


def _fields(tree: Json) -> Iterator[Json]:
    for interface in tree["interfaces"]:
        for record in interface.get("records", ()):
            yield from record["fields"]
        for call in interface.get("operations", ()):
            yield from (*call["request"], *call.get("response", ()))


def _shorten_example(field: Json) -> None:
    if "example" in field and "length" in field:
        field["example"] = field["example"][: int(field["length"])]
        if not field["example"].strip():
            del field["example"]
