"""A brand: the slide theme that a workspace names, and the layouts that a person chose in it.

The choices stand in YAML beside the theme: for `brand.pptx`, in `brand.roles.yaml`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from golive.schema.integration import Integration
from golive.schema.organization import Organization
from golive.schema.theme_roles import RoleMap
from golive.support.problems import Problem, SpecError, ThemeError, problem
from golive.yaml_io.load import Loaded, load

if TYPE_CHECKING:
    from golive.render.slides.model import Role
    from golive.render.slides.theme.theme import Theme

SUFFIXES = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm")
MAX_BYTES = 150_000_000


def roles_file(theme: Path) -> Path:
    """The file beside a theme in which a person chooses its layouts."""
    return theme.with_name(f"{theme.stem}.roles.yaml")


def named_theme(root: Path, loaded: Loaded[Organization] | Loaded[Integration], problems: list[Problem]) -> Path | None:
    """The theme that a file of the workspace names in its field `theme`.

    Args:
        root: the workspace's folder.
        loaded: the file.
        problems: where to put what is wrong with it.

    Returns:
        The theme's path; None where none is named, or where it cannot be used.
    """
    name = loaded.value.theme
    if name is None:
        return None
    path = (root / str(name)).resolve()
    message = hint = ""
    if not path.is_relative_to(root.resolve()):
        message = f"the slide theme `{name}` lies outside of the workspace"
        hint = "Copy it into the workspace, and write its path from the workspace's folder."
    elif path.suffix.lower() not in SUFFIXES:
        message, hint = f"`{name}` is no PowerPoint template", f"It ends in {', '.join(SUFFIXES)}."
    elif not path.is_file():
        message = f"there is no slide theme `{name}` in the workspace"
        from difflib import get_close_matches

        near = get_close_matches(path.name, [other.name for other in path.parent.glob("*")], n=1)
        meant = (path.parent / near[0]).relative_to(root.resolve()).as_posix() if near else "brand/brand.potx"
        hint = f"Did you mean `{meant}`?" if near else f"Write its path from the workspace's folder, such as `{meant}`."
    if message:
        problems.append(loaded.problem(("theme",), message, hint))
        return None
    return root / str(name)


def load_roles(theme: Path) -> Loaded[RoleMap] | None:
    """The layouts that a person chose for a theme; None where there is no such file.

    Raises:
        SpecError: the file says something that is not allowed.
    """
    path = roles_file(theme)
    return load(path, RoleMap) if path.is_file() else None


def read_bytes(path: Path) -> bytes:
    """A theme's bytes.

    Raises:
        ThemeError: it cannot be read, or is too large to be a template.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"the slide theme has {size / 1e6:,.0f} MB; up to {MAX_BYTES / 1e6:,.0f} MB are read"
            raise ThemeError(problem(message, "Delete its sample slides and compress its pictures.", path=path))
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ThemeError(
            problem(f"the slide theme cannot be read: {reason}", "Look at the spelling of its name.", path=path)
        ) from None


def read_brand(path: Path, choices: "Mapping[Role, str] | None" = None) -> "Theme":
    """Read a theme with the layouts that a person chose.

    Args:
        path: the theme.
        choices: names of layouts by role, which win over those of the file beside the theme.

    Raises:
        ThemeError: the theme cannot be used.
        SpecError: the choice of layouts names what is not there.
    """
    from golive.render.slides.theme.layout_roles import RoleError
    from golive.render.slides.theme.theme import read_theme

    chosen = load_roles(path)
    written = wishes_of(chosen.value) if chosen else {}
    roles = {**written, **(choices or {})}
    try:
        return read_theme(read_bytes(path), tuple(roles.items()))
    except RoleError as error:
        problems = [
            chosen.problem((role,), fault.message, fault.hint)
            if chosen and written.get(role) == roles[role]
            else fault._replace(path=path)
            for role, fault in error.faults
        ]
        raise SpecError(*problems) from None
    except ThemeError as error:
        raise ThemeError(*(one._replace(path=one.path or path) for one in error.problems)) from None


def wishes_of(chosen: RoleMap) -> "dict[Role, str]":
    """The layouts that were chosen, by role."""
    roles: dict[Role, str | None] = {
        "title": chosen.title,
        "content": chosen.content,
        "title-only": chosen.title_only,
        "section": chosen.section,
    }
    return {role: name for role, name in roles.items() if name}
