"""The checklist: boxes, ticked, unticked and malformed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.report.model import ChecklistItem
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlens.report.outline import Heading

_ITEM = re.compile(
    r"^[ \t]{0,12}(?P<bullet>[*+-]|\d{1,3}[.)](?=[ \t]))[ \t]*(?P<box>\[(?P<mark>[^\[\]\n]{0,12})\])(?P<gap>[ \t]*)(?P<text>[^\n(\[][^\n]*|\((?!https?:)[^\n]*|\[[^\n]*)",
    re.MULTILINE,
)
_INDENTED = ("\n ", "\n\t")
_CONTINUATION = (
    r"\n(?![ \t]*(?:(?:[*+-]|\d{1,3}[.)])[ \t]*\[|(?:\n|\Z))|[ \t]{0,3}(?:#|>|<!--))[ \t]+(?P<text>[^\n]*)"
)
_MODULES = re.compile(r"\((M\d{1,2}(?:\s*[+,&]\s*M?\d{1,2})*)\)")
_MODULE = re.compile(r"\d{1,2}")
_COMMENT = r"<!--.*?-->"
_PROPER = (" ", "x", "X")
"""The marks of which a Markdown renderer makes a box, between two blanks."""
_BLANK = (" ", "\t")
_TICKS = frozenset(
    {
        "x",
        "xx",
        "y",
        "yes",
        "v",
        "check",
        "checked",
        "done",
        "ok",
        "\u2713",
        "\u2714",
        "\u2705",
        "\u2611",
        "\u00d7",
    }
)
_BLANKS = frozenset({"", "n", "no", "-", "_"})
_LEAST = 3
"""Fewer boxes than this are no checklist."""


def read_checklist(source: str, end: int, headings: Sequence[Heading]) -> tuple[ChecklistItem, ...]:
    """Read the boxes that stand before an offset."""
    items = tuple(_items(source, end, headings))
    return items if len(items) >= _LEAST else ()


def _items(source: str, end: int, headings: Sequence[Heading]) -> Iterator[ChecklistItem]:
    for match in _ITEM.finditer(source, 0, end):
        text, stop = match["text"], match.end()
        while source.startswith(_INDENTED, stop) and (
            more := re.compile(_CONTINUATION).match(source, stop, end)
        ):
            text, stop = f"{text} {more['text']}", more.end()
        if "<!--" in text:
            text = re.sub(_COMMENT, "", text)
        text = " ".join(text.split())
        modules = _MODULES.search(text)
        mark, box = match["mark"], Span(*match.span("box"))
        yield ChecklistItem(
            span=Span(match.start("bullet"), stop),
            box=box,
            mark=mark,
            ticked={" ": False, "x": True, "X": True}.get(mark),
            meant=_meant(mark),
            text=text,
            modules=tuple(f"M{number}" for number in _MODULE.findall(modules[1])) if modules else (),
            section=_section(match.start(), headings),
            well_formed=mark in _PROPER and source[box.start - 1] in _BLANK and source[box.end] in _BLANK,
        )


def _meant(mark: str) -> bool | None:
    """Guess what a malformed mark is meant to say; `None` for half-done and unclear ones."""
    mark = mark.strip(" ()").casefold()
    if mark in _TICKS:
        return True
    return False if mark in _BLANKS else None


def _section(offset: int, headings: Sequence[Heading]) -> str:
    title = ""
    for heading in headings:
        if heading.span.start > offset:
            break
        title = heading.title
    return title
