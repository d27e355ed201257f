"""The one free sentence of a reply, and what it must not be: text for the answer."""

from __future__ import annotations

import re

from reportlens.feedback.bundle import word_list

LONGEST = 160
NOVEL_RUN = 5
"""So many words in a row that are found neither in the prompt nor in the answer are too many; so many
words of weight are, wherever they stand."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_FIGURE = re.compile(r"\d")
_FIRST_PERSON = re.compile(r"\b(we|our|ours|us|i|my|vi|vores|jeg)\b", re.IGNORECASE)
_SHAPE = re.compile(r"[\n\r<>`\[\]{}|*_#\\]|https?:|www\.|\u2026|\.\.\.")
_OFFER = re.compile(
    r"\b(e\.g|for example|for instance|such as|like this|you could (write|say|add)|write that|say that|add that|"
    r"mention that|the answer is|f\.eks)\b",
    re.IGNORECASE,
)
_COMMON = word_list("common")


def guarded(question: str, prompt: str, answer: str) -> str | None:
    """Return the question as one clean line; nothing if it is no question or carries what could be copied."""
    line = " ".join(question.split())
    if (
        not line
        or len(line) > LONGEST
        or not line.endswith("?")
        or line.count("?") > 1
        or not line.isprintable()
    ):
        return None
    if _SHAPE.search(line) or _FIRST_PERSON.search(line) or _OFFER.search(line):
        return None
    read = _words(prompt) | _words(answer)
    said = [it.group() for it in _WORD.finditer(line)]
    if any(_carries_fact(word, place, read | _COMMON) for place, word in enumerate(said)):
        return None
    return None if _novel([it.casefold() for it in said], read) else line


def _carries_fact(word: str, place: int, known: set[str]) -> bool:
    """Tell whether a word brings in a figure or a name that nobody has written."""
    if word.casefold() in known:
        return False
    named = (place > 0 and word[0].isupper()) or any(it.isupper() for it in word[1:]) or "." in word
    return bool(_FIGURE.search(word)) or named


def _novel(words: list[str], read: set[str]) -> bool:
    """Tell whether five words in a row, or so many words of weight in all, are found in neither text."""
    fresh = [it not in read for it in words]
    if any(all(fresh[n : n + NOVEL_RUN]) for n in range(len(words) - NOVEL_RUN + 1)):
        return True
    return sum(new and word not in _COMMON for word, new in zip(words, fresh, strict=True)) >= NOVEL_RUN


def _words(text: str) -> set[str]:
    return {it.group().casefold() for it in _WORD.finditer(text)}
