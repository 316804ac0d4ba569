"""Write JSON that a terminal can show: readable letters, but no character that a terminal would obey."""

import json
import re
from typing import Any, Final

_OBEYED: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def dump_json(value: Any) -> str:  # noqa: ANN401 - any JSON
    """Format a value as indented JSON.

    Control characters, and those that change the direction of writing, are written as JSON escapes; a program that
    reads the text gets the same value.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
