"""`golive`, and `python -m golive`."""

import _thread
import signal
import sys
import time
from types import FrameType

_INTERRUPTED = 130  # as in `golive.cli`, which is not imported yet when it is needed
_interrupts: list[int] = []


def main() -> int:
    """Run the command line; Ctrl-C ends it without a traceback, at whatever moment it comes."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _report_unraisable
    try:
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
    if is_ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # all is done: nothing is left to clean up while Python ends
    return code


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _interrupts.append(number)
    raise KeyboardInterrupt


def _report_unraisable(found: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more if Python had to ignore the first interrupt, as it came in a destructor or a callback."""
    if isinstance(found.exc_value, KeyboardInterrupt):
        _thread.start_new_thread(_interrupt_soon, (_thread.get_ident(),))  # here, an exception would be ignored as well
    else:
        sys.__unraisablehook__(found)


def _interrupt_soon(thread_id: int) -> None:
    time.sleep(0.05)
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(thread_id, signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())
