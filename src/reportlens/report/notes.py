"""Leftovers: placeholders of the template, the dashes around them, and notes the author left to herself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlens.report.model import Note
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BARE_DASHES = re.compile(r"[ \t>]*[-\u2013\u2014]{2,}[ \t]*\Z")
_LEADING = re.compile(r"[ \t>]*(-{3,})(?=[ \t]+\S|[A-Za-z!\[`])")
_NEAR_END = 60
"""So far from a line's end its trailing dashes begin at the earliest."""
_TRAILING = re.compile(r"(?<=\S)[ \t]*(?<![-|:+])(-{3,})[ \t]*\Z")

# Cheap looks that decide whether a text is worth the patterns at all.
_HINTS = (
    "todo",
    "fixme",
    "tbd",
    "tba",
    "wip",
    "missing",
    "???",
    "lorem",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "all of us",
    "guys",
    "insert",
    "paste",
    "[add",
    "<add",
    "(add",
    "{add",
    "[write",
    "<write",
    "(write",
    "[put",
    "<put",
    "(put",
    "[fill",
    "<fill",
    "fill in",
    "[ ",
    "< ",
    "( ",
)
_SHOUTED = tuple(
    "ADD INSERT REMOVE REWRITE REPHRASE UPDATE CHANGE CHECK FILL WRITE FIX DELETE EXPAND SHORTEN FINISH COMPLETE PUT"  # noqa: SIM905
    " UPLOAD ASK ELABORATE MENTION INCLUDE EXPLAIN REPLACE MISSING".split()
)
"""Words that are a note to oneself when they stand in capitals before more capitals or a question mark."""


def placeholders(text: str) -> list[Span]:
    """Find the placeholders that still stand in a text."""
    lowered = text.lower()
    if "fill" not in lowered and "afewubaof" not in lowered:
        return []
    return [Span(*match.span()) for match in _placeholder().finditer(text)]


@lru_cache(maxsize=1)
def _placeholder() -> re.Pattern[str]:
    """Compile what the template puts where the answer belongs."""
    return re.compile(
        r"[`*_]{0,3}[-\u2013\u2014]{0,6}[ \t]{0,4}question[ \t]{0,4}\d{1,3}[ \t]{0,4}fill[ \t]{0,4}here[ \t]{0,4}"
        r"[-\u2013\u2014]{0,6}[`*_]{0,3}"
        r"|[`*_]{0,3}[-\u2013\u2014]{2,6}[ \t]{0,4}fill[ \t]{0,4}here[ \t]{0,4}[-\u2013\u2014]{2,6}[`*_]{0,3}"
        # The editions of 2025 hold ten lines of keyboard noise in place of the last placeholder.
        r"|^[ \t>]{0,8}few?afewubaof[^\n]*(?:\n[ \t>]{0,8}(?-i:[^\nA-Z.,:!?]{1,60})(?=\n|\Z)){0,12}",
        re.IGNORECASE | re.MULTILINE,
    )


def leading_dashes(line: str) -> tuple[int, int] | None:
    """Return where on a line the dashes before an answer stand."""
    match = _LEADING.match(line)
    return match.span(1) if match else None


def trailing_dashes(line: str) -> tuple[int, int] | None:
    """Return where on a line the dashes behind an answer stand."""
    if not line.rstrip().endswith("---"):
        return None
    match = _TRAILING.search(line, max(0, len(line.rstrip()) - _NEAR_END))
    return match.span(1) if match else None


def notes(text: str, start: int, end: int, hidden: Sequence[Span]) -> Iterator[Note]:
    """Find the notes between two offsets, outside the hidden spans (code, links, comments)."""
    if not _is_suspect(text[start:end]):
        return
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        line = text[at:line_end]
        if _is_suspect(line) and (span := _note(line, at, hidden)):
            yield Note(span, text[span.start : span.end])
        at = line_end + 1


def _is_suspect(line: str) -> bool:
    lowered = line.lower()
    return any(hint in lowered for hint in _HINTS) or any(word in line for word in _SHOUTED)


def _note(line: str, offset: int, hidden: Sequence[Span]) -> Span | None:
    for pattern in _patterns():
        for match in pattern.finditer(line):
            span = Span(match.start() + offset, match.end() + offset)
            if not any(it.start < span.end and span.start < it.end for it in hidden):
                return span
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compile the patterns of notes: most reports hold nothing that is worth them."""
    word = re.compile(
        r"(?<![\w/.#-])(?:TODOs?|FIXME|TBD|TBA|WIP)(?![\w/.-]\w)(?!\s+(?:list|app|item|comment|tag|note|marker)s?\b)"
    )
    word_with_colon = re.compile(r"^[\s>*_\-(\[!#]*(?:todo|fixme|tbd)\b\s*[:!)\]-]", re.IGNORECASE)
    capitals = re.compile(
        rf"(?<![\w`$/.-])(?:{'|'.join(_SHOUTED)})"
        r"(?:(?:[ \t]+(?!INTO\b|FROM\b|TABLE\b|SET\b)[A-Z0-9&]{2,}\b)+|[ \t]*\?+|[ \t]*!{2,}|[ \t]+(?=this|here|more|image|link|figure)\w+\b)"
    )
    missing = re.compile(r"[(\[<]\s*(?:MISSING|TODO|TBD|FIXME|missing)\s*[)\]>]")
    brackets = re.compile(
        r"[\[<({]\s*(?:insert|add|write|put|fill in|paste|todo)\b[^\])>}\n]{0,60}[\])>}](?!\()", re.IGNORECASE
    )
    to_the_group = re.compile(
        r"^\W*(?:everyone|everybody|someone|somebody|all of us|guys)\b[^.\n]{0,30}\b(?:write|add|fill|check|put|please|insert)\b",
        re.IGNORECASE,
    )
    question_marks = re.compile(r"^\W*\?{3,}\W*$")
    lorem = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
    return (word, word_with_colon, capitals, missing, brackets, to_the_group, question_marks, lorem)
