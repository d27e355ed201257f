"""What a question asks of the form of its answer, and how a prompt states it in its own words."""

import re
from typing import Literal, NamedTuple

from reportlens.text import any_of

Range = tuple[int, int | None]
"""The least and the most of something; `None` where there is no upper bound."""


class Limits(NamedTuple):
    """What a question asks of the form of its answer."""

    words: Range | None = None
    images: Range | None = None
    source: Literal["edition", "prompt", "settings"] = "prompt"


NO_LIMITS = Limits()

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "single": 1}
_NUMBER = r"\d{1,5}|an?|one|two|three|four|five|single"
_DASH = r"\s*(?:-|\u2013|\u2014|to|and)\s*"
_COUNT = r"(\d{1,5}(?:[.,]\d{3})?)"
_WORDS_RANGE = re.compile(rf"{_COUNT}{_DASH}{_COUNT}\s*(?:words?|ord)\b", re.IGNORECASE)
# Most prompts never meet the patterns that stand here as text: they are compiled when one does.
_WORDS_MOST = (
    r"(?i)(?:at most|max(?:imum|imalt|\.)?(?: of)?|up to|(?:no|not|never)(?: \w+)? more than|under|below|fewer than"
    rf"|less than|h\u00f8jst)\s+{_COUNT}\s*(?:words?|ord)\b|word limit(?: is| of|:)?\s+{_COUNT}\b"
)
_WORDS_LEAST = (
    rf"(?i)(?:at least|min(?:imum|imalt|\.)?(?: of)?|no fewer than|mindst)\s+{_COUNT}\s*(?:words?|ord)\b"
)
_WORD_HINTS = ("word", " ord.", " ord,", " ord)", " ord ")
LENGTH = re.compile(r"(?:recommended\s+)?answer\s+length\b\s*:?", re.IGNORECASE)
"""How the template introduces a length."""
_PICTURES = r"(?:image|figure|screenshot|picture|diagram|photo|plot|graph|chart)s?\b"
_PICTURE_WORDS = ("image", "figure", "screenshot", "picture", "diagram", "photo", "plot", "graph", "chart")
_IMAGES = rf"(?<!\w)({_NUMBER})(?:{_DASH}({_NUMBER}))?\s+([^\W\d][\w-]*\s+)??{_PICTURES}"
_ASKING = ("insert", "upload", "include", "add", "attach", "provide", "embed", "paste", "plus", "+")
"""Before a number of images, these ask for them; a range of numbers speaks for itself."""
_LEAST = ("at least ", "minimum ", "min. ")
_MOST = ("at most ", "up to ", "no more than ", "maximum ", "max. ", "max ")
_FREE = ("optionally", "may", "can", "could", "feel free to", "if you like,", "if you want,")
"""Before the verb, these make the images no duty."""
_OPENING = "([{\"'*_`"


def stated_limits(prompt: str) -> Limits:
    """Read the limits out of a prompt in clean words (no quote marks, no emphasis, no line breaks)."""
    return Limits(stated_words(prompt), stated_images(prompt), "prompt")


def describe(limits: Range) -> str:
    """Say a range in words: "100 to 200", "1", "at least 50"."""
    least, most = limits
    if most is None:
        return f"at least {least}"
    return str(least) if least == most else f"{least} to {most}"


def length_place(prompt: str) -> tuple[int, int] | None:
    """Return where in the prompt the length is stated, as offsets."""
    if not _speaks_of_words(prompt):
        return None
    for pattern in (_WORDS_RANGE, _WORDS_MOST, _WORDS_LEAST):
        if match := re.search(pattern, prompt):
            start = match.start()
            line = prompt.rfind("\n", 0, start) + 1
            label = LENGTH.search(prompt, line, start)
            return (label.start() if label else start), match.end()
    return None


def _speaks_of_words(prompt: str) -> bool:
    return any_of(_WORD_HINTS, f"{prompt.lower()} ")


def stated_words(prompt: str) -> Range | None:
    """Read out of a prompt in clean words how many words it asks for."""
    if not _speaks_of_words(prompt):
        return None
    if match := _WORDS_RANGE.search(prompt):
        return _number(match[1]), _number(match[2])
    most, least = re.search(_WORDS_MOST, prompt), re.search(_WORDS_LEAST, prompt)
    if most or least:
        return _number(least[1]) if least else 0, _number(most[1] or most[2]) if most else None
    return None


def stated_images(prompt: str) -> Range | None:
    """Read out of a prompt in clean words how many images it asks for."""
    lowered = prompt.lower()
    if not any_of(_PICTURE_WORDS, lowered):
        return None
    found = list(re.finditer(_IMAGES, lowered))
    for match in (it for it in found if it[2] and not it[3]):
        return _number(match[1]), _number(match[2])
    for match in found:
        before = lowered[: match.start()]
        bound = next((it for it in (*_LEAST, *_MOST) if before.endswith(it)), "")
        before = before.removesuffix(bound)
        if not _asks(before):
            continue
        free = bound in _MOST or before.rpartition(" ")[0].rpartition(" ")[0].removesuffix(" also").endswith(
            _FREE
        )
        least = _number(match[1])
        most = None if bound in _LEAST else _number(match[2] or match[1])
        return 0 if free else least, most
    return None


def _asks(before: str) -> bool:
    """Tell whether the words before a number ask for so many."""
    words = before.split()
    if not words or not before.endswith(" "):
        return False
    return (
        words[-1].lstrip(_OPENING) in _ASKING
        or words[-1] in ("words,", "words;")
        or words[-2:] == ["words", "and"]
    )


def _number(word: str) -> int:
    word = word.replace(".", "").replace(",", "")
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]
