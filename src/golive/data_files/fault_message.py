"""A fault as a person reads it."""

from pathlib import Path

from golive.data_files.read_item import Fault
from golive.support.problems import Problem, problem
from golive.yaml_io.naming import safe, shorten
from golive.yaml_io.source import Source


def message_of(fault: Fault) -> str:
    """What was found and what was expected, in one sentence."""
    if not fault.field:
        within = f"`{fault.record}`: " if fault.record and not fault.found.startswith("the ") else ""
        return safe(f"{within}{fault.found} instead of {fault.expected}")
    name = f"{fault.record}.{fault.field}" if fault.record else fault.field
    plain = fault.found.startswith(("`", "an ", "no ", "the ", "a part"))
    said = fault.found if plain else f"`{shorten(fault.found)}`" if fault.found.strip() else "blank"
    return safe(f"`{name}` is {said}, expected is {fault.expected}")


def problem_of(fault: Fault, path: Path) -> Problem:
    """A fault as a Problem with the line and a caret.

    Args:
        fault: what is wrong.
        path: the file, as messages name it.
    """
    message = message_of(fault)
    if not fault.line:
        return problem(message, fault.hint, path=path)
    text = fault.text.replace("\r", "\N{SYMBOL FOR CARRIAGE RETURN}").replace("\n", "\N{SYMBOL FOR LINE FEED}")
    if not text.strip() or not fault.column:
        return Problem(path, fault.line, fault.column, message, fault.hint)
    start = min(fault.column - 1, len(text))
    behind = " " if start == len(text) else ""  # so that a caret can stand behind the last character
    shown = Source(path, text + behind).problem(start, start + fault.width, message, fault.hint)
    return shown._replace(line=fault.line, column=fault.column)
