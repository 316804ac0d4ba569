"""List what files offer, ask what to import, and print what an import changes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from golive.cli.output import show_json, show_problems
from golive.yaml_io.message_text import escape_unprintable

if TYPE_CHECKING:
    from golive.exchange.imports.merge import Difference
    from golive.exchange.imports.offer import ImportChoice, ImportOffer
    from golive.exchange.imports.plan import FilesToWrite, ImportPlan
    from golive.reports.json_outputs.exchange_outputs import OfferedFile

_MARKS = {"add": "+", "set": "~", "remove": "-", "conflict": "!", "order": "!", "keep": "="}
_MAX_LINES = 200


def list_offers(offers: "Sequence[ImportOffer]", patterns: tuple[str, ...], *, as_json: bool) -> int:
    """Print what files offer: the choices of the top level, and all that match a pattern."""
    from golive.exchange.imports.picks import match_choices

    if as_json:
        show_json({"files": [_convert_offer(offer, patterns) for offer in offers]})
        return 0
    for offer in offers:
        click.echo(escape_unprintable(f"{offer.file}: {_describe_kind(offer)}, {offer.title}"))
        for choice in match_choices(offer, patterns) if patterns else offer.choices:
            _print_choice(choice)
        show_problems(note.problem for note in offer.find_notes(frozenset(one.key for one in offer.choices)))
    click.echo("Import with --into SPEC. `*` imported by default. Name others with --pick.", err=True)
    return 0


def _print_choice(choice: "ImportChoice") -> None:
    mark = "*" if choice.is_default else " "
    click.echo(escape_unprintable(f"{mark} {choice.key}  ({choice.label}; {choice.place})"))


def _describe_kind(offer: "ImportOffer") -> str:
    from golive.exchange.imports.registry import KINDS

    return KINDS[offer.kind].label


def _convert_offer(offer: "ImportOffer", patterns: tuple[str, ...]) -> "OfferedFile":
    from golive.exchange.imports.picks import match_choices

    choices = match_choices(offer, patterns) if patterns else offer.choices
    return {
        "file": offer.file,
        "kind": offer.kind,
        "sha256": offer.digest,
        "title": offer.title,
        "choices": [
            {"key": one.key, "label": one.label, "place": str(one.place), "default": one.is_default} for one in choices
        ],
    }


def ask_picks(offers: "Sequence[ImportOffer]") -> tuple[str, ...]:
    """Ask on the terminal what to import; an empty answer takes what is marked.

    Returns:
        The keys of the choices as patterns; none if every answer was empty.
    """
    picks: list[str] = []
    for offer in offers:
        tops = [choice for choice in offer.choices if choice.list_name]
        click.echo(escape_unprintable(f"{offer.file}: {_describe_kind(offer)}, {offer.title}"))
        for at in _ask_numbers(tops, "Import which? Numbers such as 1,3-5, or `all`") if tops else ():
            picks += _ask_fields(tops[at]) if tops[at].list_name == "operations" else [tops[at].key]
    return tuple(picks)


def _ask_fields(operation: "ImportChoice") -> list[str]:
    """Ask for the fields of a call, where it has more than the marked ones; return the keys to pick."""
    from golive.exchange.imports.picks import list_defaults

    fields = [one for child in operation.children for one in child.walk()]
    marked = {choice.key for choice in list_defaults(operation)} - {operation.key}
    if len(marked) == len(fields):
        return [operation.key]
    question = f"{operation.key}: {len(marked)} of {len(fields)} fields are marked. Enter takes them; `list` shows all"
    if click.prompt(escape_unprintable(question), default="", show_default=False).strip().casefold() != "list":
        return [operation.key]
    chosen = _ask_numbers(fields, "Which fields? Numbers such as 1,3-5, or `all`; Enter takes the marked ones", marked)
    return [fields[at].key for at in chosen] or [operation.key]


def _ask_numbers(choices: "Sequence[ImportChoice]", question: str, marked: set[str] | None = None) -> list[int]:
    """List choices by number, and return the indexes that are asked for; a wrong answer is asked again."""
    for number, choice in enumerate(choices, 1):
        is_marked = choice.is_default if marked is None else choice.key in marked
        click.echo(escape_unprintable(f"{'*' if is_marked else ' '}{number:4}  {choice.key}  ({choice.label})"))
    while True:
        try:
            return read_numbers(click.prompt(question, default="", show_default=False), len(choices))
        except click.UsageError as error:
            click.echo(error.message, err=True)


def read_numbers(answer: str, count: int) -> list[int]:
    """Return the indexes that an answer such as `1,3-5` or `all` names.

    Raises:
        click.UsageError: it names something else.
    """
    if answer.strip().casefold() == "all":
        return list(range(count))
    found: list[int] = []
    for part in answer.replace(" ", ",").split(","):
        first, _, last = part.partition("-")
        if not part:
            continue
        if not (first.isdecimal() and (last.isdecimal() or not last)):
            raise click.UsageError(f"`{part}` is not a number from 1 to {count}.")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or numbers[0] < 1 or numbers[-1] > count:
            raise click.UsageError(f"`{part}` is not within 1 to {count}.")
        found += [number - 1 for number in numbers]
    return found


def print_plan(plan: "ImportPlan") -> None:
    """Print what an import changes, what it leaves, and what a person should know."""
    connection = f" and the connection {plan.connection}" if plan.connection else ""
    other = f" of {plan.earlier_file}" if plan.earlier_file != plan.offer.file else ""
    again = f" (a newer version{other})" if plan.earlier_file else ""
    again = " (exactly this file was imported before)" if plan.is_unchanged else again
    head = f"{plan.offer.file}: {_describe_kind(plan.offer)} into {plan.interface}{connection}{again}"
    click.echo(escape_unprintable(head))
    for change in plan.changes[:_MAX_LINES]:
        click.echo(escape_unprintable(f"  {_MARKS[change.kind]} {describe_change(change, plan.places)}"))
    if len(plan.changes) > _MAX_LINES:
        click.echo(f"  and {len(plan.changes) - _MAX_LINES} more; --json lists all")
    for key in plan.new_choices:
        click.echo(escape_unprintable(f"  new in the file, not imported: {key}"))
    show_problems(note.problem for note in plan.notes)
    show_problems(plan.new_problems)


def describe_change(change: "Difference", places: "Mapping[str, str]") -> str:
    """Return a difference as one line: where, what, and its place in the file."""
    from golive.exchange.imports.difference_text import describe_value, find_place

    where = " › ".join(change.names)
    place = find_place(change, places)
    at = f"  ({place})" if place else ""
    if change.kind == "order":
        return f"{where}: the file has another order; the spec keeps its own"
    if change.kind == "keep":
        return f"{where}: only in the spec, and kept; --prune removes it"
    if change.kind == "conflict":
        theirs = (
            "the file no longer has it" if change.theirs is None else f"the file says {describe_value(change.theirs)}"
        )
        ours = "it was removed from the spec" if change.ours is None else f"the spec says {describe_value(change.ours)}"
        return f"{where}: {theirs}, {ours}; the spec keeps its own{at}"
    if change.kind == "remove":
        was = "" if isinstance(change.ours, dict | list) else f", was {describe_value(change.ours)}"
        return f"{where}: {'not in this import' if change.base is None else 'no longer in the file'}{was}"
    if change.kind == "set":
        return f"{where}: {describe_value(change.ours)} → {describe_value(change.theirs)}{at}"
    return f"{where}: {describe_value(change.theirs)}{at}"


def show_plans_as_json(plans: "Sequence[ImportPlan]", files: "FilesToWrite", *, is_written: bool) -> None:
    """Print the result of an import as JSON."""
    from golive.cli.output import convert_problems

    show_json(
        {
            "files": [
                {
                    "file": plan.offer.file,
                    "kind": plan.offer.kind,
                    "sha256": plan.offer.digest,
                    "interface": plan.interface,
                    "connection": plan.connection or None,
                    "earlier": plan.earlier_file or None,
                    "changes": [
                        {
                            "kind": change.kind,
                            "path": list(change.names),
                            "before": change.ours,
                            "file": change.theirs,
                            "place": plan.places.get("/".join(change.names)),
                        }
                        for change in plan.changes
                    ],
                    "new": list(plan.new_choices),
                    "gone": list(plan.gone_picks),
                    "notes": convert_problems(note.problem for note in plan.notes),
                    "problems": convert_problems(plan.new_problems),
                }
                for plan in plans
            ],
            "diff": files.result.diff,
            "written": [str(change.path) for change in files.result.changes] if is_written else [],
        }
    )
