"""What a rule is: one fault, one class, one file.

A `QuestionRule` reads one question and nothing else, so that what it found is kept for as long as that question's
text and limits stay the same. A `ReportRule` reads the whole report and what lies around it. A `CrossRule` sets
answers, boxes and files against each other, and is asked again only when one of them says something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reportlens.finding import Finding, Fix, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.consistency import Differing
    from reportlens.crosscheck.repository import Repository
    from reportlens.report.model import Question, Report
    from reportlens.surroundings import Surroundings
    from reportlens.text import Span


class Rule:
    """A question put to every report, named for the fault."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = Severity.WARNING
    overridden: Severity | None = None
    """The severity that a setting gave to this rule."""

    def finding(  # noqa: PLR0913 - one place that builds findings
        self,
        span: Span,
        message: str,
        *,
        question: int | None = None,
        fixes: tuple[Fix, ...] = (),
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
        unnecessary: bool = False,
    ) -> Finding:
        """Build a finding of this rule."""
        weight = self.overridden or severity or self.severity
        return Finding(self.code, self.name, weight, span, message, question, fixes, related, unnecessary)

    @classmethod
    def documentation(cls) -> str:
        """Return what the rule says of itself, as Markdown."""
        from inspect import cleandoc  # noqa: PLC0415 - only who reads the pages pays for it

        return cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """Return the first sentence of the documentation."""
        return cls.documentation().partition("\n\n")[0].replace("\n", " ")

    @classmethod
    def page(cls) -> str:
        """Return the whole page about the rule, as Markdown."""
        return f"# {cls.name} ({cls.code})\n\nSeverity: {cls.severity.word}\n\n{cls.documentation()}"


class QuestionRule(Rule):
    """A rule that needs no more than one question; its spans count from the question's first character."""

    def check(self, question: Question) -> Iterator[Finding]:
        """Yield what is wrong with the question."""
        raise NotImplementedError


class ReportRule(Rule):
    """A rule that reads the whole report; its spans count from the start of the report."""

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Yield what is wrong with the report."""
        raise NotImplementedError


class CrossRule(ReportRule):
    """A report rule whose findings rest on these alone, and move with the question or the checklist they lie in.

    - what the answers tell (`crosscheck.telling.told`), and the questions' numbers,
    - the report's checklist, and how many questions its edition has,
    - the repository and the figures around the report.
    """

    def between(self, it: Differing, message: str, there: str, fixes: tuple[Fix, ...] = ()) -> Finding:
        """Build a finding on two places that say different things."""
        related = Related(it.there.span, there)
        return self.finding(it.here.span, message, question=it.here.question, fixes=fixes, related=(related,))


class RepositoryRule(CrossRule):
    """A cross rule that is silent where the files are not known."""

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare the boxes with the files, if these are known."""
        if around.repository is not None:
            from reportlens.crosscheck.repository import Repository  # noqa: PLC0415 - most reports stand alone

            if isinstance(around.repository, Repository):
                yield from self.compare(report, around.repository)

    def compare(self, report: Report, repository: Repository) -> Iterator[Finding]:
        """Yield the boxes that the files contradict."""
        raise NotImplementedError


def stated_at(question: Question) -> tuple[Related, ...]:
    """Point to the words of the prompt that set the limit, if it has any."""
    span = question.length_span
    return (Related(span, f"question {question.number} states the length here"),) if span else ()
