"""Why a text is not YAML, in plain English. The parser's own words never reach a person."""

import re

from golive.errors import Problem
from golive.spec.source import Source

# (what the parser says: the C one or the pure one; what we say; what to do; whether the place is where it was opened)
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
    if _TBD.search(before) and said.startswith("mapping values"):
        hint = "Put it in quotes, `'TBD: who is asked'`, or write a comma: `TBD, who is asked`."
        return source.problem(at - 3, at + 1, "a `:` stands behind `TBD`, where it starts a key", hint)
    if "did not find expected key" in said or "<block end>" in said:
        return _misplaced(source, at, is_first=not before.strip())
    for words, message, hint, is_opened in _SAYINGS:
        if words in said:
            place = opened if is_opened else at
            return source.problem(place, place + 1, message, hint)
    return source.problem(
        at, at + 1, "this is not YAML", "Look at the indentation, quotes and colons of this line and the one above."
    )


def _misplaced(source: Source, at: int, *, is_first: bool) -> Problem:
    if is_first:
        message = "this line is indented like none of the lines that it could belong to"
        return source.problem(at, at + 1, message, "Start it in the same column as the other keys of its group.")
    hint = "Put the whole value in quotes; inside single quotes write a quote twice."
    return source.problem(at, at + 1, "something follows behind the end of a value", hint)
