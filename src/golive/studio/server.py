"""Run the app on this machine: a socket on the loopback address alone, and a browser window."""

import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from golive.project.workspace import Workspace
from golive.studio.app import create_app
from golive.studio.security import Access
from golive.support.problems import OutputError, make_problem

DEFAULT_PORT = 4573
_HOST = "127.0.0.1"


def run_studio(
    workspace: Workspace, port: int | None, *, opens_browser: bool, report_url: Callable[[str], None]
) -> None:
    """Serve the app until it is stopped with Ctrl-C.

    Args:
        workspace: the workspace.
        port: the port; None for `DEFAULT_PORT`, or a free one if that is taken.
        opens_browser: whether to open the first page in the person's browser.
        report_url: called with the address of the first page once the server listens.

    Raises:
        OutputError: the port is taken.
    """
    listener = open_listener(port)
    access = Access(secrets.token_urlsafe(24), listener.getsockname()[1])
    app = create_app(workspace, access)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2, ws="none"
    )
    report_url(access.first_url)
    if opens_browser:
        threading.Timer(0.3, webbrowser.open, (access.first_url,)).start()
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def open_listener(port: int | None) -> socket.socket:
    """Return a socket of the loopback address that is ready to be served from.

    asyncio sends each part of an answer at once only where the socket names its protocol. Else the body of a page waits
    until the browser has acknowledged its head, which systems put off for 40 ms.

    Args:
        port: the port; None for `DEFAULT_PORT`, or a free one if that is taken.

    Raises:
        OutputError: the port is taken.
    """
    for number in (port,) if port is not None else (DEFAULT_PORT, 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, number))
            listener.listen()  # from now on, a browser waits for the first page and is not refused
        except OSError as error:
            listener.close()
            reason = (error.strerror or "it is in use").lower()
            failure = OutputError(
                make_problem(f"port {number} cannot be used: {reason}", "Name another one with --port, or none.")
            )
        except OverflowError:
            listener.close()
            failure = OutputError(make_problem(f"{number} is not a port", "Ports are 0 to 65535."))
        else:
            return listener
    raise failure
