"""Recognise the template's words without holding them: by the hashes of their words.

The project carries none of the course's text. A sentence is kept as the row of its words' hashes (16 bits each),
which tells whether another sentence is the same, and how many words differ, and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from zlib import crc32

Print = tuple[int, ...]
"""The hashes of the words, in order."""

# The curly quote stands by itself: a set of signs that reaches beyond Latin-1 takes three times as long to compile.
_WORD = re.compile(r"[^\W_]+(?:['.+/-][^\W_]+|\u2019[^\W_]+)*")


def fingerprint(text: str) -> Print:
    """Return the hashes of a text's words; case, punctuation and markup do not matter."""
    return tuple([crc32(word.encode("utf-8", "replace")) & 0xFFFF for word in _WORD.findall(text.casefold())])


def dump(row: Print) -> str:
    """Return a fingerprint as text for a data file: four hexadecimal digits a word."""
    return ("%04x" * len(row)) % row


def load(row: str) -> Print:
    """Return the fingerprint that `dump` wrote."""
    return tuple([int(row[at : at + 4], 16) for at in range(0, len(row), 4)])


def difference(one: Print, other: Print) -> tuple[int, int]:
    """Return how many words stand in the first only, and how many in the second only."""
    left, right = Counter(one), Counter(other)
    return (left - right).total(), (right - left).total()


def likeness(one: Print, other: Print) -> float:
    """Return the share of words that two fingerprints have in common, from 0 to 1."""
    if not one or not other:
        return 0.0
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))
