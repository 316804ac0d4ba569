"""Explain YAML syntax errors in plain English; the parser's own wording is never shown."""

import re

from golive.support.problems import Problem
from golive.yaml_io.source import Source

# (words in the message of the C or the Python parser, our message, hint, whether to point to where the part began)
_CLOSE_QUOTE_HINT = "Put the same quote at the end of the text."
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        "a `:` is not allowed here",
        "Put text that holds `: ` in quotes; otherwise check the indentation of this line and the one above.",
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
        "the group that is opened here with `{` is not closed",
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
    ("expected ':'", "a key has no `:` after it", "Write `key: value`; text over several lines goes below `|`.", True),
    (
        "unknown escape character",
        "the backslash does not start a known escape",
        r"Write `\\` for a backslash, or put the text in single quotes.",
        False,
    ),
    (
        "hexdecimal",
        "the code after the backslash is not complete",
        r"Write it like `\u00e9`, or put the text in single quotes.",
        False,
    ),
    (
        "hexadecimal",
        "the code after the backslash is not complete",
        r"Write it like `\u00e9`, or put the text in single quotes.",
        False,
    ),
    (
        "invalid Unicode character escape",
        "the code after the backslash is not a character",
        "Type the character itself.",
        False,
    ),
    ("alphabetic or numeric", "a name should follow here", "Put text that starts with `*` or `&` in quotes.", True),
    ("comment or line break", "there is text after `|` or `>`", "Start the text on the next line, indented.", False),
    ("chomping or indentation", "there is text after `|` or `>`", "Start the text on the next line, indented.", False),
    (
        "sequence entries are not allowed",
        "a list cannot start here",
        "Start the list on a line of its own, below its key.",
        False,
    ),
    (
        "expected '-' indicator",
        "a list item was expected here",
        "Start the line with `- `, or indent it like the line it belongs to.",
        False,
    ),
    ("node content", "a value was expected here", "Write the value, or remove the sign.", False),
    (
        "<document start>",
        "there is more text after the end of the spec",
        "Write one spec per file, without `...` and `{}` around it.",
        False,
    ),
    ("directive", "a line that starts with `%` is not supported", "Remove it, or put the text in quotes.", False),
    (
        "tag",
        "tags (words that start with `!`) are not supported",
        "Put the value in quotes if it is meant to start with `!`.",
        True,
    ),
)
_TAB = re.compile(r"[ ]*\t")
_TBD = re.compile(r"\btbd$", re.IGNORECASE)
# Matches a quote that opens a value and is not closed on its line.
_OPEN_QUOTES = {quote: rf"(?:^|[:\-,\[{{] )\s*({quote})(?:(?!{quote}).)*$" for quote in ("'", '"')}


def explain_syntax_error(source: Source, parser_message: str, stopped_at: int, opened_at: int) -> Problem:
    """Explain why a text is not valid YAML.

    Args:
        source: the file.
        parser_message: the message of the parser.
        stopped_at: offset where the parser stopped.
        opened_at: offset where the part began that it was reading.

    Returns:
        The problem, located where it has to be fixed.
    """
    text = source.text
    line_start = max(text.rfind("\n", 0, stopped_at), text.rfind("\r", 0, stopped_at)) + 1
    before = text[line_start:stopped_at]
    if tab := _TAB.match(text, line_start):
        message = "a tab indents this line, and YAML allows only spaces there"
        return source.make_problem(tab.end() - 1, tab.end(), message, "Replace the tab by two spaces for each level.")
    if "cannot start any token" in parser_message:
        sign = text[stopped_at : stopped_at + 1]
        return source.make_problem(
            stopped_at, stopped_at + 1, f"a value cannot start with `{sign}`", "Put the value in quotes."
        )
    if found := (
        _find_unquoted_tbd(source, parser_message, stopped_at, before)
        or _find_bracket_in_text(source, parser_message, stopped_at)
        or _find_cause_above(source, parser_message, stopped_at, opened_at)
    ):
        return found
    if "did not find expected key" in parser_message or "<block end>" in parser_message:
        return _explain_misplaced(source, stopped_at, is_first=not before.strip())
    for words, message, hint, is_opened in _EXPLANATIONS:
        if words in parser_message:
            place = opened_at if is_opened else stopped_at
            return source.make_problem(place, place + 1, message, hint)
    return source.make_problem(
        stopped_at,
        stopped_at + 1,
        "this is not YAML",
        "Check the indentation, quotes and colons of this line and the one above.",
    )


