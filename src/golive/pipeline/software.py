"""Describe the software that decides the bytes of documents, to compare machines that make them together.

A process that runs for long keeps the software that it has loaded, also when another one was installed since. So each
is described once in a process, and the description stays.
"""

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from types import MappingProxyType

from golive import __version__
from golive.render.pdf.engines import ENGINES
from golive.render.pdf.fonts import has_cjk_fonts
from golive.support.problems import OutputError


@cache
def describe_program() -> Mapping[str, str]:
    """Return the versions of golive and Python, by name."""
    return MappingProxyType(
        {"golive": f"{__version__} ({_digest_own_files()[:8]})", "Python": platform.python_version()}
    )


@cache
def describe_software() -> Mapping[str, str]:
    """Return the versions of golive, Python, the PDF engines, the fonts and all libraries, by name."""
    found = dict(describe_program())
    for name in ENGINES:
        try:
            found |= ENGINES[name].get_versions()
        except OutputError:
            found[name] = "not installed"
    found["fonts for Chinese, Japanese and Korean"] = "installed" if has_cjk_fonts() else "not installed"
    return MappingProxyType({**found, **_list_libraries()})


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
