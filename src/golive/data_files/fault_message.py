"""Format faults for people."""

from pathlib import Path

from golive.data_files.reading_results import Fault
from golive.support.problems import Problem, make_problem
from golive.yaml_io.message_text import escape_unprintable, shorten_for_message
from golive.yaml_io.source import Source


def fault_message(fault: Fault) -> str:
    """Describe what was found and what was expected, in one sentence."""
    if not fault.field:
        within = f"`{fault.record}`: " if fault.record and not fault.found.startswith("the ") else ""
        return escape_unprintable(f"{within}{fault.found} instead of {fault.expected}")
    name = f"{fault.record}.{fault.field}" if fault.record else fault.field
    return escape_unprintable(f"`{name}` is {describe_value(fault)}; expected: {fault.expected}")


def describe_value(fault: Fault) -> str:
    """Describe the value that a field has."""
    if fault.found.startswith(("`", "an ", "no ", "the ", "a part")):
        return fault.found
    return f"`{shorten_for_message(fault.found)}`" if fault.found.strip() else "blank"


def fault_to_problem(fault: Fault, path: Path) -> Problem:
    """Convert a fault to a Problem with the line and a caret.

    Args:
        fault: what is wrong.
        path: the file, as messages name it.
    """
    message = fault_message(fault)
    if not fault.line:
        return make_problem(message, fault.hint, path=path)
    text = fault.text.replace("\r", "\N{SYMBOL FOR CARRIAGE RETURN}").replace("\n", "\N{SYMBOL FOR LINE FEED}")
    if not text.strip() or not fault.column:
        return Problem(path, fault.line, fault.column, message, fault.hint)
    start = min(fault.column - 1, len(text))
    behind = " " if start == len(text) else ""  # so that a caret can follow the last character
    shown = Source(path, text + behind).make_problem(start, start + fault.width, message, fault.hint)
    return shown._replace(line=fault.line, column=fault.column)
