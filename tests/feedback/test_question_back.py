"""The one free sentence of a reply."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlens.feedback.question_back import guarded

PROMPT = "Explain how you managed dependencies, and how a new member gets the same environment."
ANSWER = "We used uv and kept a lock file in the repository."


@pytest.mark.parametrize(
    "question",
    [
        "Which command does a new member run first?",
        "What happens after the clone?",
        "Where is the lock file kept, and who changes it?",
        "Which version of uv did you use?",
    ],
)
def test_a_question_stays(question):
    assert guarded(question, PROMPT, ANSWER) == question


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Name the command.",
        "Which command? And which file?",
        "Why? " + "x" * 160 + "?",
        "Why not write that a new member runs uv sync?",
        "Did you reach 87 percent?",
        "Do you use Kubernetes for it?",
        "Could you say: we pinned everything with pip?",
        "Would harmonious orchestration pipelines guarantee identical reproducible builds?",
        "Why `uv sync`?",
        "See [this](http://evil)?",
        "Is it https://evil.example?",
        "First line\nsecond <b>line</b>?",
        "Did our team do this?",
        "Is the answer is 42?",
        "What about poetry.lock?",
        "Why \u202egnp.exe?",
    ],
)
def test_what_is_no_question_or_could_be_copied_goes(question):
    assert guarded(question, PROMPT, ANSWER) is None


@given(st.text(max_size=400))
def test_whatever_comes_is_short_and_asks(text):
    kept = guarded(text, PROMPT, ANSWER)
    assert kept is None or (len(kept) <= 160 and kept.endswith("?") and "\n" not in kept)


@given(st.lists(st.from_regex(r"[a-z]{6,12}", fullmatch=True), min_size=5, max_size=9, unique=True))
def test_five_new_words_in_a_row_are_too_many(words):
    assert guarded("Why " + " ".join(words) + "?", PROMPT, "nothing") is None
