"""A small client over stdio, for tests and nothing else: it knows frames and ids, and no types.

    with Client.start([sys.executable, "-m", "reportlens_server"]) as client:
        client.initialize()
        client.open("file:///a/README.md", "# text")
        shown = client.wait_for("textDocument/publishDiagnostics", lambda it: it["version"] == 1)
        hover = client.request("textDocument/hover", {...})

Everything that waits takes a timeout in seconds, or has the client's `patience`, and raises TimeoutError.
A request that is answered with an error raises `ResponseError`.
What the server asks is answered at once, from `answers`: a value, a function of the params,
or `SILENT` for what the test answers itself.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import threading
import time
from pathlib import Path

TIMEOUT = 10.0
SILENT = object()
REPO = Path(__file__).resolve().parents[1]


class ResponseError(Exception):
    """A request was refused."""

    def __init__(self, error):
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.code = error.get("code")
        self.message = error.get("message")
        self.data = error.get("data")


class ServerEndedError(Exception):
    """The server closed its end, and nothing more will come."""


def default_answers(settings=None):
    """Return what a friendly client answers; `settings` by section."""
    settings = settings or {}
    return {
        "client/registerCapability": None,
        "client/unregisterCapability": None,
        "window/workDoneProgress/create": None,
        "workspace/configuration": lambda p: [settings.get(it.get("section")) for it in p["items"]],
        "workspace/applyEdit": {"applied": True},
        "window/showDocument": {"success": True},
        "window/showMessageRequest": None,
    }


def frame(message) -> bytes:
    """Return a message as it goes over the wire."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def environment(**more):
    """Return this process' environment in which the project can be imported without being installed."""
    path = os.pathsep.join(str(REPO / it) for it in ("src", "server", "tests"))
    own = {name: it for name, it in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**own, "PYTHONPATH": path, **more}


class Client:
    """One server process."""

    def __init__(self, process, answers=None):
        self.process = process
        self.answers = default_answers() if answers is None else answers
        self.refusal = {"error": {"code": -32601, "message": "not for this client"}}
        """What it says to that for which there is no answer."""
        self.messages = []
        """All that came, in order, replies included."""
        self.patience = TIMEOUT
        """Seconds; what waits without a timeout of its own waits so long."""
        self._errors = bytearray()
        self._ids = itertools.count(1)
        self._news = threading.Condition()
        self._ended = False
        self._alone = threading.Lock()
        self._threads = [threading.Thread(target=it, daemon=True) for it in (self._read, self._read_errors)]
        for it in self._threads:
            it.start()

    @classmethod
    def start(cls, argv, *, env=None, cwd=None, answers=None):
        process = subprocess.Popen(
            [str(it) for it in argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment() if env is None else env,
            cwd=cwd,
        )
        return cls(process, answers)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    # What the client says

    def request(self, method, params=None, *, timeout=None):
        return self.result(self.send_request(method, params), timeout=timeout)

    def send_request(self, method, params=None):
        """Send a request and return its id, without waiting."""
        number = next(self._ids)
        self.send({"id": number, "method": method, **({} if params is None else {"params": params})})
        return number

    def notify(self, method, params=None):
        self.send({"method": method, **({} if params is None else {"params": params})})

    def send(self, message):
        self.send_raw(frame({"jsonrpc": "2.0", **message}))

    def send_raw(self, data):
        with self._alone:
            self.process.stdin.write(data)
            self.process.stdin.flush()

    def close_stdin(self):
        self.process.stdin.close()

    # What the server says

    def reply(self, number, *, timeout=None):
        """Return the whole reply to the request of that id."""
        return self.wait(lambda it: "method" not in it and it.get("id") == number, timeout=timeout)

    def result(self, number, *, timeout=None):
        reply = self.reply(number, timeout=timeout)
        if "error" in reply:
            raise ResponseError(reply["error"])
        return reply["result"]

    def wait_for(self, method, where=None, *, timeout=None, since=0):
        """Return the params of the first message of that method, of the `since`-th message or later."""

        def fits(message):
            return message.get("method") == method and (where is None or where(message["params"]))

        return self.wait(fits, timeout=timeout, since=since)["params"]

    def wait(self, fits, *, timeout=None, since=0):
        timeout = self.patience if timeout is None else timeout
        end = time.monotonic() + timeout
        at = since
        with self._news:
            while True:
                for message in itertools.islice(self.messages, at, None):
                    if fits(message):
                        return message
                at = len(self.messages)
                if self._ended:
                    raise ServerEndedError(self.stderr[-2000:])
                if not self._news.wait(max(end - time.monotonic(), 0)) and time.monotonic() >= end:
                    raise TimeoutError(f"nothing fitting within {timeout} s; last: {self.messages[-1:]}")

    def count(self, method):
        with self._news:
            return sum(it.get("method") == method for it in self.messages)

    def forget(self):
        """Drop what came so far: for long sessions."""
        with self._news:
            self.messages.clear()

    def wait_logged(self, text, *, timeout=None):
        """Return all of stderr once the text is in it."""
        end = time.monotonic() + (self.patience if timeout is None else timeout)
        while text not in (found := self.stderr):
            if time.monotonic() >= end:
                raise TimeoutError(f"not logged: {text}; but: {found[-2000:]}")
            time.sleep(0.01)
        return found

    @property
    def stderr(self):
        return self._errors.decode(errors="replace")

    # What everybody does

    def initialize(self, capabilities=None, *, process_id=None, **more):
        params = {"processId": process_id, "rootUri": None, "capabilities": capabilities or {}, **more}
        result = self.request("initialize", params, timeout=TIMEOUT)
        self.notify("initialized", {})
        return result

    def open(self, uri, text, version=1, language="markdown"):
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri, version, *changes):
        """Send changes: whole texts, or objects of the protocol."""
        parts = [{"text": it} if isinstance(it, str) else it for it in changes]
        params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": parts}
        self.notify("textDocument/didChange", params)

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def stop(self, *, timeout=None):
        """End the session in the orderly way; return the exit code."""
        self.request("shutdown", timeout=timeout)
        self.notify("exit")
        return self.wait_end(timeout=timeout)

    def wait_end(self, *, timeout=None):
        """Return the exit code once the process has ended."""
        timeout = self.patience if timeout is None else timeout
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"still running after {timeout} s") from None
        for it in self._threads:
            it.join(1.0)  # all that it said is heard then
        return code

    def memory(self):
        """Return the server's resident memory in bytes; Linux only."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def kill(self):
        """End the process in any way and leave nothing open; a second call does nothing."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for it in self._threads:
            it.join(TIMEOUT)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:  # bytes that nobody took
                continue

    # Beneath

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = stream.read(length) if length else b""
            if not body:
                break
            message = json.loads(body)
            if "method" in message and "id" in message:
                self._answer(message)
            with self._news:
                self.messages.append(message)
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _answer(self, message):
        answer = self.answers.get(message["method"], ...)
        if answer is SILENT:
            return
        if answer is ...:
            reply = self.refusal
        else:
            reply = {"result": answer(message["params"]) if callable(answer) else answer}
        try:
            self.send({"id": message["id"], **reply})
        except (OSError, ValueError):  # ended meanwhile
            return

    def _read_errors(self):
        while chunk := os.read(self.process.stderr.fileno(), 1 << 16):
            self._errors += chunk
