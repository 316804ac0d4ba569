"""Show a folder in the file manager of this computer."""

import os
import subprocess
import sys
from pathlib import Path

_WAIT_SECONDS = 3.0


def show_folder(folder: Path) -> bool:
    """Open a folder in the person's file manager; return False if there is no such folder or no file manager.

    Args:
        folder: an existing folder.
    """
    if not folder.is_dir():
        return False
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 - a folder, not a program
        return True
    # golive gives its own few fonts to WeasyPrint by this variable; other programs need those of the computer.
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        process = subprocess.Popen(  # noqa: S603 - the path is an argument, never read by a shell
            [program, str(folder)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    try:
        return process.wait(_WAIT_SECONDS) == 0
    except subprocess.TimeoutExpired:
        return True  # the file manager itself runs on
