"""A coarse sieve for texts, and a cheap one: which of them are worth reading."""

from __future__ import annotations

from reportlens.crosscheck.reading import swapped

NEGATIVE = ("no", "would have ", "gave up", "ran out of", "against", "n't", "n\u2019t", "n\u00b4t", "never", "unable", "without", "lack", "fail", "unsuccessful", "skipped", "omitted", "neglected",
             "abandoned", "dropped")  # fmt: skip
"""Without one of these, no clause of a sentence denies anything."""


def any_of(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a text holds one of some words."""
    for it in words:  # noqa: SIM110 - a generator would take three times as long
        if it in text:
            return True
    return False


def lowered(text: str) -> str:
    """Return small letters, with blanks for whatever the cues have blanks for: a coarse sieve, and a cheap one."""
    low = " ".join(swapped(text.lower(), _SIEVE).split())
    return f" {low.replace('. ', ' ').removesuffix('.')} "


_SIEVE = dict.fromkeys('-_*`"\u2018\u201c\u201d,;:()[]!?|<>\u00a0\n', " ") | {"\u2019": "'", "\u00b4": "'"}
