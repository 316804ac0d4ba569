"""Write values as Typst code: the only place where a text of a document meets the syntax of Typst.

A text becomes a string literal and nothing else, so that no text is ever read as code.
"""

from collections.abc import Iterable, Mapping

_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', **{chr(code): f"\\u{{{code:x}}}" for code in (*range(0x20), 0x7F, 0x2028, 0x2029)}}
)


def string_literal(text: str) -> str:
    """Return a text as a string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def array_literal(items: Iterable[str]) -> str:
    """Return Typst expressions as an array."""
    return f"({''.join(f'{item},' for item in items)})"


def dictionary_literal(items: Mapping[str, str]) -> str:
    """Return Typst expressions by key as a dictionary; keys may be any text."""
    return f"({','.join(f'{string_literal(key)}:{value}' for key, value in items.items()) or ':'})"


def number_literal(value: float, unit: str = "") -> str:
    """Return a number with at most four decimals and a unit such as "pt" or "in"."""
    return f"{round(value, 4):g}{unit}"


def boolean_literal(value: bool) -> str:  # noqa: FBT001 - the value is the argument
    """Return `true` or `false`."""
    return "true" if value else "false"
