"""What a page is made of, read out of HTML: for comparing two renderings by structure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple


class Structure(NamedTuple):
    titles: list[str]
    fences: list[str]
    tables: list[list[list[str]]]
    boxes: list[tuple[bool, str]]
    nested: list[tuple[int, str]]
    code: list[str]


class Reader(HTMLParser):
    """Collects the parts; `ours` says how boxes and furniture look."""

    def __init__(self, *, ours: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.ours = ours
        self.parts = Structure([], [], [], [], [], [])
        self.depth = 0
        self.stack: list[tuple[str, list[str], dict[str, str]]] = []
        self.hidden = 0
        self.box: list[bool | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("br", "img", "hr", "meta", "link", "input", "use", "rect", "path", "circle"):
            if tag == "input" and found.get("type") == "checkbox" and self.box:
                self.box[-1] = "checked" in found
            return
        if tag in ("ul", "ol") and not self._furniture():
            self.depth += 1
        if tag == "li":
            self.box.append(None)
        if tag == "span" and found.get("class", "").startswith("box ") and self.box:
            self.box[-1] = "done" in found["class"]
        if tag == "table":
            self.parts.tables.append([])
        if tag == "tr" and self.parts.tables:
            self.parts.tables[-1].append([])
        self.stack.append((tag, [], found))

    def handle_endtag(self, tag: str) -> None:
        if not any(it[0] == tag for it in self.stack):
            return
        while True:
            name, words, found = self.stack.pop()
            self._ended(name, words)
            if self.stack and not (self.ours and found.get("class") == "anchor"):
                self.stack[-1][1].extend(words)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.stack:
            self.stack[-1][1].append(data)

    def _furniture(self) -> bool:
        return self.ours and any(
            it[0] == "nav" or it[2].get("class") in ("facts", "top") for it in self.stack
        )

    def _ended(self, name: str, words: list[str]) -> None:
        text = " ".join("".join(words).split())
        if self._furniture() and name != "h1":
            return
        if name == "h1":
            self.parts.titles.append(text)
        elif name == "pre":
            self.parts.fences.append("".join(words).strip("\n"))
        elif name == "code" and not any(it[0] == "pre" for it in self.stack) and "gap" not in str(self.stack):
            self.parts.code.append(text)
        elif name in ("td", "th") and self.parts.tables and self.parts.tables[-1]:
            self.parts.tables[-1][-1].append(text)
        elif name == "li":
            box = self.box.pop()
            if box is not None:
                self.parts.boxes.append((box, text))
            if self.depth > 1:
                self.parts.nested.append((self.depth, text))
        elif name in ("ul", "ol"):
            self.depth -= 1


def structure(html: str, *, ours: bool) -> Structure:
    html = re.sub(r"<(style|script|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    reader = Reader(ours=ours)
    reader.feed(html)
    reader.close()
    return reader.parts
