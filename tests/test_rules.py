"""Every case of every suite: text in, findings out; text in, fixed text out."""

from pathlib import Path

import pytest

from marked import mark_of, unmark
from reportlens.checking import check
from reportlens.fixing import fix_text
from reportlens.report.parse import parse
from reportlens.rules import RULES
from reportlens.settings import Settings
from reportlens.text import apply, with_line_ends_of
from suites import Case, Stage, cases

FOLDER = Path(__file__).parent / "rules"
CASES = cases(FOLDER)


def _settings(case: Case) -> Settings:
    known = {it.name for it in RULES}
    return Settings(select=(case.rule,)) if case.rule in known else Settings()


@pytest.mark.parametrize("case", CASES, ids=lambda it: f"{it.rule}: {it.title}")
def test_the_rule_finds_what_is_marked_and_no_more(case: Case) -> None:
    text, marks = unmark(case.report)
    report = parse(text, edition=case.options.get("edition", ""))

    found = [
        mark_of(report, it)
        for it in check(report, _settings(case), Stage(case.options))
        if it.rule == case.rule
    ]

    assert report.recognised or "alone" in case.options
    assert [it[:4] for it in found] == [it[:4] for it in marks]
    for mark, expected in zip(found, marks, strict=True):
        assert expected.message in mark.message


@pytest.mark.parametrize("case", [it for it in CASES if it.verb], ids=lambda it: f"{it.rule}: {it.title}")
def test_the_fix_makes_what_the_suite_shows(case: Case) -> None:
    text, _ = unmark(case.report)
    edition = case.options.get("edition", "")
    around = Stage(case.options)

    if case.verb == "fixed":
        after = fix_text(text, _settings(case), around, lambda it: parse(it, edition=edition)).text
    else:
        found = check(parse(text, edition=edition), _settings(case), around)
        fix = next(it.fixes[0] for it in found if it.fixes)
        after = apply(text, with_line_ends_of(text, fix.edits))

    assert after == case.expected


def test_every_rule_has_a_suite() -> None:
    assert {it.name for it in RULES} <= {it.stem for it in FOLDER.glob("*.md")}


# The words of the template's items are not ours to write down: `report/test_items.py` shows the fault.
ELSEWHERE = {"item-edited"}


@pytest.mark.parametrize("rule", RULES, ids=lambda it: it.name)
def test_a_suite_shows_the_fault_and_its_absence(rule) -> None:
    marked = [bool(unmark(it.text)[1]) for it in CASES if it.rule == rule.name]

    assert True in marked or rule.name in ELSEWHERE
    assert False in marked
