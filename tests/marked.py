r"""Marked text: a report with the findings drawn under their places.

    We used uv.
    ^^^^^^^^^^^ [some-rule] "part of the message"

A line of carets marks the span of a finding on the line above; a span of several lines is marked on its first,
an empty one by `|`. Several findings of one line have a line of marks each.
"""

import re
from typing import NamedTuple

from reportlens.finding import Finding
from reportlens.report.model import Report

_MARK = re.compile(r"^(?P<space> *)(?P<carets>\^+|\|) \[(?P<rule>[\w-]+)\](?: \"(?P<message>.*)\")?$")


class Mark(NamedTuple):
    """A finding that is expected."""

    line: int
    start: int
    end: int
    rule: str
    message: str


def unmark(text: str) -> tuple[str, list[Mark]]:
    """Return the text without marks, and the marks."""
    lines: list[str] = []
    marks = []
    for line in text.split("\n"):
        if match := _MARK.match(line):
            start = len(match["space"])
            width = 0 if match["carets"] == "|" else len(match["carets"])
            marks.append(Mark(len(lines) - 1, start, start + width, match["rule"], match["message"] or ""))
        else:
            lines.append(line)
    return "\n".join(lines), marks


def mark_of(report: Report, finding: Finding) -> Mark:
    """Return the mark that a finding would have."""
    line, start = report.lines.place(finding.span.start)
    end = min(finding.span.end, report.lines.span(line).end)
    return Mark(line, start, start + end - finding.span.start, finding.rule, finding.message)
