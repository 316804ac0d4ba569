"""The choice of the PDF engine on the page of documents, and what to install where one is missing."""

from collections.abc import Sequence

from msgspec import Struct

from golive.studio.sessions.pdf_engines import PdfEngineState
from golive.studio.views.plain_words import reword_commands

_TITLES = {"weasyprint": "WeasyPrint", "typst": "Typst"}
_MEANINGS = {
    "weasyprint": "Uses the style sheets of this folder, if there are any.",
    "typst": "The same pages, three times as fast. It reads no style sheets.",
}


class EngineOption(Struct, frozen=True):
    """An engine to choose.

    Attributes:
        name: its name in the form; empty for the usual choice.
        title: its name in words, with its version.
        meaning: one sentence about it; what to install if it cannot run.
        is_available: whether it can run.
        is_checked: whether it is chosen.
    """

    name: str
    title: str
    meaning: str
    is_available: bool
    is_checked: bool


class EngineChoice(Struct, frozen=True):
    """The engines to choose from, and why PDFs cannot be made; empty if they can."""

    options: tuple[EngineOption, ...]
    warning: str = ""
    fix: str = ""


def build_engine_choice(states: Sequence[PdfEngineState], usual: str, chosen: str) -> EngineChoice:
    """Return the engines to choose from.

    Args:
        states: the engines of this computer; none while they are being looked for.
        usual: the engine that the vendor's page names; empty if it names none.
        chosen: the engine of the last order; empty for the usual one.
    """
    runs = [one.name for one in states if one.version]
    if usual:
        title, meaning = f"As for all integrations: {_TITLES[usual]}", "Chosen on the page “Document settings”."
    elif states and runs and runs[0] != states[0].name:
        other = _TITLES[states[0].name]
        title, meaning = f"As usual: {_TITLES[runs[0]]}", f"Because {other} cannot run on this computer."
    else:
        title, meaning = "As usual: WeasyPrint", ""
    is_usual_there = not states or (usual in runs if usual else bool(runs))
    options = [EngineOption("", title, meaning, is_usual_there, not chosen)]
    for one in states or [PdfEngineState(name, version=title) for name, title in _TITLES.items()]:
        meaning = f"{_upper_first(one.problem)}. {reword_commands(one.fix)}" if one.problem else _MEANINGS[one.name]
        options.append(
            EngineOption(one.name, one.version or _TITLES[one.name], meaning, bool(one.version), chosen == one.name)
        )
    missing = next((one for one in states if one.name == (usual or states[0].name)), None)
    if is_usual_there or missing is None:
        return EngineChoice(tuple(options))
    instead = (
        " Meanwhile, choose the other one under “More choices”."
        if runs
        else " Meanwhile, all other documents can be made."
    )
    fix = f"{reword_commands(missing.fix)} Then start golive studio again.{instead}"
    return EngineChoice(tuple(options), f"{_upper_first(missing.problem)}.", fix)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
