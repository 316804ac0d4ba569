"""The text of a file as the YAML view shows it, with the line of every problem."""

from pathlib import Path

from msgspec import Struct

from golive.editing.apply import compute_digest
from golive.studio.sessions.session import EditSession
from golive.studio.sessions.snapshot import FileSnapshot
from golive.studio.views.problems import KIND_WORDS, Kind, choose_kind, list_problem_views

_BOM = "\ufeff"


class LineProblem(Struct, frozen=True):
    """A problem at a line of the text.

    Attributes:
        kind: `to-do`, `fix` or `look`.
        line: its line, from 1; 0 if it is about the whole file or another one.
        column: its column, from 1; 0 if unknown.
        file: name of the file, if it is another one; else empty.
        message: what was found, with key names between backquotes.
        hint: what to do about it; may be empty.
        url: the address of the field in its form; may be empty.
    """

    kind: Kind
    line: int
    column: int
    file: str
    message: str
    hint: str
    url: str

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return KIND_WORDS[self.kind]


class YamlText(Struct, frozen=True):
    """The text of a file.

    Attributes:
        text: the text with LF line endings; None if it is no text.
        digest: digest of the text as it is in the file.
        refusal: why it cannot be shown; empty if it can.
        problems: the problems by line.
        first_line: the line to show first; 0 for the beginning.
    """

    text: str | None
    digest: str
    refusal: str
    problems: tuple[LineProblem, ...]
    first_line: int = 0


def build_yaml_text(session: EditSession) -> YamlText:
    """Return the text of a file with its problems."""
    snapshot = session.read()
    problems = _list_line_problems(snapshot)
    first = next((one.line for one in problems if one.line), 0) if not snapshot.is_readable else 0
    try:
        raw = session.read_text()
    except OSError as error:
        return YamlText(None, "", f"It cannot be read: {(error.strerror or 'unknown reason').lower()}.", problems)
    except UnicodeDecodeError:
        return YamlText(
            None, "", "It is not UTF-8 text. Save it again as UTF-8 with the program it came from.", problems
        )
    if "\0" in raw:
        return YamlText(None, "", "It is not a text file. Put the YAML file back in its place.", problems)
    text = raw.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    return YamlText(text, compute_digest(raw.encode()), "", problems, first)


def _list_line_problems(snapshot: FileSnapshot) -> tuple[LineProblem, ...]:
    views = [one for one in list_problem_views(snapshot) if "/yaml?" not in one.url]
    urls = {(one.where, one.line): one.url for one in views}
    found = []
    for one in snapshot.problems:
        is_here = one.path == snapshot.target.path
        found.append(
            LineProblem(
                choose_kind(snapshot, one),
                one.line if is_here else 0,
                one.column if is_here else 0,
                "" if is_here or one.path is None else _name_file(one.path, one.line),
                one.message[:1].upper() + one.message[1:].rstrip("."),
                one.hint,
                urls.get((one.where, one.line), "") if is_here else "",
            )
        )
    return tuple(found)


def _name_file(path: Path, line: int) -> str:
    return f"{path.name}, line {line}" if line else path.name
