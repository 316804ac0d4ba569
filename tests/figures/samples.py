"""Integrations of any size to draw, made from the smallest complete one."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from golive.figures.subject import FigureSubject
from golive.schema import Integration, Organization, Process
from golive.weekly_status.report import build_weekly_status

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def _read(name: str) -> Any:
    # Every scalar stays text, as the loader of specs has it.
    return yaml.load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


@cache
def minimal() -> FigureSubject:
    return with_status(
        Organization.model_validate(_read("organization")),
        Process.model_validate(_read("process")),
        Integration.model_validate(_read("minimal")),
    )


def with_status(organization: Organization, process: Process, spec: Integration) -> FigureSubject:
    """A subject with the status on the day of its version."""
    days = (spec.date - timedelta(days=7), spec.date)
    status = build_weekly_status(spec, organization.short_name, None, days, None)
    return FigureSubject(organization, process, spec, status)


def subject(**parts: Any) -> FigureSubject:
    """The smallest integration with parts of it replaced."""
    least = minimal()
    return with_status(least.organization, least.process, Integration.model_validate({**_read("minimal"), **parts}))


def named(**names: Any) -> FigureSubject:
    """The smallest integration with a biller of other names."""
    return subject(biller={**_read("minimal")["biller"], **names})


def with_process(steps: int, text: str) -> FigureSubject:
    """The smallest integration, with a process of that many steps and texts of one wording."""
    least = minimal()
    process = _read("process")
    step = process["steps"][0]
    made = [{**step, "id": f"s-{n}", "name": text[:60], "duration": text} for n in range(steps)]
    profile = {**process["sit"], "question": text, "run_by": text, "order": text, "name": text[:60]}
    model = {**process, "steps": made, "sit": profile, "uat": profile}
    return replace(least, process=Process.model_validate(model))


def interface(number: int, name: str, *, batch: bool, to_vendor: bool, connection: str) -> dict[str, Any]:
    method = "batch" if batch else "real-time"
    model = next(i for i in _read("minimal")["interfaces"] if i["method"] == method)
    direction = "biller-to-vendor" if to_vendor else "vendor-to-biller"
    made = {**model, "id": f"i-{number}", "name": name, "direction": direction, "connection": connection}
    if batch:
        hour = number * 7 % 24
        times = {
            "cut_off": f"{hour:02}:00",
            "drop_by": f"{(hour + 1) % 24:02}:30",
            "processed_by": f"{(hour + 4) % 24:02}:00",
        }
        made["schedule"] = {**model["schedule"], **times, "next_day": str(hour == 23).lower()}
    return made


def connection(number: int, kind: str, name: str) -> dict[str, Any]:
    sftp, rest = _read("minimal")["connections"]
    if kind == "sftp":
        return {**sftp, "id": f"c-{number}", "name": name}
    extra = {"version": "1.2", "wsdl": "https://api.example.org/wsdl", "namespace": "urn:x"}
    made = {**rest, "id": f"c-{number}", "name": name, "kind": kind}
    if kind == "soap":
        del made["api_version"]
        made.update(extra)
    return made


def with_parties(interfaces: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """Every second interface moved to one of several other parties, and these parties; for `subject`."""
    parties = [{"id": f"p-{n}", "name": name[-60:], "role": "other"} for n, name in enumerate(names)]
    made = [
        {**one, "direction": one["direction"].replace("biller", "party"), "party": f"p-{n // 2 % len(names)}"}
        if names and n % 2
        else one
        for n, one in enumerate(interfaces)
    ]
    return {"interfaces": made, "parties": parties}


def activity(number: int, name: str, track: str, days: tuple[int, int]) -> dict[str, Any]:
    start, end = (date(2027, 1, 4) + timedelta(days=d) for d in days)
    return {
        "id": f"a-{number}",
        "name": name,
        "track": track,
        "start": str(start),
        "end": str(end),
        "done_by": ["biller"],
    }


def gate(number: int, name: str, day: int) -> dict[str, Any]:
    when = date(2027, 1, 4) + timedelta(days=day)
    return {"id": f"g-{number}", "name": name, "date": str(when), "approver": "ada", "criterion": "All is well."}


def timeline(
    activities: Sequence[Any], gates: Sequence[Any], go_live: int, freezes: Sequence[tuple[int, int]] = ()
) -> dict[str, Any]:
    first = date(2027, 1, 4)
    blackouts = [
        {"start": str(first + timedelta(days=a)), "end": str(first + timedelta(days=b)), "reason": "Year end"}
        for a, b in freezes
    ]
    return {
        "activities": list(activities),
        "gates": list(gates),
        "blackouts": blackouts,
        "go_live": str(first + timedelta(days=go_live)),
        "window": "22:00-02:00",
        "rollback": "Until noon.",
    }
