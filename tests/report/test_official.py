"""The emulation of the course's checker against a second one, written straight from the facts."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlens.report.edition import edition_named
from reportlens.report.official import answer_spans, official
from reportlens.report.parse import parse
from reportlens.report.words import official_images, official_words

PIECES = [
    "Answer:",
    "###",
    "##",
    "\n",
    " ",
    "![a](b)",
    "![",
    "](",
    ")",
    "word",
    "`",
    "> ",
    "\r\n",
    "\u2028",
    "\u00a0",
    "# ",
]
PIECES += ["### Question 3\n", "--- question 3 fill here ---", "\u200b", "\x85", "[l](x.png)", "-"]


def plainly(text: str, expected: int, limits: list) -> tuple[str, int, int | None]:
    """Do what the facts say, as plainly as possible: outcome, answers, passed."""
    pieces = text.split("Answer:")
    answers = []
    for piece in pieces[1:]:
        if "###" in piece:
            cut = piece.split("###")[0]
            answers.append(cut.split("##")[0])
    answers.append(pieces[-1])
    answers = [it.strip("\n") for it in answers]
    if len(answers) != expected:
        return "refused", len(answers), None
    passed = 0
    for answer, limit in zip(answers, limits, strict=True):
        words, images = len(answer.split()), len(re.findall(r"!\[.*?\]\(.*?\)", answer))
        good = limit.words is None or limit.words[0] <= words <= (limit.words[1] or 10**9)
        good &= limit.images is None or limit.images[0] <= images <= (limit.images[1] or 10**9)
        passed += good
    return "checked", len(answers), passed


def agree(text: str) -> None:
    report = parse(text)
    edition = edition_named(report.edition.id)
    if edition is None:
        return
    limits = [edition.limits[n] for n in range(1, edition.questions + 1)]

    found = official(report)

    assert (found.outcome, len(found.answers), found.passed) == plainly(text, edition.questions, limits)


def test_they_agree_on_every_real_report(shared_reports: list[Path]) -> None:
    for path in shared_reports:
        agree(path.read_bytes().decode("utf-8"))


def test_they_agree_on_ten_thousand_mutations(shared_reports: list[Path]) -> None:
    dice = random.Random(2476)
    texts = [it.read_bytes().decode("utf-8") for it in shared_reports]
    outcomes = set()
    for _ in range(10_000 // len(texts) + 1):
        for text in texts:
            mutated = _mutated(text, dice)
            spans = answer_spans(mutated)
            pieces = [mutated[it.start : it.end].strip("\n") for it in spans]
            assert pieces == _pieces(mutated)
            outcomes.add(len(spans))
    assert len(outcomes) > 5, "the mutations are too tame to tell the two apart"


@pytest.mark.parametrize("seed", range(40))
def test_they_agree_on_the_whole_outcome_of_mutations(shared_reports: list[Path], seed: int) -> None:
    dice = random.Random(seed)
    text = shared_reports[seed % len(shared_reports)].read_bytes().decode("utf-8")

    agree(_mutated(text, dice))


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=400)
def test_they_agree_on_generated_pieces(text: str) -> None:
    assert [text[it.start : it.end].strip("\n") for it in answer_spans(text)] == _pieces(text)
    assert official_images(text) == len(re.findall(r"!\[.*?\]\(.*?\)", text))
    assert official_words(text) == len(text.split())


def _pieces(text: str) -> list[str]:
    pieces = text.split("Answer:")
    cut = [it.split("###")[0].split("##")[0] for it in pieces[1:] if "###" in it]
    return [it.strip("\n") for it in [*cut, pieces[-1]]]


def _mutated(text: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text))
        if dice.random() < 0.5:
            marker = text.find(dice.choice(["Answer:", "###", "##", "![", "](", "\n\n"]), at)
            if marker >= 0:
                text = text[:marker] + text[marker + dice.randint(1, 8) :]
        else:
            text = text[:at] + dice.choice(PIECES) + text[at:]
    return text
