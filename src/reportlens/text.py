"""Places in a text, and changes to it: the only coordinates of the library.

A place is a pair of character offsets.
Lines and columns exist only where a person or an editor asks for them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

_LINE_END = r"\r\n|\n|\r"


class Span(NamedTuple):
    """A stretch of text: character offsets, end excluded."""

    start: int
    end: int

    def moved(self, by: int) -> "Span":
        """Return the same stretch, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, offset: int) -> bool:
        """Tell whether the offset lies in the stretch or just behind it."""
        return self.start <= offset <= self.end

    def meets(self, other: "Span") -> bool:
        """Tell whether the two stretches share a character or touch."""
        return self.start <= other.end and other.start <= self.end


class Edit(NamedTuple):
    """Put `text` in the place of a stretch."""

    span: Span
    text: str

    def moved(self, by: int) -> "Edit":
        """Return the same change, `by` characters further on."""
        return Edit(self.span.moved(by), self.text)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits; one that overlaps an earlier one is left out."""
    pieces = []
    done = 0
    for edit in sorted(edits):
        if edit.span.start < done:
            continue
        pieces += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*pieces, text[done:]])


def any_of(words: Iterable[str], text: str) -> bool:
    """Tell whether a text holds one of some words."""
    for it in words:  # noqa: SIM110 - a generator would take three times as long
        if it in text:
            return True
    return False


def places(words: str, text: str) -> Iterator[int]:
    """Yield where some words stand in a text."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def line_end(text: str, at: int, end: int | None = None) -> int:
    """Return where the line that holds an offset ends, at the latest where the text does, or at `end`."""
    found = text.find("\n", at, end)
    return found if found >= 0 else len(text) if end is None else end


def lines_in(text: str, within: Span) -> Iterator[Span]:
    """Yield the lines of a stretch of a text, the first one first; one that ends in a line break has an empty last one."""
    start = within.start
    while start <= within.end:
        end = line_end(text, start, within.end)
        yield Span(start, end)
        start = end + 1


def blanked(source: str, holes: Iterable[Span]) -> str:
    """Return a text with blanks in place of some stretches."""
    pieces, at = [], 0
    for hole in sorted(holes):
        if hole.end > at:
            start = max(at, hole.start)
            lines = source[start : hole.end].split("\n")
            pieces += [source[at:start], "\n".join(" " * len(it) for it in lines)]
            at = hole.end
    return "".join([*pieces, source[at:]])


def with_line_ends_of(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits with the line ends that the text itself uses: that of its first line."""
    end = text.find("\n")
    if end < 1 or text[end - 1] != "\r":
        return list(edits)
    return [it._replace(text=it.text.replace("\r\n", "\n").replace("\n", "\r\n")) for it in edits]


class Lines:
    r"""Where the lines of a text begin.

    Only `\n`, `\r\n` and `\r` end a line, as in the Language Server Protocol;
    U+2028, form feeds and their like do not, whatever `str.splitlines` says.
    """

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        """Find the line starts, in one pass."""
        self.text = text
        if "\r" not in text or text.count("\r") == text.count("\r\n"):
            # The lengths of all lines above, and a line feed for each.
            self.starts = [0, *map(add, accumulate(map(len, text.split("\n"))), count(1))]
            self.starts.pop()
        else:
            self.starts = [0, *(match.end() for match in re.finditer(_LINE_END, text))]

    def __len__(self) -> int:
        """Count the lines; a text that ends in a line break has an empty last one."""
        return len(self.starts)

    def line(self, offset: int) -> int:
        """Return the line, counted from 0, that holds the offset."""
        return bisect_right(self.starts, offset) - 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 0, the column in characters."""
        line = self.line(offset)
        return line, offset - self.starts[line]

    def span(self, line: int) -> Span:
        """Return the stretch of a line, counted from 0, without its line break."""
        start = self.starts[line]
        if line + 1 == len(self.starts):
            return Span(start, len(self.text))
        end = self.starts[line + 1]
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)


def plain(text: str) -> str:
    r"""Return a text of the same length in which `\n` alone ends lines.

    Offsets into it are offsets into the original.
    A byte order mark at the start becomes a space.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return text
