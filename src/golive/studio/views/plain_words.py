"""Reword messages for people who never see the YAML: labels for paths and keys, names for ids."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from golive.editing.emission import find_slot
from golive.schema.field import Model, get_field_label
from golive.schema.introspection import Slot, choose_model, get_slots
from golive.schema.word import format_word
from golive.studio.sessions.conflicts import find_value
from golive.studio.sessions.snapshot import FileSnapshot
from golive.support.problems import PathStep
from golive.yaml_io.message_text import format_path
from golive.yaml_io.path_labels import SEPARATOR, format_path_label

_QUOTED = re.compile(r"`([^`]*)`")
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\[\d+\])*(?:\.[a-z][a-z0-9_]*(?:\[\d+\])*)*")
_STEP = re.compile(r"[a-z][a-z0-9_]*|\[\d+\]")


_LINE_OF_YAML = re.compile(r"^Write it like `(?:[a-z_]+: |- )([^`]+)`\.")
_OWN_VALUE = re.compile(r"^`([^`]+)` is (`[^`]*`), not ")
_COMMANDS = (
    (re.compile(r"Build with `--engine weasyprint`"), "Choose WeasyPrint under “More choices”"),
    (re.compile(r"golive build --engine weasyprint"), "choose WeasyPrint under “More choices”"),
    (re.compile(r" The deck needs none of this: golive build --only deck\."), " PowerPoint files need none of this."),
    (re.compile(r"^pip install ('golive\[typst\]')\."), r"Install it with: pip install \1."),
    (re.compile(r",? or name another (?:folder|one)(?=\.)"), ""),
    (re.compile(r"Name another folder\."), "Change the permissions, or make room."),
    (re.compile(r",? or set the date with --date"), ", or choose another date"),
    (re.compile(r"Describe the changes with --message or --edit\."), "Describe the changes."),
    (re.compile(r"Leave --level out, or ask for \w+\."), "Choose a higher level."),
    (re.compile(r"`golive release [^`]*`[^.;]*"), "Release it"),
    (re.compile(r"`golive release`"), "The release"),
    (re.compile(r", with --message where the draft is not enough"), ""),
    (re.compile(r"Once the content is released, ask again: `golive approve [^`]*`\."), "Release, and ask again."),
    (re.compile(r"`golive diff[^`]*` shows what changed in the spec; "), ""),
    (re.compile(r"Shorten the text, or leave the option out\."), "Shorten the text."),
    (re.compile(r"; `--pick` and `--skip` name them"), ""),
    (re.compile(r"or give the first line's meaning with --no-header"), "or say that its first line is data"),
    (re.compile(r"where the fields start is a guess: --columns (\S+)"), r"where the fields start is a guess: \1"),
    (re.compile(r"(?:; or name the columns)?: --columns (name=\S+)"), r"; or give “Columns”: \1"),
    (re.compile(r"Correct it with --columns\."), "Correct it in “Columns”, and choose the file again."),
    (re.compile(r"--columns"), "“Columns”"),
    (re.compile(r"Write your own into data/organization\.yaml\."), "Write your own."),
    (re.compile(r"--(message|author|added-by|date|level|name|organization|role)\b"), r"the \1"),
)


def reword_commands(text: str) -> str:
    """Return a message without the commands and options that only people at a terminal use."""
    for pattern, words in _COMMANDS:
        text = pattern.sub(words, text)
    return text


def reword(snapshot: FileSnapshot, text: str, where: tuple[PathStep, ...]) -> str:
    """Return a message in plain words.

    Args:
        snapshot: the file.
        text: a message of a check, with paths, keys, ids and words between backquotes.
        where: the path of the value that the message is about.
    """
    if "`" not in text:
        return text
    text = _LINE_OF_YAML.sub(r"Write it like `\1`.", text)
    own = _OWN_VALUE.match(text)
    if own and own[1] == format_path(where):  # the page names the field beside the message
        text = f"{own[2]} is not {text[own.end() :]}"
    words = _Words(snapshot.values, snapshot.target.model, where, _map_names(snapshot.values))
    return _QUOTED.sub(lambda found: f"“{words.find(found[1])}”", text)


class _Words(Struct, frozen=True):
    """What the quoted words of one message mean."""

    values: Any
    model: type[Model]
    where: tuple[PathStep, ...]
    names: Mapping[str, str]

    def find(self, token: str) -> str:
        """Return the label of a path or key, the name of an id, or the label of a word; else the token itself."""
        if self.values is None:
            return token
        if _PATH.fullmatch(token) and ("." in token or "[" in token):
            path = tuple(int(step[1:-1]) if step[0] == "[" else step for step in _STEP.findall(token))
            return SEPARATOR.join(format_path_label(self.model, self.values, path).split(SEPARATOR)[-2:])
        return self._find_label(token) or self.names.get(token) or self._find_word(token) or token

    def _find_label(self, token: str) -> str:
        for above in (self.where[:-1], self.where, ()):
            slot = find_slot(Slot(self.model), self.values, above)
            found = None if slot.is_list else choose_model(slot, find_value(self.values, above))
            info = get_slots(found)[token].field_info if found and token in get_slots(found) else None
            if info:
                return get_field_label(token, info)
        return ""

    def _find_word(self, token: str) -> str:
        slot = find_slot(Slot(self.model), self.values, self.where)
        return format_word(token) if token in (slot.item_slot if slot.is_list else slot).allowed_words else ""


def _map_names(values: Any) -> Mapping[str, str]:  # noqa: ANN401 - plain values
    return dict(_walk_names(values))


def _walk_names(values: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - plain values
    if isinstance(values, dict):
        if isinstance(values.get("id"), str) and isinstance(values.get("name"), str):
            yield values["id"], values["name"]
        for inner in values.values():
            yield from _walk_names(inner)
    elif isinstance(values, list):
        for inner in values:
            yield from _walk_names(inner)
