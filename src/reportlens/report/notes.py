"""Leftovers: placeholders of the template, the dashes around them, and notes the author left to herself."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlens.report.model import Note
from reportlens.text import Span, any_of, line_end, lines_in, places
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DASHES = "-\u2013\u2014"
# As text: most answers have no dashes around them, and never meet the patterns.
_LEADING = r"[ \t>]*(-{3,})(?=[ \t]+\S|[A-Za-z!\[`])"
_NEAR_END = 60
"""So far from a line's end its trailing dashes begin at the earliest."""
_TRAILING = r"(?<=\S)[ \t]*(?<![-|:+])(-{3,})[ \t]*\Z"

_PLACEHOLDER = (
    r"[`*_]{0,3}[-\u2013\u2014]{0,6}[ \t]{0,4}question[ \t]{0,4}\d{1,3}[ \t]{0,4}fill[ \t]{0,4}here[ \t]{0,4}"
    r"[-\u2013\u2014]{0,6}[`*_]{0,3}"
    r"|[`*_]{0,3}[-\u2013\u2014]{2,6}[ \t]{0,4}fill[ \t]{0,4}here[ \t]{0,4}[-\u2013\u2014]{2,6}[`*_]{0,3}"
)
_NOISE = r"^[ \t>]{0,8}few?afewubaof[^\n]*(?:\n[ \t>]{0,8}(?-i:[^\nA-Z.,:!?]{1,60})(?=\n|\Z)){0,12}"
"""The editions of 2025 hold ten lines of keyboard noise in place of the last placeholder."""

_SHOUTED = (
    "ADD", "INSERT", "REMOVE", "REWRITE", "REPHRASE", "UPDATE", "CHANGE", "CHECK", "FILL", "WRITE", "FIX", "DELETE",
    "EXPAND", "SHORTEN", "FINISH", "COMPLETE", "PUT", "UPLOAD", "ASK", "ELABORATE", "MENTION", "INCLUDE", "EXPLAIN",
    "REPLACE", "MISSING",
)  # fmt: skip
"""Words that are a note to oneself when they stand in capitals before more capitals or a question mark."""


_BRACKETS = "[<({"


class _Kind(Value):
    """One way to write a note to oneself."""

    hints: tuple[str, ...]
    """One of them stands in every such line: most texts hold none, and never meet the pattern."""
    pattern: str
    shouted: bool = False
    """Whether the hints are capitals; else they are found in any letters."""
    bracketed: bool = False
    """Whether the hints stand behind an opening bracket."""


_KINDS = (
    _Kind(
        hints=("todo", "fixme", "tbd", "tba", "wip"),
        pattern=r"(?<![\w/.#-])(?:TODOs?|FIXME|TBD|TBA|WIP)(?![\w/.-]\w)(?!\s+(?:list|app|item|comment|tag|note|marker)s?\b)",
    ),
    _Kind(
        hints=("todo", "fixme", "tbd"),
        pattern=r"(?i)^[\s>*_\-(\[!#]*(?:todo|fixme|tbd)\b\s*(?:[:!)\]-]|[.*_]*\s*\Z)",
    ),
    _Kind(hints=("XXX",), pattern=r"(?<![\w/.#-])XXX+(?![\w/.-]\w|\w)", shouted=True),
    _Kind(
        hints=_SHOUTED,
        pattern=rf"(?<![\w`$/.-])(?:{'|'.join(_SHOUTED)})"
        r"(?:(?:[ \t]+(?!INTO\b|FROM\b|TABLE\b|SET\b)[A-Z0-9&]{2,}\b)+|[ \t]*\?+|[ \t]*!{2,}|[ \t]+(?=this|here|more|image|link|figure)\w+\b)",
        shouted=True,
    ),
    _Kind(
        hints=("missing", "todo", "tbd", "fixme"),
        pattern=r"[(\[<]\s*(?:MISSING|TODO|TBD|FIXME|missing)\s*[)\]>]",
    ),
    _Kind(
        hints=(" ", "insert", "add", "write", "put", "fill", "paste", "todo"),
        pattern=r"(?i)[\[<({]\s*(?:insert|add|write|put|fill in|paste|todo)\b[^\])>}\n]{0,60}[\])>}](?!\()",
        bracketed=True,
    ),
    _Kind(
        hints=("everyone", "everybody", "someone", "somebody", "all of us", "guys"),
        pattern=r"(?i)^\W*(?:everyone|everybody|someone|somebody|all of us|guys)\b[^.\n]{0,30}\b(?:write|add|fill|check|put|please|insert)\b",
    ),
    _Kind(hints=("subject to change",), pattern=r"(?i)\(\s*subject to change\s*\?+\s*\)"),
    _Kind(hints=("???",), pattern=r"^(?=\W*?\?{3})\W*+$"),
    _Kind(hints=("lorem",), pattern=r"(?i)\blorem ipsum\b"),
)

