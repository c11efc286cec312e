"""What an editor does with a file: the language server of YAML, spoken to over its pipes.

It is the server that VS Code (Red Hat’s extension), Vim and Neovim use. Asked for nothing but files of
this machine: the public store of schemas is switched off.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
PATIENCE = 30.0
"""Seconds before a silent server is a failure."""


class Editor:
    """An editor with YAML files open."""

    def __init__(self, server: str) -> None:
        self._process = subprocess.Popen(
            [server, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._received: queue.Queue[dict[str, Any]] = queue.Queue()
        self._asked = 0
        self._told: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        snippets = {"completion": {"completionItem": {"snippetSupport": True}}}
        able = {"workspace": {"configuration": True}, "textDocument": snippets}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": able})
        self._tell("initialized", {})

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()

    def opened(self, path: Path) -> list[str]:
        """What is underlined in that file once it is open: « line: message »."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": document})
        end = time.monotonic() + PATIENCE
        while uri not in self._told:
            assert time.monotonic() < end, "the server says nothing"
            self._take(end)
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in self._told[uri]]

    def proposed(self, path: Path, line: int, column: int) -> dict[str, str]:
        """What may be written at that place (from 0): each proposal and what is said of it."""
        where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        found = self._ask("textDocument/completion", where)
        items = found["items"] if isinstance(found, dict) else found
        return {each["label"]: str(each.get("documentation", "")) for each in items}

    def _ask(self, method: str, params: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        end = time.monotonic() + PATIENCE
        while True:
            message = self._take(end)
            if message.get("id") == self._asked and "method" not in message:
                return message.get("result")

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _take(self, end: float) -> dict[str, Any]:
        message = self._received.get(timeout=max(end - time.monotonic(), 0.1))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": _settings(message)})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
            elif header == b"\r\n":
                self._received.put(json.loads(stream.read(length)))


def _settings(message: dict[str, Any]) -> Any:
    if message["method"] != "workspace/configuration":
        return None
    return [SETTINGS if each.get("section") == "yaml" else {} for each in message["params"]["items"]]
