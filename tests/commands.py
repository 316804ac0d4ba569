"""Run commands inside this process, which saves the second that a new process takes.

Where the process itself is tested (signals, the environment, two commands at once), a test uses
`tests.cli.test_commands.start_golive`; the pages of the documentation run every command as a process, too.
"""

import io
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

from golive.cli import main


def run_golive(*arguments: str, cwd: Path | None = None) -> CompletedProcess[str]:
    """Run a command in a folder; return its exit code and what it prints."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with chdir(cwd or Path.cwd()), redirect_stdout(out), redirect_stderr(err):
        code = main(list(arguments))
    outputs = []
    for stream in (out, err):
        stream.flush()
        outputs.append(stream.buffer.getvalue().decode().replace("\r\n", "\n"))
    return CompletedProcess(["golive", *arguments], code, *outputs)
