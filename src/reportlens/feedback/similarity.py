"""How alike two texts are: TF-IDF over word stems, without any package.

It tells what a text is about, not whether something was left out of it; so it only ever softens a verdict.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from reportlens.feedback.bundle import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[a-zæøåäöü][a-zæøåäöü0-9&]+", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:ational|ations?|ements?|ingly|ities|ings?|edly|ment|ness|ies|ied|ers?|ed|es|s|e|y)$"
)
STOP = word_list("stop")
SHORTEST_STEM = 3


def words(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order."""
    return [_stem(it) for it in (m.group().casefold() for m in _WORD.finditer(text)) if it not in STOP]


def _stem(word: str) -> str:
    cut = _SUFFIX.sub("", word)
    return cut if len(cut) >= SHORTEST_STEM else word


class Similarity:
    """Cosine of TF-IDF vectors, with the weights of a body of texts."""

    __slots__ = ("_count", "_seen")

    def __init__(self, texts: Iterable[str]) -> None:
        """Weigh the words by how many of the texts have them."""
        seen: Counter[str] = Counter()
        self._count = 0
        for text in texts:
            self._count += 1
            seen.update(set(words(text)))
        self._seen = seen

    def __call__(self, one: str, other: str) -> float:
        """Return how alike two texts are: 0 nothing in common, 1 the same words."""
        left, right = self._vector(one), self._vector(other)
        shared = sum(weight * right[stem] for stem, weight in left.items() if stem in right)
        return shared / (_length(left) * _length(right)) if shared else 0.0

    def _vector(self, text: str) -> dict[str, float]:
        return {
            stem: (1 + math.log(times)) * (1 + math.log((1 + self._count) / (1 + self._seen[stem])))
            for stem, times in Counter(words(text)).items()
        }


def _length(vector: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))
