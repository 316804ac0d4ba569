"""Find and read the slide theme of a workspace, and the layouts chosen in it.

The choices are stored beside the theme: for `brand.pptx`, in `brand.roles.yaml`.
"""

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from golive.schema.integration import Integration
from golive.schema.organization import Organization
from golive.schema.theme_roles import RoleMap
from golive.support.problems import Problem, SpecError, ThemeError, make_problem
from golive.support.regular_files import SpecialFileError, open_regular_file
from golive.yaml_io.load import Loaded, load

if TYPE_CHECKING:
    from golive.render.slides.model import Role
    from golive.render.slides.theme.theme import Theme

THEME_SUFFIXES = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm")
MAX_THEME_BYTES = 150_000_000


def get_roles_file(theme: Path) -> Path:
    """Return the path of the file beside a theme that assigns its layouts to roles."""
    return theme.with_name(f"{theme.stem}.roles.yaml")


def find_named_theme(
    root: Path, loaded: Loaded[Organization] | Loaded[Integration], problems: list[Problem]
) -> Path | None:
    """Return the path of the theme that a file of the workspace names in its field `theme`.

    Args:
        root: the folder of the workspace.
        loaded: the file.
        problems: list to add problems to.

    Returns:
        The path; None if no theme is named or it cannot be used.
    """
    name = loaded.value.theme
    if name is None:
        return None
    path = (root / str(name)).resolve()
    message = hint = ""
    if not path.is_relative_to(root.resolve()):
        message = f"the slide theme `{name}` is outside the workspace"
        hint = "Copy it into the workspace, and write its path from the workspace's folder."
    elif path.suffix.lower() not in THEME_SUFFIXES:
        message, hint = f"`{name}` is not a PowerPoint template", f"It ends in {', '.join(THEME_SUFFIXES)}."
    elif not path.is_file():
        message = f"there is no slide theme `{name}` in the workspace"
        from difflib import get_close_matches

        near = get_close_matches(path.name, [other.name for other in path.parent.glob("*")], n=1)
        meant = (path.parent / near[0]).relative_to(root.resolve()).as_posix() if near else "brand/brand.potx"
        hint = f"Did you mean `{meant}`?" if near else f"Write its path from the workspace's folder, such as `{meant}`."
    if message:
        problems.append(loaded.make_problem(("theme",), message, hint))
        return None
    return root / str(name)


def load_roles(theme: Path) -> Loaded[RoleMap] | None:
    """Load the layouts chosen for a theme; None if there is no such file.

    Raises:
        SpecError: the file is not valid.
    """
    path = get_roles_file(theme)
    return load(path, RoleMap) if path.is_file() else None


def read_theme_bytes(path: Path) -> bytes:
    """Read the bytes of a theme.

    Raises:
        ThemeError: it cannot be read, is no regular file, or is too large to be a template.
    """
    with _open_theme(path) as file:
        return file.read()


def check_theme_file(path: Path) -> None:
    """Check that a theme is a file that can be read and not too large, without reading it.

    Raises:
        ThemeError: as by `read_theme_bytes`.
    """
    _open_theme(path).close()


def _open_theme(path: Path) -> io.BufferedReader:
    try:
        file = open_regular_file(path)
        size = os.fstat(file.fileno()).st_size
        if size <= MAX_THEME_BYTES:
            return file
        file.close()
        message = f"the slide theme has {size / 1e6:,.0f} MB; up to {MAX_THEME_BYTES / 1e6:,.0f} MB are read"
        hint = "Delete its sample slides and compress its pictures."
    except SpecialFileError as error:
        message, hint = f"the slide theme cannot be read: it is {error.kind}", "Name a PowerPoint template."
    except OSError as error:
        message = f"the slide theme cannot be read: {(error.strerror or 'unknown reason').lower()}"
        hint = "Check the spelling of its name."
    raise ThemeError(make_problem(message, hint, path=path))


def read_theme_with_roles(path: Path, choices: "Mapping[Role, str] | None" = None) -> "Theme":
    """Read a theme with its chosen layouts.

    Args:
        path: the theme.
        choices: names of layouts by role; they override the file beside the theme.

    Raises:
        ThemeError: the theme cannot be used.
        SpecError: a chosen layout does not exist.
    """
    from golive.render.slides.theme.layout_roles import RoleError
    from golive.render.slides.theme.theme import read_theme

    chosen = load_roles(path)
    written = get_chosen_layouts(chosen.value) if chosen else {}
    roles = {**written, **(choices or {})}
    try:
        return read_theme(read_theme_bytes(path), tuple(roles.items()))
    except RoleError as error:
        problems = [
            chosen.make_problem((role,), fault.message, fault.hint)
            if chosen and written.get(role) == roles[role]
            else fault._replace(path=path)
            for role, fault in error.role_problems
        ]
        raise SpecError(*problems) from None
    except ThemeError as error:
        raise ThemeError(*(one._replace(path=one.path or path) for one in error.problems)) from None


def get_chosen_layouts(chosen: RoleMap) -> "dict[Role, str]":
    """Return the chosen layouts by role."""
    roles: dict[Role, str | None] = {
        "title": chosen.title,
        "content": chosen.content,
        "title-only": chosen.title_only,
        "section": chosen.section,
    }
    return {role: name for role, name in roles.items() if name}