def _find_unquoted_tbd(source: Source, said: str, at: int, before: str) -> Problem | None:
    """Return a problem if `TBD: some note` is written without quotes where no key is allowed."""
    if not _TBD.search(before) or not said.startswith("mapping values"):
        return None
    hint = "Put it in quotes, `'TBD: who is asked'`, or write a comma: `TBD, who is asked`."
    return source.make_problem(at - 3, at + 1, "a `:` after `TBD` starts a key", hint)


def _find_bracket_in_text(source: Source, said: str, at: int) -> Problem | None:
    """Return a problem if a bracket inside of a text, such as `/parcels/{parcel}`, is within brackets itself."""
    sign, before = source.text[at : at + 1], source.text[at - 1 : at]
    if "',' or " not in said or sign not in {"{", "["} or before in {"", " ", "\t", "\n", ",", "{", "["}:
        return None
    hint = "Put the whole value in quotes, such as `path: '/accounts/{id}'`."
    return source.make_problem(at, at + 1, f"text between brackets cannot hold `{sign}`", hint)


def _find_cause_above(source: Source, said: str, at: int, opened: int) -> Problem | None:
    """Return a problem if the cause is above the line where the parser stopped."""
    text = source.text
    line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    is_broken_off = "did not find expected key" in said or "<block end>" in said or "',' or " in said
    if is_broken_off and (quote := _find_open_quote(text, at)) is not None:
        return source.make_problem(quote, quote + 1, "the quote that is opened here is not closed", _CLOSE_QUOTE_HINT)
    if "mapping values are not allowed" in said and (line := _find_dedented_line(text, line_start)) is not None:
        message = "this line is indented less than the lines of its group around it"
        return source.make_problem(
            line, line + 1, message, "Start it in the same column as the other keys of its group."
        )
    if "'-' indicator" in said and text[opened:line_start].count("\n") == 1:
        message = "a list starts here, and the lines below are not items of it"
        return source.make_problem(opened, opened + 1, message, "Remove the `- `, or start each item with one.")
    return None


def _find_open_quote(text: str, at: int) -> int | None:
    """Return the offset of a quote opened on an earlier line, if a quote before `at` only seems to close it."""
    line_start = text.rfind("\n", 0, at) + 1
    found = re.search(r"['\"](?=[^'\"]*$)", text[line_start:at])
    if found is None:
        return None
    lines = text[:line_start].splitlines(keepends=True)
    start = line_start
    for line in reversed(lines):
        start -= len(line)
        if opened := re.search(_OPEN_QUOTES[found[0]], line.rstrip("\r\n")):
            return start + opened.start(1)
        if found[0] in line:
            return None  # quotes are in order there, so it was not opened above
    return None


def _find_dedented_line(text: str, line_start: int) -> int | None:
    """Return the offset of the text of the line above if that line is indented wrongly; otherwise None."""
    lines = [line for line in text[:line_start].splitlines(keepends=True) if line.strip()]
    below = [line for line in text[line_start:].splitlines() if line.strip()]
    if len(lines) < 2 or len(below) < 2:  # noqa: PLR2004 - lines around both
        return None
    here, after, before = _count_indent(below[0]), _count_indent(below[1]), _count_indent(lines[-2])
    start = line_start - len(lines[-1])
    return start + _count_indent(lines[-1]) if after == here <= before and _count_indent(lines[-1]) < here else None


def _count_indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _explain_misplaced(source: Source, at: int, *, is_first: bool) -> Problem:
    if is_first:
        message = "the indentation of this line matches none of the lines above"
        return source.make_problem(at, at + 1, message, "Start it in the same column as the other keys of its group.")
    hint = "Put the whole value in quotes; inside single quotes write a quote twice."
    return source.make_problem(at, at + 1, "there is more text after the end of a value", hint)
