"""What one answer says of the items of the checklist: what it claims, what it denies, and in which sentence.

Read no further than somebody asks: an item's cues are looked for in the whole answer, then in its sentences, and only
a sentence that holds them is read clause by clause. What was read is kept with the question, so that a keystroke costs
no more than the answer it falls in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from reportlens.crosscheck.reading import Clause, clauses, plain_words, swapped
from reportlens.report.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlens.crosscheck.cues import Cue, Cues
    from reportlens.report.model import Image, Question
    from reportlens.text import Span

_PERCENTAGE = r" (?!100 ?%)\d[\d.]* ?%"
_OWN = frozenset({"our", "we", "total", "overall", "project", "is", "was", "achieved", "reached", "current"})
_GOAL = frozenset(
    {"if", "would", "aim", "goal", "target", "least", "minimum", "threshold", "should", "even", "reaching"}
)
_TRACKERS = ("wandb", "w&b", "weights")
_SHOWN = frozenset({"image", "html", "link"})
_NEGATIVE = ("no", "n't", "n\u2019t", "n\u00b4t", "never", "unable", "without", "lack", "fail", "unsuccessful", "skipped", "omitted", "neglected",
             "abandoned", "dropped")  # fmt: skip
"""Without one of these, no clause of a sentence denies anything."""


class Statement(NamedTuple):
    """A sentence (or an image) that tells of an item."""

    key: str
    kind: Literal["claimed", "denied"]
    question: int
    """The number of the question."""
    span: Span
    """Counted from the first character of the question's piece."""
    text: str
    instead: bool = False
    """Whether it is what was done in the place of the work."""


class Heard:
    """What an answer says, as far as it was asked."""

    def __init__(self, question: Question, *, people: bool) -> None:
        """Read nothing yet; `people` for the list of contributions."""
        self._question = question
        self._people = people
        self._low = ""
        self._sentences: Sequence[Sentence] = ()
        self._lows: dict[int, str] = {}
        self._read: dict[int, tuple[Clause, ...]] = {}
        self._known: dict[tuple[str, str], Statement | None] = {}

    def denial(self, row: Cues, *, plain: bool) -> Statement | None:
        """Return the first sentence that denies an item; `plain` where a bare "no" does."""
        key = (row.key, "denied")
        if key not in self._known:
            bare = self._bare(row) if plain else None
            self._known[key] = (
                bare if bare is not None and bare.kind == "denied" else next(self._denials(row), None)
            )
        return self._known[key]

    def claim(self, row: Cues, *, first: bool, plain: bool) -> Statement | None:
        """Return the first sentence or image that claims an item; `first` where the question asks for it."""
        key = (row.key, "claimed")
        if key not in self._known:
            self._known[key] = next(self.claims(row, first=first, plain=plain), None)
        return self._known[key]

    def claims(self, row: Cues, *, first: bool, plain: bool) -> Iterator[Statement]:
        """Yield all that claims an item."""
        if first and row.structure:
            yield from self._shown(row)
        bare = self._bare(row) if plain and row.plain == "both" else None
        if bare is not None and bare.kind == "claimed":
            yield bare
        for n, cues in self._holding(row.claimed, ()):
            for clause in self._clauses(n):
                if any(it.holds(clause.words) for it in cues) and clause.mood == "done":
                    yield self._statement(row.key, "claimed", self._sentences[n], instead=clause.instead)
                    break

    def _denials(self, row: Cues) -> Iterator[Statement]:
        for n, cues in self._holding(row.denied, _NEGATIVE):
            for clause in self._clauses(n):
                words = clause.words
                holding = [it for it in cues if it.may(words)]
                if holding and clause.mood == "denied" and any(it.holds(clause.scope) for it in holding):
                    yield self._statement(row.key, "denied", self._sentences[n])
                    break

    def _holding(self, cues: tuple[Cue, ...], words: tuple[str, ...]) -> Iterator[tuple[int, list[Cue]]]:
        """Yield the sentences that may meet a cue and hold one of some words, each with those cues."""
        low = self._whole()
        here = [it for it in cues if it.may(low)]
        if not here:
            return
        for n, sentence in enumerate(self._cut()):
            if words and not _any(words, sentence.text.lower()):
                continue
            low = self._lows.get(n, "")
            if not low:
                low = self._lows[n] = _low(sentence.text)
            for cue in here:
                if cue.may(low):
                    yield n, here
                    break

    def _whole(self) -> str:
        if not self._low:
            self._low = _low(self._question.text(self._question.answer.span))
        return self._low

    def _cut(self) -> Sequence[Sentence]:
        if not self._sentences:
            self._sentences = sentences(self._question)
        return self._sentences

    def _clauses(self, n: int) -> tuple[Clause, ...]:
        read = self._read.get(n)
        if read is None:
            read = self._read[n] = clauses(self._sentences[n].text, contributions=self._people)
        return read

    def _statement(
        self, key: str, kind: Literal["claimed", "denied"], place: Sentence | Image, *, instead: bool = False
    ) -> Statement:
        question = self._question
        return Statement(key, kind, question.number, place.span, question.text(place.span), instead)

    def _bare(self, row: Cues) -> Statement | None:
        """Return what a bare yes or no at the start of the answer says."""
        first = next(iter(self._cut()), None)
        words = plain_words(first.text) if first else ""
        if first and words in _BARE:
            return self._statement(row.key, "denied", first)
        yes = first and words.startswith(" yes ")
        if first and yes and all(it.mood == "done" or it.words == " yes " for it in clauses(first.text)):
            return self._statement(row.key, "claimed", first)
        return None

    def _shown(self, row: Cues) -> Iterator[Statement]:
        """Yield what an answer shows without words."""
        if row.structure == "percentage":
            yield from self._percentage(row)
            return
        for image in self._question.answer.images:
            named = row.structure == "image" or _names(f"{image.alt} {image.destination}")
            if image.kind in _SHOWN and named:
                yield self._statement(row.key, "claimed", image)
                return

    def _percentage(self, row: Cues) -> Iterator[Statement]:
        low = self._whole()
        if "coverage" not in low or "%" not in low:
            return
        for sentence in self._cut():
            low = sentence.text.lower()
            if "coverage" not in low or "%" not in low:
                continue
            if any(_measured(it.words.replace("\\", "")) for it in clauses(sentence.text)):
                yield self._statement(row.key, "claimed", sentence)
                return


