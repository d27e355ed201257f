"""Headings that are kept from text to text are those that a fresh look finds, whatever was typed in between."""

from __future__ import annotations

import random

import pytest

from bench.make_report import make_report
from reportlens.report.kept import kept_headings
from reportlens.report.outline import headings

PIECES = (
    "\n", "\n\n", "```", "~~~", "### Question 3\n", "<!--", "-->", "> ", "#", "Question 2\n---\n", "===", "---", "   ",
    "\n```py\n", "\n> > ```\n", " word", "x", "Task 4", "- ", "1. ",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_they_are_those_of_a_fresh_look(seed):
    chance = random.Random(seed)
    text = make_report(seed, 20_000) if seed % 2 else "".join(chance.choices(PIECES, k=40))
    for _ in range(60):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 0, 1, 2, 6, 30)))
        text = text[:start] + chance.choice((*PIECES, " word", "x", "")) + text[end:]
        assert kept_headings(text) == headings(text)


def test_prose_does_not_send_the_whole_text_through_again(monkeypatch):
    text = make_report()
    at = text.index("\n\n", text.index("Answer:", len(text) // 2)) + 2
    kept_headings(text)
    monkeypatch.setattr("reportlens.report.kept.headings", None)
    for size in range(1, 20):
        found = kept_headings(text[:at] + "word and "[:size] + text[at:])
        assert found == headings(text[:at] + "word and "[:size] + text[at:])
