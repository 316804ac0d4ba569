"""Set text as a placeholder of the template does: its bullets, indents and spacing instead of golive's own."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from golive.render.slides.model import LevelStyle, Para

_MIN_SIZE_PT: Final = 12.0
_SIZE_STEP_PT: Final = 2.0
_MAX_BULLET_LEVEL: Final = 2

Levels = tuple[LevelStyle, ...]


def iter_placeholder_sizes(levels: Levels, usual_pt: float) -> Iterator[float]:
    """Yield the text sizes to try in a placeholder: the template's own, smaller ones, at last golive's own.

    Args:
        levels: styles of the placeholder.
        usual_pt: the size of text that stands in no placeholder, in points.
    """
    size = levels[find_list_level(levels)].size_pt
    while size > usual_pt:
        yield size
        size -= _SIZE_STEP_PT
    yield min(usual_pt, levels[find_list_level(levels)].size_pt)


def find_list_level(levels: Levels) -> int:
    """Return the first level with a bullet: some templates set plain text on the outer one; 0 if none has one."""
    return next((n for n, level in enumerate(levels[: _MAX_BULLET_LEVEL + 1]) if level.has_bullet), 0)


def inherit_level_style(para: Para, levels: Levels, size_pt: float) -> Para:
    """Return a paragraph as a placeholder sets it.

    Args:
        para: the paragraph as golive sets it.
        levels: styles of the placeholder's levels.
        size_pt: size of the outermost list level, in points.
    """
    first = find_list_level(levels)
    is_item = para.bullet != "none" or para.indent_in > 0
    number = min(para.level + first if is_item else 0, len(levels) - 1)
    own = levels[number]
    scale = size_pt / levels[first].size_pt
    size = max(round(own.size_pt * scale, 1), min(_MIN_SIZE_PT, own.size_pt)) if is_item else size_pt
    gap = own.gap_pt
    styled = replace(para, size_pt=size, level=number, before_pt=gap, spacing=own.spacing, is_inherited=True)
    if not is_item:
        return styled
    larger = size / para.size_pt
    hang = para.hang_in * larger
    if para.bullet in {"bullet", "dash"} and not own.has_bullet:
        indent = para.indent_in * larger
        return replace(styled, is_inherited=False, before_pt=max(gap, para.before_pt), indent_in=indent, hang_in=hang)
    if para.bullet == "number":
        return replace(styled, indent_in=max(own.indent_in, hang), hang_in=max(own.hang_in, hang))
    return replace(styled, indent_in=own.indent_in, hang_in=own.hang_in if para.bullet != "none" else 0)
