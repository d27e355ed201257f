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
_PICTURES = r"(?:images?|figures?|screenshots?|pictures?|diagrams?|photos?)\b"
_PICTURE_WORDS = ("image", "figure", "screenshot", "picture", "diagram", "photo")
_IMAGES = re.compile(
    rf"(?:\b(?:insert|upload|include|add|attach|provide|embed|paste)|\+)\s+(?:at least\s+)?"
    rf"({_NUMBER})(?:{_DASH}({_NUMBER}))?\s+(?:[\w-]+\s+)?{_PICTURES}",
    re.IGNORECASE,
)
_IMAGES_RANGE = re.compile(rf"\b({_NUMBER}){_DASH}({_NUMBER})\s+{_PICTURES}", re.IGNORECASE)


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
    match = _IMAGES_RANGE.search(prompt) or _IMAGES.search(prompt)
    if match is None:
        return None
    least = _number(match[1])
    return least, _number(match[2]) if match[2] else least


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]
