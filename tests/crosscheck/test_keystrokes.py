"""What was kept from the text before a keystroke, and what is found in the text behind it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import boxes
from reportlens.checking import check
from reportlens.crosscheck import answers, telling
from reportlens.crosscheck.answers import Heard
from reportlens.crosscheck.repository import from_listing
from reportlens.finding import Finding
from reportlens.report import kept
from reportlens.report.model import Question, Report
from reportlens.report.parse import parse, read_question
from reportlens.settings import Settings

RULES = Settings(select=("RL304", "RL305", "RL306", "RL307", "RL309", "RL310", "RL311"))
ANSWERS = {
    1: "Group 12",
    2: "s123456, s234567",
    10: "We used DVC to manage our data.",
    16: "We profiled the training loop with cProfile.",
    19: "Our data is stored in a bucket.",
    25: "We have not load tested the API due to time constraints.",
    26: "We set up an alert in GCP. We did not use DVC.",
    31: "s123465 trained the model. We, group 21, wrote the code.",
}
BOXES = {
    "data-versions": True,
    "profiling": False,
    "load-test": True,
    "alerts": False,
    "system-metrics": False,
}
TYPED = (
    "",
    "x",
    " not",
    "\n",
    "\n\nWe did not use DVC.\n",
    "We used Docker. ",
    "s345678 ",
    "7",
    "### Question 16\n",
    "> Answer:\n",
)


def _text() -> str:
    pieces = (f"### Question {n}\n\n> **What?**\n>\n> Answer:\n\n{it}\n\n" for n, it in ANSWERS.items())
    return f"# A report\n\n{''.join(pieces)}"


def _parsed(text: str) -> Report:
    """Read a text, and put a checklist beside it (of items by key, for the words of the template are not ours)."""
    return parse(text).replaced(checklist=tuple(boxes(BOXES, 31)))


class _Listed:
    path = None
    repository = from_listing("10 reports/README.md\n999 tests/locustfile.py\n999 .dvc/config\n")

    def figure(self, path: str) -> None:
        del path


def _found(report: Report) -> tuple[Finding, ...]:
    return check(report, RULES, _Listed())


def _forget() -> None:
    read_question.cache_clear()
    telling._KEPT.clear()
    kept._LAST.clear()


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    _forget()
    yield
    _forget()


def test_the_report_of_these_tests_has_something_to_find() -> None:
    codes = {it.code for it in _found(_parsed(_text()))}

    assert codes >= {"RL304", "RL305", "RL309", "RL310", "RL311"}


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(TYPED)), min_size=1, max_size=6)
)
def test_after_any_edits_the_same_is_found_as_in_a_fresh_text(edits: list[tuple[float, int, str]]) -> None:
    text = _text()
    _found(_parsed(text))
    for share, gone, new in edits:
        at = int(share * len(text))
        text = text[:at] + new + text[at + gone :]
        after = _found(_parsed(text))
        _forget()

        assert after == _found(_parsed(text))


def test_what_no_changed_answer_speaks_of_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _text()
    _found(_parsed(text))
    asked: list[int] = []
    hear = answers.heard

    def heard(question: Question, *, people: bool) -> Heard:
        asked.append(question.number)
        return hear(question, people=people)

    monkeypatch.setattr(answers, "heard", heard)

    _found(_parsed(text.replace("in a bucket.", "in a shed.")))
    elsewhere = list(asked)
    _found(_parsed(text.replace("with cProfile.", "with a profiler.")))

    assert elsewhere == []
    assert 16 in asked


def test_no_rule_is_asked_again_while_the_answers_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _text()
    before = _found(_parsed(text))
    asked: list[str] = []
    for name in ("study_number_differs.study_numbers", "group_number_differs.group_numbers", "tool_used_and_denied.tools",
                 "unchecked_but_answered.contradictions", "checked_but_denied.contradictions"):  # fmt: skip
        monkeypatch.setattr(f"reportlens.rules.{name}", lambda _, name=name: asked.append(name) or ())

    after = _found(_parsed(text.replace("in a bucket.", "in a bucket of ours.")))

    assert asked == []
    assert [it.message for it in after] == [it.message for it in before]


def test_a_box_that_is_ticked_is_judged_anew_though_no_answer_changed() -> None:
    report = _parsed(_text())
    before = {it.code for it in _found(report)}
    turned = report.replaced(
        checklist=tuple(boxes({"api": True, "docker-files": True, "frontend": False})), memory={}
    )

    assert "RL306" not in before
    assert [it.code for it in _found(turned) if it.code < "RL309"] == ["RL306"]
