"""Suppressing a finding hides that finding and changes nothing that the course's checker counts."""

from pathlib import Path

import pytest

from reportlens.checking import check
from reportlens.report.official import official
from reportlens.report.parse import parse
from reportlens.suppress import suppress_fix
from reportlens.text import apply, with_line_ends_of


def counted(text: str) -> list[tuple[int, int]]:
    return [(it.words, it.images) for it in official(parse(text)).answers]


@pytest.mark.parametrize("where", ["here", "file"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_finding_of_a_report_can_be_suppressed(example: Path, where: str, newline: str) -> None:
    text = example.read_text(encoding="utf-8").replace("\n", newline)
    before = check(parse(text))
    assert before

    for finding in before:
        fix = suppress_fix(parse(text), finding, where)
        after = apply(text, with_line_ends_of(text, fix.edits))
        rules = [(it.rule, it.message) for it in check(parse(after))]
        assert (finding.rule, finding.message) not in rules
        assert counted(after) == counted(text)
        others = {(it.rule, it.message) for it in before if it.rule != finding.rule}
        assert others <= set(rules)


def test_real_findings_can_be_suppressed_without_changing_a_count(shared_reports: list[Path]) -> None:
    for path in shared_reports[::4]:
        text = path.read_bytes().decode("utf-8")
        report = parse(text)
        for finding in check(report)[::5]:
            fix = suppress_fix(report, finding, "here")
            after = apply(text, with_line_ends_of(text, fix.edits))
            assert counted(after) == counted(text), (path, finding)
            assert (finding.rule, finding.message, finding.question) not in [
                (it.rule, it.message, it.question) for it in check(parse(after))
            ] or finding.question is None
