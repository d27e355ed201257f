"""An editor at its desk, for tests: a real server process, the documents open in it, what it shows of them.

Its positions and edits are its own, written again and in another way than the server's.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from contextlib import contextmanager

from lsp_client import TIMEOUT, Client, default_answers

PUBLISH = "textDocument/publishDiagnostics"
SERVER = (sys.executable, "-m", "reportlens_server")
CAPABLE = {
    "textDocument": {
        "publishDiagnostics": {
            "versionSupport": True,
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1]},
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
            "isPreferredSupport": True,
        },
    },
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
    "window": {"showDocument": {"support": True}},
}
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def width(text, encoding):
    codec, size = _UNITS[encoding]
    return len(text.encode(codec, "surrogatepass")) // size


def lines_of(text):
    found, at = [], 0
    while True:
        match = _LINE.match(text, at)
        found.append((at, match[0]))
        at = match.end()
        if not match[0].endswith(("\n", "\r")):
            return found


def offset_of(text, position, encoding):
    lines = lines_of(text)
    if position["line"] >= len(lines):
        return len(text)
    start, line = lines[position["line"]]
    codec, size = _UNITS[encoding]
    data = line.rstrip("\r\n").encode(codec, "surrogatepass")
    return start + len(data[: position["character"] * size].decode(codec, "surrogatepass"))


def position_of(text, offset, encoding):
    number, (start, _) = [it for it in enumerate(lines_of(text)) if it[1][0] <= offset][-1]
    return {"line": number, "character": width(text[start:offset], encoding)}


def edited(text, edits, encoding):
    """Return the text after a list of text edits, all of them of the text as it was."""
    places = [
        (
            offset_of(text, it["range"]["start"], encoding),
            offset_of(text, it["range"]["end"], encoding),
            it["newText"],
        )
        for it in edits
    ]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text


class Desk:
    """A client with documents."""

    def __init__(self, client, encoding="utf-16"):
        self.client = client
        self.encoding = encoding
        self.texts = {}
        self.versions = {}

    def open(self, path, text=None, **more):
        uri = path if isinstance(path, str) else path.as_uri()
        self.texts[uri] = path.read_bytes().decode() if text is None else text
        self.versions[uri] = more.get("version", 1)
        self.client.open(uri, self.texts[uri], **more)
        return uri

    def write(self, uri, text):
        self.texts[uri] = text
        self.versions[uri] += 1
        self.client.change(uri, self.versions[uri], text)
        return self.versions[uri]

    def close(self, uri):
        self.client.close(uri)

    def shown(self, uri, where=lambda _: True, *, timeout=TIMEOUT):
        """Return what is shown of the document's newest version, as soon as `where` holds of it."""
        end = time.monotonic() + timeout
        while True:
            last = self.published(uri)[-1:]
            for params in last:
                if params.get("version") == self.versions[uri] and where(params["diagnostics"]):
                    return params["diagnostics"]
            if time.monotonic() > end:
                raise TimeoutError(f"shown at last: {last}; {self.client.stderr[-2000:]}")
            time.sleep(0.02)

    def published(self, uri):
        """Return all that was published of a document so far."""
        return [
            it["params"]
            for it in tuple(self.client.messages)
            if it.get("method") == PUBLISH and it["params"]["uri"] == uri
        ]

    def actions(self, uri, place, only=None, diagnostics=()):
        """Ask for the code actions at a piece of the text (its first occurrence), or at an offset."""
        text = self.texts[uri]
        start = text.index(place) if isinstance(place, str) else place
        at = position_of(text, start, self.encoding)
        context = {"diagnostics": list(diagnostics)} | ({} if only is None else {"only": only})
        params = {"textDocument": {"uri": uri}, "range": {"start": at, "end": at}, "context": context}
        return self.client.request("textDocument/codeAction", params)

    def applied(self, uri, edit):
        """Return the text after a workspace edit that touches this document alone."""
        if "documentChanges" in edit:
            (change,) = edit["documentChanges"]
            assert change["textDocument"] == {"uri": uri, "version": self.versions[uri]}
            return edited(self.texts[uri], change["edits"], self.encoding)
        assert list(edit["changes"]) == [uri]
        return edited(self.texts[uri], edit["changes"][uri], self.encoding)

    def command(self, name, *arguments):
        return self.client.request(
            "workspace/executeCommand", {"command": name, "arguments": list(arguments)}
        )

    def settle(self):
        """Wait until the server has dealt with all that was sent, and shown what it has to show."""
        self._ask()
        time.sleep(0.2)
        self._ask()

    def _ask(self):
        self.client.request(
            "textDocument/codeAction",
            {
                "textDocument": {"uri": "file:///nowhere.md"},
                "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
                "context": {"diagnostics": []},
            },
        )


@contextmanager
def desk(capabilities=None, *, settings=None, encoding=None, **more):
    """Start a server; `settings` is what the client says of the section `reportlens`, by scope, changeable."""
    capabilities = CAPABLE if capabilities is None else capabilities
    if encoding:
        capabilities = {**capabilities, "general": {"positionEncodings": [encoding]}}
    answers = default_answers()
    if settings is not None:
        answers["workspace/configuration"] = lambda p: [
            settings.get(it.get("scopeUri", "")) for it in p["items"]
        ]
    with Client.start(SERVER, answers=answers) as client:
        agreed = client.initialize(capabilities, **more)["capabilities"].get("positionEncoding", "utf-16")
        yield Desk(client, agreed)
        assert "Traceback" not in client.stderr
        assert " failed: " not in client.stderr


def with_watching(capabilities, *, relative=True):
    """Return the capabilities of a client that watches files."""
    watched = {"dynamicRegistration": True, "relativePatternSupport": relative}
    return {
        **capabilities,
        "workspace": {**capabilities.get("workspace", {}), "didChangeWatchedFiles": watched},
    }


def with_configuration(capabilities):
    """Return the capabilities of a client that is asked for settings."""
    return {**capabilities, "workspace": {**capabilities.get("workspace", {}), "configuration": True}}


def project(example, folder):
    """Copy the example report into a folder of its own; return the copy's path."""
    shutil.copytree(example.parent, folder / "reports")
    return folder / "reports" / "README.md"
