"""Specs with a value at its extreme: every command that reads them says what is wrong, or works; none breaks down."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.yaml_io.test_laws import PLACES, PLAIN

from golive.cli import main

ID: Final = "millbrook-water"


def _nest(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


EXTREMES: Final[dict[str, Any]] = {
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "no day": "0000-00-00",
    "a year of five digits": "10000-01-01",
    "a huge number": 10**30,
    "a number of 5,000 digits": "9" * 5_000,
    "a number of 300 digits with an exponent": 1e308,
    "a negative number": -(10**18),
    "a time that is none": "99:99",
    "lists in lists": _nest(60),
    "many lists in lists": _nest(900),
    "a list of 10,000": ["x"] * 10_000,
    "a list of 1,000 empty mappings": [{}] * 1_000,
    "a mapping of 1,000": {f"k{number}": number for number in range(1_000)},
    "half of a pair": "\ud83d",
    "nothing": "\x00",
    "a color for the terminal": "a\x1b[31mb",
    "text that turns": "\u202eabc",
    "a separator of lines": "x\u2028y",
    "a long text": "x" * 200_000,
    "a formula": "=1+1",
    "a template": "{{ 7 * 7 }}{% raw %}",
    "markup": "<script>|`*_#\\",
}
COMMANDS: Final = (
    ("check",),
    ("check", "--output-format", "sarif"),
    ("status", ID),
    ("plan", ID),
    ("fmt", "--check"),
    ("diff", "former.yaml", f"data/integrations/{ID}.yaml"),
    ("invite", ID, "-o", "meetings.ics"),
    ("layout", "sample", ID, "bills", "--records", "1"),
    ("export", ID, "project"),
    ("export", ID, "jira"),
)
_USAGE: Final = 2


@settings(
    max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # each example has ten commands
@example(("timeline", "go_live"), "the last day")
@given(st.sampled_from(PLACES), st.sampled_from(sorted(EXTREMES)))
def test_no_command_breaks_down_over_a_value_at_its_extreme(
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: tuple[Any, ...],
    name: str,
) -> None:
    monkeypatch.chdir(workspace)
    former, spec = workspace / "former.yaml", workspace / "data" / "integrations" / f"{ID}.yaml"
    if not former.exists():
        former.write_bytes(spec.read_bytes())
    plain = deepcopy(PLAIN)
    above = plain
    for step in place[:-1]:
        above = above[step]
    above[place[-1]] = EXTREMES[name]
    spec.write_text(json.dumps(plain), encoding="utf-8")

    for command in COMMANDS:
        (workspace / "meetings.ics").unlink(missing_ok=True)
        code = main(list(command))
        said = "".join(capsys.readouterr())
        assert code in {0, 1} or (code == _USAGE and command[0] == "diff"), (command, place, name, code, said)
        assert "Traceback" not in said
        assert not [letter for letter in said if letter < " " and letter not in "\n\r\t"], (command, place, name)
