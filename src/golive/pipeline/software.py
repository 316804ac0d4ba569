"""Describe the software that decides the bytes of documents, to compare machines that make them together."""

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from golive import __version__
from golive.render.pdf.engines import ENGINES
from golive.render.pdf.fonts import has_cjk_fonts
from golive.support.problems import OutputError


def describe_software() -> dict[str, str]:
    """Return the versions of golive, Python, the PDF engines, the fonts and all libraries, by name."""
    found = {"golive": f"{__version__} ({_digest_own_files()[:8]})", "Python": platform.python_version()}
    for name in ENGINES:
        try:
            found |= ENGINES[name].get_versions()
        except OutputError:
            found[name] = "not installed"
    found["fonts for Chinese, Japanese and Korean"] = "installed" if has_cjk_fonts() else "not installed"
    return {**found, **_list_libraries()}


def _digest_own_files() -> str:
    """Return a digest of golive's own files: two copies of one version may differ while it is developed."""
    root, total = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix != ".pyc" and path.is_file()):
        total.update(f"{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
    return total.hexdigest()


def _list_libraries() -> dict[str, str]:
    found = {}
    for row in requires("golive") or ():
        name = row.partition(";")[0].partition("[")[0]
        name = name.translate(str.maketrans("<>=!~ ", "      ")).split()[0]
        if "extra ==" not in row:
            try:
                found[name] = version(name)
            except PackageNotFoundError:
                found[name] = "not installed"
    return found
