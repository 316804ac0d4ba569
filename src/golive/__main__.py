"""`golive`, and `python -m golive`."""

import _thread
import os
import sys
import time

_INTERRUPTED = 130  # as in `golive.cli`, which is not imported yet when it is needed
_interrupts: list[int] = []


def main() -> int:
    """Run the command line; Ctrl-C ends it without a traceback, at whatever moment it comes."""
    try:
        _handle_ctrl_c()
        from golive.cli import main as run

        code = run()
    except SystemExit:
        raise
    except BaseException as error:
        # A library may raise an error of its own for the interrupt, as pydantic does while it builds a schema.
        if not (_interrupts or isinstance(error, KeyboardInterrupt)):
            raise
        sys.stderr.write("\nStopped.\n")
        code = _INTERRUPTED
    _let_ctrl_c_kill()
    if "obstore" in sys.modules:
        _end_at_once(code)
    return code


def _handle_ctrl_c() -> None:
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not if a shell has it ignored
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _report_unraisable


def _let_ctrl_c_kill() -> None:
    """Let Ctrl-C kill this process from now on: all is done, and Python itself would print a traceback at its end."""
    import signal

    if signal.getsignal(signal.SIGINT) is _interrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _interrupt(number: int, _frame: object) -> None:
    _interrupts.append(number)
    raise KeyboardInterrupt


def _report_unraisable(found: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more if Python had to ignore the first interrupt, as it came in a destructor or a callback."""
    if isinstance(found.exc_value, KeyboardInterrupt):
        _thread.start_new_thread(_interrupt_soon, (_thread.get_ident(),))  # here, an exception would be ignored as well
    else:
        sys.__unraisablehook__(found)


def _interrupt_soon(thread_id: int) -> None:
    import signal

    time.sleep(0.05)
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(thread_id, signal.SIGINT)


def _end_at_once(code: int) -> None:
    """End the process without taking the interpreter down.

    The threads of obstore may still be about to call Python. If the interpreter ends under them, they abort the whole
    process (exit code 134), although all was done and said.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
