"""The summary of a job: Markdown that GitHub renders as a table of the questions."""

from __future__ import annotations

import pytest

from page_samples import REPORT, question
from page_structure import structure
from reportlens.checking import check
from reportlens.finding import Finding, Severity
from reportlens.output import summary
from reportlens.output.result import Result, result
from reportlens.report.parse import parse
from reportlens.settings import DEFAULTS
from reportlens.surroundings import NOWHERE
from reportlens.text import Span

cmarkgfm = pytest.importorskip("cmarkgfm", reason="GitHub's renderer is not installed: pip install cmarkgfm")


def checked(text: str, path: str = "reports/README.md") -> Result:
    report = parse(text)
    return result(path, report, tuple(check(report, DEFAULTS, NOWHERE)))


def rendered(*results: Result) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(summary.render(results)))


def test_each_question_has_its_row() -> None:
    (table,) = structure(rendered(checked(REPORT)), ours=False).tables
    assert table[0] == ["Question", "State", "Words", "Limits", "Figures", "Findings"]
    assert [row[0] for row in table[1:]] == ["1", "2", "3", "4", "5"]
    assert table[3][1:4] == ["\u2705 Within limits", "10", "5\u201310"]
    assert table[4][4] == "1 of 1"
    assert table[5][2] == "\u2013"
    assert "RL101" in table[5][5]


def test_a_good_length_does_not_hide_that_something_else_is_wrong() -> None:
    text = REPORT.replace("because they make honey", "TODO because they make honey")
    (table,) = structure(rendered(checked(text.replace("5-10 words", "5-90 words"))), ours=False).tables
    assert table[3][1] == "\u26a0\ufe0f Within limits"
    assert table[3][5] != ""


def test_several_reports_have_a_table_each() -> None:
    html = rendered(checked(REPORT), checked(REPORT, "b/README.md"))
    assert len(structure(html, ours=False).tables) == 2


def test_words_of_the_report_cannot_change_the_summary() -> None:
    evil = "*bold* | cell | <b>tag</b> [link](x) `code`\n# heading @ada"
    report = parse(question(1, "a") + question(2, "b"))
    finding = Finding("RL999", "evil", Severity.WARNING, Span(0, 1), evil)
    html = rendered(result("a|b<i>.md", report, (finding,)))
    assert " ".join(evil.split()) in html.replace("&lt;", "<").replace("&gt;", ">")
    assert "<b>tag" not in html
    assert html.count("<h1>") == 0
    assert len(structure(html, ours=False).tables[0]) == 3


def test_the_list_of_findings_has_an_end() -> None:
    report = parse(question(1, "a") + question(2, "b"))
    findings = tuple(
        Finding("RL999", "many", Severity.INFO, Span(n, n + 1), f"number {n}") for n in range(300)
    )
    text = summary.render([result("a.md", report, findings)])
    assert "- and 100 more" in text
    assert text.count("\n- line") == 200


def test_a_report_without_faults_says_so() -> None:
    report = parse(question(1, "a") + question(2, "b"))
    assert "no findings" in summary.render([result("a.md", report, ())])
