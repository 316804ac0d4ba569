"""Convert exceptions raised by Jinja to problems with the template's file and line."""

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from golive.schema.field import Model
from golive.support.problems import TemplateError, make_problem
from golive.templating.field_values import list_public_fields
from golive.templating.sandbox import NameMissingError, Sandbox
from golive.templating.values import MisuseError

_UNKNOWN = re.compile(r"No (filter|test) named '(\w+)'")


def locate_template_error(
    error: Exception, name: str, folders: tuple[Path, ...], names: Mapping[str, object], sandbox: Sandbox
) -> TemplateError:
    """Convert an exception raised while a template ran to an error with file and line.

    Args:
        error: the exception.
        name: the name of the template that was rendered.
        folders: the template folders.
        names: the names that the template may use.
        sandbox: the Jinja environment that it ran in.
    """
    path, line = _find_error_place(error, name, folders)
    text = _read_line(path, line)
    if isinstance(error, NameMissingError):
        message, hint = _describe_missing_name(error, text, names)
    elif isinstance(error, TemplateNotFound):
        wanted = str(error.name)
        message = f"includes {wanted}, which does not exist"
        hint = suggest_name(wanted, list_template_names(folders)) or f"Put it in {format_folders(folders)}."
    elif isinstance(error, RecursionError):
        message, hint = "includes or calls itself without end", "Take out the call that leads back to it."
    elif isinstance(error, UnicodeDecodeError):
        message, hint = "is not UTF-8 text", "Save it as UTF-8."
    elif unknown := _UNKNOWN.match(str(error)):
        message, hint = _describe_unknown_name(unknown[1], unknown[2], sandbox)
    elif isinstance(error, SecurityError | MisuseError | LookupError):
        message, hint = str(error.args[0] if error.args else error), ""
    else:
        message, hint = f"cannot be carried out: {error}", f"The line says: {text.strip()}" if text else ""
    return TemplateError(make_problem(f"the template {message}", hint, path=path, line=line))


def locate_syntax_error(error: TemplateSyntaxError, sandbox: Sandbox) -> TemplateError:
    """Convert a Jinja syntax error to an error with file and line."""
    path = Path(error.filename) if error.filename else None
    message = str(error.message).rstrip(".")
    hint = "Templates are written in Jinja, and what they write is described in docs/markdown.md."
    if unknown := _UNKNOWN.match(message):
        message, hint = _describe_unknown_name(unknown[1], unknown[2], sandbox)
    else:
        message = f"cannot be read: {message[:1].lower()}{message[1:]}"
    return TemplateError(make_problem(f"the template {message}", hint, path=path, line=error.lineno))


def _describe_unknown_name(kind: str, name: str, sandbox: Sandbox) -> tuple[str, str]:
    known = sandbox.filters if kind == "filter" else sandbox.tests
    hint = suggest_name(name, known) or f"There are: {', '.join(sorted(known))}."
    return f"uses the {kind} `{name}`, which does not exist", hint


def list_template_names(folders: Iterable[Path]) -> list[str]:
    """Return the sorted names of all templates and partials."""
    return sorted({path.name for folder in folders if folder.is_dir() for path in folder.glob("*.j2")})


def suggest_name(wanted: str, known: Iterable[str]) -> str:
    """Return a hint with the closest known name; empty if none is close."""
    near = difflib.get_close_matches(wanted, list(known), n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else ""


def format_folders(folders: Iterable[Path]) -> str:
    """Format the folders for a message."""
    return " or ".join(map(str, folders))


def _describe_missing_name(error: NameMissingError, text: str, names: Mapping[str, object]) -> tuple[str, str]:
    said = _find_dotted_name(error.name, text)
    owner = error.owner
    if owner is None:
        return f"names `{said}`, but what stands before the last dot is empty here", "Put `{% if … %}` around it."
    if owner is missing:
        return f"names `{said}`, which does not exist", suggest_name(error.name, names)
    if not isinstance(owner, Model):
        hint = "Values are changed by filters: `{{ value|filter }}`."
        return f"names `{said}`, which does not exist or is not for templates", hint
    fields = [name for name, _ in list_public_fields(type(owner))]
    hint = suggest_name(error.name, fields) or f"{type(owner).__name__} has {', '.join(fields)}."
    return f"names `{said}`, which does not exist", hint


def _find_dotted_name(name: str, text: str) -> str:
    """Return a name with the expression before it on its line: `interface.shedule`."""
    found = re.search(rf"[\w.\[\]'\"]*\b{re.escape(name)}\b", text)
    return found[0] if found else name


def _find_error_place(error: Exception, name: str, folders: tuple[Path, ...]) -> tuple[Path | None, int]:
    """Return the innermost template and line in the error's traceback."""
    place: tuple[Path | None, int] = (next((f / name for f in folders if (f / name).is_file()), None), 0)
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.suffix == ".j2" and path.parent in folders:
            place = (path, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _read_line(path: Path | None, line: int) -> str:
    if path is None or not line:
        return ""
    rows = path.read_text("utf-8", errors="replace").split("\n")
    return rows[line - 1] if line <= len(rows) else ""
