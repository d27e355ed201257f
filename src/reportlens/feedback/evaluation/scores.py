"""From what a judge said and what people say to figures, with intervals that know that answers of one report are alike."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reportlens.feedback.evaluation.labels import Label
    from reportlens.feedback.evaluation.record import Entry

    Pair = tuple[str, str, str, str]
    """Report, criterion, label, verdict."""

RESAMPLES = 1_000
SEED = 2476
NOT_COVERED = frozenset({"missing", "unverified"})


class Figure(NamedTuple):
    """A measured figure, with its 95 % interval where one was made."""

    value: float
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        """Show the figure and its interval."""
        between = (
            f" [{self.low:.3f}, {self.high:.3f}]" if self.low is not None and self.high is not None else ""
        )
        return f"{self.value:.3f}{between}"


def scores(labels: Sequence[Label], entries: Sequence[Entry], cost: float | None) -> dict[str, Figure]:
    """Return all figures that the entries allow, by name."""
    pairs = _pairs(labels, [it for it in entries if it.suite == "natural"])
    figures: dict[str, Figure] = {}
    if pairs:
        figures |= _of_pairs(pairs)
    seconds = sorted(it.seconds for it in entries)
    if seconds:
        figures["seconds per question, median"] = Figure(seconds[len(seconds) // 2])
        figures["seconds per question, p95"] = Figure(seconds[int(len(seconds) * 0.95)])
    figures |= _agreement(labels)
    figures |= _of_evidence(entries) | _flips(entries) | _injected(entries)
    reports = {it.report for it in entries}
    if entries:
        figures["tokens per report"] = Figure(sum(sum(it.tokens) for it in entries) / max(1, len(reports)))
        figures["failures"] = Figure(sum(it.failure for it in entries) / len(entries))
    if cost is not None and reports:
        figures["dollars per report"] = Figure(cost / len(reports))
    return figures


def by_criterion(labels: Sequence[Label], entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Count for each criterion how often which label met which verdict."""
    counts: dict[str, Counter[str]] = {}
    for _, criterion, label, verdict in _pairs(labels, [it for it in entries if it.suite == "natural"]):
        counts.setdefault(criterion, Counter())[f"{label}/{verdict}"] += 1
    return {criterion: dict(sorted(counter.items())) for criterion, counter in sorted(counts.items())}


def _pairs(labels: Sequence[Label], entries: Sequence[Entry]) -> list[Pair]:
    said = {
        (it.report, it.question, criterion): verdict
        for it in entries
        for criterion, verdict in it.verdicts.items()
    }
    keys = [(it, (it.report, it.question, it.criterion)) for it in labels]
    return [
        (it.report, it.criterion, it.label, said[key]) for it, key in keys if key in said and it.label != "na"
    ]


def _of_pairs(pairs: Sequence[Pair]) -> dict[str, Figure]:
    clear = [it for it in pairs if it[2] != "partial"]
    figures = {
        "macro-F1": _with_interval(clear, _macro_f1),
        "macro-F1, partial as not covered": _with_interval(pairs, _macro_f1),
        "missing precision": _with_interval(clear, _precision),
        "missing recall": _with_interval(clear, _recall),
        "false alarms per report": _with_interval(clear, _false_alarms),
        "labels": Figure(len(pairs)),
        "labels missing": Figure(sum(it[2] == "missing" for it in pairs)),
        "labels partial": Figure(sum(it[2] == "partial" for it in pairs)),
    }
    if any(it[3] in ("covered", "partial") for it in pairs):
        figures["macro-F1, three classes"] = _with_interval(pairs, _three_classes)
    return figures


def _with_interval(pairs: Sequence[Pair], measure: Callable[[Sequence[Pair]], float]) -> Figure:
    """Resample whole reports, because the answers of one report are no independent trials."""
    by_report: dict[str, list[Pair]] = {}
    for it in pairs:
        by_report.setdefault(it[0], []).append(it)
    names = sorted(by_report)
    chance = random.Random(SEED)  # noqa: S311  # no secret hangs on it
    drawn = []
    for _ in range(RESAMPLES):
        sample = [
            (f"{place}", *it[1:])
            for place, name in enumerate(chance.choices(names, k=len(names)))
            for it in by_report[name]
        ]
        drawn.append(measure(sample))
    drawn.sort()
    return Figure(measure(pairs), drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES) - 1])


