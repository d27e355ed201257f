"""What a reader finds on the page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page_samples import REPORT, question
from reportlens.page import Figures, page
from reportlens.report.parse import parse


def shown(text: str, folder: Path | None = None) -> str:
    return page(parse(text), Figures(folder))


def words(html: str) -> str:
    html = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_title_stands_whole_at_the_top() -> None:
    html = shown(REPORT)
    assert "<h1>Exam report of the beekeepers, group 7" in html
    assert "<title>Exam report of the beekeepers, group 7</title>" in html


@pytest.mark.parametrize(
    ("number", "state", "counter"),
    [
        (1, "No limits", "1 word"),
        (3, "Within limits", "10 words of 5\u201310"),
        (4, "Too short", "1 figure of 1"),
        (5, "No answer", ""),
    ],
)
def test_each_question_tells_its_state_and_counts(number: int, state: str, counter: str) -> None:
    section = shown(REPORT).split(f'id="question-{number}-title"')[1].split("</section>")[0]
    stand = words(section.split('<p class="stand">')[1].split("</p>")[0])
    assert stand.startswith(state)
    assert counter in stand


def test_the_navigation_leads_to_every_question_and_tells_its_state() -> None:
    html = shown(REPORT)
    nav = html.split("<nav")[1].split("</nav>")[0]
    targets = re.findall(r'<a href="#([^"]+)"', nav)
    assert targets == [f"question-{n}" for n in range(1, 6)]
    assert all(f'id="{it}"' in html for it in targets)
    assert "Question 5" in words(nav)
    assert "no answer" in words(nav)
    assert "Group information" in words(nav)


def test_every_name_on_the_page_is_given_once() -> None:
    text = REPORT + "\n### Question 5\n> **Again?**\n>\n> Answer:\n\n### Week 1\n\nText.\n"
    names = re.findall(r' id="([^"]+)"', shown(text))
    assert len(names) == len(set(names))


def test_headings_never_skip_a_level() -> None:
    answer = "# Large\n\n#### Small\n\n<h1>raw</h1>\n\nText that goes on and on" + " and on" * 30 + "\n---\n"
    html = shown(question(1, answer) + question(2, "So."))
    levels = [int(it) for it in re.findall(r"<h([1-6])[ >]", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert re.search(r"<p>Text that goes on.*</p>\n<hr>", html)


def test_the_examples_of_the_template_are_folded_away_and_the_wording_is_not() -> None:
    section = shown(REPORT).split('id="question-3-title"')[1].split("</section>")[0]
    prompt, example = section.split("<details>")
    assert "Which bees did you keep" in prompt
    assert "We kept bumblebees" in example.split("</details>")[0]


def test_a_text_that_is_no_report_is_shown_as_it_is() -> None:
    html = shown("# Notes\n\nSome *words*.\n")
    assert "Some <em>words</em>." in html
    assert "Not recognised as a report" in words(html)


def test_links_that_are_defined_elsewhere_work_in_every_answer() -> None:
    text = question(1, "See [the code][repo].") + question(2, "[repo]: https://example.org/bees\n\nSo.")
    assert '<a href="https://example.org/bees"' in shown(text)


def test_a_page_holds_one_style_and_its_policy_allows_nothing_else() -> None:
    html = shown(REPORT)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "script-src" not in policy[1]
    assert "unsafe" not in policy[1]
    assert html.count("<style>") == 1


@given(st.text(alphabet=st.sampled_from("#>-*_`|[]()!<>/ab1 \n\"'&;=:\\~\u00e5\ue000\ue001"), max_size=400))
def test_whatever_is_written_the_page_is_well_formed(answer: str) -> None:
    html = shown(question(1, answer) + question(2, "The end."))
    reader = Balance()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert "The end." in html
    assert "\ue000" not in html or "\ue000" in answer


class Balance(HTMLParser):
    """Fails where an element is closed that is not the last one opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in ("meta", "link", "br", "hr", "img", "col"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, _attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
