"""Put every rule to a report: the findings, in the order of the text.

What a question rule found is kept with the question, so that after a keystroke only the question that changed is
asked again; what cross rules found is kept with what the answers tell. A rule that raises loses its own findings and
no others.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reportlens.crosscheck.telling import told
from reportlens.finding import Finding, Related, Severity
from reportlens.rule import CrossRule, QuestionRule, ReportRule, Rule
from reportlens.rules import RULES
from reportlens.settings import DEFAULTS, Settings
from reportlens.suppress import SuppressionUnknown, SuppressionUnused, apply_suppressions
from reportlens.surroundings import NOWHERE, Surroundings
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportlens.report.model import Question, Report
    from reportlens.surroundings import Figure


class _Active(NamedTuple):
    question: tuple[QuestionRule, ...]
    report: tuple[ReportRule, ...]
    cross: tuple[CrossRule, ...]
    key: object


def check(
    report: Report, settings: Settings = DEFAULTS, around: Surroundings = NOWHERE
) -> tuple[Finding, ...]:
    """Return all findings on a report, in the order of the text. A text that is no report has none."""
    if not report.recognised:
        return ()
    active = _active(settings)
    found: list[Finding] = []
    for question in report.questions:
        found += _of_question(question, active)
    for rule in active.report:
        found += _guarded(rule, rule.check(report, around))
    if active.cross:
        found += _crosschecked(report, active, around)
    complete = not settings.select and not settings.ignore
    if "reportlens:" in report.text:
        found = list(apply_suppressions(report, found, names(), complete=complete))
        found = [it for finding in found for it in _about_suppressions(finding, settings)]
    return tuple(sorted(found, key=lambda it: (it.span, it.code)))


def names() -> Mapping[str, str]:
    """Map every code and every name of a rule to its code."""
    return {key: it.code for it in every_rule() for key in (it.code, it.name)}


def every_rule() -> tuple[type[Rule], ...]:
    """Return the rules, with those about the comments that switch rules off."""
    return (*RULES, SuppressionUnused, SuppressionUnknown)


def rule_named(word: str) -> type[Rule] | None:
    """Return the rule of a code or name."""
    return next((it for it in every_rule() if word in (it.code, it.name)), None)


def no_rule(word: str, single: bool = False) -> str | None:  # noqa: FBT001, FBT002 - a setting hands it over
    """Say that no rule is meant by a word of a setting, and what may have been; `None` if one is.

    `single` wants the code or name of one rule, not the beginning of codes.
    """
    if any(selected(word, it) for it in every_rule()):
        return f"{word!r} is more than one rule" if single and rule_named(word) is None else None
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed, and slow to import

    near = get_close_matches(word, [key for it in every_rule() for key in (it.name, it.code)], 1)
    hint = f"did you mean {near[0]}?" if near else "`reportlens rules` lists them"
    return f"no rule is called {word!r}; {hint}"


def selected(word: str, rule: type[Rule]) -> bool:
    """Tell whether a word of a setting means a rule: its code, the beginning of its code, its name, or `all`."""
    return word in (rule.name, "all") or rule.code.startswith(word.upper())


def _active(settings: Settings) -> _Active:
    """Return the rules that the settings leave; kept by the settings' key, since they are not hashable."""
    key = settings.key
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = _choose(key, settings)
    return _KEPT[key]


_KEPT: dict[object, _Active] = {}
_MOST_KEPT = 64


def _choose(key: object, settings: Settings) -> _Active:
    rules: list[Rule] = []
    for kind in RULES:
        if settings.select and not any(selected(it, kind) for it in settings.select):
            continue
        if any(selected(it, kind) for it in settings.ignore):
            continue
        severity = settings.severity_of(kind.code, kind.name)
        if severity == "off":
            continue
        rule = kind()
        if severity is not None:
            rule.overridden = severity
        rules.append(rule)
    return _Active(
        tuple(it for it in rules if isinstance(it, QuestionRule)),
        tuple(it for it in rules if isinstance(it, ReportRule) and not isinstance(it, CrossRule)),
        tuple(it for it in rules if isinstance(it, CrossRule)),
        key,
    )


def _about_suppressions(finding: Finding, settings: Settings) -> Iterator[Finding]:
    """Yield a finding unless it is about a suppression and the settings leave out that rule."""
    if finding.code not in (SuppressionUnused.code, SuppressionUnknown.code):
        yield finding
        return
    severity = settings.severity_of(finding.code, finding.rule)
    rule = rule_named(finding.code)
    if severity == "off" or rule is None or any(selected(it, rule) for it in settings.ignore):
        return
    if not settings.select or any(selected(it, rule) for it in settings.select):
        yield finding if severity is None else finding._replace(severity=severity)


def _of_question(question: Question, active: _Active) -> Iterable[Finding]:
    """Return the findings on one question, placed in the report."""
    key = (active.key, question.limits)
    kept = question.memory.get("findings")
    if not isinstance(kept, _Kept) or kept.key != key:
        local = tuple(it for rule in active.question for it in _guarded(rule, rule.check(question)))
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


def _crosschecked(report: Report, active: _Active, around: Surroundings) -> Iterable[Finding]:
    """Return what cross rules find, asked again only if what they rest on is not the same."""
    try:
        memory = told(report).memory
    except Exception:  # noqa: BLE001 - the rules will meet the same fault, each by itself
        memory = {}
    kept = memory.get("findings")
    if not isinstance(kept, _Compared) or not kept.holds(report, active, around):
        kept = memory["findings"] = _Compared(report, active, around)
    return kept.placed(report)


class _Compared:
    """What cross rules found, what it rests on besides the answers, and where it was last."""

    def __init__(self, report: Report, active: _Active, around: Surroundings) -> None:
        noting = _Noting(around)
        found = tuple(it for rule in active.cross for it in _guarded(rule, rule.check(report, noting)))
        self._rests_on = (active, report.edition.questions, report.checklist)
        self._repository, self._figures = around.repository, noting.figures
        self._failed = any(it.code == _FAILED for it in found)
        starts = [it.start for it in report.questions]
        self._found = [(it, _pieces(it, starts)) for it in found]
        self._starts = {n: starts[n] for _, pieces in self._found for n in pieces if n >= 0}
        self._last, self._placed = list(self._starts.values()), found

    def holds(self, report: Report, active: _Active, around: Surroundings) -> bool:
        """Tell whether all that the findings rest on besides the answers is the same."""
        return (
            around.repository is self._repository
            and (active, report.edition.questions, report.checklist) == self._rests_on
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


def _guarded(rule: Rule, findings: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001 - one rule loses its own findings, whatever it raises
        _log_once(rule.name, type(error).__name__, error)
        message = f"the rule {rule.name} failed on this report: a fault of reportlens, not of yours"
        yield Finding(_FAILED, "internal-error", Severity.INFO, Span(0, 0), message)


def _log_once(name: str, kind: str, error: Exception) -> None:
    if (name, kind) in _LOGGED:
        return
    _LOGGED.add((name, kind))
    import logging  # noqa: PLC0415 - slow to import, and hardly ever needed

    logging.getLogger(__name__).error("rule %s failed", name, exc_info=error)


_FAILED = "RL900"
_LOGGED: set[tuple[str, str]] = set()