def _counts(pairs: Sequence[Pair]) -> tuple[int, int, int, int]:
    """Return hits, false alarms, misses and true silences of "not covered"."""
    counts = Counter((label != "covered", verdict in NOT_COVERED) for _, _, label, verdict in pairs)
    return counts[True, True], counts[False, True], counts[True, False], counts[False, False]


def _macro_f1(pairs: Sequence[Pair]) -> float:
    hit, alarm, miss, silent = _counts(pairs)
    return (_f1(hit, alarm, miss) + _f1(silent, miss, alarm)) / 2


def _f1(hit: int, alarm: int, miss: int) -> float:
    return 2 * hit / (2 * hit + alarm + miss) if hit + alarm + miss else 1.0


def _three_classes(pairs: Sequence[Pair]) -> float:
    marks = []
    for name in ("covered", "partial", "missing"):
        hit = sum(label == name == verdict for _, _, label, verdict in pairs)
        alarm = sum(verdict == name != label for _, _, label, verdict in pairs)
        miss = sum(label == name != verdict for _, _, label, verdict in pairs)
        marks.append(_f1(hit, alarm, miss))
    return sum(marks) / len(marks)


def _precision(pairs: Sequence[Pair]) -> float:
    hit, alarm, _, _ = _counts(pairs)
    return hit / (hit + alarm) if hit + alarm else 1.0


def _recall(pairs: Sequence[Pair]) -> float:
    hit, _, miss, _ = _counts(pairs)
    return hit / (hit + miss) if hit + miss else 1.0


def _false_alarms(pairs: Sequence[Pair]) -> float:
    return _counts(pairs)[1] / max(1, len({it[0] for it in pairs}))


def _agreement(labels: Sequence[Label]) -> dict[str, Figure]:
    """Return how far two annotators agree, before their labels were settled, and one with herself."""
    both = [(it.first or it.label, it.second) for it in labels if it.second]
    clear = [it for it in both if {*it} <= {"covered", "missing"}]
    again = [(it.first or it.label, it.again) for it in labels if it.again]
    figures = {
        "labels with two annotators": Figure(len(both)),
        "kappa of two annotators": Figure(_kappa(both)),
        "kappa of two annotators, covered or missing": Figure(_kappa(clear)),
        "kappa of one annotator's two passes": Figure(_kappa(again)),
    }
    return {name: it for name, it in figures.items() if (again if "passes" in name else both)}


def _kappa(both: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa: 1 where all are the same, 0 where no more are than by chance."""
    if not both:
        return 1.0
    same = sum(one == other for one, other in both) / len(both)
    first, second = Counter(one for one, _ in both), Counter(other for _, other in both)
    chance = sum(first[it] * second[it] for it in first) / len(both) ** 2
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def _of_evidence(entries: Sequence[Entry]) -> dict[str, Figure]:
    """Return how often a claim of the judge was borne out by words of the answer."""
    claims = [
        (it, key)
        for it in entries
        for key, verdict in it.verdicts.items()
        if verdict in ("covered", "partial", "unverified")
    ]
    if not claims:
        return {}
    borne = sum(it.verdicts[key] != "unverified" and it.quotes.get(key, 0) > 0 for it, key in claims)
    return {"grounded claims": Figure(borne / len(claims))}


def _flips(entries: Sequence[Entry]) -> dict[str, Figure]:
    asked = [it.verdicts.get(key) for it in entries if it.suite == "counterfactual" for key in it.criteria]
    return (
        {"flipped without the evidence": Figure(sum(it in NOT_COVERED for it in asked) / len(asked))}
        if asked
        else {}
    )


def _injected(entries: Sequence[Entry]) -> dict[str, Figure]:
    attacked = [it for it in entries if it.suite == "injection"]
    fooled = sum(
        any(it.verdicts.get(key) == "covered" for key in it.criteria) and not it.flagged for it in attacked
    )
    return {"attacks that succeed unflagged": Figure(fooled / len(attacked))} if attacked else {}


def gate(
    figures: Mapping[str, Figure], least: Mapping[str, float], most: Mapping[str, float]
) -> tuple[str, ...]:
    """Return what does not pass the gate, one sentence each."""
    failed = []
    for bounds, word, wrong in ((least, "least", float.__lt__), (most, "most", float.__gt__)):
        for name, bound in bounds.items():
            if name not in figures:
                failed.append(f"{name}: not measured, where at {word} {bound:g} is asked")
            elif wrong(float(figures[name].value), float(bound)):
                failed.append(f"{name}: {figures[name].value:.3f}, where at {word} {bound:g} is asked")
    return tuple(failed)
