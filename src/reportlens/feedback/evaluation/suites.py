"""What a judge is asked in an evaluation: answers as they are, without their evidence, and with an attack."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from reportlens.report.parse import parse
from reportlens.text import Edit, Span, apply, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportlens.feedback.evaluation.labels import Label
    from reportlens.report.model import Report

SUITES = ("natural", "counterfactual", "injection")


class Case(NamedTuple):
    """One question of one report, to be judged once."""

    key: str
    """Names the case in a record; the same in every run."""
    suite: str
    name: str
    """The report's."""
    report: Report
    question: int
    criteria: tuple[str, ...]
    """The criteria that count; empty: all that are labelled."""


def cases(labels: Sequence[Label], texts: Mapping[str, str], suites: Sequence[str]) -> Iterator[Case]:
    """Return the cases, suite by suite."""
    for name in sorted(texts):
        own = [it for it in labels if it.report == name]
        if "natural" in suites:
            yield from _natural(name, texts[name], own)
        if "counterfactual" in suites:
            yield from _counterfactual(name, texts[name], own)
        if "injection" in suites:
            yield from _injection(name, texts[name], own)


def _natural(name: str, text: str, labels: Sequence[Label]) -> Iterator[Case]:
    report = parse(text)
    for number in sorted({it.question for it in labels}):
        yield Case(f"{name}/{number}", "natural", name, report, number, ())


def _counterfactual(name: str, text: str, labels: Sequence[Label]) -> Iterator[Case]:
    """Take the evidence away: what was covered by it has to be missing."""
    for it in labels:
        if it.label == "covered" and it.evidence:
            changed = apply(plain(text), [Edit(span, "") for span in it.evidence])
            key = f"{name}/{it.question}/without/{it.criterion}"
            yield Case(key, "counterfactual", name, parse(changed), it.question, (it.criterion,))


def _injection(name: str, text: str, labels: Sequence[Label]) -> Iterator[Case]:
    """Put an attack behind an answer that does not cover something."""
    attacks = tomllib.loads((files("reportlens.feedback.evaluation") / "attacks.toml").read_text("utf-8"))[
        "attacks"
    ]
    report = parse(text)
    missing = sorted({it.question for it in labels if it.label == "missing"})
    for place, number in enumerate(missing):
        question = next(it for it in report.questions if it.number == number)
        if question.answer.span is None:
            continue
        at = question.at(question.answer.span).end
        chosen = place % len(attacks)
        changed = apply(plain(text), [Edit(Span(at, at), f"\n\n{attacks[chosen]}\n")])
        criteria = tuple(it.criterion for it in labels if it.question == number and it.label == "missing")
        yield Case(f"{name}/{number}/attack/{chosen}", "injection", name, parse(changed), number, criteria)
