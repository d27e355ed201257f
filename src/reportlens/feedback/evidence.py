"""Are these words in the answer? Only what is found counts as evidence.

Four tiers, each stricter than a ratio of likeness would be (which lets "not" and changed figures through):
verbatim; the same without markup, letter case and kinds of quotes; pieces around an ellipsis, in order;
the same words in the same order with at most two words of the answer left out, none of them a negation or a figure.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from reportlens.feedback.bundle import word_list
from reportlens.text import Span

LONGEST_QUOTE = 1200
MOST_DROPPED = 2
MOST_TYPOS = 2
SHORTEST_TYPO = 5
SHORTEST_SEGMENT = 3
FEWEST_ALIGNED = 4
"""Fewer words than this have to stand there exactly."""
_ELLIPSIS = re.compile(r"\s*(?:\[?(?:\.{3,}|\u2026)\]?)\s*")
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|\w+(?:['\u2019]\w+)*|[%$\u20ac\u00a3+=<>]")
_MARKUP = frozenset("*_`~\u200b\u200c\u200d\u2060\ufeff\u00ad")
_QUOTES = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2212": "-"}
)
_NEGATIONS = word_list("negations")


class _Text(NamedTuple):
    """A text without markup, with the way back."""

    text: str
    places: list[int]
    """For each character, where it stands in the original."""


class _Token(NamedTuple):
    word: str
    start: int
    end: int


def find(quote: str, text: str, within: Span | None = None) -> Span | None:
    """Return where the quote stands in the text; nothing if it does not.

    `within` bounds the search. The span is one of the text itself.
    """
    bounds = within or Span(0, len(text))
    quote = quote.strip().strip('"\u201c\u201d').strip()
    if not _worth(quote) or len(quote) > LONGEST_QUOTE:
        return None
    return _verbatim(quote, text, bounds) or _tiers(quote, text, bounds)


def _tiers(quote: str, text: str, bounds: Span) -> Span | None:
    plain = _plain(text[bounds.start : bounds.end])
    for tier in (_normalised, _pieces, _aligned):
        found = tier(quote, plain)
        if found:
            start, end = plain.places[found.start], plain.places[found.end - 1] + 1
            return Span(bounds.start + start, bounds.start + end)
    return None


def _worth(quote: str) -> bool:
    """Tell whether a quote says enough: two words, or one long word or figure."""
    tokens = _TOKEN.findall(quote)
    return len(tokens) > 1 or any(len(it) >= SHORTEST_TYPO or it[0].isdigit() for it in tokens)


def _verbatim(quote: str, text: str, bounds: Span) -> Span | None:
    at = bounds.start
    while (start := text.find(quote, at, bounds.end)) >= 0:
        if _whole_words(text, start, start + len(quote)):
            return Span(start, start + len(quote))
        at = start + 1
    return None


def _normalised(quote: str, plain: _Text) -> Span | None:
    wanted = _plain(quote).text.strip(" .,;:!?")
    return _verbatim(wanted, plain.text, Span(0, len(plain.text))) if wanted else None


def _pieces(quote: str, plain: _Text) -> Span | None:
    pieces = [it.strip(" .,;:!?") for it in _ELLIPSIS.split(_plain(quote).text)]
    pieces = [it for it in pieces if it]
    if len(pieces) < 2 or any(len(_TOKEN.findall(it)) < SHORTEST_SEGMENT for it in pieces):
        return None
    at, first = 0, -1
    for piece in pieces:
        found = _verbatim(piece, plain.text, Span(at, len(plain.text)))
        if found is None:
            return None
        first = found.start if first < 0 else first
        at = found.end
    return Span(first, at)


def _aligned(quote: str, plain: _Text) -> Span | None:
    wanted = [it.group() for it in _TOKEN.finditer(_plain(quote).text)]
    if len(wanted) < FEWEST_ALIGNED:
        return None
    tokens = [_Token(it.group(), *it.span()) for it in _TOKEN.finditer(plain.text)]
    for place in range(len(tokens) - len(wanted) + 1):
        last = _follow(wanted, tokens, place)
        if last is not None:
            return Span(tokens[place].start, tokens[last].end)
    return None


def _follow(wanted: list[str], tokens: list[_Token], place: int) -> int | None:
    """Return the token on which the wanted words, begun at `place`, end."""
    dropped = typos = 0
    at = place
    for step, word in enumerate(wanted):
        while True:
            if at >= len(tokens):
                return None
            if word == tokens[at].word:
                break
            if _typo(word, tokens[at].word) and typos < MOST_TYPOS:
                typos += 1
                break
            if step == 0 or dropped == MOST_DROPPED or _weighty(tokens[at].word):
                return None
            dropped += 1
            at += 1
        at += 1
    return at - 1


def _weighty(word: str) -> bool:
    """Tell whether leaving the word out could turn the sense around."""
    return word in _NEGATIONS or word.endswith(("n't", "nt")) or not word.isalpha()


def _typo(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter that is not the first."""
    if (
        one[0] != other[0]
        or min(len(one), len(other)) < SHORTEST_TYPO
        or not (one.isalpha() and other.isalpha())
    ):
        return False
    if abs(len(one) - len(other)) > 1 or {one, other} & _NEGATIONS:
        return False
    head = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        return one[head + 1 :] == other[head + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[head + 1 :] == shorter[head:]


def _plain(text: str) -> _Text:
    """Return the text in NFKC, small letters, single spaces and without markup."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter in _MARKUP:
            continue
        for it in unicodedata.normalize("NFKC", letter).translate(_QUOTES).casefold():
            kept = " " if it.isspace() else it
            if kept == " " and letters and letters[-1] == " ":
                continue
            letters.append(kept)
            places.append(place)
    return _Text("".join(letters), places)


def _whole_words(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    behind = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    figure = end + 1 < len(text) and text[end - 1].isdigit() and text[end] in ".," and text[end + 1].isdigit()
    ahead = start > 1 and text[start].isdigit() and text[start - 1] in ".," and text[start - 2].isdigit()
    return not (before or behind or figure or ahead)
