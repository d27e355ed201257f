"""The headings of a text, found anew only where it has changed: while an answer is typed, nowhere.

An edit of prose moves the headings behind it and changes none of them. Whatever could change one (a line that may be
a heading, a fence, a comment) sends the whole text to `outline.headings` again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.report.outline import headings, is_plain

if TYPE_CHECKING:
    from reportlens.report.outline import Heading

_LINES_ABOVE = 2
"""Lines with something on them that a change may reach up to: a heading and its underline."""
_LAST: list[tuple[str, list[Heading]]] = []


def kept_headings(source: str) -> list[Heading]:
    """Return what `headings` returns; quick where the last text that was asked about is nearly the same."""
    found = _moved(*_LAST[0], source) if _LAST else None
    if found is None:
        found = headings(source)
    _LAST[:] = [(source, found)]
    return list(found)


def _moved(old: str, found: list[Heading], new: str) -> list[Heading] | None:
    """Return the headings of the new text, or `None` where the change may concern them."""
    head = _same(old, new)
    tail = _same_end(old, new, head)
    start = _above(old, head)
    end = _below(old, len(old) - tail)
    by = len(new) - len(old)
    if end + by < start or not (is_plain(old[start:end]) and is_plain(new[start : end + by])):
        return None
    if by == 0:
        return found
    return [it if it.span.start < start else _by(it, end, by) for it in found]


def _by(heading: Heading, end: int, by: int) -> Heading:
    fence = heading.fence
    moved = fence.moved(by) if fence is not None and fence.start >= end else fence
    return heading._replace(span=heading.span.moved(by), fence=moved)


def _same(one: str, other: str) -> int:
    """Return how many characters at the start two texts share, by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_end(one: str, other: str, head: int) -> int:
    """Return how many characters at the end they share, behind the first `head`."""
    low, high = 0, min(len(one), len(other)) - head
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _above(text: str, at: int) -> int:
    """Return where the lines begin that a change at an offset may reach up to."""
    start = text.rfind("\n", 0, at) + 1
    left = _LINES_ABOVE
    while start > 0 and left:
        before = text.rfind("\n", 0, start - 1) + 1
        left -= not text[before : start - 1].isspace() and before < start - 1
        start = before
    return start


def _below(text: str, at: int) -> int:
    """Return the end of the line behind the one that holds an offset: it may be an underline."""
    for _ in range(2):
        at = text.find("\n", at)
        if at < 0:
            return len(text)
        at += 1
    return at
