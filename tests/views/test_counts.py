import pytest

from made import report
from reportlens.report.limits import Limits
from reportlens.report.parse import parse
from reportlens.views.counts import CELLS, bar, between, counter, title


def question(number, limits=None, **answers):
    given = {number: limits} if limits else None
    text = report(answers={int(key[1:]): value for key, value in answers.items()})
    return next(it for it in parse(text, limits=given).questions if it.number == number)


@pytest.mark.parametrize(
    ("number", "limits", "answer", "said"),
    [
        (9, None, None, "no answer yet / 5\u201310 words \u00b7 0 of 1\u20132 images"),
        (9, None, "One ![a](figures/a.png)", "2 / 5\u201310 words \u00b7 1 of 1\u20132 images"),
        (9, Limits((0, 9), (1, 1)), "One two", "2 / 0\u20139 words \u00b7 0 of 1 image"),
        (9, Limits((3, None), (2, None)), "One two", "2 / 3+ words \u00b7 0 of 2+ images"),
        (1, None, "Group", "1 word"),
        (1, None, "Group 12 ![a](a.png) ![b](b.png)", "4 words \u00b7 2 images"),
        (1, None, None, "no answer yet"),
    ],
)
def test_counter_says_how_far_an_answer_is(number, limits, answer, said):
    assert counter(question(number, limits, **{f"q{number}": answer})) == said


@pytest.mark.parametrize(
    ("number", "limits", "drawn"),
    [
        (0, (100, 200), "\u2592" * 10 + "\u2591" * 10),
        (50, (100, 200), "\u2588" * 5 + "\u2592" * 5 + "\u2591" * 10),
        (150, (100, 200), "\u2588" * 15 + "\u2591" * 5),
        (200, (100, 200), "\u2588" * 20),
        (201, (100, 200), "\u2588" * 19 + "\u25b6"),
        (1, (100, 200), "\u2588" + "\u2592" * 9 + "\u2591" * 10),
        (500, (100, None), "\u2588" * 20),
        (0, (0, 0), ""),
    ],
)
def test_bar_shows_how_full_an_answer_is(number, limits, drawn):
    assert bar(number, limits) == drawn
    assert len(drawn) in (0, CELLS)


def test_limits_are_written_shortly():
    assert [between(it) for it in ((1, 3), (1, 1), (50, None))] == ["1\u20133", "1", "50+"]


def test_title_is_the_first_words_of_the_wording():
    long = "Tell us in as many words as you like what on earth your program does"
    text = report(prompts={3: f"{long}.\n>"})
    third = parse(text).questions[2]
    assert title(third) == "Tell us in as many words as you like what on\u2026"
    assert title(third, 200) == f"{long}."
    assert len(title(parse(report(prompts={3: "x" * 99 + "\n>"})).questions[2])) == 48
