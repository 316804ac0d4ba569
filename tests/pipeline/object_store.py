"""An object store on loopback that may be told to refuse requests."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class ObjectStore:
    """A store with one bucket, `docs`.

    Attributes:
        url: its address.
        refuse: tells whether a request is refused, by method, path and number; the status to answer with, or "".
        requests: method and path of each request.
    """

    def __init__(self) -> None:
        self.url = ""
        self.refuse: Callable[[str, str, int], str] = lambda _method, _path, _number: ""
        self.requests: list[tuple[str, str]] = []
        self._application: Any = None

    def __call__(self, environment: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method, path = environment["REQUEST_METHOD"], environment["PATH_INFO"]
        self.requests.append((method, path))
        if status := self.refuse(method, path, len(self.requests)):
            environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
            start_response(status, [("Content-Length", "0")])
            return []
        found: Iterable[bytes] = self._application(environment, start_response)
        return found

    @contextmanager
    def serve(self) -> Iterator["ObjectStore"]:
        """Serve the store on loopback."""
        import logging

        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import make_server

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._application = DomainDispatcherApplication(create_backend_app)
        server = make_server("127.0.0.1", 0, self, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_port}"
        with urlopen(Request(f"{self.url}/docs", method="PUT")):
            pass
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
