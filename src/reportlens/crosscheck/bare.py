"""Answers that say little: a bare yes or no, a percentage."""

from __future__ import annotations

import re
from typing import Literal

from reportlens.crosscheck.denial import negative
from reportlens.crosscheck.reading import clauses, plain_words

_PERCENTAGE = r" (?!100 ?(?:%|per))\d[\d.]* ?(?:%|percent |per cent )"
_OWN = frozenset(
    {"our", "we", "total", "overall", "project", "is", "was", "achieved", "reached", "current", "stands", "cover", "covers", "covered", "reports", "reported", "report", "says", "shows", "reach"}
)  # fmt: skip
_GOAL = frozenset(
    {
        "if",
        "would",
        "aim",
        "goal",
        "target",
        "least",
        "minimum",
        "threshold",
        "should",
        "even",
        "reaching",
        "mean",
        "means",
    }
)
OPENINGS = (" yes ", " no ", " not ", " unfortunately ", " sadly ", " we ", " i ", " neither ", " none ", " nope ", " nah ", " never ",
            " did not ", " have not ")  # fmt: skip
_HALF = frozenset({"locally", "local", "partly", "partially", "somewhat", "sort", "kind", "almost", "some"})
_EMPTY = frozenset(
    {"no", "nope", "nah", "never", "ran", "run", "tried", "this", "used", "use", "not", "unfortunately", "sadly", "we", "i", "did", "have", "had", "could", "do", "done",
     "that", "it", "so", "get", "got", "far", "manage", "managed", "to", "around", "any", "of", "yet", "time", "for",
     "either", "neither", "none", "was", "were", "them", "these", "both", "really", "the", "end", "in", "at", "all", "locally", "only"}
)  # fmt: skip


def bare(sentence: str) -> Literal["claimed", "denied", ""]:
    """Return what a bare yes or no says that an answer begins with; nothing for any other sentence."""
    words = plain_words(sentence)
    if not words.startswith(OPENINGS):
        return ""
    row = words.split()
    if words.startswith(" yes "):
        plain = all(it.mood in {"done", "told"} for it in clauses(sentence)) and _HALF.isdisjoint(row)
        return "claimed" if plain and not any(map(negative, row)) else ""
    if not _EMPTY.issuperset(row[:3]) or "but" in row:
        return ""
    return "denied" if _nothing(clauses(sentence)[0].words) else ""


def _nothing(words: str) -> bool:
    """Tell whether a clause is a "no" and nothing else: "no, unfortunately we did not get that far"."""
    row = words.split()
    return _EMPTY.issuperset(row) and not {
        "no",
        "nope",
        "nah",
        "never",
        "not",
        "neither",
        "none",
    }.isdisjoint(row)


def measured(words: str) -> bool:
    """Tell whether a clause tells the project's own coverage."""
    if not re.search(_PERCENTAGE, words):
        return False
    row = set(words.split())
    if len(row) < 3 and words.strip()[0].isdigit():
        return True
    return bool(row & _OWN) and not row & _GOAL
