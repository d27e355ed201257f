"""Put every rule to a report: the findings, in the order of the text.

What a question rule found is kept with the question, so that after a keystroke only the question that changed is
asked again; what cross rules found is kept with what the answers tell. A rule that raises loses its own findings and
no others.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reportlens.crosscheck.telling import told
from reportlens.finding import Finding, Related, Severity
from reportlens.selection import active, names
from reportlens.settings import DEFAULTS, Settings
from reportlens.suppress import apply_suppressions
from reportlens.surroundings import NOWHERE, Surroundings
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportlens.report.model import Question, Report
    from reportlens.rule import Rule
    from reportlens.selection import Active
    from reportlens.surroundings import Figure


def check(
    report: Report, settings: Settings = DEFAULTS, around: Surroundings = NOWHERE
) -> tuple[Finding, ...]:
    """Return all findings on a report, in the order of the text. A text that is no report has none."""
    if not report.recognised:
        return ()
    chosen = active(settings)
    found: list[Finding] = []
    for question in report.questions:
        found += _of_question(question, chosen)
    for rule in chosen.report:
        found += _guarded(rule, rule.check(report, around))
    if chosen.cross:
        found += _crosschecked(report, chosen, around)
    complete = not settings.select and not settings.ignore
    if "reportlens:" in report.text:
        found = apply_suppressions(report, found, names(), chosen.about_suppressions, complete=complete)
    return tuple(sorted(found, key=lambda it: (it.span, it.code)))


def _of_question(question: Question, chosen: Active) -> Iterable[Finding]:
    """Return the findings on one question, placed in the report."""
    key = (chosen.key, question.limits)
    kept = question.memory.get("findings")
    if not isinstance(kept, _Kept) or kept.key != key:
        local = tuple(it for rule in chosen.question for it in _guarded(rule, rule.check(question)))
        kept = question.memory["findings"] = _Kept(key, local)
    return kept.placed(question.start)


class _Kept:
    """What question rules found in one piece, and where that was last."""

    def __init__(self, key: object, local: tuple[Finding, ...]) -> None:
        self.key = key
        self._local = local
        self._start = -1
        self._placed: tuple[Finding, ...] = ()

    def placed(self, start: int) -> tuple[Finding, ...]:
        """Return the findings for a piece that begins at an offset."""
        if start != self._start:
            self._start, self._placed = start, tuple(it.moved(start) for it in self._local)
        return self._placed


def _crosschecked(report: Report, chosen: Active, around: Surroundings) -> Iterable[Finding]:
    """Return what cross rules find, asked again only if what they rest on is not the same."""
    try:
        memory = told(report).memory
    except Exception:  # noqa: BLE001 - the rules will meet the same fault, each by itself
        memory = {}
    kept = memory.get("findings")
    if not isinstance(kept, _Compared) or not kept.holds(report, chosen, around):
        kept = memory["findings"] = _Compared(report, chosen, around)
    return kept.placed(report)


class _Compared:
    """What cross rules found, what it rests on besides the answers, and where it was last."""

    def __init__(self, report: Report, chosen: Active, around: Surroundings) -> None:
        noting = _Noting(around)
        found = tuple(it for rule in chosen.cross for it in _guarded(rule, rule.check(report, noting)))
        self._rests_on = (chosen, report.edition.questions, report.checklist)
        self._repository, self._figures = around.repository, noting.figures
        self._failed = any(it.code == _FAILED for it in found)
        starts = [it.start for it in report.questions]
        self._found = [(it, _pieces(it, starts)) for it in found]
        self._starts = {n: starts[n] for _, pieces in self._found for n in pieces if n >= 0}
        self._last, self._placed = list(self._starts.values()), found

    def holds(self, report: Report, chosen: Active, around: Surroundings) -> bool:
        """Tell whether all that the findings rest on besides the answers is the same."""
        return (
            around.repository is self._repository
            and (chosen, report.edition.questions, report.checklist) == self._rests_on
            and not self._failed
            and (not self._figures or all(around.figure(it) == was for it, was in self._figures.items()))
        )

    def placed(self, report: Report) -> tuple[Finding, ...]:
        """Return the findings where their questions are now."""
        starts = [report.questions[it].start for it in self._starts]
        if starts != self._last:
            by = {-1: 0}
            for piece, now in zip(self._starts, starts, strict=True):
                by[piece] = now - self._starts[piece]
            self._last, self._placed = starts, tuple([_moved(it, pieces, by) for it, pieces in self._found])
        return self._placed


def _pieces(finding: Finding, starts: list[int]) -> tuple[int, ...]:
    """Return the question that a finding lies in, from 0, and those of the related places; -1 for the checklist."""
    places = [finding.span, *[it.span for it in finding.related]]
    return tuple(bisect_right(starts, it.end - 1) - 1 for it in places)


def _moved(finding: Finding, pieces: tuple[int, ...], by: Mapping[int, int]) -> Finding:
    here, *there = [by[it] for it in pieces]
    if not here and not any(there):
        return finding
    related = tuple(
        [Related(it.span.moved(n), it.message) for it, n in zip(finding.related, there, strict=True)]
    )
    moved = finding.moved(here) if here else finding
    return Finding(*moved[:7], related, moved.unnecessary)


class _Noting:
    """Surroundings that note which figures are asked for. No cross rule asks for the path."""

    path: str | None = None

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self.repository = around.repository
        self.figures: dict[str, Figure | None] = {}

    def figure(self, path: str) -> Figure | None:
        """Look up a figure."""
        self.figures[path] = found = self._around.figure(path)
        return found


def _guarded(rule: Rule, findings: Iterator[Finding]) -> list[Finding]:
    """Return what a rule finds; nothing of it but the fault, if it raises."""
    try:
        return list(findings)
    except Exception as error:  # noqa: BLE001 - one rule loses its own findings, whatever it raises
        _log_once(rule.name, type(error).__name__, error)
        message = f"the rule {rule.name} failed on this report: a fault of reportlens, not of yours"
        return [Finding(_FAILED, "internal-error", Severity.INFO, Span(0, 0), message)]


def _log_once(name: str, kind: str, error: Exception) -> None:
    if (name, kind) in _LOGGED:
        return
    _LOGGED.add((name, kind))
    import logging  # noqa: PLC0415 - slow to import, and hardly ever needed

    logging.getLogger(__name__).error("rule %s failed", name, exc_info=error)


_FAILED = "RL900"
_LOGGED: set[tuple[str, str]] = set()