def heard(question: Question, *, people: bool) -> Heard:
    """Return what an answer says; kept with the question."""
    kept = question.memory.get(("heard", people))
    if kept is None:
        kept = question.memory["heard", people] = Heard(question, people=people)
    return kept  # type: ignore[return-value]


def _any(words: tuple[str, ...], text: str) -> bool:
    for it in words:  # noqa: SIM110 - a generator would take three times as long
        if it in text:
            return True
    return False


_BARE = frozenset(
    f" {it} "
    for it in (
        "no", "no we did not", "no we didn't", "no unfortunately not", "unfortunately not", "unfortunately no", "we did not",
        "no we did not manage to do this", "we did not manage to do this", "no we did not manage to do so", "we did not do this",
        "unfortunately we did not", "no unfortunately we did not", "no we have not", "we have not", "no unfortunately",
    )
)  # fmt: skip


def _low(text: str) -> str:
    """Return small letters, with blanks for whatever the cues have blanks for: a coarse sieve, and a cheap one."""
    low = " ".join(swapped(text.lower(), _SIEVE).split())
    return f" {low.replace('. ', ' ').removesuffix('.')} "


_SIEVE = dict.fromkeys('-_*`"\u2018\u201c\u201d,;:()[]!?|<>\u00a0\n', " ") | {"\u2019": "'", "\u00b4": "'"}


def _names(text: str) -> bool:
    low = text.lower()
    return any(it in low for it in _TRACKERS)


def _measured(words: str) -> bool:
    """Tell whether a clause tells the project's own coverage."""
    if not re.search(_PERCENTAGE, words):
        return False
    row = set(words.split())
    return bool(row & _OWN) and not row & _GOAL
