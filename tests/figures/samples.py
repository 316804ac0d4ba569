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
def _read_sample(name: str) -> Any:
    # Every scalar stays text, as the loader of specs has it.
    return yaml.load((SAMPLES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


@cache
def make_minimal() -> FigureSubject:
    return make_subject_with_status(
        Organization.model_validate(_read_sample("organization")),
        Process.model_validate(_read_sample("process")),
        Integration.model_validate(_read_sample("minimal")),
    )


def make_subject_with_status(organization: Organization, process: Process, spec: Integration) -> FigureSubject:
    """Return a subject with the status on the day of its version."""
    days = (spec.date - timedelta(days=7), spec.date)
    status = build_weekly_status(spec, organization.short_name, None, days, None)
    return FigureSubject(organization, process, spec, status)


def make_subject(**parts: Any) -> FigureSubject:
    """Return the smallest integration with parts replaced."""
    least = make_minimal()
    return make_subject_with_status(
        least.organization, least.process, Integration.model_validate({**_read_sample("minimal"), **parts})
    )


def make_subject_with_names(**names: Any) -> FigureSubject:
    """Return the smallest integration with other names of its biller."""
    return make_subject(biller={**_read_sample("minimal")["biller"], **names})


def make_subject_with_process(steps: int, text: str) -> FigureSubject:
    """Return the smallest integration with a process of so many steps, whose texts are all the same."""
    least = make_minimal()
    process = _read_sample("process")
    step = process["steps"][0]
    made = [{**step, "id": f"s-{n}", "name": text[:60], "duration": text} for n in range(steps)]
    profile = {**process["sit"], "question": text, "run_by": text, "order": text, "name": text[:60]}
    model = {**process, "steps": made, "sit": profile, "uat": profile}
    return replace(least, process=Process.model_validate(model))


def make_interface(number: int, name: str, *, batch: bool, to_vendor: bool, connection: str) -> dict[str, Any]:
    method = "batch" if batch else "real-time"
    model = next(i for i in _read_sample("minimal")["interfaces"] if i["method"] == method)
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


def make_connection(number: int, kind: str, name: str) -> dict[str, Any]:
    sftp, rest = _read_sample("minimal")["connections"]
    if kind == "sftp":
        return {**sftp, "id": f"c-{number}", "name": name}
    extra = {"version": "1.2", "wsdl": "https://api.example.org/wsdl", "namespace": "urn:x"}
    made = {**rest, "id": f"c-{number}", "name": name, "kind": kind}
    if kind == "soap":
        del made["api_version"]
        made.update(extra)
    return made


def move_to_parties(interfaces: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """Move every second interface to one of several other parties; return both for `make_subject`."""
    parties = [{"id": f"p-{n}", "name": name[-60:], "role": "other"} for n, name in enumerate(names)]
    made = [
        {**one, "direction": one["direction"].replace("biller", "party"), "party": f"p-{n // 2 % len(names)}"}
        if names and n % 2
        else one
        for n, one in enumerate(interfaces)
    ]
    return {"interfaces": made, "parties": parties}


def make_activity(number: int, name: str, track: str, days: tuple[int, int]) -> dict[str, Any]:
    start, end = (date(2027, 1, 4) + timedelta(days=d) for d in days)
    return {
        "id": f"a-{number}",
        "name": name,
        "track": track,
        "start": str(start),
        "end": str(end),
        "done_by": ["biller"],
    }


def make_gate(number: int, name: str, day: int) -> dict[str, Any]:
    when = date(2027, 1, 4) + timedelta(days=day)
    return {"id": f"g-{number}", "name": name, "date": str(when), "approver": "ada", "criterion": "All is well."}


def make_timeline(
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
