"""Make a report to measure with: text of nobody's, of the size and with the faults of a real one.

python tests/bench/make_report.py > README.md
"""

from __future__ import annotations

import random
import sys

QUESTIONS = 31
SIZE = 46_000
"""Bytes, about: what a long real report has."""

_SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ka",
    "ke",
    "ki",
    "ko",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
]
_SMALL = [
    "a",
    "and",
    "as",
    "at",
    "but",
    "by",
    "for",
    "from",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "so",
    "that",
    "the",
    "to",
    "was",
    "we",
    "with",
]
_TOPICS = [
    "data",
    "model",
    "training",
    "cloud",
    "tests",
    "pipeline",
    "container",
    "branch",
    "storage",
    "metric",
    "profile",
    "service",
]


def make_report(seed: int = 7, size: int = SIZE) -> str:
    """Return the text of a report; the same for the same seed."""
    chance = random.Random(seed)
    words = ["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))) for _ in range(900)]
    per_answer = int((size - 17_000) / QUESTIONS / 6.9)
    pieces = [_opening(chance)]
    pieces += [_question(chance, words, number, per_answer) for number in range(1, QUESTIONS + 1)]
    return "\n".join(pieces)


def _opening(chance: random.Random) -> str:
    lines = [
        "# Report of a made-up group",
        "",
        "Nobody wrote this text: it is made to be measured with.",
        "",
        "## Checklist",
        "",
    ]
    for week in range(1, 4):
        lines += [f"### Week {week}", ""]
        for item in range(16):
            mark = chance.choice("xx ")
            topic = chance.choice(_TOPICS)
            lines.append(
                f"* [{mark}] Look after the {topic} in step {item + 1} of the work and write down how (M{week + item})"
            )
        lines.append("")
    return "\n".join([*lines, "## Questions", ""])


def _question(chance: random.Random, words: list[str], number: int, length: int) -> str:
    topic, other = chance.sample(_TOPICS, 2)
    lines = [
        f"### Question {number}",
        "",
        f"> **Tell how your group worked with the {topic}, and what the {other} had to do with that?**",
        ">",
        "> Recommended answer length: 100-200 words."
        if number % 5
        else "> Recommended answer length: 50-100 words + 1-2 images.",
        ">",
        "> Example:",
        f"> *We began with the {topic} and went on to the {other}, which took us ... days because ...*",
        ">",
        "> Answer:",
        "",
    ]
    if number % 11 == 0:
        return "\n".join([*lines, f"--- question {number} fill here ---", ""])
    wanted = length if number % 4 else length * 2
    lines += _prose(chance, words, wanted)
    if number % 5 == 0:
        lines += [f"![The {topic}](figures/{topic}-{number}.png)", ""]
    if number % 6 == 0:
        lines += ["```python", *(f"{topic}_{step} = {other}({step})" for step in range(6)), "```", ""]
    if number % 7 == 0:
        lines += ["TODO: write the rest of this", ""]
    return "\n".join(lines)


def _prose(chance: random.Random, words: list[str], count: int) -> list[str]:
    lines: list[str] = []
    while count > 0:
        paragraph = []
        for _ in range(chance.randint(3, 6)):
            taken = chance.randint(8, 20)
            count -= taken
            said = [
                chance.choice(_SMALL) if chance.random() < 0.4 else chance.choice(words) for _ in range(taken)
            ]
            if chance.random() < 0.1:
                said[1] = f"`{said[1]}`"
            if chance.random() < 0.05:
                said[2] = f"[{said[2]}](https://example.org/{said[3]})"
            paragraph.append(" ".join(said).capitalize() + ".")
        lines += [" ".join(paragraph), ""]
    return lines


if __name__ == "__main__":
    sys.stdout.write(make_report())
