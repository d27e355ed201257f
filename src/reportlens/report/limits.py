"""Limits that a prompt states in its own words."""

from __future__ import annotations

import re

from reportlens.report.model import Limits, Range

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "single": 1}
_NUMBER = r"\d{1,5}|an?|one|two|three|four|five|single"
_DASH = r"\s*(?:-|\u2013|\u2014|to|and)\s*"
_WORDS_RANGE = re.compile(rf"(\d{{1,5}}){_DASH}(\d{{1,5}})\s*words?\b", re.IGNORECASE)
# Most prompts never meet the patterns that stand here as text: they are compiled when one does.
_WORDS_MOST = (
    r"(?i)(?:at most|max(?:imum|\.)?(?: of)?|up to|no more than|not more than|under|below|fewer than|less than)"
    r"\s+(\d{1,5})\s*words?\b"
)
_WORDS_LEAST = r"(?i)(?:at least|min(?:imum|\.)?(?: of)?|no fewer than)\s+(\d{1,5})\s*words?\b"
_LENGTH = re.compile(r"(?:Recommended\s+)?answer\s+length\s*:?", re.IGNORECASE)
_PICTURES = r"(?:image|figure|screenshot|picture|diagram|photo)s?\b"
_PICTURE_WORDS = ("image", "figure", "screenshot", "picture", "diagram", "photo")
_IMAGES = re.compile(rf"(?<!\w)({_NUMBER})(?:{_DASH}({_NUMBER}))?\s+([^\W\d][\w-]*\s+)??{_PICTURES}")
_ASKING = ("insert", "upload", "include", "add", "attach", "provide", "embed", "paste", "+")
"""Before a number of images, these ask for them; a range of numbers speaks for itself."""
_OPENING = "([{\"'*_`"


def stated_limits(prompt: str) -> Limits:
    """Read the limits out of a prompt in clean words (no quote marks, no emphasis, no line breaks)."""
    return Limits(_words(prompt), _images(prompt), "prompt")


def describe(limits: Range) -> str:
    """Say a range in words: "100 to 200", "1", "at least 50"."""
    least, most = limits
    if most is None:
        return f"at least {least}"
    return str(least) if least == most else f"{least} to {most}"


def length_place(prompt: str) -> tuple[int, int] | None:
    """Return where in the prompt the length is stated, as offsets."""
    if "word" not in prompt.lower():
        return None
    for pattern in (_WORDS_RANGE, _WORDS_MOST, _WORDS_LEAST):
        if match := re.search(pattern, prompt):
            start = match.start()
            line = prompt.rfind("\n", 0, start) + 1
            label = _LENGTH.search(prompt, line, start)
            return (label.start() if label else start), match.end()
    return None


def _words(prompt: str) -> Range | None:
    if "word" not in prompt.lower():
        return None
    if match := _WORDS_RANGE.search(prompt):
        return int(match[1]), int(match[2])
    most, least = re.search(_WORDS_MOST, prompt), re.search(_WORDS_LEAST, prompt)
    if most or least:
        return int(least[1]) if least else 0, int(most[1]) if most else None
    return None


def _images(prompt: str) -> Range | None:
    lowered = prompt.lower()
    if not any(it in lowered for it in _PICTURE_WORDS):
        return None
    found = list(_IMAGES.finditer(lowered))
    ranges = [it for it in found if it[2] and not it[3]]
    asked = [it for it in found if _asks(lowered[: it.start()])]
    for match in (ranges or asked)[:1]:
        least = _number(match[1])
        return least, _number(match[2]) if match[2] else least
    return None


def _asks(before: str) -> bool:
    """Tell whether the words before a number ask for so many."""
    words = before.removesuffix("at least ").split()
    return bool(words) and before.endswith(" ") and words[-1].lstrip(_OPENING) in _ASKING


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]
