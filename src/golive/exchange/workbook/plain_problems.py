"""Say what is wrong with an answer in the words of the workbook, not in those of the YAML."""

import re
from typing import Final

from golive.exchange.workbook.edits import AskedCell
from golive.support.problems import Problem
from golive.topics.inputs import InputKind

_PATH: Final = re.compile(r"^`[\w.\[\]-]+`(?= )")
_HOW_TO_WRITE: Final = {
    InputKind.DATE: "Write it like `Mar 23, 2027`.",
    InputKind.TIME: "Write it like `2:00 AM`.",
    InputKind.INTEGER: "Write a whole number, like `12`.",
    InputKind.DECIMAL: "Write a number, like `12.5`.",
    InputKind.YES_NO: "Write Yes or No.",
    InputKind.EMAIL: "Write it like `ada@example.org`.",
    InputKind.PHONE: "Write it like `212-555-0142`.",
    InputKind.URL: "Write it like `https://www.example.org`.",
}
_MOST_CHOICES: Final = 30


def explain_in_words(problem: Problem, asked: AskedCell, *, is_missing: bool) -> tuple[str, str]:
    """Return message and hint of a problem for people who see the workbook alone.

    Args:
        problem: the problem of the edited spec.
        asked: the cell that it comes from.
        is_missing: whether it says that this answer is missing.
    """
    label = asked.label or "This row"
    message = f"{label} is missing" if is_missing else _PATH.sub(label, problem.message)
    codec = asked.codec
    if codec is None or problem.check:
        return message, problem.hint
    if codec.choices:
        labels = [one.label for one in codec.choices[:_MOST_CHOICES]]
        more = "" if len(codec.choices) <= _MOST_CHOICES else ", …"
        return message, f"Pick one of: {', '.join(labels)}{more}."
    return message, _HOW_TO_WRITE.get(codec.asked.kind, "" if is_missing else problem.hint)
