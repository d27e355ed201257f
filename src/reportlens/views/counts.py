"""How far an answer is, in figures: `143 / 100-200 words · 1 of 1-3 images`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlens.report.limits import Range
    from reportlens.report.model import Question

DASH = "\u2013"
DOT = " \u00b7 "
CELLS = 20
_FULL, _OPEN, _LACKING, _OVER = "\u2588", "\u2591", "\u2592", "\u25b6"


def counter(question: Question) -> str:
    """Say how long the answer is and how many images it has, by the official counts, and how much is asked."""
    parts = [_words(question)]
    images = question.answer.official_images
    asked = question.limits.images
    if asked is not None:
        parts.append(
            f"{images} of {between(asked)} {_noun('image', asked[0] if asked[1] is None else asked[1])}"
        )
    elif images:
        parts.append(f"{images} {_noun('image', images)}")
    return DOT.join(parts)


def between(limits: Range) -> str:
    """Write limits shortly: `100-200` with an en dash, `1`, `50+`."""
    least, most = limits
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}{DASH}{most}"


def bar(number: int, limits: Range) -> str:
    """Draw how full an answer is.

    Its length is the most that is allowed (twice the least where there is no upper bound).
    Dark cells are there, grey ones are missing still, light ones may come; an arrow at the end says that it is too much.
    """
    least, most = limits
    scale = most if most is not None else 2 * least
    if scale <= 0:
        return ""
    full = min(CELLS, number * CELLS // scale)
    if number and not full:
        full = 1
    needed = min(CELLS, -(-least * CELLS // scale))
    cells = _FULL * full + _LACKING * max(needed - full, 0)
    cells += _OPEN * (CELLS - len(cells))
    return cells[:-1] + _OVER if most is not None and number > most else cells


def title(question: Question, longest: int = 48) -> str:
    """Return the first words of a question's wording on one line; empty if it has none."""
    words = " ".join(question.wording.split())
    if len(words) <= longest:
        return words
    cut = words.rfind(" ", 0, longest)
    return words[: cut if cut > longest // 2 else longest - 1].rstrip(" ,;:.(") + "\u2026"


def _words(question: Question) -> str:
    asked = question.limits.words
    if question.answer.status != "answered":
        state = "no answer yet"
        return f"{state} / {between(asked)} words" if asked else state
    number = question.answer.words.official
    return f"{number} / {between(asked)} words" if asked else f"{number} {_noun('word', number)}"


def _noun(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
