"""Run the YAML language server that editors use, from npm, and talk to it over its pipes."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import Any

VERSION = "2.0.0"
_PATIENCE_S = 60.0
_SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "validate": True, "completion": True, "hover": True}}


class ServerUnavailableError(Exception):
    """The server cannot be installed on this machine; the message says why."""


def install_server() -> Path:
    """Install the server unless an earlier run has; return the path of its script.

    Raises:
        NotThereError: there is no Node.js, or npm cannot install the server.
    """
    if not shutil.which("node") or not (npm := shutil.which("npm")):
        raise ServerUnavailableError("there is no Node.js with npm here")
    kept = Path(tempfile.gettempdir()) / f"golive-yaml-language-server-{VERSION}"
    script = Path("node_modules", "yaml-language-server", "bin", "yaml-language-server")
    if not (kept / script).is_file():
        folder = Path(tempfile.mkdtemp(prefix="golive-npm-"))
        command = [
            npm,
            "install",
            "--prefix",
            str(folder),
            "--no-audit",
            "--no-fund",
            f"yaml-language-server@{VERSION}",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            raise ServerUnavailableError(f"npm cannot install it: {done.stderr.strip()[-300:]}")
        try:
            folder.rename(kept)
        except OSError:  # another process was faster
            shutil.rmtree(folder, ignore_errors=True)
    return kept / script


class LanguageServer:
    """A running language server."""

    def __init__(self, script: Path, root: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(script), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._heard: Queue[dict[str, Any]] = Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        wishes = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {
                    "completionItem": {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True}
                },
                "hover": {"contentFormat": ["markdown", "plaintext"]},
            },
        }
        folders = [{"uri": root.as_uri(), "name": root.name}]
        start = {
            "processId": os.getpid(),
            "rootUri": root.as_uri(),
            "workspaceFolders": folders,
            "capabilities": wishes,
        }
        self.request("initialize", start)
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": _SETTINGS}})

    def stop(self) -> None:
        """Stop the server."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def request_diagnostics(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Return what the server reports about a file with this text."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            said = self._next()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == path.as_uri():
                found: list[dict[str, Any]] = said["params"]["diagnostics"]
                return found

    def request_completions(self, path: Path, line: int, column: int) -> list[dict[str, Any]]:
        """Return what the server offers at a place; line and column count from 0."""
        said = self.request("textDocument/completion", _at(path, line, column))
        return list(said["items"] if isinstance(said, dict) else said)

    def request_hover(self, path: Path, line: int, column: int) -> str:
        """Return what the server shows for a place; line and column count from 0."""
        said = self.request("textDocument/hover", _at(path, line, column))
        return str(said["contents"]["value"]) if said else ""

    def request(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request, and wait for the response."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            said = self._next()
            if said.get("id") == number and "method" not in said:
                assert "error" not in said, said
                return said["result"]

    def _next(self) -> dict[str, Any]:
        try:
            said = self._heard.get(timeout=_PATIENCE_S)
        except Empty:
            raise AssertionError("the language server says nothing") from None
        if "id" in said and "method" in said:  # it asks us
            asked = said.get("params", {}).get("items", [])
            answer = (
                [_SETTINGS.get(item.get("section")) for item in asked]
                if said["method"].endswith("configuration")
                else None
            )
            self._send({"id": said["id"], "result": answer})
        return said

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := stream.readline():
            length = int(line.partition(b":")[2])
            stream.readline()
            self._heard.put(json.loads(stream.read(length)))


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
