"""Leftovers: placeholders of the template, the dashes around them, and notes the author left to herself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlens.report.model import Note
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLACEHOLDER = re.compile(
    r"[`*_]{0,3}[-\u2013\u2014]{0,6}[ \t]{0,4}question[ \t]{0,4}\d{1,3}[ \t]{0,4}fill[ \t]{0,4}here[ \t]{0,4}"
    r"[-\u2013\u2014]{0,6}[`*_]{0,3}"
    r"|[`*_]{0,3}[-\u2013\u2014]{2,6}[ \t]{0,4}fill[ \t]{0,4}here[ \t]{0,4}[-\u2013\u2014]{2,6}[`*_]{0,3}"
    # The editions of 2025 hold ten lines of keyboard noise in place of the last placeholder.
    r"|^[ \t>]{0,8}few?afewubaof[^\n]*(?:\n[ \t>]{0,8}[a-z]{10,}(?: [a-z]{10,})*[ \t]{0,4}(?=\n|\Z))*",
    re.IGNORECASE | re.MULTILINE,
)
"""What the template puts where the answer belongs."""

BARE_DASHES = re.compile(r"[ \t>]*[-\u2013\u2014]{2,}[ \t]*\Z")
_LEADING = re.compile(r"[ \t>]*(-{3,})(?=[ \t]+\S|[A-Za-z!\[`])")
_TRAILING = re.compile(r"(?<=\S)[ \t]*(?<![-|:+])(-{3,})[ \t]*\Z")

_WORD = re.compile(
    r"(?<![\w/.#-])(?:TODOs?|FIXME|TBD|TBA|WIP)(?![\w/.-]\w)(?!\s+(?:list|app|item|comment|tag|note|marker)s?\b)"
)
_WORD_WITH_COLON = re.compile(r"^[\s>*_\-(\[!#]*(?:todo|fixme|tbd)\b\s*[:!)\]-]", re.IGNORECASE)
_CAPITALS = re.compile(
    r"(?<![\w`$/.-])(?:ADD|INSERT|REMOVE|REWRITE|REPHRASE|UPDATE|CHANGE|CHECK|FILL|WRITE|FIX|DELETE|EXPAND|SHORTEN|FINISH|"
    r"COMPLETE|PUT|UPLOAD|ASK|ELABORATE|MENTION|INCLUDE|EXPLAIN|REPLACE|MISSING)"
    r"(?:(?:[ \t]+(?!INTO\b|FROM\b|TABLE\b|SET\b)[A-Z0-9&]{2,}\b)+|[ \t]*\?+|[ \t]*!{2,}|[ \t]+(?=this|here|more|image|link|figure)\w+\b)"
)
_MISSING = re.compile(r"[(\[<]\s*(?:MISSING|TODO|TBD|FIXME|missing)\s*[)\]>]")
_BRACKETS = re.compile(
    r"[\[<({]\s*(?:insert|add|write|put|fill in|paste|todo)\b[^\])>}\n]{0,60}[\])>}](?!\()", re.IGNORECASE
)
_TO_THE_GROUP = re.compile(
    r"^\W*(?:everyone|everybody|someone|somebody|all of us|guys)\b[^.\n]{0,30}\b(?:write|add|fill|check|put|please|insert)\b",
    re.IGNORECASE,
)
_QUESTION_MARKS = re.compile(r"^\W*\?{3,}\W*$")
_LOREM = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_PATTERNS = (_WORD, _WORD_WITH_COLON, _CAPITALS, _MISSING, _BRACKETS, _TO_THE_GROUP, _QUESTION_MARKS, _LOREM)
# One cheap look that decides whether a line is worth the others.
_SUSPECT = re.compile(
    r"[Tt][Oo][Dd][Oo]|FIXME|fixme|TB[DA]|tbd|WIP|[A-Z]{2,}[ \t]*[?!]|[A-Z]{3,}[ \t]+[A-Za-z]|MISSING|missing|\?{3}|[Ll]orem|(?i:everyone|everybody|someone|somebody|all of us|guys)"
    r"|[\[<({]\s*(?:[Ii]nsert|[Aa]dd|[Ww]rite|[Pp]ut|[Ff]ill|[Pp]aste)"
)


_WORTH_A_LOOK = re.compile(r"fill[ \t]{0,4}here|afewubaof", re.IGNORECASE)


def placeholders(text: str) -> list[Span]:
    """Find the placeholders that still stand in a text."""
    if not _WORTH_A_LOOK.search(text):
        return []
    return [Span(*match.span()) for match in PLACEHOLDER.finditer(text)]


def leading_dashes(line: str) -> tuple[int, int] | None:
    """Return where on a line the dashes before an answer stand."""
    match = _LEADING.match(line)
    return match.span(1) if match else None


def trailing_dashes(line: str) -> tuple[int, int] | None:
    """Return where on a line the dashes behind an answer stand."""
    match = _TRAILING.search(line)
    return match.span(1) if match else None


def notes(text: str, start: int, end: int, hidden: Sequence[Span]) -> Iterator[Note]:
    """Find the notes between two offsets, outside the hidden spans (code, links, comments)."""
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        line = text[at:line_end]
        if _SUSPECT.search(line) and (span := _note(line, at, hidden)):
            yield Note(span, text[span.start : span.end])
        at = line_end + 1


def _note(line: str, offset: int, hidden: Sequence[Span]) -> Span | None:
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            span = Span(match.start() + offset, match.end() + offset)
            if not any(it.start < span.end and span.start < it.end for it in hidden):
                return span
    return None
