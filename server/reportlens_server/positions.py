"""From character offsets to a client's positions and back.

A client counts columns in bytes of UTF-8, in units of UTF-16, or in characters; the core knows characters only.
No conversion looks at more than one line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.text import Span

if TYPE_CHECKING:
    from reportlens.text import Lines

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BYTES = "utf-8"
_UNITS = "utf-16"
_CODECS = {_BYTES: ("utf-8", 1), _UNITS: ("utf-16-le", 2)}


class Ruler:
    """Measures one text in a client's columns.

    A place beyond a line's end is the line's end, one beyond the last line is the text's end,
    one within a character is before it.
    """

    __slots__ = ("_ascii", "_codec", "_lines", "_simple", "_text")

    def __init__(self, lines: Lines, encoding: str) -> None:
        """Measure the text of `lines` in `encoding`: "utf-8", "utf-16", or "utf-32"."""
        self._lines = lines
        self._text = lines.text
        self._codec = _CODECS.get(encoding)
        self._ascii = self._codec is None or lines.text.isascii()
        self._simple = self._ascii and "\r" not in lines.text

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 0, of an offset."""
        lines = self._lines
        if self._simple and 0 <= offset <= len(self._text):
            starts = lines.starts
            line = bisect_right(starts, offset) - 1
            return line, offset - starts[line]
        offset = min(max(offset, 0), len(self._text))
        line = lines.line(offset)
        start = lines.starts[line]
        if offset > start and self._text[offset - 1] in "\r\n":  # between \r and \n
            offset -= 1
        return line, self._columns(start, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of line and column."""
        lines = self._lines
        if line >= len(lines):
            return len(self._text)
        if line < 0:
            return 0
        start, end = lines.span(line)
        if column <= 0:
            return start
        if self._ascii or self._text[start:end].isascii():
            return min(start + column, end)
        return self._character(start, end, column)

    def position(self, offset: int) -> types.Position:
        """Return the client's position of an offset."""
        return types.Position(*self.place(offset))

    def range(self, span: Span) -> types.Range:
        """Return the client's range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def span(self, place: types.Range) -> Span:
        """Return the span of a client's range; one that runs backwards is turned round."""
        start = self.offset(place.start.line, place.start.character)
        end = self.offset(place.end.line, place.end.character)
        return Span(min(start, end), max(start, end))

    def _columns(self, start: int, offset: int) -> int:
        """Count the columns between two offsets of one line."""
        if self._ascii or self._codec is None:
            return offset - start
        part = self._text[start:offset]
        if part.isascii():
            return len(part)
        codec, size = self._codec
        return len(part.encode(codec, "surrogatepass")) // size

    def _character(self, start: int, end: int, column: int) -> int:
        """Return the offset that is `column` columns behind the start of a line."""
        assert self._codec is not None
        if self._codec[1] == 1:
            return start + _characters_of_bytes(self._text[start:end], column)
        wide = 0
        for found in _ASTRAL.finditer(self._text, start, end):
            before = found.start() - start + wide
            if column <= before:
                break
            wide += 1
        return min(start + column - wide, end)


def _characters_of_bytes(line: str, column: int) -> int:
    """Count the characters that lie whole within the first `column` bytes."""
    data = line.encode("utf-8", "surrogatepass")
    if column >= len(data):
        return len(line)
    while data[column] & 0xC0 == 0x80:
        column -= 1
    return len(data[:column].decode("utf-8", "surrogatepass"))
