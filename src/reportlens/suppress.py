"""Suppressions in the report: comments that switch a rule off for a place or for the file.

    <!-- reportlens: ignore answer-too-short -->            the next block; the question, right under its heading
    <!-- reportlens: ignore-file image-remote, RL206 -->     the whole file

A comment that shares its line with other text holds for that line.
A comment behind `Answer:` is counted by the course's checker like any other text: the quick fix puts it under the heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from reportlens.finding import Fix, Severity
from reportlens.mending import without_line
from reportlens.rule import Rule
from reportlens.text import Edit, Span, line_end, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportlens.finding import Finding
    from reportlens.report.model import Report

# As text: they are compiled where a report holds such a comment, as few do.
_DIRECTIVE = r"<!--[ \t]*reportlens:[ \t]*(?P<verb>[\w-]+)(?P<names>[^\n>]{0,400}?)-->"
_NAME = r"[\w-]+"
_BLOCK = r"\s*(?P<block>[^\n]*(?:\n[ \t]*[^\s][^\n]*)*)"


class SuppressionUnused(Rule):
    """A comment switches off a rule that finds nothing there.

    ## Why is this bad?
    The fault it was written for is mended, or stands elsewhere by now:
    the comment would hide the next one.
    It is looked for only where all rules run.

    ## Example
    ```md
    <!-- reportlens: ignore image-missing -->
    ```
    """

    code = "RL901"
    name = "suppression-unused"
    severity = Severity.HINT


class SuppressionUnknown(Rule):
    """A comment names a rule that does not exist, or says something other than `ignore` or `ignore-file`.

    ## Why is this bad?
    It has no effect, and nobody notices.

    ## Example
    ```md
    <!-- reportlens: ignore image-misssing -->
    ```
    """

    code = "RL902"
    name = "suppression-unknown"


class _Name:
    """One rule that a comment names."""

    def __init__(self, code: str, place: Span, scope: Span, comment: Span | None) -> None:
        self.code = code
        self.place = place
        self.scope = scope
        self.comment = comment
        """The whole comment, if it names no other."""
        self.used = False


def apply_suppressions(
    report: Report,
    findings: Iterable[Finding],
    names: Mapping[str, str],
    own: Mapping[str, Rule],
    *,
    complete: bool,
) -> list[Finding]:
    """Take out the findings that are suppressed; add those about the suppressions themselves.

    `names` maps every code and every name of a rule to its code; `own` holds by code the rules about suppressions that
    the settings leave; unused suppressions are reported only where all rules have run (`complete`).
    """
    source = plain(report.text)
    known, strange = _read(report, source, names)
    by_code: dict[str, list[_Name]] = {}
    for it in known:
        by_code.setdefault(it.code, []).append(it)
    kept = [it for it in findings if not _suppressed(it, by_code.get(it.code, ()))]
    if unknown := own.get(SuppressionUnknown.code):
        kept += [unknown.finding(span, message) for span, message in strange]
    if complete and (unused := own.get(SuppressionUnused.code)):
        kept += [_unused(source, it, unused) for it in known if not it.used]
    return kept


def _suppressed(finding: Finding, names: Sequence[_Name]) -> bool:
    """Tell whether one of the names, all of the finding's rule, holds for its place; note which do."""
    hit = False
    for name in names:
        if name.scope.meets(finding.span):
            name.used = hit = True
    return hit


def _read(
    report: Report, source: str, names: Mapping[str, str]
) -> tuple[list[_Name], list[tuple[Span, str]]]:
    known: list[_Name] = []
    strange: list[tuple[Span, str]] = []
    block = Span(0, 0)
    for match in re.finditer(_DIRECTIVE, source):
        place = Span(*match.span())
        if match["verb"] not in ("ignore", "ignore-file"):
            message = f"unknown suppression {match['verb']!r}: it is `ignore` or `ignore-file`"
            strange.append((Span(*match.span("verb")), message))
            continue
        words = list(re.compile(_NAME).finditer(source, *match.span("names")))
        if not words:
            strange.append((Span(*match.span("verb")), "no rule is named: nothing is suppressed"))
            continue
        if match["verb"] == "ignore":
            scope = _around(report, source, place)
            if scope is None:
                scope = block = _next_block(source, place, block)
        else:
            scope = Span(0, len(source))
        for word in words:
            span = Span(*word.span())
            if code := names.get(word[0]):
                known.append(_Name(code, span, scope, place if len(words) == 1 else None))
            else:
                strange.append((span, f"no rule is called {word[0]!r}{_nearest(word[0], names)}"))
    return known, strange


def _around(report: Report, source: str, place: Span) -> Span | None:
    """Return the line that a comment shares with other text, or the question under whose heading it stands, if any."""
    start = source.rfind("\n", 0, place.start) + 1
    end = line_end(source, place.end)
    if re.sub(_DIRECTIVE, "", source[start:end]).strip(" \t>"):
        return Span(start, end)
    question = report.question_at(place.start)
    if question and place.start < question.start + question.answer.region.start:
        return question.whole
    return None


def _next_block(source: str, place: Span, last: Span) -> Span:
    """Return the block under a comment; `last` is that of the comment before it, and the same if both stand in one."""
    end = line_end(source, place.end)
    if end < last.end:
        return Span(end + 1, last.end)
    block = re.compile(_BLOCK).match(source, end)
    return Span(*block.span("block")) if block else Span(end, end)


def _unused(source: str, name: _Name, rule: Rule) -> Finding:
    message = f"nothing is suppressed here: {source[name.place.start : name.place.end]} finds no fault"
    edit = without_line(source, name.comment) if name.comment else None
    fixes = (Fix("Remove the suppression", (edit,)),) if edit else ()
    return rule.finding(name.place, message, fixes=fixes, unnecessary=True)


def _nearest(word: str, names: Mapping[str, str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed, and slow to import

    near = get_close_matches(word, names, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def suppress_fix(report: Report, finding: Finding, where: Literal["here", "file"]) -> Fix | None:
    """Return the edit that suppresses a finding here or in the whole file, where the checker does not count it."""
    question = report.question_at(finding.span.start)
    text = plain(report.text)
    # Behind the last marker the checker counts everything, headings and what stands under them.
    counted = question is not None and not any(it.markers for it in report.questions[question.index :])
    if where == "file" or counted:
        at = report.title.end if report.title else report.front_matter.end if report.front_matter else 0
        before, after = ("\n\n", "") if report.title else ("", "\n\n")
        comment = f"{before}<!-- reportlens: ignore-file {finding.rule} -->{after}"
        return Fix(f"Ignore {finding.rule} in this file", (Edit(Span(at, at), comment),), safe=False)
    if question:
        at = question.at(question.heading).end
        comment = f"\n<!-- reportlens: ignore {finding.rule} -->"
        return Fix(
            f"Ignore {finding.rule} in question {question.number}", (Edit(Span(at, at), comment),), safe=False
        )
    at = line_end(text, finding.span.start)
    at -= at > 0 and report.text[at - 1 : at + 1] == "\r\n"
    comment = f" <!-- reportlens: ignore {finding.rule} -->"
    return Fix(f"Ignore {finding.rule} on this line", (Edit(Span(at, at), comment),), safe=False)
