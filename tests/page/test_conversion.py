"""What the official conversion does to a report is foretold, and shown beside the page."""

from __future__ import annotations

import pytest

from page_samples import REPORT, question
from reportlens.errors import ReportlensError
from reportlens.page import Figures, conversion, page
from reportlens.page.conversion import CUT, convert
from reportlens.report.parse import parse

markdown = pytest.importorskip("markdown")
pytest.importorskip("nh3")


def losses(text: str) -> dict[str, tuple[str, str, bool]]:
    return {it.what: (it.here, it.there, it.lost) for it in convert(parse(text)).losses}


def test_every_kind_of_damage_is_counted() -> None:
    found = losses(REPORT)
    assert found["Title"][2]
    assert found["Code blocks"][0] == "2"
    assert found["Tables"][0] == "1"
    assert found["Boxes"][0] == "4"
    assert found["Lists within lists"] == ("1", "0", True)


def test_the_counts_are_those_of_the_real_conversion() -> None:
    html = markdown.markdown(REPORT[CUT:])
    assert "<pre>" not in html
    assert "<table>" not in html
    assert "[x] Count the bees" in html
    assert "<h1>" not in html


def test_comments_in_code_that_become_headings_are_counted() -> None:
    text = REPORT + "\n```sh\nls\n\n# first\n\n# second\n```\n"
    here, there, lost = losses(text)["Large headings behind the title"]
    assert (here, there.split(":")[0], lost) == ("0", "2", True)


def test_nothing_is_said_to_be_lost_where_nothing_is() -> None:
    text = "\n" * CUT + "Some words.\n\n" + question(1, "Yes.") + question(2, "No.")
    assert {what for what, it in losses(text).items() if it[2]} <= {"Title"}


def test_beside_each_answer_stands_its_own_stretch() -> None:
    report = parse(REPORT)
    html = page(report, Figures(None), conversion=convert(report))
    for number in range(1, 6):
        section = html.split(f'id="question-{number}-title"')[1].split("</section>")[0]
        official = section.split('<div class="official">')[1]
        words = {1: "7", 2: "s123456", 3: "honey bees", 4: "| Ada | 3 kg", 5: "fill here"}
        assert words[number] in official
        assert not any(words[other] in official for other in (2, 3, 4, 5) if other != number)


def test_the_headings_and_figures_of_the_official_page_do_not_disturb_ours() -> None:
    report = parse(REPORT)
    html = page(report, Figures(None), conversion=convert(report))
    assert html.count("<h1>") == 1
    assert "[figure figures/hive.png]" in html


def test_a_question_that_is_no_heading_there_is_said_to_be_lost() -> None:
    text = "x" * CUT + "\n\n" + question(1, "<div>\nopen") + "<pre>\n" + question(2, "x")
    report = parse(text)
    found = convert(report).answers
    assert len(found) == len(report.questions)


def test_it_is_clear_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find_spec", lambda name: None if name == "markdown" else object())
    with pytest.raises(ReportlensError, match=r"--official needs markdown: pip install 'reportlens\[page\]'"):
        convert(parse(REPORT))
