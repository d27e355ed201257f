"""What a rule or a judge has to say about a place."""

from enum import IntEnum
from typing import NamedTuple

from reportlens.text import Edit, Span


class Severity(IntEnum):
    """How much a finding weighs; the greater, the heavier."""

    HINT = 1
    INFO = 2
    WARNING = 3
    ERROR = 4

    @property
    def word(self) -> str:
        """The name in small letters, as in settings and output."""
        return self.name.lower()


class Fix(NamedTuple):
    """A change that settles a finding."""

    title: str
    """In the imperative, without a full stop."""
    edits: tuple[Edit, ...]
    safe: bool = True
    """Whether it may be made unseen, by `--fix` and on save; if not, only when a person picks it."""

    def moved(self, by: int) -> "Fix":
        """Return the same change, `by` characters further on."""
        return Fix(self.title, tuple([it.moved(by) for it in self.edits]), self.safe)


class Related(NamedTuple):
    """Another place that explains a finding."""

    span: Span
    message: str

    def moved(self, by: int) -> "Related":
        """Return the same place, `by` characters further on."""
        return Related(self.span.moved(by), self.message)


class Finding(NamedTuple):
    """One fault at one place."""

    code: str
    rule: str
    severity: Severity
    span: Span
    message: str
    """A fragment without a full stop, facts first, with the figures in it."""
    question: int | None = None
    """The number of the question it belongs to."""
    fixes: tuple[Fix, ...] = ()
    """The best first."""
    related: tuple[Related, ...] = ()
    unnecessary: bool = False
    """Whether the text of the span could just as well not be there."""

    def moved(self, by: int) -> "Finding":
        """Return the same finding, `by` characters further on."""
        # By place, since this is done for all findings behind the cursor at every keystroke.
        return Finding(
            self.code,
            self.rule,
            self.severity,
            self.span.moved(by),
            self.message,
            self.question,
            tuple([it.moved(by) for it in self.fixes]),
            tuple([it.moved(by) for it in self.related]),
            self.unnecessary,
        )