_ASIDE = (
    r"[\s>*_\-(\[<!]*(?P<note>(?:everyone|everybody|someone|somebody|all of us|guys|please|remember|write|describe"
    r"|explain|insert|put|fill|todo|tbd|fixme|missing)\b.{0,118}\S)\s*\Z"
)
"""What the rest of a placeholder's line says where it is a note."""


def placeholders(text: str) -> list[Span]:
    """Find the placeholders that still stand in a text."""
    lowered = text.lower()
    found: list[Span] = []
    if "fill" in lowered and "here" in lowered:
        # Line by line, since most lines hold no such words, and the pattern is slow to say no.
        for line in lines_in(text, Span(0, len(text))):
            if "fill" in text[line.start : line.end].lower():
                matches = re.compile(_PLACEHOLDER, re.IGNORECASE).finditer(text, *line)
                found += [Span(*it.span()) for it in matches]
    if "afewubaof" in lowered:
        found += (Span(*it.span()) for it in re.finditer(_NOISE, text, re.IGNORECASE | re.MULTILINE))
    return sorted(found)


def bare_dashes(line: str) -> bool:
    """Tell whether a line is nothing but dashes, at least two, behind quote marks or none."""
    dashes = line.lstrip(" \t>").rstrip(" \t")
    return len(dashes) > 1 and not dashes.strip(_DASHES)


def leading_dashes(line: str) -> tuple[int, int] | None:
    """Return where on a line the dashes before an answer stand."""
    if not line.lstrip(" \t>").startswith("---"):
        return None
    match = re.match(_LEADING, line)
    return match.span(1) if match else None


def trailing_dashes(line: str) -> tuple[int, int] | None:
    """Return where on a line the dashes behind an answer stand."""
    if not line.rstrip().endswith("---"):
        return None
    match = re.compile(_TRAILING).search(line, max(0, len(line.rstrip()) - _NEAR_END))
    return match.span(1) if match else None


def notes(
    text: str, start: int, end: int, hidden: Sequence[Span], fillers: Sequence[Span] = ()
) -> Iterator[Note]:
    """Find the notes between two offsets, outside the hidden spans (code, links, comments) and the placeholders."""
    asides = [note for filler in fillers for note in _aside(text, filler, end)]
    yield from asides
    kinds = _suspects(text[start:end], _KINDS)
    if not kinds:
        return
    hidden = (*hidden, *fillers, *(it.span for it in asides))
    for place in lines_in(text, Span(start, end)):
        line = text[place.start : place.end]
        if span := _note(line, place.start, hidden, _suspects(line, kinds)):
            yield Note(span=span, text=text[span.start : span.end])


def _aside(text: str, filler: Span, end: int) -> Iterator[Note]:
    """Find what a placeholder's line tells the group to write, behind the placeholder."""
    rest = text[filler.end : line_end(text, filler.end, end)]
    if rest.strip() and (match := re.match(_ASIDE, rest, re.IGNORECASE)):
        span = Span(*match.span("note")).moved(filler.end)
        yield Note(span=span, text=text[span.start : span.end])


def asides_of(source: str, fillers: Sequence[Span], found: Sequence[Note]) -> Iterator[Span]:
    """Yield each placeholder together with a note right beside it, on its line."""
    marked = sorted([*((it, False) for it in fillers), *((it.span, True) for it in found)])
    for (one, is_note), (other, next_is_note) in pairwise(marked):
        between = source[one.end : other.start]
        if is_note != next_is_note and "\n" not in between and not any(it.isalnum() for it in between):
            yield Span(one.start, max(one.end, other.end))


def _suspects(text: str, kinds: Iterable[_Kind]) -> list[_Kind]:
    lowered = text.lower()
    return [kind for kind in kinds if _hinted(kind, text, lowered)]


def _hinted(kind: _Kind, text: str, lowered: str) -> bool:
    if kind.bracketed:
        return any(
            lowered.startswith(kind.hints, at + 1) for sign in _BRACKETS for at in places(sign, lowered)
        )
    return any_of(kind.hints, text if kind.shouted else lowered)


def _note(line: str, offset: int, hidden: Sequence[Span], kinds: Iterable[_Kind]) -> Span | None:
    for kind in kinds:
        for match in re.finditer(kind.pattern, line):
            span = Span(match.start() + offset, match.end() + offset)
            if not any(it.start < span.end and span.start < it.end for it in hidden):
                return span
    return None
