"""Quotes: what counts as found, and what must not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportlens.feedback.evidence import find
from reportlens.report.parse import parse
from reportlens.report.sentences import sentences
from reportlens.text import Span

TEXT = (
    "We did **not** use DVC for the data. Our coverage is 82%, measured with `pytest-cov`.\n"
    "Training took 3.5 hours on a T4; the “best” model reached 0.91 accuracy.\n"
    "To install everything, a newcomer runs uv sync and then invoke train, unless the cache is warm."
)


def found(quote, text=TEXT):
    span = find(quote, text)
    return span and text[span.start : span.end]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("Our coverage is 82%", "Our coverage is 82%"),
        ("our coverage is 82%, measured with pytest-cov.", "Our coverage is 82%, measured with `pytest-cov"),
        ("We did not use DVC for the data", "We did **not** use DVC for the data"),
        ('the "best" model reached 0.91 accuracy', "the “best” model reached 0.91 accuracy"),
        (
            "measured with pytest-cov. Training took 3.5 hours",
            "measured with `pytest-cov`.\nTraining took 3.5 hours",
        ),
        (
            "a newcomer runs uv sync … unless the cache is warm",
            "a newcomer runs uv sync and then invoke train, unless the cache is warm",
        ),
        ("a newcomer runs uv sync and then train", "a newcomer runs uv sync and then invoke train"),
        ("To instal everything, a newcomer runs uv sync", "To install everything, a newcomer runs uv sync"),
        ("pytest-cov", "pytest-cov"),
        ("  “Our coverage is 82%”  ", "Our coverage is 82%"),
    ],
)
def test_found(quote, expected):
    assert found(quote) == expected


@pytest.mark.parametrize(
    "quote",
    [
        "We did use DVC for the data",
        "We used DVC for the data",
        "Our coverage is 83%, measured with pytest-cov",
        "Our coverage is 8",
        "Our coverage is 2%",
        "Training took 35 hours on a T4",
        "Training took 5 hours on a T4",
        "reached 0.9 accuracy",
        "a newcomer does not run uv sync and then invoke train",
        "a newcomer runs poetry sync and then invoke train",
        "a newcomer runs uv sync unless the cache is warm",
        "and then invoke train, the cache is warm",
        "stall everything, a newcomer",
        "the model … it works",
        "We did … for the data",
        "We",
        "the",
        "",
        "   ",
        "…",
        "x" * 5000,
    ],
)
def test_not_found(quote):
    assert found(quote) is None


def test_a_negation_is_never_left_out():
    text = "The service is deployed in the cloud but never reachable by users from outside."
    assert found("The service is deployed in the cloud but reachable by users from outside", text) is None
    assert found("The service is deployed in the cloud but never reachable by users", text)


def test_the_bounds_hold():
    assert find("Our coverage is 82%", TEXT, Span(0, 30)) is None


@given(st.text(max_size=300), st.text(max_size=120))
def test_whatever_is_found_lies_in_the_text(text, quote):
    span = find(quote, text)
    assert span is None or 0 <= span.start < span.end <= len(text)


WORDS = st.lists(
    st.sampled_from(
        [
            "we",
            "used",
            "the",
            "uv",
            "dvc",
            "model",
            "data",
            "train",
            "not",
            "12",
            "80%",
            "never",
            "api",
            "cloud",
            "and",
            "with",
            "for",
        ]
    ),
    min_size=4,
    max_size=30,
)


@given(WORDS, st.data())
def test_a_verbatim_stretch_is_found(words, data):
    start = data.draw(st.integers(0, len(words) - 3))
    end = data.draw(st.integers(start + 2, len(words)))
    quote = " ".join(words[start:end])
    assert found(quote, " ".join(words)) == quote


@settings(max_examples=300)
@given(WORDS, st.data())
def test_a_changed_figure_or_an_added_negation_is_not_found(words, data):
    text = " ".join(words)
    place = data.draw(st.integers(0, len(words) - 1))
    if re.fullmatch(r"[\d%]+", words[place]):
        changed = [*words[:place], "97", *words[place + 1 :]]
    else:
        changed = [*words[:place], "neither", *words[place:]]
    assume(" ".join(changed) not in text)
    assert found(" ".join(changed), text) is None


def test_quotes_of_another_report_are_not_found(shared):
    """The answers of one report, quoted in another: nothing of it may be found, but what both really say."""
    files = sorted((shared / "reports").glob("*/README.md"))[:6]
    reports = [parse(it.read_text("utf-8")) for it in files]
    wrong = tried = 0
    for one, other in pairwise(reports):
        for question in one.questions:
            twin = next((it for it in other.questions if it.number == question.number), None)
            if twin is None or twin.answer.span is None:
                continue
            answer = twin.text(twin.answer.span)
            for sentence in sentences(question):
                if len(sentence.text.split()) < 6:
                    continue
                tried += 1
                wrong += find(sentence.text, answer) is not None
    assert tried > 400
    assert wrong <= 2


def test_sentences_of_the_shared_reports_are_found_without_their_markup(shared):
    missed = tried = 0
    for file in sorted((shared / "reports").glob("*/README.md"))[:8]:
        for question in parse(file.read_text("utf-8")).questions:
            for sentence in sentences(question):
                bare = " ".join(re.sub(r"[*`_]", "", sentence.text).split()).lower().rstrip(".")
                if len(bare.split()) < 4 or len(bare) > 1000:
                    continue
                tried += 1
                missed += find(bare, question.source) is None
    assert tried > 800
    assert missed / tried < 0.01
