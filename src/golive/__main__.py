"""`golive`, and `python -m golive`."""

import sys

_INTERRUPTED = 130  # as in `golive.cli`, which is not imported yet when it is needed


def main() -> int:
    """Run the command line; Ctrl-C while its modules are still being imported ends it without a traceback."""
    try:
        from golive.cli import main as run

        return run()
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
