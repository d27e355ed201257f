"""Editors as they introduced themselves, and what they count columns in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest_lsp

from lsp_client import Client, default_answers

FOLDER = Path(pytest_lsp.__file__).parent / "clients"
BARE = {"clientInfo": {"name": "bare"}, "capabilities": {}}
NAMES = ("bare", *sorted(it.stem for it in FOLDER.glob("*.json")))


def recorded(name):
    return BARE if name == "bare" else json.loads((FOLDER / f"{name}.json").read_text())


def can(capabilities, path):
    """Follow a path through what a client says it can do; None where it does not say so."""
    found = capabilities
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def columns(text, encoding):
    """Count columns, in the plainest way there is."""
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[
        encoding
    ]


class Editor:
    """A recorded editor with a server of its own and one open report."""

    def __init__(self, name, settings=None, **options):
        self.name = name
        self.record = recorded(name)
        self.capabilities = self.record["capabilities"]
        self.client = Client.start(
            [sys.executable, "-m", "reportlens_server", "--stdio"],
            answers=default_answers({"reportlens": settings or {}}),
        )
        self.options = {**options, "settings": settings or {}}
        self.encoding = "utf-16"
        self.documents = {}

    def start(self, folder):
        more = {"clientInfo": self.record["clientInfo"], "initializationOptions": self.options}
        if can(self.capabilities, "workspace.workspaceFolders"):
            more["workspaceFolders"] = [{"uri": folder.as_uri(), "name": "work"}]
        else:
            more["rootUri"] = folder.as_uri()
        result = self.client.initialize(self.capabilities, **more)
        self.server = result["capabilities"]
        self.encoding = self.server.get("positionEncoding", "utf-16")
        asked = can(self.capabilities, "general.positionEncodings") or ["utf-16"]
        assert self.encoding == asked[0]
        return self

    def open(self, path, text):
        self.uri, self.text = path.as_uri(), text
        self.documents[self.uri] = text
        self.client.open(self.uri, text)

    def place(self, offset, text=None):
        text = self.text if text is None else text
        start = text.rfind("\n", 0, offset) + 1
        return {"line": text.count("\n", 0, start), "character": columns(text[start:offset], self.encoding)}

    def cut(self, place, text=None):
        """Return the words in a range."""
        text = self.text if text is None else text
        return text[slice(*(self.offset(place[it], text) for it in ("start", "end")))]

    def offset(self, position, text=None):
        text = self.text if text is None else text
        line = text.split("\n")[position["line"]]
        start = len("\n".join([*text.split("\n")[: position["line"]], ""]))
        for length in range(len(line) + 1):
            if columns(line[:length], self.encoding) == position["character"]:
                return start + length
        raise AssertionError(f"{position} is within a character or beyond its line")

    def at(self, words, shift=1):
        """Ask about a place: within the first occurrence of some words."""
        return self.asking(position=self.place(self.text.index(words) + shift))

    def asking(self, **more):
        return {"textDocument": {"uri": self.uri}, **more}

    def ask(self, method, params=None):
        return self.client.request(method, params or self.asking())

    def apply(self, edits, text=None):
        """Return a text after the edits of a client's document."""
        text = self.text if text is None else text
        places = [
            (self.offset(it["range"]["start"], text), self.offset(it["range"]["end"], text), it["newText"])
            for it in edits
        ]
        for start, end, new in sorted(places, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def can(self, path):
        return can(self.capabilities, path)
