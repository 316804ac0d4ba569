"""Name the places of a spec in the hidden keys of a workbook: `interfaces[2]`, and `schedule.cut_off` below it."""

import re
from typing import Final, TypeAlias

from golive.support.problems import PathStep

Path: TypeAlias = tuple[PathStep, ...]
_STEP: Final = re.compile(r"\[(\d{1,7})\]|\.?([A-Za-z_][A-Za-z0-9_]*)")
_ADDRESS: Final = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*(?:\[\d{1,7}\])*(?:\.(?=[A-Za-z_])|(?=\[)|$))*")


def format_address(path: Path) -> str:
    """Return a path as the text of a key: `interfaces[2].schedule.cut_off`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def parse_address(text: str) -> Path | None:
    """Return the path of a key; None if the text is no key."""
    if len(text) > 500 or not _ADDRESS.fullmatch(text):  # noqa: PLR2004 - no path of a spec is as long
        return None
    return tuple(int(number) if number else name for number, name in _STEP.findall(text))
