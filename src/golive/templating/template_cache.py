"""Cache compiled templates in memory for this process, and on disk for later processes of this user."""

import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import BytecodeCache, compiler
from jinja2.bccache import Bucket

from golive.support.cache_dir import get_cache_folder
from golive.support.cache_files import read_cache_file, write_cache_file
from golive.templating import escape, line_origins

_KEPT_SECONDS: Final = 30 * 86_400
"""How long the templates that another golive compiled are kept."""


class TemplateCache(BytecodeCache):
    """Compiled templates; a changed source has another checksum and is compiled again.

    Attributes:
        place: a folder that only this user can write; None to keep nothing beyond this process.
    """

    def __init__(self, place: Path | None) -> None:
        self._kept: dict[str, tuple[str, Any]] = {}
        self._stamp = _compute_compiler_stamp() if place else ""
        self._place = place if self._stamp else None
        self._is_pruned = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code of a template if it is cached."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif (path := self._get_path(bucket)) and (content := read_cache_file(path)):
            bucket.bytecode_from_string(content)
            if bucket.code:
                self._kept[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the code of a template; only in memory if the disk cannot be written."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)
        if path := self._get_path(bucket):
            with suppress(OSError):
                write_cache_file(path, bucket.bytecode_to_string())
                self._prune(path.parent)

    def _get_path(self, bucket: Bucket) -> Path | None:
        """Return the file of a template; None if nothing is kept on the disk."""
        return self._place / f"{self._stamp}-{bucket.key}.code" if self._place else None

    def _prune(self, place: Path) -> None:
        """Remove the old files of other versions of golive, once for each process that adds files."""
        if self._is_pruned:
            return
        self._is_pruned = True
        with os.scandir(place) as entries:
            for one in entries:
                is_ours = one.name.startswith(f"{self._stamp}-")
                if not is_ours and one.is_file(follow_symlinks=False) and _is_old(one.stat(follow_symlinks=False)):
                    os.unlink(one)  # noqa: PTH108 - an entry


def _is_old(found: os.stat_result) -> bool:
    return time.time() - found.st_mtime > _KEPT_SECONDS


@cache
def get_template_cache() -> TemplateCache:
    """Return the template cache of this process."""
    return TemplateCache(get_cache_folder("templates"))


def _compute_compiler_stamp() -> str:
    """Return what compiled code depends on besides its template: the compilers, by their files' sizes and dates.

    Empty where there are no such files, as in an application that is one file.
    """
    try:
        facts = [(found.st_size, found.st_mtime_ns) for found in map(os.stat, _list_compiler_files())]
    except OSError:
        return ""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _list_compiler_files() -> Iterable[str]:
    here = Path(__file__)
    return (compiler.__file__, line_origins.__file__, escape.__file__, str(here), str(here.with_name("sandbox.py")))
