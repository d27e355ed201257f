"""How each answer stands, in a word, a sign and a few figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from reportlens.report.limits import Range
    from reportlens.report.model import Question, Report
    from reportlens.report.official import Official

Key = Literal["met", "short", "long", "images", "none", "free"]

WORDS: dict[Key, str] = {
    "met": "Within limits",
    "short": "Too short",
    "long": "Too long",
    "images": "Figures",
    "none": "No answer",
    "free": "No limits",
}
"""What each sign means, for its label."""


class Standing(NamedTuple):
    """How one answer stands, by the counts of the course's checker."""

    key: Key
    words: str
    """The length in figures: "87 words of 100-200"; empty without an answer."""
    images: str
    """The figures counted, where some are asked for or there: "no figure of 1-3"."""
    share: tuple[float, float, float] | None
    """Length, least and most as shares of a bar; `None` without limits."""

    @property
    def good(self) -> bool:
        """Whether nothing is amiss."""
        return self.key in ("met", "free")


def standing(question: Question) -> Standing:
    """Tell how an answer stands."""
    words, images = question.answer.words.official, question.answer.official_images
    limits = question.limits
    counted = _images(images, limits.images)
    if question.answer.status != "answered":
        return Standing("none", "", counted, None)
    length = f"{words:,} {'word' if words == 1 else 'words'}" if limits.words or not limits.images else ""
    if limits.words:
        length += f" of {span(limits.words)}"
    return Standing(
        _key(words, images, limits.words, limits.images), length, counted, _share(words, limits.words)
    )


def span(limits: Range) -> str:
    """Write limits as people do: "100-200", "at least 50", "1"."""
    least, most = limits
    if most is None:
        return f"at least {least}"
    if least == 0:
        return f"up to {most}"
    return f"{least}" if least == most else f"{least}\u2013{most}"


def judged(report: Report, official: Official) -> str:
    """Say in one line what the course's checker will make of the report."""
    if official.outcome == "refused":
        return f"The course\u2019s checker refuses the report: {len(official.answers)} answers, where it wants {official.expected}"
    del report
    return f"{official.passed} of {len(official.answers)} answers pass the course\u2019s checker"


def _key(words: int, images: int, words_limits: Range | None, images_limits: Range | None) -> Key:
    if words_limits and words < words_limits[0]:
        return "short"
    if words_limits and words_limits[1] is not None and words > words_limits[1]:
        return "long"
    if images_limits and not _within(images, images_limits):
        return "images"
    return "met" if words_limits or images_limits else "free"


def _within(number: int, limits: Range) -> bool:
    return limits[0] <= number and (limits[1] is None or number <= limits[1])


def _images(number: int, limits: Range | None) -> str:
    if limits is None:
        return f"{number} {'figure' if number == 1 else 'figures'}" if number else ""
    return f"{number or 'no'} {'figure' if number < 2 else 'figures'} of {span(limits)}"


def _share(words: int, limits: Range | None) -> tuple[float, float, float] | None:
    if limits is None:
        return None
    least, most = limits
    end = max((most or least) * 1.35, words, 1)
    return words / end, least / end, (most or end) / end
