"""Why a text is not YAML, in plain English. The parser's own words never reach a person."""

import re

from golive.support.problems import Problem
from golive.yaml_io.source import Source

# (what the parser says: the C one or the pure one; what we say; what to do; whether the place is where it was opened)
_CLOSE = "Put the same quote at the end of the text."
_SAYINGS = (
    (
        "mapping values are not allowed",
        "a `:` stands where no key can",
        "Put text that holds `: ` in quotes; otherwise look at the indentation of this line and the one above.",
        False,
    ),
    (
        "',' or ']'",
        "the list that is opened here with `[` is not closed",
        "Close it with `]`; put commas between its items.",
        True,
    ),
    (
        "',' or '}'",
        "what is opened here with `{` is not closed",
        "Close it with `}`; put commas between its keys.",
        True,
    ),
    (
        "unexpected end of stream",
        "the quote that is opened here is not closed",
        "Put the same quote at the end of the text.",
        True,
    ),
    (
        "unexpected document indicator",
        "the quote that is opened here is not closed",
        "Put the same quote at the end of the text.",
        True,
    ),
    ("expected ':'", "a key has no `:` behind it", "Write `key: value`; text over several lines goes below `|`.", True),
    (
        "unknown escape character",
        "the backslash starts nothing known here",
        r"Write `\\` for a backslash, or put the text in single quotes.",
        False,
    ),
    (
        "hexdecimal",
        "the code behind the backslash is not complete",
        r"Write it like `\u00e9`, or put the text in single quotes.",
        False,
    ),
    (
        "hexadecimal",
        "the code behind the backslash is not complete",
        r"Write it like `\u00e9`, or put the text in single quotes.",
        False,
    ),
    (
        "invalid Unicode character escape",
        "the code behind the backslash is no character",
        "Type the character itself.",
        False,
    ),
    ("alphabetic or numeric", "a name should follow here", "Put text that starts with `*` or `&` in quotes.", True),
    ("comment or line break", "text stands behind `|` or `>`", "Start the text on the next line, indented.", False),
    ("chomping or indentation", "text stands behind `|` or `>`", "Start the text on the next line, indented.", False),
    (
        "sequence entries are not allowed",
        "a list starts where none can",
        "Start the list on a line of its own, below its key.",
        False,
    ),
    (
        "expected '-' indicator",
        "a list item was expected here",
        "Start the line with `- `, or indent it like the line it belongs to.",
        False,
    ),
    ("node content", "a value was expected here", "Write the value, or take the sign away.", False),
    (
        "<document start>",
        "something follows behind the end of the spec",
        "Write one spec per file, without `...` and `{}` around it.",
        False,
    ),
    ("directive", "a line that starts with `%` is not used here", "Remove it, or put the text in quotes.", False),
    (
        "tag",
        "tags, words that start with `!`, are not used here",
        "Put the value in quotes if it is meant to start with `!`.",
        True,
    ),
)
_TAB = re.compile(r"[ ]*\t")
_TBD = re.compile(r"\btbd$", re.IGNORECASE)
# A quote that opens a value, and does not end on its line.
_OPENED = {quote: rf"(?:^|[:\-,\[{{] )\s*({quote})(?:(?!{quote}).)*$" for quote in ("'", '"')}


def explain_syntax(source: Source, said: str, at: int, opened: int) -> Problem:
    """Say what is wrong with a text that is not YAML.

    Args:
        source: the file.
        said: the parser's words.
        at: offset where the parser gave up.
        opened: offset where the part began that it was reading.

    Returns:
        The problem, in our words, at the place that a person has to look at.
    """
    text = source.text
    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    before = text[line_start:at]
    if tab := _TAB.match(text, line_start):
        message = "a tab indents this line, and YAML allows only spaces there"
        return source.problem(tab.end() - 1, tab.end(), message, "Replace the tab by two spaces for each level.")
    if "cannot start any token" in said:
        sign = text[at : at + 1]
        return source.problem(at, at + 1, f"a value cannot start with `{sign}`", "Put the value in quotes.")
    if found := _after_tbd(source, said, at, before) or _above(source, said, at, opened):
        return found
    if "did not find expected key" in said or "<block end>" in said:
        return _misplaced(source, at, is_first=not before.strip())
    for words, message, hint, is_opened in _SAYINGS:
        if words in said:
            place = opened if is_opened else at
            return source.problem(place, place + 1, message, hint)
    return source.problem(
        at, at + 1, "this is not YAML", "Look at the indentation, quotes and colons of this line and the one above."
    )


def _after_tbd(source: Source, said: str, at: int, before: str) -> Problem | None:
    """The problem, when somebody wrote `TBD: who is asked` without quotes where a key cannot stand."""
    if not _TBD.search(before) or not said.startswith("mapping values"):
        return None
    hint = "Put it in quotes, `'TBD: who is asked'`, or write a comma: `TBD, who is asked`."
    return source.problem(at - 3, at + 1, "a `:` stands behind `TBD`, where it starts a key", hint)


def _above(source: Source, said: str, at: int, opened: int) -> Problem | None:
    """The problem, when what is wrong stands above the line on which the parser notices."""
    text = source.text
    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    is_broken_off = "did not find expected key" in said or "<block end>" in said or "',' or " in said
    if is_broken_off and (quote := _open_quote(text, at)) is not None:
        return source.problem(quote, quote + 1, "the quote that is opened here is not closed", _CLOSE)
    if "mapping values are not allowed" in said and (line := _dedented(text, line_start)) is not None:
        message = "this line is indented less than the lines of its group around it"
        return source.problem(line, line + 1, message, "Start it in the same column as the other keys of its group.")
    if "'-' indicator" in said and text[opened:line_start].count("\n") == 1:
        message = "a list starts here, and the lines below are no items of it"
        return source.problem(opened, opened + 1, message, "Remove the `- `, or start each item with one.")
    return None


def _open_quote(text: str, at: int) -> int | None:
    """Where a quote was opened on an earlier line, when the parser stopped behind one that only seems to close it."""
    line_start = text.rfind("\n", 0, at) + 1
    found = re.search(r"['\"](?=[^'\"]*$)", text[line_start:at])
    if found is None:
        return None
    lines = text[:line_start].splitlines(keepends=True)
    start = line_start
    for line in reversed(lines):
        start -= len(line)
        if opened := re.search(_OPENED[found[0]], line.rstrip("\r\n")):
            return start + opened.start(1)
        if found[0] in line:
            return None  # quotes are in order there, so it was not opened above
    return None


def _dedented(text: str, line_start: int) -> int | None:
    """The first character of the line above, when that line is the one that is indented wrongly."""
    lines = [line for line in text[:line_start].splitlines(keepends=True) if line.strip()]
    below = [line for line in text[line_start:].splitlines() if line.strip()]
    if len(lines) < 2 or len(below) < 2:  # noqa: PLR2004 - lines around both
        return None
    here, after, before = _indent(below[0]), _indent(below[1]), _indent(lines[-2])
    start = line_start - len(lines[-1])
    return start + _indent(lines[-1]) if after == here <= before and _indent(lines[-1]) < here else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _misplaced(source: Source, at: int, *, is_first: bool) -> Problem:
    if is_first:
        message = "this line is indented like none of the lines that it could belong to"
        return source.problem(at, at + 1, message, "Start it in the same column as the other keys of its group.")
    hint = "Put the whole value in quotes; inside single quotes write a quote twice."
    return source.problem(at, at + 1, "something follows behind the end of a value", hint)
