"""Make a generated tree valid across fields, rule by rule as golive.checks has them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.generated.growth import Json, Reference

from golive.planning.calendar import build_calendar
from golive.schema.workdays import Calendar

_ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles", "Pacific/Honolulu")
_NACHA = 94


def make_fields_agree(tree: Json, random: Random) -> Json:
    """Change a tree in place until its fields agree; return it."""
    _set_references(tree, tree, random)
    tree["biller"]["time_zone"] = random.choice(_ZONES)
    account = tree["biller"]["billing_system"]["account_number"]
    account["example"] = account["example"][:100].strip() or "1"
    account["pattern"], account["length"] = ".+", str(len(account["example"]))
    _set_plan_days(tree["timeline"], random, has_calendar="calendar" in tree["biller"])
    if "calendar" in tree["biller"]:
        _set_calendar(tree["biller"]["calendar"], tree["timeline"])
    for activity in tree["raci"]:
        _separate_parts(activity)
    for interface in tree["interfaces"]:
        _set_parties(interface)
        if interface["method"] == "batch":
            _set_file(interface)
    for field in _iterate_fields(tree):
        _shorten_example(field)
    return tree


def _set_references(part: Any, tree: Json, random: Random) -> None:
    """Give every reference the id of something that is there."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in list(pairs):
        if isinstance(value, Reference) and not tree.get(str(value)):
            del part[key]  # an optional reference to a list that is empty
        elif isinstance(value, Reference):
            part[key] = random.choice(tree[str(value)])["id"]
        else:
            _set_references(value, tree, random)


_FIRST, _LAST = "2002-01-01", "2078-12-30"  # days whose holidays are known, with room to spare


def _set_plan_days(plan: Json, random: Random, *, has_calendar: bool) -> None:
    """Give every activity its days; plans with dependencies are tested elsewhere."""
    for item in (*plan["activities"], *plan.get("blackouts", ())):
        ends = [item.get(key) or plan["go_live"] for key in ("start", "end")]
        item["start"], item["end"] = sorted(ends)
        item.pop("days", None)
    for item in (*plan["activities"], *plan["gates"]):
        item.pop("after", None)
    past = [item for item in (*plan["activities"], *plan["gates"], plan) if _PAST & item.keys()]
    if past or has_calendar:  # then business days are counted
        for item, key in _list_days(plan):
            item[key] = min(max(item[key], _FIRST), _LAST)
    for item in past:
        for key in sorted(_PAST & item.keys()):
            first = _choose_near_day(item.get("start") or plan["go_live"], random)
            is_span = isinstance(item[key], dict)
            item[key] = {"start": first, "end": _choose_near_day(first, random)} if is_span else first


_PAST = {"baseline", "actual", "baseline_go_live"}


def _choose_near_day(day: str, random: Random) -> str:
    """Return this day or a day in the weeks after it."""
    return str(date.fromisoformat(day) + timedelta(days=random.randint(0, 40)))


def _set_calendar(calendar: Json, plan: Json) -> None:
    """Make every day of the plan a working day, and leave all other days as usual."""
    usual = build_calendar(Calendar.model_validate({**calendar, "days_off": [], "days_worked": []}))
    planned = {item[key] for item, key in _list_days(plan)}
    closed = sorted(day for day in planned if not usual.is_business_day(date.fromisoformat(day)))
    calendar["days_worked"] = [{"date": day, "name": "Planned"} for day in closed]
    off = {one["date"] for one in calendar.get("days_off", ()) if _FIRST < one["date"] < _LAST} - planned
    calendar["days_off"] = [
        {"date": day, "name": "Own day"} for day in sorted(off) if usual.is_business_day(date.fromisoformat(day))
    ]


def _list_days(plan: Json) -> list[tuple[Json, str]]:
    items = [(item, key) for item in plan["activities"] for key in ("start", "end")]
    items += [(item, "date") for item in (*plan["gates"], *plan.get("sessions", ()), *plan.get("stages", ()))]
    return items + [(plan, key) for key in ("start", "go_live") if key in plan]


def _separate_parts(activity: Json) -> None:
    """Give everyone one part in an activity, except that the accountable person may do it too."""
    activity["responsible"] = list(dict.fromkeys(activity["responsible"]))
    taken = {activity["accountable"], *activity["responsible"]}
    for part in ("consulted", "informed"):
        if part in activity:
            activity[part] = [one for one in dict.fromkeys(activity[part]) if one not in taken]
            taken |= set(activity[part])


def _set_parties(interface: Json) -> None:
    """Name another party where the direction is to or from one, and nowhere else."""
    to_vendor = interface["direction"].endswith("-to-vendor")
    other = "party" if "party" in interface else "biller"
    interface["direction"] = f"{other}-to-vendor" if to_vendor else f"vendor-to-{other}"
    if interface.get("caller") == "party" and other != "party":
        interface["caller"] = "vendor"


def _set_file(interface: Json) -> None:
    for key in ("pattern", "example"):
        name = interface["file_name"][key]
        interface["file_name"][key] = name.replace("/", "_").replace("\\", "_")
    schedule = interface["schedule"]
    if schedule.get("cut_off", "") >= schedule["drop_by"]:
        schedule["next_day"] = "true"
    _remove_links(interface)
    _remove_bank_chain(schedule)
    if interface["format"] in {"fixed-width", "nacha"}:
        for record in interface["records"]:
            free = 1
            for field in record["fields"]:
                field["position"], field["length"] = str(free), str(min(int(field.get("length", "8")), 40))
                free += int(field["length"])
            record["length"] = str(free - 1)
            if interface["format"] == "nacha" and free - 1 != _NACHA:
                del record["length"]


def _remove_links(interface: Json) -> None:
    """Remove references to other parts of the layout, and rules that an example would have to keep."""
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


def _remove_bank_chain(schedule: Json) -> None:
    """Remove the chain through the bank, whose times would have to be in order on every day of a year."""
    for key in ("bank", "posted_by", "posted_days_later"):
        schedule.pop(key, None)
    if "weekends" in schedule or "on_holidays" in schedule:
        rule = "sent" if schedule["frequency"] == "daily" else "next-file"
        schedule["weekends"] = schedule["on_holidays"] = rule


def _iterate_fields(tree: Json) -> Iterator[Json]:
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
