"""Keep elements nested as HTML demands, whatever the report's own tags left open.

A sanitiser makes markup harmless and well-formed; `<code>` around three paragraphs stays what it is, and is still
no valid page.
"""

from __future__ import annotations

import re

_PHRASING = frozenset(
    "a abbr b cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup u var".split()  # noqa: SIM905 (words read best as words)
)
_VOID = frozenset({"br", "col", "hr", "img"})
_LINES = frozenset({"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Blocks that hold lines of text and no other block."""
_DEEPEST = 100
"""Elements within elements; styles deeper than this are dropped."""
TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
"""Splits sanitised markup: every second part is a tag."""
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")


def nested(html: str) -> str:
    """Return sanitised markup with its elements nested as they have to be."""
    nesting = Nesting()
    parts = [nesting.tag(part) if n % 2 else part for n, part in enumerate(TAG.split(html))]
    return "".join([*parts, nesting.rest()])


class Nesting:
    """Writes tags one after the other, closing what must be closed before."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._open: list[str] = []

    def tag(self, tag: str) -> str:
        """Return a tag with all that must be closed before it; nothing for an end without a beginning."""
        match = _NAME.match(tag)
        if match is None:
            return ""
        ending, name = bool(match[1]), match[2]
        if ending:
            return self._end(name)
        before = "" if name in _PHRASING or name in {"br", "img"} else self.block()
        if (name == "a" and "a" in self._open) or (name in _PHRASING and len(self._open) >= _DEEPEST):
            return before
        if name not in _VOID:
            self._open.append(name)
        return before + tag

    def block(self) -> str:
        """Close what cannot hold a block."""
        closed = []
        while self._open and (self._open[-1] in _PHRASING or self._open[-1] in _LINES):
            closed.append(f"</{self._open.pop()}>")
        return "".join(closed)

    def rest(self) -> str:
        """Close all that is still open."""
        closed = "".join(f"</{it}>" for it in reversed(self._open))
        self._open.clear()
        return closed

    def _end(self, name: str) -> str:
        reach = self._open
        if name in _PHRASING:
            block = next((n for n in range(len(reach) - 1, -1, -1) if reach[n] not in _PHRASING), -1)
            reach = reach[block + 1 :]
        if name not in reach:
            return ""
        closed = []
        while True:
            last = self._open.pop()
            closed.append(f"</{last}>")
            if last == name:
                return "".join(closed)
