"""A server with one open report, in a folder of its own, and a user who has nothing but what the test gives."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from fakes import reports
from fakes.endpoint import FakeEndpoint
from lsp_client import Client, default_answers, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = "Visual Studio Code"
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-32"]},
    "window": {"showDocument": {"support": True}, "workDoneProgress": True},
    "workspace": {"configuration": True, "codeLens": {"refreshSupport": True}, "workspaceFolders": True},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown"]},
        "codeLens": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    },
}
WATCH = """
import os, sys
def hook(event, args):
    told = ""
    if event == "socket.__new__" and int(args[1]) != 1:
        told = f"{event} {args[1]}"
    elif event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        told = f"{event} {args[-1] if event != 'socket.getaddrinfo' else args[0]}"
    elif event == "import" and args[0] in ("openai", "httpx2", "pydantic", "tiktoken", "keyring"):
        told = f"import {args[0]}"
    if told:
        fd = os.open(os.environ["WATCHED"], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        os.write(fd, (told + "\\n").encode())
        os.close(fd)
sys.addaudithook(hook)
"""
SECRETS = ("OPENAI_", "AZURE_", "REPORTLENS_", "HTTP", "http", "ALL_PROXY", "all_proxy")


class Session:
    """`with Session(folder) as it:`; what the server opens and imports is written down in `it.watched`."""

    def __init__(
        self,
        folder: Path,
        *,
        text: str | None = None,
        settings: dict[str, Any] | None = None,
        answers: dict[str, Any] | None = None,
        options: dict[str, Any] | None = None,
        client: str = CODE,
        capabilities: dict[str, Any] | None = None,
        arguments: tuple[str, ...] = (),
        **variables: str,
    ) -> None:
        self.folder, self.home = folder / "work", folder / "home"
        self.file = self.folder / "reports" / "README.md"
        self.file.parent.mkdir(parents=True, exist_ok=True)
        (folder / "watch").mkdir(exist_ok=True)
        (folder / "watch" / "sitecustomize.py").write_text(WATCH)
        self._watched = folder / "watched"
        self.text = reports.text() if text is None else text
        self.file.write_text(self.text)
        self.uri = self.file.as_uri()
        env = {name: it for name, it in environment().items() if not name.startswith(SECRETS)}
        env |= {
            "PYTHONPATH": f"{folder / 'watch'}{os.pathsep}{env['PYTHONPATH']}",
            "WATCHED": str(self._watched),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            **variables,
        }
        self.client = Client.start(
            [sys.executable, "-m", "reportlens_server", *arguments],
            env=env,
            cwd=self.folder,
            answers={**default_answers({"reportlens": settings or {}}), **(answers or {})},
        )
        result = self.client.initialize(
            CAPABILITIES if capabilities is None else capabilities,
            clientInfo={"name": client},
            workspaceFolders=[{"uri": self.folder.as_uri(), "name": "work"}],
            initializationOptions={"trustedSettings": True, **(options or {})},
        )
        self.server = result["capabilities"]
        self.version = 1
        self.client.patience = 40.0  # a first import takes its time
        self.client.open(self.uri, self.text)
        self.published()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.kill()

    @property
    def watched(self) -> list[str]:
        return self._watched.read_text().splitlines() if self._watched.exists() else []

    @property
    def sockets(self) -> list[str]:
        return [it for it in self.watched if it.startswith("socket")]

    def asking(self, **more: Any) -> dict[str, Any]:
        return {"textDocument": {"uri": self.uri}, **more}

    def feedback(self, *questions: int, **more: Any) -> dict[str, Any]:
        return self.client.request(
            "reportlens/feedback", {"uri": self.uri, "questions": list(questions) or None, **more}
        )

    def sent(self, *questions: int, **more: Any) -> int:
        params = {"uri": self.uri, "questions": list(questions) or None, **more}
        return self.client.send_request("reportlens/feedback", params)

    def command(self, name: str, *arguments: Any) -> Any:
        return self.client.request(
            "workspace/executeCommand", {"command": name, "arguments": list(arguments)}
        )

    def change(self, text: str) -> None:
        self.text = text
        self.version += 1
        self.client.change(self.uri, self.version, text)

    def published(self, fits: Any = None, *, since: int = 0) -> list[dict[str, Any]]:
        """Return the diagnostics of the newest version."""

        def good(params: dict[str, Any]) -> bool:
            return (
                params["uri"] == self.uri
                and params.get("version") == self.version
                and (fits is None or fits(feedback_of(params["diagnostics"])))
            )

        return self.client.wait_for("textDocument/publishDiagnostics", good, since=since)["diagnostics"]

    def lenses(self) -> dict[int, str]:
        """Return what stands above each question for which feedback can be asked."""
        found = self.client.request("textDocument/codeLens", self.asking())
        ours = [it["command"] for it in found if it["command"]["command"] == "reportlens.feedback"]
        return {it["arguments"][1][0]: it["title"] for it in ours}

    def hover(self, words: str) -> str:
        found = self.client.request("textDocument/hover", self.asking(position=self.place(words)))
        return found["contents"]["value"]

    def actions(self, words: str, **context: Any) -> list[dict[str, Any]]:
        place = self.place(words)
        asked = self.asking(range={"start": place, "end": place}, context={"diagnostics": [], **context})
        return self.client.request("textDocument/codeAction", asked)

    def place(self, words: str) -> dict[str, int]:
        at = self.text.index(words)
        start = self.text.rfind("\n", 0, at) + 1
        return {"line": self.text.count("\n", 0, at), "character": at - start}

    def cut(self, place: dict[str, Any]) -> str:
        """Return the words in a range of one line."""
        assert place["start"]["line"] == place["end"]["line"]
        line = self.text.split("\n")[place["start"]["line"]]
        return line[place["start"]["character"] : place["end"]["character"]]

    def everything(self) -> str:
        """Return all that the server said, logged and left on disk."""
        said = [json.dumps(it) for it in self.client.messages]
        left = [it.read_bytes().decode("latin-1") for it in self.home.rglob("*") if it.is_file()]
        around = [it.read_bytes().decode("latin-1") for it in self.folder.rglob("*") if it.is_file()]
        return "\n".join([*said, self.client.stderr, *left, *around, *self.watched])


def feedback_of(diagnostics: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [it for it in diagnostics if it["code"].startswith("RL5")]


@contextmanager
def endpoint(scenario: Any) -> Iterator[FakeEndpoint]:
    """Serve beside the test, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = FakeEndpoint(scenario)

    def run(coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result(10)

    run(server.__aenter__())
    try:
        yield server
    finally:
        run(server.__aexit__())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
